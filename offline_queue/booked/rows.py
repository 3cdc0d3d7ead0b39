"""The rows of certificates that wait here for their holder, and when they go.

    WANTED ---> READY ---> gone: printed, given up, past its day, revoked, or brought back by a copy
       +-----------+-----> TAKEN_BACK ---> gone, as soon as nothing of it is in the printer

What a row says of persons is a mark of this terminal; the holder's hash is needed until the
documents are checked, and sealed until then. With a row go the keys of its files. What becomes of
its copies is told by the print journal, in the same transaction. Every function takes the ledger
inside a transaction of the store.
"""

import logging
from collections.abc import Mapping
from datetime import datetime
from enum import IntEnum

import msgspec
from msgspec import Struct

from kiosk.certificates.copies import FIRST
from kiosk.certificates.held import COPIES
from kiosk.certificates.ids import parse_id
from kiosk.certificates.lists import (
    REVOKED_SUBJECT,
    VOID_SUBJECT,
    revoked_mark,
    void_mark,
)
from kiosk.faults import Fault
from kiosk.print_state import PrintState
from kiosk.values import Private
from offline_queue.inbound import seen
from offline_queue.inbound.items import BookedCertificate, Refusal
from offline_queue.numbers.ticket_rows import holder_mark
from offline_queue.printing import ends, journal
from offline_queue.printing.journal import Thing
from offline_queue.store.ledger import Ledger
from offline_queue.vault.cipher import Unreadable

log = logging.getLogger("offline_queue.booked")

NUMBERS = range(FIRST, FIRST + COPIES)
PREVIEW, COPY = "page", "copy"
"""A part is named by one of them and a number."""


class State(IntEnum):
    WANTED = 0
    READY = 1
    TAKEN_BACK = 2


class Facts(Private, frozen=True):
    """`holder_hash` "" where it is not needed any more. The rest as the platform said: `sha256` of
    each copy, `pages` of one."""

    holder_hash: str = ""
    type_name: str = ""
    pages: int = 0
    sha256: tuple[str, ...] = ()


class Booked(Struct, frozen=True):
    certificate_id: str
    item_id: str
    item_code: str
    until: str
    epoch: str
    state: State
    facts: Facts

    @property
    def type_code(self) -> str:
        return parse_id(self.certificate_id).type_code


_COLUMNS = "certificate_id, item_id, item_code, until, epoch, state, key_id, sealed"


def take(
    ledger: Ledger, said: BookedCertificate, item_id: str, now: datetime, used: bool = False
) -> None:
    """What came by the inbox: one to be fetched, whose result is told then, or one that is to go.
    An id that the print journal knows has been here before, and is not fetched again. `used`: it
    was booked before this database was brought back from a copy, so it may have been printed."""
    name = said.certificate_id
    if said.cancelled:
        set_state(ledger, name, State.TAKEN_BACK)
        seen.tell(ledger, item_id, "done", now)
        return
    if jobs(ledger, name) or name in every(ledger):
        seen.tell(ledger, item_id, "refused", now, Refusal.REPEATED)
        return
    if used:
        at = now.isoformat(timespec="seconds")
        ends.tell_copy(ledger, name, FIRST, None, PrintState.UNKNOWN, at)
        seen.tell(ledger, item_id, "refused", now, Refusal.BEFORE_RESTORE)
        return
    sealed = _sealed(ledger, name, Facts(said.holder_hash))
    holder = holder_mark(ledger, said.holder_hash)
    row = (name, item_id, said.item_code, holder, said.until, ledger.epoch, State.WANTED)
    ledger.execute(
        "INSERT INTO booked VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*row, ledger.cipher.current, sealed),
    )


def load(ledger: Ledger, certificate_id: str) -> Booked | None:
    """None also where it was changed on the disk: `settle` removes it then."""
    return next(iter(_load(ledger, "certificate_id = ?", certificate_id)), None)


