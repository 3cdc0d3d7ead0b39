"""Databases as released versions left them: `python -m tests.offline_queue.upgrades.make_fixtures`.

Both versions have the schema 0001_first, kept here as it was released. 0.1.0 was stopped cleanly;
0.2.0 lost its power, so its last records are in the log alone. Nobody in them is real.
"""

import json
import os
import shutil
import sqlite3
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
VERSIONS = ("v0.1.0", "v0.2.0")
EPOCH = {"v0.1.0": "0a1b2c3d4e5f", "v0.2.0": "f5e4d3c2b1a0"}
LAST_GIVEN = {"v0.1.0": 54, "v0.2.0": 60}
"""The last sequence number; in 0.2.0 the rows from 55 on were delivered."""
DEAD = {43: "rejected: holder_mask", 48: "conflict: this key was received with another content"}
AT = "2026-03-02T09:{:02d}:00+08:00"

SCHEMA = """
CREATE TABLE [_sqlite_migrations] (
   [id] INTEGER PRIMARY KEY, [migration_set] TEXT, [name] TEXT, [applied_at] TEXT);
CREATE UNIQUE INDEX [idx__sqlite_migrations_migration_set_name]
    ON [_sqlite_migrations] ([migration_set], [name]);
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE leases (
        lease_id BLOB PRIMARY KEY, group_id TEXT NOT NULL, business_date TEXT NOT NULL,
        first INTEGER NOT NULL, last INTEGER NOT NULL, next INTEGER NOT NULL,
        CHECK (first >= 1 AND first <= next AND next <= last + 1));
CREATE INDEX leases_by_day ON leases (group_id, business_date, first);
CREATE TABLE tickets (
        ticket_id TEXT PRIMARY KEY, request_id TEXT NOT NULL UNIQUE, ticket_no TEXT NOT NULL,
        group_id TEXT NOT NULL, seq INTEGER NOT NULL, business_date TEXT NOT NULL,
        taken_at TEXT NOT NULL, minute INTEGER NOT NULL, priority TEXT NOT NULL,
        windows TEXT NOT NULL, holder_hash TEXT NOT NULL, holder_mask TEXT NOT NULL,
        state INTEGER NOT NULL DEFAULT 0, ahead INTEGER, minutes INTEGER, since TEXT NOT NULL,
        UNIQUE (group_id, business_date, seq));
CREATE INDEX tickets_by_holder ON tickets (holder_hash, group_id, business_date)
        WHERE holder_hash <> '';
CREATE TABLE print_jobs (
        job_id TEXT PRIMARY KEY, ticket_id TEXT NOT NULL REFERENCES tickets ON DELETE CASCADE,
        request_id TEXT NOT NULL, copy_no INTEGER NOT NULL, lang TEXT NOT NULL,
        state TEXT NOT NULL, fault TEXT NOT NULL DEFAULT '', on_paper INTEGER NOT NULL DEFAULT 0,
        changed_at TEXT NOT NULL);
CREATE INDEX print_jobs_by_ticket ON print_jobs (ticket_id, copy_no);
CREATE INDEX print_jobs_open ON print_jobs (state)
        WHERE state IN ('reserved', 'rendering', 'spooled', 'printing', 'unknown');
CREATE TABLE outbox (
        seq INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, created_at TEXT NOT NULL,
        body TEXT NOT NULL, dead TEXT);
CREATE INDEX outbox_ready ON outbox (seq) WHERE dead IS NULL;
CREATE TABLE requests (request_id TEXT PRIMARY KEY, at TEXT NOT NULL) WITHOUT ROWID;
"""
_SETTINGS = ("page_size = 1024", "locking_mode = EXCLUSIVE", "journal_mode = WAL")


def ticket_id(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012d}"


def records(version: str) -> list[tuple[int, str, str, dict[str, Any]]]:
    """Sequence number, kind, time and content of every record that waits."""
    found: list[tuple[int, str, str, dict[str, Any]]] = []
    for number in range(1, 6):
        at = AT.format(number)
        seq = 40 + 2 * number
        found.append((seq - 1, "ticket", at, _ticket(number, at)))
        found.append((seq, "print", at, _print(number, at)))
    help_at = AT.format(9)
    words = {"session_id": "s-9", "screen": "ticket", "fault": "", "at": help_at}
    rating = {"request_id": "r-9", "session_id": "s-9", "score": 5, "at": help_at}
    found += [(51, "help", help_at, words), (52, "evaluation", help_at, rating)]
    if version == "v0.1.0":
        auth = {"session_id": "s-9", "means": "idcard", "assurance": "AL2", "at": help_at}
        found += [(53, "auth", help_at, auth), (54, "help", help_at, words | {"screen": "end"})]
    return found


