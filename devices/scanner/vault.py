"""A folder in memory for pictures on their way from scanimage to here: private, wiped, removed.

Its owner holds a lock on it for as long as it lives, so one without that lock is what a process
left that was killed in the middle of a scan: the next one wipes and removes it.
"""

import fcntl
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

MEMORY = Path("/dev/shm")
PREFIX = "zizhu-scan-"
LARGEST_FILE = 320 * 1024 * 1024
"""Bytes: 100 million pixels in colour, and its header."""
_CHUNK = bytes(1 << 20)


class VaultError(Exception):
    """There is no memory for files, or a file is not there or too large."""


class Vault:
    """Used by one thread. Raises VaultError where no folder can be made."""

    def __init__(self, memory: Path = MEMORY) -> None:
        if not memory.is_dir():
            raise VaultError(f"{memory} is missing: a tmpfs must be mounted there")
        self._lock: int | None = None
        while self._lock is None:  # another process may take a fresh folder for a left one
            try:
                self.path = Path(tempfile.mkdtemp(prefix=PREFIX, dir=memory))  # mode 0700
                self._lock = _locked(self.path)
            except OSError as error:
                raise VaultError(f"{memory}: {error.strerror}") from None

    def take(self, path: str) -> bytearray:
        """The content of one file in the folder; the file itself is wiped. Raises VaultError."""
        file = Path(path)
        if file.parent != self.path:
            raise VaultError("not a file of this folder")
        try:
            if file.stat().st_size > LARGEST_FILE:
                raise VaultError("too large")
            content = bytearray(file.stat().st_size)
            with file.open("rb") as source:
                length = source.readinto(content)
            wipe(file)
        except OSError as error:
            raise VaultError(error.strerror or "not readable") from None
        if length != len(content):
            raise VaultError("changed while it was read")
        return content

    def close(self) -> None:
        """Wipe and remove everything. A second time: nothing."""
        if self._lock is not None:
            _remove(self.path)
            os.close(self._lock)
            self._lock = None


def wipe(file: Path) -> None:
    """Overwrite and remove one file. Raises OSError."""
    with file.open("r+b") as target:
        left = os.fstat(target.fileno()).st_size
        while left > 0:
            left -= target.write(_CHUNK[:left])
    file.unlink()


def remove_leftovers(memory: Path = MEMORY) -> int:
    """Wipe and remove what dead processes of this user left; says how many folders."""
    removed = 0
    for path in memory.glob(f"{PREFIX}*"):
        with suppress(OSError):  # gone meanwhile, or somebody else's
            if path.stat().st_uid != os.geteuid():
                continue
            lock = _locked(path)
            if lock is not None:
                _remove(path)
                os.close(lock)
                removed += 1
    return removed


def _locked(path: Path) -> int | None:
    """A descriptor with the folder's lock; None where another process has it, or removed the
    folder. Raises OSError."""
    try:
        folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.fstat(folder).st_nlink > 0:
            return folder
    except BlockingIOError:
        pass
    os.close(folder)
    return None


def _remove(path: Path) -> None:
    for file in path.iterdir():
        with suppress(OSError):
            wipe(file)
    shutil.rmtree(path, ignore_errors=True)
