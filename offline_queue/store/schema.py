"""Tables of the terminal's database, as forward migrations. Each one runs in one transaction.

A migration that has been released is never edited: a new one is added below it.
"""

import sqlite3

from sqlite_utils import Database, Migrations

migrations = Migrations("offline_queue")

_FIRST = (
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    # lease_id has no affinity: it goes back to the platform exactly as it came.
    """CREATE TABLE leases (
        lease_id BLOB PRIMARY KEY, group_id TEXT NOT NULL, business_date TEXT NOT NULL,
        first INTEGER NOT NULL, last INTEGER NOT NULL, next INTEGER NOT NULL,
        CHECK (first >= 1 AND first <= next AND next <= last + 1))""",
    "CREATE INDEX leases_by_day ON leases (group_id, business_date, first)",
    """CREATE TABLE tickets (
        ticket_id TEXT PRIMARY KEY, request_id TEXT NOT NULL UNIQUE, ticket_no TEXT NOT NULL,
        group_id TEXT NOT NULL, seq INTEGER NOT NULL, business_date TEXT NOT NULL,
        taken_at TEXT NOT NULL, minute INTEGER NOT NULL, priority TEXT NOT NULL,
        windows TEXT NOT NULL, holder_hash TEXT NOT NULL, holder_mask TEXT NOT NULL,
        state INTEGER NOT NULL DEFAULT 0, ahead INTEGER, minutes INTEGER, since TEXT NOT NULL,
        UNIQUE (group_id, business_date, seq))""",
    """CREATE INDEX tickets_by_holder ON tickets (holder_hash, group_id, business_date)
        WHERE holder_hash <> ''""",
    """CREATE TABLE print_jobs (
        job_id TEXT PRIMARY KEY, ticket_id TEXT NOT NULL REFERENCES tickets ON DELETE CASCADE,
        request_id TEXT NOT NULL, copy_no INTEGER NOT NULL, lang TEXT NOT NULL,
        state TEXT NOT NULL, fault TEXT NOT NULL DEFAULT '', on_paper INTEGER NOT NULL DEFAULT 0,
        changed_at TEXT NOT NULL)""",
    "CREATE INDEX print_jobs_by_ticket ON print_jobs (ticket_id, copy_no)",
    """CREATE INDEX print_jobs_open ON print_jobs (state)
        WHERE state IN ('reserved', 'rendering', 'spooled', 'printing', 'unknown')""",
    # AUTOINCREMENT: a sequence number is never used again, not even after its row was delivered.
    """CREATE TABLE outbox (
        seq INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, created_at TEXT NOT NULL,
        body TEXT NOT NULL, dead TEXT)""",
    "CREATE INDEX outbox_ready ON outbox (seq) WHERE dead IS NULL",
    "CREATE TABLE requests (request_id TEXT PRIMARY KEY, at TEXT NOT NULL) WITHOUT ROWID",
)


@migrations(name="0001_first")
def _first(db: Database) -> None:
    for statement in _FIRST:
        db.execute(statement)


_SEALED = (
    "CREATE TABLE data_keys (key_id INTEGER PRIMARY KEY, wrapped BLOB NOT NULL)",
    # Rows from first_seq on have their number in this epoch.
    "CREATE TABLE epochs (first_seq INTEGER PRIMARY KEY, epoch TEXT NOT NULL)",
    "DROP INDEX outbox_ready",
    "ALTER TABLE outbox RENAME TO outbox_plain",
    # The last number that was ever given and whose row is gone; rowids alone would begin again.
    "CREATE TABLE outbox_floor (seq INTEGER NOT NULL)",
    """INSERT INTO outbox_floor
        SELECT ifnull((SELECT seq FROM sqlite_sequence WHERE name = 'outbox_plain'), 0)""",
    # owed: the destinations (bits) to which it can be sent now; what waits for something is aside.
    # about: the mark of the thing that it tells about, empty for none. created: ms since 1970.
    """CREATE TABLE outbox (
        seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, prio INTEGER NOT NULL, about BLOB NOT NULL,
        created INTEGER NOT NULL, owed INTEGER NOT NULL, key_id INTEGER NOT NULL,
        payload BLOB NOT NULL)""",
    "CREATE INDEX outbox_owed_1 ON outbox (prio, seq) WHERE owed & 1",
    "CREATE INDEX outbox_owed_2 ON outbox (prio, seq) WHERE owed & 2",
    # state: see offline_queue.outbox.aside; next_at: ms since 1970.
    """CREATE TABLE aside (
        dest INTEGER NOT NULL, seq INTEGER NOT NULL REFERENCES outbox ON DELETE CASCADE,
        state INTEGER NOT NULL, attempts INTEGER NOT NULL, next_at INTEGER NOT NULL,
        why TEXT NOT NULL, PRIMARY KEY (dest, seq)) WITHOUT ROWID""",
    "CREATE INDEX aside_of_seq ON aside (seq)",
    """CREATE TABLE attachments (
        attachment_id TEXT PRIMARY KEY, seq INTEGER NOT NULL, key_id INTEGER NOT NULL,
        size INTEGER NOT NULL, sha256 BLOB NOT NULL, media_type TEXT NOT NULL,
        address TEXT NOT NULL DEFAULT '', sent INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID""",
    "CREATE INDEX attachments_of_seq ON attachments (seq)",
    """CREATE TABLE audit (
        seq INTEGER PRIMARY KEY, at TEXT NOT NULL, event TEXT NOT NULL, hash BLOB NOT NULL)""",
    # How far something has been read or sent, by name.
    "CREATE TABLE cursors (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
)


@migrations(name="0002_sealed")
def _sealed(db: Database) -> None:
    for statement in _SEALED:
        db.execute(statement)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the database to the newest schema. Raises sqlite3.Error; then nothing has changed."""
    database = Database(connection, execute_plugins=False)
    if migrations.pending(database):
        migrations.apply(database)