def _ticket(number: int, at: str) -> dict[str, Any]:
    return {
        "ticket_id": ticket_id(number),
        "request_id": f"req-{number}",
        "ticket_no": f"A{number:03d}",
        "group_id": "A",
        "seq": number,
        "business_date": "2026-03-02",
        "taken_at": at,
        "holder_hash": f"{number:064x}",
        "holder_mask": "测*甲",
        "priority": "normal",
        "channel": "offline",
        "terminal_id": "T00003",
        "session_id": f"s-{number}",
        "means": "idcard",
        "assurance": "AL2",
        "identity": "verified_offline",
        "sealed": "AXNlYWxlZA==",
        "paper": True,
    }


def _print(number: int, at: str) -> dict[str, Any]:
    job = {"job_id": f"job-{number}", "ticket_id": ticket_id(number), "copy_no": 1}
    return job | {"state": "printed", "fault": "", "at": at}


def make(folder: Path, version: str) -> sqlite3.Connection:
    """The connection of the version that wrote it, open as if it still ran."""
    db = sqlite3.connect(folder / "queue.sqlite3", isolation_level=None)
    for setting in _SETTINGS:
        db.execute(f"PRAGMA {setting}").fetchall()
    db.executescript(SCHEMA)
    done = "2026-01-05 00:00:00+00:00"
    migration = (1, "offline_queue", "0001_first", done)
    db.execute("INSERT INTO _sqlite_migrations VALUES (?, ?, ?, ?)", migration)
    meta = (("epoch", EPOCH[version]), ("high_water", "2026-03-02"))
    db.executemany("INSERT INTO meta VALUES (?, ?)", meta)
    db.execute("INSERT INTO leases VALUES ('L-A-1', 'A', '2026-03-02', 1, 50, 6)")
    db.execute("INSERT INTO leases VALUES (4711, 'B', '2026-03-02', 11, 20, 11)")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    db.execute("BEGIN")
    for number in range(1, 6):
        _insert(db, "tickets", _row_of(_ticket(number, AT.format(number))))
        job = _print(number, AT.format(number))
        changed = job.pop("at")
        more = {"request_id": f"req-{number}", "lang": "zh", "on_paper": 1, "changed_at": changed}
        _insert(db, "print_jobs", job | more)
    if version == "v0.2.0":
        db.execute("UPDATE print_jobs SET state = 'printing' WHERE job_id = 'job-5'")
    db.execute("COMMIT")
    db.execute("BEGIN")
    for seq, kind, at, body in records(version):
        text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
        db.execute(
            "INSERT INTO outbox VALUES (?, ?, ?, ?, ?)", (seq, kind, at, text, DEAD.get(seq))
        )
    db.execute("UPDATE sqlite_sequence SET seq = ?", (LAST_GIVEN[version],))
    db.execute("INSERT INTO requests VALUES ('req-1', ?)", (AT.format(1),))
    db.execute("COMMIT")
    return db


def _row_of(ticket: dict[str, Any]) -> dict[str, Any]:
    names = "ticket_id request_id ticket_no group_id seq business_date taken_at holder_hash"
    more = {"minute": 541, "windows": '["1"]', "since": "08:55", "ahead": 3, "minutes": 9}
    return {name: ticket[name] for name in f"{names} holder_mask priority".split()} | more


def _insert(db: sqlite3.Connection, table: str, row: dict[str, Any]) -> None:
    marks = ", ".join("?" * len(row))
    db.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))


def main() -> None:
    for version in VERSIONS:
        folder = HERE / version
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        if os.fork() == 0:  # the power goes: nothing is closed
            db = make(folder, version)
            if version == "v0.1.0":
                db.close()
            os._exit(0)
        os.wait()
        print(folder, sum(one.stat().st_size for one in folder.iterdir()), "bytes")


if __name__ == "__main__":
    main()
