"""Rows of the outbox that cannot go to a destination now: why, since how many attempts, until when.

Every function takes the connection inside a transaction.
"""

import sqlite3
from enum import IntEnum

from msgspec import Struct


class Aside(IntEnum):
    LATER = 1
    """The destination asked to try this one again later."""
    DEAD = 2
    """Refused for good: a dead letter, for the operator to read, mend and send again, or drop."""
    PARTS = 3
    """Its attachments are not there yet."""


class SetAside(Struct, frozen=True):
    """One row, for one destination. `next_at` in ms since 1970, 0 where it does not wait for a
    time. `why` is one word or a place in the record, never a value."""

    seq: int
    state: Aside
    attempts: int = 0
    next_at: int = 0
    why: str = ""


def put_aside(connection: sqlite3.Connection, dest: int, one: SetAside) -> None:
    connection.execute("UPDATE outbox SET owed = owed & ~? WHERE seq = ?", (dest, one.seq))
    connection.execute(
        "INSERT INTO aside SELECT ?, seq, ?, ?, ?, ? FROM outbox WHERE seq = ?"
        " ON CONFLICT DO UPDATE SET state = excluded.state, attempts = excluded.attempts,"
        " next_at = excluded.next_at, why = excluded.why",
        (dest, one.state, one.attempts, one.next_at, one.why, one.seq),
    )


def bring_back(connection: sqlite3.Connection, dest: int, seq: int) -> bool:
    """It can be sent again, in its old place. False where it was not aside."""
    cursor = connection.execute("DELETE FROM aside WHERE dest = ? AND seq = ?", (dest, seq))
    if cursor.rowcount:
        connection.execute("UPDATE outbox SET owed = owed | ? WHERE seq = ?", (dest, seq))
    return cursor.rowcount == 1


def due(connection: sqlite3.Connection, dest: int, now: int, longest: int) -> dict[int, int]:
    """Attempts so far by sequence number, of those whose time has come, which come back by this.

    A time further away than `longest` ms was written by a clock that was wrong: it has come.
    """
    rows = connection.execute(
        "SELECT seq, attempts FROM aside WHERE dest = ? AND state = ?"
        " AND NOT (next_at > ? AND next_at <= ?)",
        (dest, Aside.LATER, now, now + longest),
    ).fetchall()
    for seq, _ in rows:
        bring_back(connection, dest, seq)
    return {int(seq): int(attempts) for seq, attempts in rows}


def next_due(connection: sqlite3.Connection, dest: int) -> int | None:
    """When the first one waits for, ms since 1970."""
    row = connection.execute(
        "SELECT min(next_at) FROM aside WHERE dest = ? AND state = ?", (dest, Aside.LATER)
    ).fetchone()
    return None if row[0] is None else int(row[0])