def first_wanted(ledger: Ledger) -> Booked | None:
    """The one whose day ends first."""
    where = "state = ? ORDER BY until, certificate_id"
    return next(iter(_load(ledger, where, State.WANTED)), None)


def of_holder(ledger: Ledger, holder_hash: str) -> tuple[Booked, ...]:
    """Those that are ready for a person, the first to end first."""
    mark = holder_mark(ledger, holder_hash)
    if not mark:
        return ()
    return _load(ledger, "holder = ? AND state = 1 ORDER BY until, certificate_id", mark)


def every(ledger: Ledger) -> tuple[str, ...]:
    return tuple(row[0] for row in ledger.execute("SELECT certificate_id FROM booked"))


def set_facts(ledger: Ledger, certificate_id: str, facts: Facts) -> None:
    ledger.execute(
        "UPDATE booked SET key_id = ?, sealed = ? WHERE certificate_id = ?",
        (ledger.cipher.current, _sealed(ledger, certificate_id, facts), certificate_id),
    )


def set_state(ledger: Ledger, certificate_id: str, state: State) -> bool:
    """False where it is not here."""
    changed = "UPDATE booked SET state = ? WHERE certificate_id = ?"
    return ledger.execute(changed, (state, certificate_id)).rowcount > 0


def remove(ledger: Ledger, certificate_id: str) -> None:
    """The keys go with the rows: what is left of its files is noise, and swept."""
    ledger.execute("DELETE FROM booked_parts WHERE certificate_id = ?", (certificate_id,))
    ledger.execute("DELETE FROM booked WHERE certificate_id = ?", (certificate_id,))


def jobs(ledger: Ledger, certificate_id: str) -> Mapping[int, PrintState]:
    """The state of each copy's job; void where the platform has said so."""
    certificate = parse_id(certificate_id)
    marks = {void_mark(certificate, number): number for number in NUMBERS}
    found = {marks[mark]: PrintState.VOID for mark in _told(ledger, VOID_SUBJECT, *marks)}
    made = journal.jobs_of(ledger, Thing.CERTIFICATE, certificate_id)
    return found | {job.copy_no: job.state for job in made}


def is_revoked(ledger: Ledger, certificate_id: str) -> bool:
    """As far as the inbox has said."""
    return bool(_told(ledger, REVOKED_SUBJECT, revoked_mark(parse_id(certificate_id))))


def is_past(booked: Booked, now: datetime) -> bool:
    return now.date().isoformat() > booked.until


def _told(ledger: Ledger, subject: str, *marks: str) -> list[str]:
    places = ", ".join("?" * len(marks))
    query = f"SELECT id FROM revocations WHERE subject = ? AND id IN ({places})"
    return [str(row[0]) for row in ledger.execute(query, (subject, *marks))]


def _load(ledger: Ledger, where: str, value: str | int) -> tuple[Booked, ...]:
    rows = ledger.execute(f"SELECT {_COLUMNS} FROM booked WHERE {where}", (value,)).fetchall()
    return tuple(one for row in rows if (one := _opened(ledger, *row)) is not None)


def _opened(
    ledger: Ledger,
    certificate_id: str,
    item_id: str,
    item_code: str,
    until: str,
    epoch: str,
    state: int,
    key_id: int,
    sealed: bytes,
) -> Booked | None:
    try:
        plain = ledger.cipher.open(key_id, sealed, _place(certificate_id))
    except Unreadable as error:
        log.error("%s a booked certificate: %s", Fault.STORE_ERROR.value, error)
        return None
    facts = msgspec.json.decode(plain, type=Facts)
    return Booked(certificate_id, item_id, item_code, until, epoch, State(state), facts)


def _sealed(ledger: Ledger, certificate_id: str, facts: Facts) -> bytes:
    return ledger.cipher.seal(msgspec.json.encode(facts), _place(certificate_id))


def _place(certificate_id: str) -> bytes:
    return f"booked.{certificate_id}".encode()
