"""The rows of tickets: what they count to, how one is read, how one is written.

Every function takes the connection inside a transaction of the store.
"""

import base64
import json
import logging
import sqlite3
import uuid
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from msgspec import Struct

from kiosk.faults import Fault
from kiosk.identity import Means
from kiosk.messages.service import Priority, TakeNumber, Ticket, Waiting
from kiosk.queueing.day import business_day
from kiosk.queueing.group import QueueGroup
from kiosk.queueing.rules import Counts, interval_at
from kiosk.queueing.waiting import FRESH_FOR
from offline_queue.numbers import leases
from offline_queue.outbox import rows as outbox
from offline_queue.printing import journal
from offline_queue.printing.journal import Thing
from offline_queue.store import meta
from offline_queue.store.ledger import Ledger
from offline_queue.vault.cipher import Unreadable

log = logging.getLogger("offline_queue.numbers")

OPEN = 0
"""CL-31 排队中: waiting to be called."""

_IDENTITY = dict.fromkeys(Means, "verified_offline") | {
    Means.TYPED: "typed",
    Means.NONE: "none",
}
_COLUMNS = (
    "ticket_id, ticket_no, group_id, business_date, taken_at, priority, windows,"
    " mask_key, holder_mask, ahead, minutes, since"
)


class Situation(Struct, frozen=True):
    """What the service knows at the moment of a request.

    `printer_fault`: why nothing can be printed now. `active`: jobs that the printing thread has in
    hand. `job_id`: for the job that may be made.
    """

    now: datetime
    groups: Mapping[str, QueueGroup]
    waiting: Waiting
    windows: tuple[str, ...]
    channel: str
    terminal_id: str
    printer_fault: Fault | None
    active: Collection[str]
    job_id: str
    room_fault: Fault | None = None

    @property
    def at(self) -> str:
        return self.now.isoformat(timespec="seconds")


def holder_mark(ledger: Ledger, holder_hash: str) -> str:
    """Stands for a person in the rows here, "" for nobody. A hash would stand for the same one in
    every file of the hall, and whoever has the hall's key could try all numbers against it."""
    return ledger.cipher.mark(f"holder.{holder_hash}").hex() if holder_hash else ""


def sealed_mask(ledger: Ledger, ticket_id: str, mask: str) -> tuple[int, str | bytes]:
    """For the columns `mask_key` and `holder_mask`."""
    if not mask:
        return 0, ""
    sealed = ledger.cipher.seal(mask.encode(), _mask_place(ticket_id))
    return ledger.cipher.current, sealed


def _mask(ledger: Ledger, ticket_id: str, key_id: int, stored: str | bytes) -> str:
    """A mask that was changed on the disk is left out and said so: the number holds without it."""
    if isinstance(stored, str):
        return stored
    try:
        return ledger.cipher.open(key_id, stored, _mask_place(ticket_id)).decode()
    except Unreadable as error:
        log.error("%s the mask of a ticket: %s", Fault.STORE_ERROR.value, error)
        return ""


def _mask_place(ticket_id: str) -> bytes:
    return f"ticket.{ticket_id}.holder_mask".encode()


def counts(
    connection: sqlite3.Connection,
    group: QueueGroup,
    day: date,
    moment: datetime,
    holder: str = "",
) -> Counts:
    """What this terminal knows; tickets of other terminals are not known here. `holder`: as
    `holder_mark` gives it, "" for nobody."""
    interval = interval_at(group, moment)
    bounds = (interval.from_minute, interval.to_minute) if interval is not None else (0, 0)
    today = (group.group_id, day.isoformat())
    issued, in_interval = connection.execute(
        "SELECT count(*), total(minute >= ? AND minute < ?) FROM tickets"
        " WHERE group_id = ? AND business_date = ?",
        (*bounds, *today),
    ).fetchone()
    of_holder, still_open = (0, 0)
    if holder:
        of_holder, still_open = connection.execute(
            "SELECT count(*), total(state = ?) FROM tickets"
            " WHERE group_id = ? AND business_date = ? AND holder_hash = ?",
            (OPEN, *today, holder),
        ).fetchone()
    return Counts(
        issued_today=int(issued),
        issued_in_interval=int(in_interval),
        numbers_left=leases.free(connection, group.group_id, day),
        holder_today=int(of_holder),
        holder_has_open=bool(still_open),
    )


