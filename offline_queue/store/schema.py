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
    # state: see offline_queue.outbox.aside; next_at: ms since 1970. No foreign key: to look for
    # children costs twice as much as all else of an acknowledgement.
    """CREATE TABLE aside (
        dest INTEGER NOT NULL, seq INTEGER NOT NULL, state INTEGER NOT NULL,
        attempts INTEGER NOT NULL, next_at INTEGER NOT NULL, why TEXT NOT NULL,
        PRIMARY KEY (dest, seq)) WITHOUT ROWID""",
    "CREATE INDEX aside_of_seq ON aside (seq)",
    # sealed: what it is and the key of its file, see offline_queue.attachments.rows. Rows of a
    # record that is gone are swept.
    """CREATE TABLE attachments (
        attachment_id TEXT PRIMARY KEY, seq INTEGER NOT NULL, key_id INTEGER NOT NULL,
        sealed BLOB NOT NULL) WITHOUT ROWID""",
    "CREATE INDEX attachments_of_seq ON attachments (seq)",
    # How far an attachment has come to one destination: its address there, bytes that it has.
    """CREATE TABLE uploads (
        dest INTEGER NOT NULL, attachment_id TEXT NOT NULL REFERENCES attachments ON DELETE CASCADE,
        address TEXT NOT NULL, sent INTEGER NOT NULL, done INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (dest, attachment_id)) WITHOUT ROWID""",
    "CREATE INDEX uploads_of_attachment ON uploads (attachment_id)",
    "CREATE INDEX aside_parts ON aside (dest, seq) WHERE state = 3",
    # holder_mask is sealed under this key; of rows of version 0.2 after outbox.upgrade.
    "ALTER TABLE tickets ADD COLUMN mask_key INTEGER NOT NULL DEFAULT 0",
    """CREATE TABLE audit (
        seq INTEGER PRIMARY KEY, at TEXT NOT NULL, event TEXT NOT NULL, hash BLOB NOT NULL)""",
    # How far something has been read or sent, by name.
    "CREATE TABLE cursors (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    # What the platform has sent here; state: see offline_queue.inbound.seen. Times in ms.
    """CREATE TABLE inbox (
        item_id TEXT PRIMARY KEY, seq INTEGER NOT NULL, kind TEXT NOT NULL, state INTEGER NOT NULL,
        at INTEGER NOT NULL, expires INTEGER NOT NULL, body TEXT NOT NULL) WITHOUT ROWID""",
    "CREATE INDEX inbox_open ON inbox (seq) WHERE state IN (1, 2)",
    # Days that are not as the week says: work = 1 is a work day, 0 a day off.
    "CREATE TABLE calendar (day TEXT PRIMARY KEY, work INTEGER NOT NULL) WITHOUT ROWID",
    """CREATE TABLE bookings (
        booking_id TEXT PRIMARY KEY, day TEXT NOT NULL, key_id INTEGER NOT NULL,
        sealed BLOB NOT NULL) WITHOUT ROWID""",
    "CREATE TABLE policies (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE revocations (subject TEXT, id TEXT, PRIMARY KEY (subject, id)) WITHOUT ROWID",
    # Keys that the platform signs with: those that came as trust items, and those revoked.
    """CREATE TABLE trust (
        key_id TEXT PRIMARY KEY, public BLOB NOT NULL, revoked INTEGER NOT NULL) WITHOUT ROWID""",
)


@migrations(name="0002_sealed")
def _sealed(db: Database) -> None:
    for statement in _SEALED:
        db.execute(statement)


_ARCHIVE = (
    # One row is one package, see offline_queue.archive.rows. seq: of its application's record.
    # acked: NULL until every destination has it, 0 until that time is known, then ms since 1970.
    """CREATE TABLE archive (
        package_id TEXT PRIMARY KEY, seq INTEGER NOT NULL, about BLOB NOT NULL,
        made INTEGER NOT NULL, acked INTEGER, size INTEGER NOT NULL, manifest BLOB NOT NULL,
        key_id INTEGER NOT NULL, sealed BLOB NOT NULL)""",
    "CREATE INDEX archive_about ON archive (about)",
    "CREATE INDEX archive_waiting ON archive (seq) WHERE acked IS NULL",
    "CREATE INDEX archive_acked ON archive (acked, package_id) WHERE acked IS NOT NULL",
    # The files of attachments that a package holds; their keys are in it.
    """CREATE TABLE archive_files (
        attachment_id TEXT PRIMARY KEY,
        package_id TEXT NOT NULL REFERENCES archive ON DELETE CASCADE) WITHOUT ROWID""",
    "CREATE INDEX archive_files_of ON archive_files (package_id)",
)


