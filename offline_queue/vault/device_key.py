"""The key of this machine, under which the data keys are wrapped: a file that only we can read.

Another keeper of keys (a TPM) has the same two methods.
"""

import os
import stat
from pathlib import Path
from typing import Protocol

from cryptography.hazmat.primitives.keywrap import (
    InvalidUnwrap,
    aes_key_unwrap,
    aes_key_wrap,
)

KEY_BYTES = 32


class NoDeviceKey(Exception):
    """The device's key is not there, is open to others, or is of another machine. The text says
    which, and what to do."""


class DeviceKey(Protocol):
    def wrap(self, key: bytes) -> bytes:
        """Raises NoDeviceKey."""

    def unwrap(self, wrapped: bytes) -> bytes:
        """Raises NoDeviceKey where it was wrapped by another device key."""


class FileKey:
    """`path` holds 32 bytes as hexadecimal digits, mode 0600, owned by this process's user.

    Where there is no such file, `wrap` makes one: a new database has a new key. `unwrap` never
    does: what was wrapped before needs the key that wrapped it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def wrap(self, key: bytes) -> bytes:
        if not self._path.exists():
            self._make()
        return aes_key_wrap(self._key(), key)

    def unwrap(self, wrapped: bytes) -> bytes:
        try:
            return aes_key_unwrap(self._key(), wrapped)
        except InvalidUnwrap:
            raise NoDeviceKey(f"{self._path} is not the key of this database") from None

    def _key(self) -> bytes:
        try:
            state = self._path.stat()
            text = self._path.read_text(encoding="ascii").strip()
        except FileNotFoundError:
            raise NoDeviceKey(f"{self._path} is missing: bring it back from the backup") from None
        except (OSError, UnicodeDecodeError) as error:
            raise NoDeviceKey(f"{self._path} cannot be read ({type(error).__name__})") from None
        if state.st_uid != os.geteuid() or stat.S_IMODE(state.st_mode) & 0o077:
            raise NoDeviceKey(f"{self._path} must belong to this user alone: chmod 600")
        try:
            key = bytes.fromhex(text)
        except ValueError:
            key = b""
        if len(key) != KEY_BYTES:
            raise NoDeviceKey(f"{self._path} must hold {2 * KEY_BYTES} hexadecimal digits")
        return key

    def _make(self) -> None:
        """Whole and on the disk, or not at all."""
        draft = self._path.with_name(self._path.name + ".new")
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            draft.unlink(missing_ok=True)
            handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(os.urandom(KEY_BYTES).hex() + "\n")
                file.flush()
                os.fsync(file.fileno())
            draft.replace(self._path)
            folder = os.open(self._path.parent, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
        except OSError as error:
            raise NoDeviceKey(f"{self._path} cannot be made ({error.strerror})") from None