def load(
    connection: Ledger, ticket_id: str, groups: Mapping[str, QueueGroup], now: datetime
) -> Ticket:
    """A ticket as it may be shown now. An old number of people ahead is not a number any more."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM tickets WHERE ticket_id = ?", (ticket_id,)
    ).fetchone()
    _, number, group_id, day, taken_at, priority, windows, *sealed, ahead, minutes, since = row
    if abs(now - datetime.fromisoformat(taken_at)) > FRESH_FOR:
        ahead = minutes = None
    group = groups.get(group_id)
    return Ticket(
        ticket_id=ticket_id,
        ticket_no=number,
        group_id=group_id,
        group_name=group.name if group else group_id,
        business_date=day,
        taken_at=taken_at,
        priority=Priority(priority),
        windows=tuple(json.loads(windows)),
        waiting=Waiting(ahead, minutes, since),
        holder_mask=_mask(connection, ticket_id, *sealed),
        copies=journal.papers(connection, Thing.TICKET, ticket_id),
    )


def open_tickets(
    ledger: Ledger, holder_hash: str, groups: Mapping[str, QueueGroup], now: datetime
) -> tuple[Ticket, ...]:
    """Those of today that this terminal gave to this person and nobody has called; the oldest
    first."""
    holder = holder_mark(ledger, holder_hash)
    if not holder:
        return ()
    day = business_day(now, meta.high_water(ledger)).isoformat()
    rows = ledger.execute(
        "SELECT ticket_id FROM tickets WHERE business_date = ? AND holder_hash = ? AND state = ?"
        " ORDER BY taken_at, ticket_id",
        (day, holder, OPEN),
    ).fetchall()
    return tuple(load(ledger, str(one), groups, now) for (one,) in rows)


def record(
    connection: Ledger,
    wish: TakeNumber,
    group: QueueGroup,
    day: date,
    number: int,
    so: Situation,
) -> str:
    ticket_id = str(uuid.uuid4())
    mask_key, mask = sealed_mask(connection, ticket_id, wish.holder_mask)
    row = {
        "ticket_id": ticket_id,
        "request_id": wish.request_id,
        "ticket_no": group.ticket_no(number),
        "group_id": group.group_id,
        "seq": number,
        "business_date": day.isoformat(),
        "taken_at": so.at,
        "minute": so.now.hour * 60 + so.now.minute,
        "priority": wish.priority.value,
        "windows": json.dumps(so.windows),
        "holder_hash": holder_mark(connection, wish.holder_hash),
        "mask_key": mask_key,
        "holder_mask": mask,
        "ahead": so.waiting.ahead,
        "minutes": so.waiting.minutes,
        "since": so.waiting.since,
    }
    names = ", ".join(row)
    marks = ", ".join(f":{name}" for name in row)
    connection.execute(f"INSERT INTO tickets ({names}) VALUES ({marks})", row)
    outbox.put(connection, "ticket", _body(row, wish, so), so.at, about=ticket_id)
    return ticket_id


def _body(row: Mapping[str, Any], wish: TakeNumber, so: Situation) -> dict[str, Any]:
    names = (
        "ticket_id",
        "request_id",
        "ticket_no",
        "group_id",
        "seq",
        "business_date",
        "taken_at",
        "priority",
    )
    return {name: row[name] for name in names} | {
        "holder_hash": wish.holder_hash,
        "holder_mask": wish.holder_mask,
        "channel": so.channel,
        "terminal_id": so.terminal_id,
        "session_id": wish.session_id,
        "means": wish.means.value,
        "assurance": wish.assurance.value,
        "identity": _IDENTITY[wish.means],
        "sealed": base64.b64encode(wish.sealed).decode("ascii"),
        "paper": wish.on_paper,
    }
