"""What has come from the platform, how far it has been read, and what became of each item.

Every function takes the ledger inside a transaction.
"""

import sqlite3
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Any

import msgspec
from msgspec import Struct

from offline_queue.audit import log as audit
from offline_queue.audit.facts import as_id
from offline_queue.inbound.items import Item, Order
from offline_queue.outbox import rows as outbox
from offline_queue.store.ledger import Ledger

KEEP = timedelta(days=60)
"""Ids are known for so long. What comes again later is too old by its number: see `last_signed`."""


class State(IntEnum):
    DONE = 0
    WAITING = 1
    """A command, on the disk and not begun."""
    BEGUN = 2
    """A command that is being carried out, or was when the power went."""
    REFUSED = 3
    REPEATED = 4
    """Came again, and the platform has been told so."""


class Command(Struct, frozen=True):
    """`expires` in ms since 1970."""

    item_id: str
    order: Order
    expires: int


def cursor(connection: sqlite3.Connection) -> str:
    """Up to where the inbox has been read, "" for nothing."""
    return _get(connection, "inbox")


def set_cursor(connection: sqlite3.Connection, value: str) -> None:
    _set(connection, "inbox", value)


def catalogue_hint(connection: sqlite3.Connection) -> str:
    """The platform's word for its newest catalogue, "" where it has said none."""
    return _get(connection, "inbox.catalogue")


def word(connection: sqlite3.Connection, name: str) -> str:
    """What was set under this name, "" for nothing."""
    return _get(connection, name)


def set_word(connection: sqlite3.Connection, name: str, value: str) -> None:
    _set(connection, name, value)


def last_signed(connection: sqlite3.Connection) -> int:
    """The highest number of a signed item that was taken."""
    return int(_get(connection, "inbox.signed") or 0)


def set_last_signed(connection: sqlite3.Connection, seq: int) -> None:
    _set(connection, "inbox.signed", str(seq))


def restored_at(ledger: Ledger, now: datetime) -> datetime | None:
    """When it was first seen that this database is a copy that was brought back (its numbers have
    another epoch than before); None where it never was."""
    noted, _, since = _get(ledger, "inbox.epoch").partition(" ")
    if noted != ledger.epoch:
        (epochs,) = ledger.execute("SELECT count(*) FROM epochs").fetchone()
        since = now.isoformat() if noted or epochs > 1 else ""
        _set(ledger, "inbox.epoch", f"{ledger.epoch} {since}")
    return datetime.fromisoformat(since) if since else None


def state_of(connection: sqlite3.Connection, item_id: str) -> State | None:
    row = connection.execute("SELECT state FROM inbox WHERE item_id = ?", (item_id,)).fetchone()
    return None if row is None else State(row[0])


def note(connection: sqlite3.Connection, item: Item, state: State, now: datetime) -> None:
    """Remember the item; the body of a command that waits too."""
    body = msgspec.json.encode(item.body).decode() if state is State.WAITING else ""
    expires = ms(item.expires) if item.expires else 0
    connection.execute(
        "INSERT INTO inbox VALUES (?, ?, ?, ?, ?, ?, ?)",
        (item.item_id, item.seq, item.kind, state, ms(now), expires, body),
    )


def note_unreadable(connection: sqlite3.Connection, name: str, now: datetime) -> None:
    connection.execute(
        "INSERT INTO inbox VALUES (?, 0, '', ?, ?, 0, '')", (name, State.REFUSED, ms(now))
    )


def move(connection: sqlite3.Connection, item_id: str, state: State) -> None:
    """What a command said is kept until it is over."""
    connection.execute(
        "UPDATE inbox SET state = ?1, body = iif(?1 IN (1, 2), body, '') WHERE item_id = ?2",
        (state, item_id),
    )


def open_command(connection: sqlite3.Connection, state: State) -> Command | None:
    """The first command in this state, WAITING or BEGUN."""
    row = connection.execute(
        "SELECT item_id, body, expires FROM inbox WHERE state IN (1, 2) AND state = ?"
        " ORDER BY seq LIMIT 1",
        (state,),
    ).fetchone()
    if row is None:
        return None
    item_id, body, expires = row
    return Command(item_id, msgspec.json.decode(body, type=Order), expires)


def forget_old(connection: sqlite3.Connection, now: datetime) -> None:
    """Ids of long ago, and bookings of days that are over."""
    connection.execute(
        "DELETE FROM inbox WHERE at < ? AND state NOT IN (?, ?)",
        (ms(now - KEEP), State.WAITING, State.BEGUN),
    )
    connection.execute("DELETE FROM bookings WHERE day < ?", (now.date().isoformat(),))


def tell(
    ledger: Ledger,
    item_id: str,
    status: str,
    now: datetime,
    why: str = "",
    data: Mapping[str, Any] | None = None,
) -> None:
    """The result of an item, for the platform. `status`: done, failed, refused, unsupported, or
    unknown (begun, and the power went)."""
    at = now.isoformat(timespec="seconds")
    body = {"item_id": item_id, "status": status, "why": why, "at": at, "data": dict(data or {})}
    outbox.put(ledger, "result", body, at)
    refused = status == "refused"
    what, result = ("command.refused", why) if refused else ("command.done", status)
    audit.append(ledger, at, what, command=as_id(item_id), result=result)


def ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def _get(connection: sqlite3.Connection, name: str) -> str:
    row = connection.execute("SELECT value FROM cursors WHERE name = ?", (name,)).fetchone()
    return "" if row is None else str(row[0])


def _set(connection: sqlite3.Connection, name: str, value: str) -> None:
    connection.execute(
        "INSERT INTO cursors VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
        (name, value),
    )
