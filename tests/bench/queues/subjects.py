"""One durable record at a time, by ours and by others: `put` returns once it is on the disk.

Each is made in a folder of its own, in a process of its own. A record is 1 KiB of JSON.
"""

import json
import os
import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import huey
import litequeue
import persistqueue

from kiosk.messages.service import CallStaff
from offline_queue import events
from offline_queue.outbox import rows
from offline_queue.store.ledger import Ledger
from offline_queue.store.writer import Store

AT = "2026-03-02T09:00:00+08:00"
NOW = datetime.fromisoformat(AT)
BODY = {"session_id": "s" * 32, "screen": "x" * 899, "fault": "", "at": AT}
TEXT = json.dumps(BODY, separators=(",", ":"))

Put = Callable[[int], object]


def raw(folder: Path) -> Put:
    """The limit: one write and one flush."""
    file = os.open(folder / "raw", os.O_WRONLY | os.O_CREAT, 0o600)
    record = TEXT.encode().ljust(1024)

    def put(number: int) -> None:
        os.pwrite(file, record, number * len(record))
        os.fdatasync(file)

    return put


def bare(folder: Path) -> Put:
    """SQLite and one table."""
    db = sqlite3.connect(folder / "bare.sqlite3", isolation_level=None)
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("PRAGMA synchronous=FULL")
    db.execute("CREATE TABLE queue (seq INTEGER PRIMARY KEY, body TEXT NOT NULL)")
    return lambda _: db.execute("INSERT INTO queue (body) VALUES (?)", (TEXT,))


def ours(folder: Path) -> Put:
    """One record of the outbox, encrypted."""
    store = Store(folder, ballast_bytes=4096)

    def put(ledger: Ledger) -> int:
        return rows.put(ledger, "help", BODY, AT)

    return lambda _: store.call(put)


def business(folder: Path) -> Put:
    """A call for help as the service records it: business row, record, audit entry."""
    store = Store(folder, ballast_bytes=4096)

    def put(number: int) -> None:
        asked = CallStaff(f"request-{number:08d}", "s" * 32, "x" * 860)
        store.call(lambda ledger: events.record(ledger, asked, NOW))

    return put


def persist_queue(folder: Path) -> Put:
    queue = persistqueue.SQLiteAckQueue(str(folder), auto_commit=True)
    return lambda _: queue.put(TEXT)


def lite_queue(folder: Path) -> Put:
    """As it comes it loses records at a power cut: made to flush each one."""
    queue = litequeue.LiteQueue(str(folder / "lite.sqlite3"))
    queue.conn.execute("PRAGMA synchronous=FULL")
    return lambda _: queue.put(TEXT)


def huey_queue(folder: Path) -> Put:
    storage = huey.storage.SqliteStorage(filename=str(folder / "huey.sqlite3"), fsync=True)
    record = TEXT.encode()
    return lambda _: storage.enqueue(record)


SUBJECTS: dict[str, Callable[[Path], Put]] = {
    "bare": bare,
    "ours": ours,
    "business": business,
    "persist-queue": persist_queue,
    "litequeue": lite_queue,
    "huey": huey_queue,
}
