"""A page of the inbox becomes rows: each item judged, taken or refused, in one transaction with the
cursor. So nothing is read twice for nothing, and nothing is skipped.

What an item says is done here, apart from commands: those are kept, to be carried out by
offline_queue.inbound.commands.
"""

import hashlib
import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import msgspec
from msgspec import Struct

from offline_queue.audit import log as audit
from offline_queue.audit.facts import as_id
from offline_queue.booked import rows as booked
from offline_queue.inbound import progress, seen, trust
from offline_queue.inbound.items import (
    KINDS,
    SIGNED,
    BookedCertificate,
    Booking,
    Calendar,
    Hint,
    Item,
    Kind,
    Order,
    Policy,
    Progress,
    Refusal,
    Refused,
    Revocation,
    Trust,
    parse_item,
    read_body,
)
from offline_queue.inbound.seen import State
from offline_queue.store.ledger import Ledger

TOLD_LATER = (Kind.COMMAND, Kind.CERTIFICATE)
"""When they are carried out, or fetched."""
BOOKING_DAYS = 2
"""Today and tomorrow: nothing of a person is here before it is needed."""

log = logging.getLogger("offline_queue.inbound")


class Page(Struct, frozen=True):
    """`now` is the platform's own time in the same answer: a wrong clock here expires nothing."""

    items: tuple[Any, ...]
    cursor: str
    more: bool
    now: datetime


def read_page(payload: Mapping[str, Any], now: datetime) -> Page | None:
    """None where the answer is not of the agreed shape."""
    items, cursor, more = payload.get("items"), payload.get("cursor"), payload.get("more", False)
    if not isinstance(items, list) or not isinstance(cursor, str | int) or len(str(cursor)) > 200:
        return None
    return Page(tuple(items), str(cursor), bool(more), now)


