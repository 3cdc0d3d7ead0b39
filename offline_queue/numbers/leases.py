"""Blocks of numbers leased from the platform, and their cursors.

A number is taken by moving the durable cursor of its block, so nothing that happens to clocks or
processes can give it twice. Every function takes the connection inside a transaction.
"""

import sqlite3
from collections.abc import Iterable
from datetime import date
from typing import Any

from msgspec import Struct

from kiosk.queueing.day import days_to_lease, needs_refill
from kiosk.queueing.group import QueueGroup

HIGHEST = 999
"""Ticket numbers have three digits."""
WANTS_MAX = 100
"""The platform takes this many at a time; what is left is asked for next."""

LeaseId = str | int


class Lease(Struct, frozen=True):
    """Numbers `first` to `last`, both included, of one group on one business day."""

    lease_id: LeaseId
    group_id: str
    business_date: str
    first: int
    last: int


class Want(Struct, frozen=True):
    group_id: str
    business_date: str
    free: int


def parse_lease(raw: Any) -> Lease:
    """One element of the platform's `leases`. Raises ValueError."""
    try:
        lease = Lease(
            lease_id=raw["lease_id"],
            group_id=str(raw["group_id"]),
            business_date=date.fromisoformat(raw["business_date"]).isoformat(),
            first=int(raw["first"]),
            last=int(raw["last"]),
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"a lease lacks {error}") from None
    if not isinstance(lease.lease_id, str | int) or not 1 <= lease.first <= lease.last <= HIGHEST:
        raise ValueError("a lease with impossible numbers")
    return lease


def keep(connection: sqlite3.Connection, lease: Lease) -> bool:
    """Store a lease; one that is known stays as it is. False where it overlaps another block."""
    known = connection.execute(
        "SELECT count(*) FROM leases WHERE lease_id = ?", (lease.lease_id,)
    ).fetchone()[0]
    if known:
        return True
    overlaps = connection.execute(
        "SELECT count(*) FROM leases WHERE group_id = ? AND business_date = ?"
        " AND first <= ? AND last >= ?",
        (lease.group_id, lease.business_date, lease.last, lease.first),
    ).fetchone()[0]
    if overlaps:
        return False
    connection.execute(
        "INSERT INTO leases VALUES (?, ?, ?, ?, ?, ?)",
        (
            lease.lease_id,
            lease.group_id,
            lease.business_date,
            lease.first,
            lease.last,
            lease.first,
        ),
    )
    return True


def take(connection: sqlite3.Connection, group_id: str, day: date) -> int | None:
    """The next number of this group and day, or None where none is left."""
    row = connection.execute(
        "SELECT lease_id, next FROM leases WHERE group_id = ? AND business_date = ?"
        " AND next <= last ORDER BY first LIMIT 1",
        (group_id, day.isoformat()),
    ).fetchone()
    if row is None:
        return None
    connection.execute("UPDATE leases SET next = next + 1 WHERE lease_id = ?", (row[0],))
    return int(row[1])


def free(connection: sqlite3.Connection, group_id: str, day: date) -> int:
    """Numbers left of this group on this day."""
    row = connection.execute(
        "SELECT total(last - next + 1) FROM leases WHERE group_id = ? AND business_date = ?",
        (group_id, day.isoformat()),
    ).fetchone()
    return int(row[0])


def wants(
    connection: sqlite3.Connection, groups: Iterable[QueueGroup], today: date
) -> tuple[Want, ...]:
    """What to ask the platform for: today and the days ahead, where less than half is left."""
    found = []
    for day in days_to_lease(today):  # today first: its citizens are here
        for group in groups:
            left = free(connection, group.group_id, day)
            if needs_refill(left, group.block_size):
                found.append(Want(group.group_id, day.isoformat(), left))
    return tuple(found[:WANTS_MAX])


def held(connection: sqlite3.Connection, wanted: Iterable[Want]) -> tuple[LeaseId, ...]:
    """Ids of the leases of the wanted groups and days that are stored here."""
    found: list[LeaseId] = []
    for want in wanted:
        rows = connection.execute(
            "SELECT lease_id FROM leases WHERE group_id = ? AND business_date = ?",
            (want.group_id, want.business_date),
        ).fetchall()
        found += [row[0] for row in rows]
    return tuple(found)
