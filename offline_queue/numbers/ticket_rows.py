"""The rows of tickets: what they count to, how one is read, how one is written.

Every function takes the connection inside a transaction of the store.
"""

import base64
import json
import sqlite3
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kiosk.faults import Fault
from kiosk.identity import Means
from kiosk.messages.service import Priority, TakeNumber, Ticket, Waiting
from kiosk.queueing.group import QueueGroup
from kiosk.queueing.rules import Counts, interval_at
from kiosk.queueing.waiting import FRESH_FOR
from offline_queue.numbers import leases
from offline_queue.outbox import rows as outbox
from offline_queue.printing import journal
from offline_queue.store.ledger import Ledger

OPEN = 0
"""CL-31 排队中: waiting to be called."""

_IDENTITY = {
    Means.IDCARD: "verified_offline",
    Means.SSCARD: "verified_offline",
    Means.TYPED: "typed",
    Means.NONE: "none",
}
_COLUMNS = (
    "ticket_id, ticket_no, group_id, business_date, taken_at, priority, windows,"
    " holder_mask, ahead, minutes, since"
)


@dataclass(frozen=True, slots=True)
class Situation:
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

    @property
    def at(self) -> str:
        return self.now.isoformat(timespec="seconds")


def counts(
    connection: sqlite3.Connection,
    group: QueueGroup,
    day: date,
    moment: datetime,
    holder_hash: str = "",
) -> Counts:
    """What this terminal knows; tickets of other terminals are not known here."""
    interval = interval_at(group, moment)
    bounds = (interval.from_minute, interval.to_minute) if interval is not None else (0, 0)
    today = (group.group_id, day.isoformat())
    issued, in_interval = connection.execute(
        "SELECT count(*), total(minute >= ? AND minute < ?) FROM tickets"
        " WHERE group_id = ? AND business_date = ?",
        (*bounds, *today),
    ).fetchone()
    of_holder, still_open = (0, 0)
    if holder_hash:
        of_holder, still_open = connection.execute(
            "SELECT count(*), total(state = ?) FROM tickets"
            " WHERE group_id = ? AND business_date = ? AND holder_hash = ?",
            (OPEN, *today, holder_hash),
        ).fetchone()
    return Counts(
        issued_today=int(issued),
        issued_in_interval=int(in_interval),
        numbers_left=leases.free(connection, group.group_id, day),
        holder_today=int(of_holder),
        holder_has_open=bool(still_open),
    )


def load(
    connection: sqlite3.Connection, ticket_id: str, groups: Mapping[str, QueueGroup], now: datetime
) -> Ticket:
    """A ticket as it may be shown now. An old number of people ahead is not a number any more."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM tickets WHERE ticket_id = ?", (ticket_id,)
    ).fetchone()
    _, number, group_id, day, taken_at, priority, windows, mask, ahead, minutes, since = row
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
        holder_mask=mask,
        copies=journal.papers(connection, ticket_id),
    )


def record(
    connection: Ledger,
    wish: TakeNumber,
    group: QueueGroup,
    day: date,
    number: int,
    so: Situation,
) -> str:
    row = {
        "ticket_id": str(uuid.uuid4()),
        "request_id": wish.request_id,
        "ticket_no": group.ticket_no(number),
        "group_id": group.group_id,
        "seq": number,
        "business_date": day.isoformat(),
        "taken_at": so.at,
        "minute": so.now.hour * 60 + so.now.minute,
        "priority": wish.priority.value,
        "windows": json.dumps(so.windows),
        "holder_hash": wish.holder_hash,
        "holder_mask": wish.holder_mask,
        "ahead": so.waiting.ahead,
        "minutes": so.waiting.minutes,
        "since": so.waiting.since,
    }
    names = ", ".join(row)
    marks = ", ".join(f":{name}" for name in row)
    connection.execute(f"INSERT INTO tickets ({names}) VALUES ({marks})", row)
    ticket_id = str(row["ticket_id"])
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
        "holder_hash",
        "holder_mask",
        "priority",
    )
    return {name: row[name] for name in names} | {
        "channel": so.channel,
        "terminal_id": so.terminal_id,
        "session_id": wish.session_id,
        "means": wish.means.value,
        "assurance": wish.assurance.value,
        "identity": _IDENTITY[wish.means],
        "sealed": base64.b64encode(wish.sealed).decode("ascii"),
        "paper": wish.on_paper,
    }