class Judge(Struct, frozen=True):
    """`keys`: provisioned public keys by id."""

    terminal_id: str
    keys: Mapping[str, bytes]

    def take(self, ledger: Ledger, page: Page) -> None:
        """The whole page, in the order of its numbers, and the cursor."""
        restored = seen.restored_at(ledger, page.now)
        items: list[Item] = []
        for raw in page.items:
            try:
                items.append(parse_item(raw, self.terminal_id))
            except (ValueError, RecursionError):
                self._turn_away(ledger, raw, page.now)
        for item in sorted(items, key=lambda one: one.seq):
            self._one(ledger, item, page.now, restored)
        seen.set_cursor(ledger, page.cursor)
        seen.forget_old(ledger, page.now)

    def _turn_away(self, ledger: Ledger, raw: Any, now: datetime) -> None:
        """What cannot be read is told once, with its id where it has one."""
        item_id = raw.get("id") if isinstance(raw, dict) else None
        named = isinstance(item_id, str) and item_id.isascii() and 0 < len(item_id) <= 64
        name = str(item_id) if named else "?" + hashlib.sha256(repr(raw).encode()).hexdigest()
        if seen.state_of(ledger, name) is None:
            log.warning("an item was refused: %s", Refusal.MALFORMED.value)
            seen.note_unreadable(ledger, name, now)
            seen.tell(ledger, name if named else "", "refused", now, Refusal.MALFORMED)

    def _one(self, ledger: Ledger, item: Item, now: datetime, restored: datetime | None) -> None:
        state = seen.state_of(ledger, item.item_id)
        if state is not None:
            self._again(ledger, item, state, now)
            return
        try:
            kind = self._check(ledger, item, now, restored)
            self._apply(ledger, item, kind, now, restored)
        except Refused as refused:
            log.warning("item of kind %s refused: %s", _known(item.kind), refused)
            seen.note(ledger, item, State.REFUSED, now)
            seen.tell(ledger, item.item_id, "refused", now, refused.why)
            return
        seen.note(ledger, item, State.WAITING if kind is Kind.COMMAND else State.DONE, now)
        if kind in SIGNED:
            seen.set_last_signed(ledger, item.seq)
            if kind not in TOLD_LATER:
                seen.tell(ledger, item.item_id, "done", now)

    def _again(self, ledger: Ledger, item: Item, state: State, now: datetime) -> None:
        """Known by its id. Said once for what is signed; data that comes again says nothing new."""
        if item.kind in SIGNED and state in (State.DONE, State.REFUSED):
            seen.move(ledger, item.item_id, State.REPEATED)
            seen.tell(ledger, item.item_id, "refused", now, Refusal.REPEATED)

    def _check(self, ledger: Ledger, item: Item, now: datetime, restored: datetime | None) -> Kind:
        """What it is, where it may be taken. Raises Refused."""
        if item.kind not in KINDS:
            raise Refused(Refusal.UNKNOWN_KIND)
        kind = Kind(item.kind)
        if kind in SIGNED or item.signature:
            trust.verify(item, trust.current(ledger, self.keys))
        if item.expires is not None and now >= item.expires:
            raise Refused(Refusal.EXPIRED)
        if kind in SIGNED and item.seq <= seen.last_signed(ledger):
            raise Refused(Refusal.OUTDATED)
        if kind is Kind.COMMAND:
            if item.expires is None:
                raise Refused(Refusal.MALFORMED)  # a command that never ends is none
            if _before(item, restored):
                raise Refused(Refusal.BEFORE_RESTORE)
        return kind

    def _apply(
        self, ledger: Ledger, item: Item, kind: Kind, now: datetime, restored: datetime | None
    ) -> None:
        match kind:
            case Kind.COMMAND:
                name, at = read_body(item, Order).name, now.isoformat(timespec="seconds")
                command = as_id(item.item_id)
                audit.append(ledger, at, "command.received", command=command, name=name)
            case Kind.TRUST:
                trust.change(ledger, read_body(item, Trust), item.key_id, self.keys)
            case Kind.BOOKING:
                _keep_booking(ledger, item, self.terminal_id, now)
            case Kind.POLICY:
                policy = read_body(item, Policy)
                value = msgspec.json.encode(policy.value).decode()
                _replace(ledger, "policies", policy.name, value)
            case Kind.CATALOGUE_HINT:
                _replace(ledger, "cursors", "inbox.catalogue", read_body(item, Hint).version)
            case Kind.CALENDAR:
                for one in read_body(item, Calendar).days:
                    _replace(ledger, "calendar", one.day, int(one.work))
            case Kind.CERTIFICATE:
                paper, used = read_body(item, BookedCertificate), _before(item, restored)
                booked.take(ledger, paper, item.item_id, now, used)
            case Kind.PROGRESS:
                progress.keep(ledger, read_body(item, Progress), now)
            case Kind.REVOCATION:
                said = read_body(item, Revocation)
                ledger.executemany(
                    "INSERT OR IGNORE INTO revocations VALUES (?, ?)",
                    [(said.subject, one) for one in said.ids],
                )


def _before(item: Item, restored: datetime | None) -> bool:
    """It may have been carried out here by rows that are not in this copy."""
    return restored is not None and item.issued < restored


def _keep_booking(ledger: Ledger, item: Item, terminal_id: str, now: datetime) -> None:
    """Sealed whole: it may name a person. Raises Refused."""
    booking = read_body(item, Booking)
    days = [(now.date() + timedelta(days=ahead)).isoformat() for ahead in range(BOOKING_DAYS)]
    if booking.terminal_id != terminal_id:
        raise Refused(Refusal.OTHER_TERMINAL)
    if booking.day not in days:
        raise Refused(Refusal.OTHER_DAY)
    ledger.execute("DELETE FROM bookings WHERE booking_id = ?", (booking.booking_id,))
    if not booking.cancelled:
        place = b"booking." + booking.booking_id.encode()
        sealed = ledger.cipher.seal(msgspec.json.encode(item.body), place)
        row = (booking.booking_id, booking.day, ledger.cipher.current, sealed)
        ledger.execute("INSERT INTO bookings VALUES (?, ?, ?, ?)", row)


def _replace(ledger: Ledger, table: str, name: str, value: str | int) -> None:
    ledger.execute(f"INSERT OR REPLACE INTO {table} VALUES (?, ?)", (name, value))


def _known(kind: str) -> str:
    """For the log: a kind that is not ours is somebody else's text."""
    return kind if kind in KINDS else "unknown"
