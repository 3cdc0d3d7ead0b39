"""Single values of the database: its epoch, the high-water business day, what was handled before.

Every function takes the connection inside a transaction of the store.
"""

import sqlite3
import uuid
from datetime import date, timedelta

KEEP_DAYS = 7
"""Delivered tickets of past business days are forgotten after this many days."""


def epoch(connection: sqlite3.Connection) -> str:
    """Of the numbers that are given now. Made once per database file and anew when a copy of it is
    brought back, so that keys never repeat; older rows keep the epoch that they were made in."""
    row = connection.execute("SELECT epoch FROM epochs ORDER BY first_seq DESC LIMIT 1").fetchone()
    if row is not None:
        return str(row[0])
    first = _get(connection, "epoch") or uuid.uuid4().hex[:12]  # of a database of version 0.2
    connection.execute("INSERT INTO epochs VALUES (0, ?)", (first,))
    return first


def high_water(connection: sqlite3.Connection) -> date | None:
    """The last business day on which a number was given."""
    stored = _get(connection, "high_water")
    return date.fromisoformat(stored) if stored else None


def set_high_water(connection: sqlite3.Connection, day: date) -> None:
    connection.execute(
        "INSERT INTO meta VALUES ('high_water', ?)"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (day.isoformat(),),
    )


def correct_high_water(connection: sqlite3.Connection, platform_day: date) -> bool:
    """Bring a day that ran ahead back to the platform's. True where it was ahead.

    No number is repeated by this: the cursors of every day stay where they are.
    """
    stored = high_water(connection)
    if stored is None or stored <= platform_day:
        return False
    set_high_water(connection, platform_day)
    return True


def lock_text(connection: sqlite3.Connection) -> str | None:
    """What the platform lets citizens read while it keeps this terminal out of service, "" for our
    own words; None where it is in service."""
    return _get(connection, "lock")


def set_lock(connection: sqlite3.Connection, text: str | None) -> None:
    connection.execute("DELETE FROM meta WHERE key = 'lock'")
    if text is not None:
        connection.execute("INSERT INTO meta VALUES ('lock', ?)", (text,))


def first_time(connection: sqlite3.Connection, request_id: str, at: str) -> bool:
    """True once per request id: the caller then acts, and says only "recorded" from then on."""
    cursor = connection.execute("INSERT OR IGNORE INTO requests VALUES (?, ?)", (request_id, at))
    return cursor.rowcount == 1


def handled(connection: sqlite3.Connection, request_id: str) -> bool:
    found = connection.execute("SELECT 1 FROM requests WHERE request_id = ?", (request_id,))
    return found.fetchone() is not None


def forget_old(connection: sqlite3.Connection, today: date) -> None:
    """Drop tickets, jobs, leases and request ids of long past days. The outbox is never touched,
    nor what was printed of certificates: no copy of one is ever printed a second time. `today` is
    the platform's: what is leased for a day that is still to come must stay known."""
    limit = (today - timedelta(days=KEEP_DAYS)).isoformat()
    connection.execute(
        "DELETE FROM print_jobs WHERE thing = 'ticket'"
        " AND about IN (SELECT ticket_id FROM tickets WHERE business_date < ?)",
        (limit,),
    )
    connection.execute(
        "DELETE FROM print_jobs WHERE thing = 'slip' AND changed_at < ?"
        " AND state IN ('printed', 'failed', 'unknown', 'void')",
        (limit,),
    )
    connection.execute("DELETE FROM tickets WHERE business_date < ?", (limit,))
    connection.execute("DELETE FROM leases WHERE business_date < ?", (limit,))
    connection.execute("DELETE FROM requests WHERE at < ?", (limit,))


def _get(connection: sqlite3.Connection, key: str) -> str | None:
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return None if row is None else str(row[0])


def touch(connection: sqlite3.Connection) -> None:
    """Write something large enough to need room: proves that the disk takes records again."""
    connection.execute(
        "INSERT INTO meta VALUES ('touch', hex(randomblob(8192)))"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value"
    )
    connection.execute("DELETE FROM meta WHERE key = 'touch'")
