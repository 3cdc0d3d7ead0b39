"""Verifying and listing the audit log, page by page: of the running service or of its file."""

import sqlite3
from collections.abc import Callable
from functools import partial
from typing import Protocol, TypeVar

from kiosk.messages.audit import AuditLine, AuditPage, AuditState, ListAudit
from offline_queue.audit import cursor, log
from offline_queue.audit.chain import Place, Verifier, read_event

T = TypeVar("T")

PAGE = 500
"""Entries read at a time, so that nobody who records waits long."""
LOWEST, HIGHEST = -(2**63), 2**63 - 1
"""No number in a table is below or above them."""
PAGES_MOST = 20
"""Looked through for one answer to ListAudit."""


class Read(Protocol):
    """Runs a function that reads, in a transaction of its own: `Store.call` is one."""

    def __call__(self, work: Callable[[sqlite3.Connection], T], /) -> T: ...


def verify(read: Read, terminal: str | None = None) -> AuditState:
    """Goes along the whole log. No key is needed. `terminal`: whose it must be; None takes any."""
    while True:
        anchor = read(_anchor)
        state = _walk(read, anchor, terminal)
        # What was pruned meanwhile is not missing.
        if not state.why or read(_anchor) == anchor:
            return state


def list_entries(read: Read, asked: ListAudit) -> AuditPage:
    """The next entries after `asked.after` that are as asked; where there may be more, `more`."""
    found: list[AuditLine] = []
    after = min(max(asked.after, LOWEST), HIGHEST)
    for _ in range(PAGES_MOST):
        entries = read(partial(log.read, after=after, most=PAGE))
        for entry in entries:
            after = entry.seq
            event = read_event(entry.event).get("what")
            what = event if isinstance(event, str) else ""
            if entry.at >= asked.since and what.startswith(asked.what):
                found.append(AuditLine(entry.seq, entry.at, entry.event))
            if len(found) == PAGE:
                return AuditPage(tuple(found), after, more=True)
        if len(entries) < PAGE:
            return AuditPage(tuple(found), after, more=False)
    return AuditPage(tuple(found), after, more=True)


def _walk(read: Read, anchor: Place, terminal: str | None) -> AuditState:
    verifier = Verifier(anchor, terminal)
    known, sent, spoilt = read(_known)
    after = LOWEST
    while verifier.broken is None:
        entries = read(partial(log.read, after=after, most=PAGE))
        verifier.feed(entries, known)
        if len(entries) < PAGE:
            verifier.end(max(*known, sent.centre, 0))
            if spoilt:
                verifier.spoilt()
            break
        after = verifier.last.seq
    broken = verifier.broken
    return AuditState(
        entries=verifier.count,
        first=anchor.seq + 1,
        last=verifier.last.seq,
        hash=verifier.last.hash.hex(),
        acknowledged=sent.acknowledged,
        broken=broken.seq if broken else 0,
        why=broken.why if broken else "",
    )


def _anchor(connection: sqlite3.Connection) -> Place:
    return cursor.read(connection, cursor.PRUNED)


def _known(connection: sqlite3.Connection) -> tuple[dict[int, bytes], cursor.Sent, bool]:
    """Hashes by number that the log itself does not hold, and what the centre has; True where any
    of these notes was spoilt."""
    sent = cursor.read_sent(connection)
    places = (cursor.read(connection, cursor.SEALED), sent.upto)
    hashes = {place.seq: place.hash for place in places if place.hash}
    return hashes, sent, cursor.any_spoilt(connection)
