"""A database as version 0.2 left it: rows in clear text, no keys."""

import contextlib
import json
import sqlite3
from pathlib import Path

from sqlite_utils import Database

from offline_queue.store import schema
from offline_queue.store.database import FILE_NAME
from tests.offline_queue.powercut.run import AT

EPOCH = "0123456789ab"

Plain = dict[int, tuple[str, int, bool]]
"""Kind, `n` of the body, whether it was refused; by sequence number."""


def make(state: Path, records: int, first: int = 5) -> Plain:
    """`records` rows from number `first` on; those before it were delivered."""
    state.mkdir(mode=0o700, parents=True)
    rows: Plain = {}
    with contextlib.closing(sqlite3.connect(state / FILE_NAME, isolation_level=None)) as db:
        for setting in ("page_size = 1024", "journal_mode = WAL", "synchronous = FULL"):
            db.execute(f"PRAGMA {setting}").fetchall()
        schema.migrations.apply(Database(db, execute_plugins=False), stop_before="0002_sealed")
        db.execute("INSERT INTO meta VALUES ('epoch', ?)", (EPOCH,))
        for seq in range(1, first + records):
            dead = "rejected: holder" if seq % 9 == 0 else None
            body = json.dumps({"n": seq + 10_000, "fill": "." * (seq * 53 % 700)})
            values = (seq, "help", AT, body, dead)
            db.execute("INSERT INTO outbox VALUES (?, ?, ?, ?, ?)", values)
            rows[seq] = ("help", seq + 10_000, dead is not None)
        db.execute("DELETE FROM outbox WHERE seq < ?", (first,))
    return {seq: row for seq, row in rows.items() if seq >= first}
