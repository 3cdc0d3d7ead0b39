"""The key of this machine, under which the data keys are wrapped: a file that only we can read.

Another keeper of keys, a TPM, is offline_queue.vault.tpm.
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

from offline_queue.durable import sync

KEY_BYTES = 32
LONGEST_FILE = 1024


class NoDeviceKey(Exception):
    """The device's key is not there, is open to others, or is of another machine. The text says
    which, and what to do."""


class DeviceKey(Protocol):
    def make(self) -> None:
        """Make the key where there is none: a new database has a new key. Raises NoDeviceKey."""

    def wrap(self, key: bytes) -> bytes:
        """`key` has 32 bytes. Never makes a device key. Raises NoDeviceKey."""

    def unwrap(self, wrapped: bytes) -> bytes:
        """Raises NoDeviceKey, also where it was wrapped by another device key."""


class FileKey:
    """`path` holds 32 bytes as hexadecimal digits, mode 0600, owned by this process's user."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def make(self) -> None:
        """Whole and on the disk, or not at all."""
        if self._path.exists():
            return
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
            sync(self._path.parent)
        except OSError as error:
            raise NoDeviceKey(f"{self._path} cannot be made ({error.strerror})") from None

    def wrap(self, key: bytes) -> bytes:
        return aes_key_wrap(self._key(), key)

    def unwrap(self, wrapped: bytes) -> bytes:
        try:
            return aes_key_unwrap(self._key(), wrapped)
        except InvalidUnwrap:
            raise NoDeviceKey(
                f"{self._path} is not the key of this database: bring back the one that was made"
                " with it, or name in [queue] device_key what keeps it"
            ) from None

    def _key(self) -> bytes:
        try:
            with self._path.open("rb") as file:
                state = os.fstat(file.fileno())
                text = file.read(LONGEST_FILE).decode("ascii").strip()
        except FileNotFoundError:
            raise NoDeviceKey(f"{self._path} is missing: bring it back from the backup") from None
        except (OSError, UnicodeDecodeError) as error:
            raise NoDeviceKey(f"{self._path} cannot be read ({type(error).__name__})") from None
        if state.st_uid != os.geteuid() or stat.S_IMODE(state.st_mode) & 0o077:
            raise NoDeviceKey(
                f"{self._path} must belong to this user alone: chmod 600, and chown to the service"
            )
        try:
            key = bytes.fromhex(text)
        except ValueError:
            key = b""
        if len(key) != KEY_BYTES:
            raise NoDeviceKey(f"{self._path} must hold {2 * KEY_BYTES} hexadecimal digits")
        return key
