"""Giving a number: one transaction with the ticket, its record for the platform and its print job.

Every function takes the connection inside a transaction of the store.
"""

from datetime import date

from msgspec import Struct

from kiosk.faults import Fault
from kiosk.messages.service import TakeNumber, Ticket
from kiosk.print_state import PrintState
from kiosk.queueing.day import business_day
from kiosk.queueing.group import QueueGroup
from kiosk.queueing.rules import means_allowed, refusal_for_group, refusal_for_holder
from offline_queue.audit.facts import as_group, as_id
from offline_queue.audit.log import append
from offline_queue.numbers import leases
from offline_queue.numbers.ticket_rows import OPEN, Situation, counts, holder_mark, load, record
from offline_queue.printing import journal
from offline_queue.printing.journal import Thing
from offline_queue.store import meta
from offline_queue.store.ledger import Ledger


class Refusal(Struct, frozen=True):
    fault: Fault
    ticket: Ticket | None = None


class Given(Struct, frozen=True):
    """`job` is the newest of the ticket; where `to_print`, it was made now and must be printed."""

    ticket: Ticket
    job: journal.Job | None = None
    to_print: bool = False
    fault: Fault | None = None


def issue(connection: Ledger, wish: TakeNumber, so: Situation) -> Given | Refusal:
    """Answer a wish for a number; the same request id always gets the same ticket."""
    known = connection.execute(
        "SELECT ticket_id FROM tickets WHERE request_id = ?", (wish.request_id,)
    ).fetchone()
    if known is not None:
        return _same_again(connection, str(known[0]), wish, so)
    if so.room_fault is not None:
        return Refusal(so.room_fault)  # counted by the room: there is none to write each down
    result = _issue(connection, wish, so)
    group = as_group(wish.group_id)
    if isinstance(result, Refusal):
        append(connection, so.at, "number.refused", group=group, fault=result.fault.value)
    else:
        ticket = as_id(result.ticket.ticket_id)
        append(connection, so.at, "number.taken", ticket=ticket, group=group)
    return result


def _issue(connection: Ledger, wish: TakeNumber, so: Situation) -> Given | Refusal:
    if meta.lock_text(connection) is not None:
        return Refusal(Fault.OUT_OF_SERVICE)
    group = so.groups.get(wish.group_id)
    if group is None:
        return Refusal(Fault.GROUP_UNKNOWN)
    if not means_allowed(group, wish.assurance) or (group.need_id and not wish.holder_hash):
        return Refusal(Fault.MEANS_NOT_ALLOWED)
    day = business_day(so.now, meta.high_water(connection))
    refusal = _refusal(connection, group, day, wish.holder_hash, so)
    if refusal is not None:
        return refusal
    if wish.on_paper and so.printer_fault is not None:
        return Refusal(so.printer_fault)
    number = leases.take(connection, group.group_id, day)
    if number is None:
        return Refusal(Fault.GROUP_NO_NUMBERS)
    meta.set_high_water(connection, day)
    ticket_id = record(connection, wish, group, day, number, so)
    job = None
    if wish.on_paper:
        job = journal.reserve(
            connection, so.job_id, Thing.TICKET, ticket_id, wish.request_id, wish.lang, so.at
        )
    return Given(_ticket(connection, ticket_id, so), job, to_print=job is not None)


def print_again(
    connection: Ledger, ticket_id: str, request_id: str, lang: str, so: Situation
) -> Given | Refusal:
    """A new job of a ticket; where one runs already, or this request has one, that one."""
    journal.settle_orphans(connection, so.active, so.at)
    exists = connection.execute(
        "SELECT count(*) FROM tickets WHERE ticket_id = ?", (ticket_id,)
    ).fetchone()[0]
    if not exists:
        return Refusal(Fault.STORE_ERROR)
    ticket = _ticket(connection, ticket_id, so)
    for job in reversed(journal.jobs_of(connection, Thing.TICKET, ticket_id)):
        if job.state in journal.RUNNING or job.request_id == request_id:
            return Given(ticket, job)
    if so.room_fault is not None:
        return Refusal(so.room_fault)
    if so.printer_fault is not None:
        return Refusal(so.printer_fault)
    job = journal.reserve(connection, so.job_id, Thing.TICKET, ticket_id, request_id, lang, so.at)
    return Given(ticket, job, to_print=True)


def check_holder(
    connection: Ledger, group_id: str, holder_hash: str, so: Situation
) -> Refusal | None:
    """What stands against this person taking a ticket of this group."""
    group = so.groups.get(group_id)
    if group is None:
        return Refusal(Fault.GROUP_UNKNOWN)
    day = business_day(so.now, meta.high_water(connection))
    return _refusal_of_holder(connection, group, day, holder_hash, so)


def _same_again(connection: Ledger, ticket_id: str, wish: TakeNumber, so: Situation) -> Given:
    journal.settle_orphans(connection, so.active, so.at)
    ticket = _ticket(connection, ticket_id, so)
    jobs = journal.jobs_of(connection, Thing.TICKET, ticket_id)
    newest = jobs[-1] if jobs else None
    never_left = newest is None or (newest.state is PrintState.FAILED and not ticket.copies)
    if not wish.on_paper or not never_left:
        return Given(ticket, newest, fault=newest.fault if newest else None)
    if so.printer_fault is not None:
        return Given(ticket, newest, fault=so.printer_fault)
    job = journal.reserve(
        connection, so.job_id, Thing.TICKET, ticket_id, wish.request_id, wish.lang, so.at
    )
    return Given(ticket, job, to_print=True)


def _refusal(
    connection: Ledger, group: QueueGroup, day: date, holder: str, so: Situation
) -> Refusal | None:
    fault = refusal_for_group(group, counts(connection, group, day, so.now), so.now)
    if fault is not None:
        return Refusal(fault)
    return _refusal_of_holder(connection, group, day, holder, so)


def _refusal_of_holder(
    connection: Ledger, group: QueueGroup, day: date, holder_hash: str, so: Situation
) -> Refusal | None:
    holder = holder_mark(connection, holder_hash)
    fault = refusal_for_holder(group, counts(connection, group, day, so.now, holder))
    if fault is None:
        return None
    ticket = None
    if fault is Fault.OPEN_TICKET:
        row = connection.execute(
            "SELECT ticket_id FROM tickets WHERE group_id = ? AND business_date = ?"
            " AND holder_hash = ? AND state = ? ORDER BY seq DESC LIMIT 1",
            (group.group_id, day.isoformat(), holder, OPEN),
        ).fetchone()
        ticket = _ticket(connection, str(row[0]), so)
    return Refusal(fault, ticket)


def _ticket(connection: Ledger, ticket_id: str, so: Situation) -> Ticket:
    return load(connection, ticket_id, so.groups, so.now)
