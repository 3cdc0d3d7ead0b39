"""When a booked certificate goes, and what is told of its copies then.

| why | copy 1 without a job | what is told of later ones |
|---|---|---|
| printed | - | void |
| every copy given up | - | - |
| past its day, revoked, taken back, lost on the disk | void | void |
| the database was brought back from a copy | unknown: it may have been printed since | nothing |

Its day is past only where the platform has confirmed the time since the start: with a clock that is
ahead it is not offered, and stays. What has a job has told its end by itself; an unknown one stays
unknown. While one is in the printer nothing goes. Every function takes the ledger inside a
transaction of the store.
"""

from datetime import datetime

from kiosk.certificates.held import copy_to_print, is_over
from kiosk.print_state import PrintState
from offline_queue.booked import parts, rows
from offline_queue.booked.rows import Booked, State
from offline_queue.printing import ends, journal
from offline_queue.store.ledger import Ledger


def settle(ledger: Ledger, now: datetime, proven: bool) -> tuple[str, ...]:
    """The ids of those that went. `proven`: `now` is the platform's time."""
    parts.remove_orphans(ledger)
    return tuple(one for one in rows.every(ledger) if _one(ledger, one, now, proven))


def give_up(ledger: Ledger, certificate_id: str, at: str) -> None:
    """Every copy that was never in the printer is void, and the rows go."""
    known = rows.jobs(ledger, certificate_id)
    for number in rows.NUMBERS:
        if known.get(number) in (None, PrintState.FAILED, PrintState.VOID):
            journal.give_up(ledger, certificate_id, number, at)
    rows.remove(ledger, certificate_id)


def open_copy(ledger: Ledger, certificate_id: str, copy_no: int, now: datetime) -> bool:
    """The copies before it are void from now on, and told so; then it may have its job, in this
    transaction. False where it may not be printed, and nothing has changed."""
    found = rows.load(ledger, certificate_id)
    if found is None or not may_print(ledger, found, now):
        return False
    if copy_to_print(rows.jobs(ledger, certificate_id)) != copy_no:
        return False
    for former in range(rows.NUMBERS.start, copy_no):
        journal.give_up(ledger, certificate_id, former, now.isoformat(timespec="seconds"))
    return True


def may_print(ledger: Ledger, booked: Booked, now: datetime) -> bool:
    ready = booked.state is State.READY and booked.epoch == ledger.epoch
    revoked = rows.is_revoked(ledger, booked.certificate_id)
    return ready and not revoked and not rows.is_past(booked, now)


def _one(ledger: Ledger, certificate_id: str, now: datetime, proven: bool) -> bool:
    at = now.isoformat(timespec="seconds")
    known = rows.jobs(ledger, certificate_id)
    if any(state in journal.RUNNING for state in known.values()):
        return False
    booked = rows.load(ledger, certificate_id)
    if booked is not None and booked.epoch != ledger.epoch:
        number = copy_to_print(known)
        if number is not None and PrintState.UNKNOWN not in known.values():
            ends.tell_copy(ledger, certificate_id, number, None, PrintState.UNKNOWN, at)
        rows.remove(ledger, certificate_id)
        return True
    lost = booked is None or booked.state is State.TAKEN_BACK
    past = proven and booked is not None and rows.is_past(booked, now)
    if is_over(known) or lost or past or rows.is_revoked(ledger, certificate_id):
        give_up(ledger, certificate_id, at)
        return True
    return False
