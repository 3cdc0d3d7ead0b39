"""The audit log on its way to the centre: from a cursor, since the table is its own queue."""

import logging
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from http import HTTPStatus
from typing import Any, Protocol

from offline_queue.audit import cursor
from offline_queue.audit.chain import HASH_BYTES, Entry, Place
from offline_queue.audit.cursor import Sent
from offline_queue.audit.log import read
from offline_queue.store.ledger import Ledger
from offline_queue.store.writer import Store
from offline_queue.sync.answers import Answer, Reply, central_answer, json_object
from offline_queue.sync.line import Read

ADDRESS = "/api/v1/audit"
BATCH = 200
AT_MOST, EVENT_MOST = 64, 4096
"""Characters; what is longer was spoilt, and the centre sees that from its hash."""
AGAIN_S = 60.0
"""After the centre did not take a batch."""

NOT_TAKEN = "platform does not take audit"
NOT_TAKEN_S = 300.0
"""Until an older platform, which knows no such address, is asked again."""

log = logging.getLogger("offline_queue.audit")


class Sender(Protocol):
    """offline_queue.sync.transport.Transport is one."""

    def post(self, path: str, body: Mapping[str, Any], /, read: Read) -> Answer: ...


class AuditUpload:
    """For the sync thread alone. `monotonic`: seconds; tells when to try again after a refusal."""

    def __init__(self, store: Store, terminal_id: str, monotonic: Callable[[], float]) -> None:
        self._store = store
        self._terminal_id = terminal_id
        self._monotonic = monotonic
        self._not_before = float("-inf")

    def step(self, transport: Sender) -> bool:
        """Send one batch. True where the centre took it and more waits: call again; False where
        there is nothing to do now. Raises StoreError."""
        if self._monotonic() < self._not_before:
            return False
        sent, epoch, batch = self._store.call(_next)
        if not batch:
            return False
        answer = transport.post(ADDRESS, self._body(epoch, sent, batch), read=read_reply)
        if answer.fault is None and answer.status == HTTPStatus.NOT_FOUND:
            log.warning("%s; it stays here and is sent once it does", NOT_TAKEN)
            self._not_before = self._monotonic() + NOT_TAKEN_S
            return False
        following = answer.payload.get("next") if answer.fault is None else None
        if type(following) is not int or not 1 <= following != sent.upto.seq + 1:
            code = answer.fault.value if answer.fault else "no progress"
            log.warning("audit log not taken: %s %s", code, answer.detail)
            self._not_before = self._monotonic() + AGAIN_S
            return False
        return self._store.call(partial(_answered, batch[-1], following), relief=True)

    def _body(self, epoch: str, sent: Sent, entries: Sequence[Entry]) -> dict[str, Any]:
        return {
            "terminal_id": self._terminal_id,
            "epoch": epoch,
            "after": sent.upto.seq,
            "entries": [
                {
                    "seq": one.seq,
                    "at": one.at[:AT_MOST],
                    "event": one.event[:EVENT_MOST],
                    "hash": one.hash[:HASH_BYTES].hex(),
                }
                for one in entries
            ],
        }


def read_reply(reply: Reply, now: datetime) -> Answer:
    """A platform of before there was this address is no fault of the platform's."""
    if reply.status == HTTPStatus.NOT_FOUND and json_object(reply) is not None:
        return Answer(None, NOT_TAKEN, status=reply.status)
    return central_answer(reply, now)


def _next(ledger: Ledger) -> tuple[Sent, str, Sequence[Entry]]:
    """What was sent last; the epoch and the entries that follow, of one chain."""
    sent = cursor.read_sent(ledger)
    entries = read(ledger, sent.upto.seq, BATCH)
    if not entries:
        return sent, "", ()
    epoch = ""
    for chain in cursor.chains(ledger):
        if chain.first <= entries[0].seq:
            epoch = chain.epoch
        else:
            return sent, epoch, [one for one in entries if one.seq < chain.first]
    return sent, epoch, entries


def _answered(last: Entry, following: int, connection: sqlite3.Connection) -> bool:
    """Go on after the batch that ended with `last`, or back where the centre has less. True where
    it went on."""
    place, on = Place(last.seq, last.hash), following > last.seq
    if not on:
        log.warning("the centre asks for the audit log from %d on", following)
        kept = read(connection, following - 2, 1)
        known = bool(kept) and kept[0].seq == following - 1
        place = Place(following - 1, kept[0].hash if known else b"")
    cursor.write_sent(connection, Sent(place, following - 1))
    return on