@migrations(name="0003_archive")
def _archive(db: Database) -> None:
    for statement in _ARCHIVE:
        db.execute(statement)


@migrations(name="0003_progress")
def _progress(db: Database) -> None:
    # What the platform said last of an application that was made here; nothing of a person.
    db.execute(
        """CREATE TABLE progress (
            local_no TEXT PRIMARY KEY, event INTEGER NOT NULL, at TEXT NOT NULL,
            view TEXT NOT NULL) WITHOUT ROWID"""
    )


_PAPER = (
    # Jobs of other things than tickets too: those of a ticket go with it by meta.forget_old.
    """CREATE TABLE paper_jobs (
        job_id TEXT PRIMARY KEY, thing TEXT NOT NULL, about TEXT NOT NULL, request_id TEXT NOT NULL,
        copy_no INTEGER NOT NULL, lang TEXT NOT NULL, state TEXT NOT NULL,
        fault TEXT NOT NULL DEFAULT '', on_paper INTEGER NOT NULL DEFAULT 0,
        changed_at TEXT NOT NULL)""",
    """INSERT INTO paper_jobs
        SELECT job_id, 'ticket', ticket_id, request_id, copy_no, lang, state, fault, on_paper,
            changed_at
        FROM print_jobs ORDER BY rowid""",
    "DROP TABLE print_jobs",
    "ALTER TABLE paper_jobs RENAME TO print_jobs",
    "CREATE INDEX print_jobs_about ON print_jobs (about, copy_no)",
    # One copy number of a certificate is printed at most once, whatever the code does.
    """CREATE UNIQUE INDEX print_jobs_copies ON print_jobs (about, copy_no)
        WHERE thing = 'certificate'""",
    """CREATE INDEX print_jobs_open ON print_jobs (state)
        WHERE state IN ('reserved', 'rendering', 'spooled', 'printing', 'unknown')""",
)


@migrations(name="0004_paper")
def _paper(db: Database) -> None:
    for statement in _PAPER:
        db.execute(statement)


@migrations(name="0005_certificates")
def _certificates(db: Database) -> None:
    # Copies that may have been fetched, until their print job is reserved or they are void.
    db.execute(
        """CREATE TABLE cert_copies (
            certificate_id TEXT NOT NULL, copy_no INTEGER NOT NULL, at TEXT NOT NULL,
            PRIMARY KEY (certificate_id, copy_no)) WITHOUT ROWID"""
    )


_BOOKED = (
    # Certificates that wait here for their holder, see offline_queue.booked.rows. holder: a mark of
    # this terminal. epoch: in which it came; one that was brought back with a copy is not printed.
    """CREATE TABLE booked (
        certificate_id TEXT PRIMARY KEY, item_id TEXT NOT NULL, item_code TEXT NOT NULL,
        holder TEXT NOT NULL, until TEXT NOT NULL, epoch TEXT NOT NULL, state INTEGER NOT NULL,
        key_id INTEGER NOT NULL, sealed BLOB NOT NULL) WITHOUT ROWID""",
    "CREATE INDEX booked_by_holder ON booked (holder)",
    # file: its name in the folder of booked documents, "" where the content is in sealed.
    """CREATE TABLE booked_parts (
        certificate_id TEXT NOT NULL, name TEXT NOT NULL, file TEXT NOT NULL, size INTEGER NOT NULL,
        key_id INTEGER NOT NULL, sealed BLOB NOT NULL, PRIMARY KEY (certificate_id, name))""",
)


@migrations(name="0006_booked")
def _booked(db: Database) -> None:
    for statement in _BOOKED:
        db.execute(statement)


def newer(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Migrations that a later version of this program has applied; nothing here may touch that."""
    applied = migrations.applied(Database(connection, execute_plugins=False))
    ours = {one.name for one in migrations.pending(Database(memory=True, execute_plugins=False))}
    return tuple(one.name for one in applied if one.name not in ours)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the database to the newest schema. Raises sqlite3.Error; then nothing has changed."""
    database = Database(connection, execute_plugins=False)
    if migrations.pending(database):
        migrations.apply(database)
