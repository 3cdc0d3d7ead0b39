"""The queue of a terminal that is stopped: its file opened for looking, or as the service does."""

import contextlib
import os
import pwd
import sqlite3
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from kiosk.config import TerminalConfig
from offline_queue.audit import log as audit
from offline_queue.operator import elsewhere
from offline_queue.outbox import upgrade
from offline_queue.store import begun
from offline_queue.store.ballast import Ballast, ballast_size
from offline_queue.store.commits import is_full
from offline_queue.store.database import (
    FILE_NAME,
    RESTORING,
    AlreadyRunning,
    CannotOpen,
    open_database,
)
from offline_queue.store.ledger import Ledger
from offline_queue.store.schema import newer
from offline_queue.vault.address import device_key_of
from offline_queue.vault.device_key import NoDeviceKey
from offline_queue.vault.key_ring import open_ring

T = TypeVar("T")


@contextmanager
def for_looking(config: TerminalConfig, with_keys: bool = False) -> Iterator[Ledger]:
    """Nothing is changed, not even recovered. `with_keys`: records can be opened. On a disk that
    takes nothing any more a copy elsewhere is looked at.

    Raises AlreadyRunning where the service runs (ask it instead), CannotOpen where there is no
    readable database, and where it is of another version.
    """
    path = _existing(config)
    with contextlib.ExitStack() as kept, _as_cannot_open(path):
        try:
            ledger = kept.enter_context(_reading(path))
            ledger.epoch = _epoch(ledger, path)
        except sqlite3.Error as error:
            if not elsewhere.helps_against(error):
                raise
            kept.close()
            copy = kept.enter_context(elsewhere.copied(path))
            ledger = kept.enter_context(_reading(copy))
            ledger.epoch = _epoch(ledger, path)
        if with_keys:
            ledger.cipher = open_ring(ledger, device_key_of(config))
        yield ledger


def change(config: TerminalConfig, work: Callable[[Ledger], T]) -> T:
    """Run `work` in one durable transaction on the file, which no service can use meanwhile. On a
    full disk it may use the ballast, and is run again for each piece of it.

    Raises AlreadyRunning, CannotOpen; then nothing has changed. What `work` raises goes through.
    """
    path = _existing(config)
    _check_owner(path)
    with _as_cannot_open(path):
        ledger = open_database(config.state, device_key_of(config))
    with contextlib.closing(ledger), _as_cannot_open(path):
        audit.begin(ledger, config.terminal_id)
        ballast = Ballast(config.state, ballast_size(config.demo))
        while True:
            try:
                return _committed(ledger, work)
            except sqlite3.Error as error:
                if not is_full(error) or not ballast.release():
                    raise


def _committed(ledger: Ledger, work: Callable[[Ledger], T]) -> T:
    cipher = ledger.cipher
    ledger.execute("BEGIN IMMEDIATE")
    try:
        upgrade.seal_plain(ledger)
        outcome = work(ledger)
        ledger.execute("COMMIT")
    except BaseException:
        ledger.undone(cipher)
        if ledger.in_transaction:
            with contextlib.suppress(sqlite3.Error):
                ledger.execute("ROLLBACK")
        raise
    return outcome


def _reading(path: Path) -> "contextlib.closing[Ledger]":
    uri = f"{path.resolve().as_uri()}?mode=ro"
    return contextlib.closing(
        sqlite3.connect(uri, uri=True, timeout=0.0, isolation_level=None, factory=Ledger)
    )


def _existing(config: TerminalConfig) -> Path:
    path = config.state / FILE_NAME
    try:
        if (config.state / RESTORING).exists():
            raise CannotOpen(f"{path}: a restore was cut off; do it again: main.py queue restore")
        if begun.is_empty(path):
            nothing = f"{path} does not exist: this terminal has recorded nothing yet"
            raise CannotOpen(begun.loss(path) or nothing)
    except OSError as error:
        raise CannotOpen(
            f"{path} cannot be looked at ({error.strerror}): do it as the user of the service"
        ) from None
    return path


def _epoch(connection: sqlite3.Connection, path: Path) -> str:
    """Of new rows. Raises CannotOpen where the file is of another version."""
    if newer(connection):
        raise CannotOpen(f"{path}: a newer version of this program has changed it")
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    row = None
    if {"epochs", "archive"} <= tables and not _has_rows(connection, tables, "outbox_plain"):
        row = connection.execute("SELECT epoch FROM epochs ORDER BY first_seq DESC").fetchone()
    if row is None:
        raise CannotOpen(f"{path} is of an earlier version: start the terminal once")
    return str(row[0])


def _has_rows(connection: sqlite3.Connection, tables: Collection[str], name: str) -> bool:
    found = f"SELECT 1 FROM {name} LIMIT 1"
    return name in tables and connection.execute(found).fetchone() is not None


def _check_owner(path: Path) -> None:
    """Files made by another user would keep the service out."""
    owner = path.stat().st_uid
    if owner == os.geteuid():
        return
    try:
        name = pwd.getpwuid(owner).pw_name
    except KeyError:
        name = f"#{owner}"
    raise CannotOpen(f"{path} belongs to another user: do it as that one (sudo -u {name})")


@contextmanager
def _as_cannot_open(path: Path) -> Iterator[None]:
    try:
        yield
    except NoDeviceKey as error:
        raise CannotOpen(str(error)) from None
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
            raise AlreadyRunning("the service is running; ask it") from None
        raise CannotOpen(f"{path} cannot be used: {error}") from None
