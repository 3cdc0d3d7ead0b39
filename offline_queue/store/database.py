"""Opening the database: every setting that durability rests on is set and read back, or refused."""

import contextlib
import os
import sqlite3
import stat
from pathlib import Path

from offline_queue.durable import sync
from offline_queue.store import begun, meta
from offline_queue.store.ledger import Ledger
from offline_queue.store.schema import migrate, newer
from offline_queue.vault.device_key import DeviceKey, FileKey, NoDeviceKey
from offline_queue.vault.key_ring import open_ring

FILE_NAME = "queue.sqlite3"
KEY_NAME = "device.key"
"""Beside the database where no other device key is configured."""
RESTORING = "restoring"
"""A file that is there while a backup is being put in the place of the database."""

# Order matters: the page size holds only before the first table, and EXCLUSIVE before the first
# use of the write-ahead log keeps its index in memory and any second process out.
_SETTINGS: tuple[tuple[str, str, object], ...] = (
    ("page_size", "1024", 1024),
    ("locking_mode", "EXCLUSIVE", "exclusive"),
    ("journal_mode", "WAL", "wal"),
    ("synchronous", "FULL", 2),
    ("foreign_keys", "ON", 1),
    ("secure_delete", "FAST", 2),  # overwritten where that costs no page more: payloads are sealed
    ("wal_autocheckpoint", "2000", 2000),
    ("journal_size_limit", "4194304", 4194304),
)


class CannotOpen(Exception):
    """The database cannot be used; the text says why and what to do."""


class AlreadyRunning(CannotOpen):
    """Another service holds the database."""


def open_database(folder: Path, device_key: DeviceKey | None = None) -> Ledger:
    """The one connection to `folder`/queue.sqlite3, migrated and locked for this process. Made
    where there was none; where there was one and it is lost, it is not made anew.

    Raises AlreadyRunning, or CannotOpen with a clear text.
    """
    device_key = device_key or FileKey(folder / KEY_NAME)
    path = folder / FILE_NAME
    if (folder / RESTORING).exists():
        raise CannotOpen(f"{path}: a restore was cut off; do it again: main.py queue restore")
    made = _parents_of_new(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        lost = begun.loss(path)
        if lost and begun.is_empty(path):
            raise CannotOpen(lost)
        _for_us_alone(path)
        connection = sqlite3.connect(
            path, isolation_level=None, timeout=0.0, check_same_thread=False, factory=Ledger
        )
    except (OSError, sqlite3.Error) as error:
        raise CannotOpen(f"{path} cannot be opened: {error}") from None
    try:
        _prepare(connection, lost)
        _unlock(connection, device_key)
        sync(folder)
        for one in made:
            with contextlib.suppress(PermissionError):  # not ours to read: then others made it
                sync(one)
        begun.note(folder)
    except (OSError, sqlite3.Error, CannotOpen, NoDeviceKey) as error:
        connection.close()
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
            raise AlreadyRunning(f"another service is using {path}; stop it first") from None
        raise CannotOpen(f"{path} cannot be used: {error}") from None
    return connection


def _for_us_alone(path: Path) -> None:
    """SQLite gives its other files the mode of the database, when it makes them."""
    with contextlib.suppress(FileExistsError):
        if not path.exists():
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    for end in ("", "-wal", "-shm", "-journal"):
        one = path.with_name(path.name + end)
        if one.exists() and stat.S_IMODE(one.stat().st_mode) & 0o077:
            one.chmod(0o600)


def _prepare(connection: Ledger, lost: str) -> None:
    """`lost`: what to say where there is nothing in it."""
    for name, value, expected in _SETTINGS:
        connection.execute(f"PRAGMA {name} = {value}").fetchall()
        (found,) = connection.execute(f"PRAGMA {name}").fetchone()
        if found != expected:
            raise CannotOpen(f"PRAGMA {name} is {found}, {expected} is needed")
    connection.execute("BEGIN IMMEDIATE")  # takes the lock before anything is read or migrated
    connection.execute("COMMIT")
    if lost and connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is None:
        raise CannotOpen(lost)
    if newer(connection):
        raise CannotOpen("a newer version of this program has changed it: install that version")
    migrate(connection)


def _unlock(ledger: Ledger, device_key: DeviceKey) -> None:
    ledger.execute("BEGIN IMMEDIATE")
    ledger.cipher = open_ring(ledger, device_key)
    ledger.epoch = meta.epoch(ledger)
    ledger.execute("COMMIT")


def _parents_of_new(folder: Path) -> list[Path]:
    """Folders in which a name has to be made, and the one above `folder` in any case: a start that
    was cut off may have made it. Else all of it could be gone after a power cut."""
    missing = [one.parent for one in (folder, *folder.parents) if not one.exists()]
    return missing or [folder.parent]
