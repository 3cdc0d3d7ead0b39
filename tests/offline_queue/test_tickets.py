"""Taking a number: the rules, the numbers and what is written together."""

from datetime import timedelta
from pathlib import Path

from kiosk.faults import Fault
from kiosk.identity import Assurance, Means
from kiosk.print_state import PrintState
from kiosk.queueing.waiting import FRESH_FOR
from kiosk.values import replace
from offline_queue.numbers import leases
from offline_queue.numbers.tickets import Given, Refusal, check_holder, print_again
from offline_queue.outbox import rows as outbox
from offline_queue.printing import journal
from offline_queue.store.writer import Store
from tests.clock import MONDAY_MORNING
from tests.offline_queue.samples import (
    HOLDER,
    OTHER,
    at,
    by_card,
    given,
    lease,
    move,
    outside,
    take,
    waiting,
    wish,
)

TUESDAY = MONDAY_MORNING + timedelta(days=1)


def test_number_ticket_record_and_job_are_one_transaction(store: Store, tmp_path: Path) -> None:
    lease(store)
    result = take(store, by_card(on_paper=True))
    assert isinstance(result, Given) and result.to_print and result.job
    assert (result.ticket.ticket_no, result.job.state) == ("A001", PrintState.RESERVED)
    state = tmp_path / "state"
    assert outside(state, "SELECT ticket_no, state FROM tickets") == [("A001", 0)]
    assert outside(state, "SELECT kind FROM outbox") == [("ticket",)]
    assert outside(state, "SELECT state, copy_no FROM print_jobs") == [("reserved", 1)]
    assert outside(state, "SELECT next FROM leases") == [(2,)]


def test_the_record_says_all_that_the_platform_needs(store: Store) -> None:
    lease(store)
    asked = by_card(request_id="r-1")
    ticket = given(store, asked)
    (record,) = waiting(store)
    assert record.kind == "ticket"
    assert record.body == {
        "ticket_id": ticket.ticket_id,
        "request_id": "r-1",
        "ticket_no": "A001",
        "group_id": "A",
        "seq": 1,
        "business_date": "2026-03-02",
        "taken_at": "2026-03-02T09:00:00+08:00",
        "channel": "offline",
        "terminal_id": "T00003",
        "session_id": "session-1",
        "holder_hash": HOLDER,
        "holder_mask": "测*甲",
        "priority": "normal",
        "means": "IDCARD",
        "assurance": "AL2",
        "identity": "verified_offline",
        "sealed": "AXNlYWxlZA==",
        "paper": False,
    }


def test_the_same_request_twice_is_one_ticket(store: Store) -> None:
    lease(store)
    first = given(store, by_card(request_id="r-1"))
    assert given(store, by_card(request_id="r-1")) == first
    assert store.call(outbox.backlog).pending == 1
    assert store.call(lambda c: leases.free(c, "A", MONDAY_MORNING.date())) == 49


def test_an_open_ticket_is_offered_again(store: Store) -> None:
    lease(store)
    first = given(store, by_card())
    again = take(store, by_card())
    assert isinstance(again, Refusal) and again.fault is Fault.OPEN_TICKET
    assert again.ticket == first
    asked = store.call(lambda c: check_holder(c, "A", HOLDER, at()))
    assert asked is not None and asked.ticket == first
    assert store.call(lambda c: check_holder(c, "A", OTHER, at())) is None


def test_an_old_number_of_people_ahead_is_not_shown_again(store: Store) -> None:
    lease(store)
    so = at()
    so = replace(so, waiting=replace(so.waiting, ahead=4, minutes=12))
    assert given(store, by_card(), so).waiting.ahead == 4
    later = at(MONDAY_MORNING + FRESH_FOR + timedelta(seconds=1))
    again = take(store, by_card(), later)
    assert isinstance(again, Refusal) and again.ticket
    assert again.ticket.waiting.ahead is None


def test_quota_of_a_person_and_day(store: Store) -> None:
    lease(store)
    for _ in range(2):
        given(store, by_card())
        store.call(lambda c: c.execute("UPDATE tickets SET state = 3").rowcount)  # served
    third = take(store, by_card())
    assert isinstance(third, Refusal) and third.fault is Fault.PERSON_QUOTA_DAY
    assert given(store, by_card(holder=OTHER)).ticket_no == "A003"


def test_anonymous_people_are_not_one_person(store: Store) -> None:
    lease(store)
    assert [given(store, wish()).ticket_no for _ in range(3)] == ["A001", "A002", "A003"]


def test_quota_of_an_interval_then_of_the_day(store: Store) -> None:
    lease(store, "B")
    people = iter([f"{n:064x}" for n in range(1, 20)])
    for _ in range(2):
        given(store, by_card("B", next(people)))
    full = take(store, by_card("B", next(people)))
    assert isinstance(full, Refusal) and full.fault is Fault.GROUP_QUOTA_INTERVAL
    noon = at(MONDAY_MORNING.replace(hour=12))
    for _ in range(3):
        given(store, by_card("B", next(people)), noon)
    over = take(store, by_card("B", next(people)), noon)
    assert isinstance(over, Refusal) and over.fault is Fault.GROUP_QUOTA_DAY


def test_a_closed_group_gives_nothing(store: Store) -> None:
    lease(store, "B")
    early = take(store, by_card("B"), at(MONDAY_MORNING - timedelta(minutes=1)))
    assert isinstance(early, Refusal) and early.fault is Fault.GROUP_CLOSED


def test_who_may_take_a_number(store: Store) -> None:
    lease(store, "B")
    nobody = take(store, wish("B"))
    typed = take(store, by_card("B", means=Means.TYPED, assurance=Assurance.AL1))
    hidden = take(store, by_card("B", holder=""))
    unknown = take(store, wish("Z"))
    faults = [r.fault for r in (nobody, typed, hidden, unknown) if isinstance(r, Refusal)]
    assert faults == [Fault.MEANS_NOT_ALLOWED] * 3 + [Fault.GROUP_UNKNOWN]


def test_without_paper_nothing_is_recorded(store: Store) -> None:
    lease(store)
    refused = take(store, wish(on_paper=True), at(printer_fault=Fault.PRINTER_NO_PAPER))
    assert isinstance(refused, Refusal) and refused.fault is Fault.PRINTER_NO_PAPER
    assert store.call(outbox.backlog).pending == 0
    on_screen = at(printer_fault=Fault.PRINTER_NO_PAPER)
    assert given(store, wish(), on_screen).ticket_no == "A001"


def test_a_job_that_never_left_is_printed_as_the_original(store: Store) -> None:
    lease(store)
    asked = by_card(request_id="r-1", on_paper=True)
    take(store, asked)
    store.call(lambda c: journal.settle_orphans(c, (), "2026-03-02T09:01:00+08:00"))  # a crash
    again = take(store, asked)
    assert isinstance(again, Given) and again.to_print and again.job
    assert (again.job.copy_no, again.ticket.ticket_no) == (1, "A001")
    assert store.call(lambda c: c.execute("SELECT count(*) FROM tickets").fetchone()) == (1,)


def test_a_job_that_may_have_left_is_not_printed_again_by_itself(store: Store) -> None:
    lease(store)
    asked = by_card(request_id="r-1", on_paper=True)
    first = take(store, asked)
    assert isinstance(first, Given) and first.job
    _run_to(store, first.job.job_id, PrintState.PRINTING)
    again = take(store, asked)  # nobody works on it any more
    assert isinstance(again, Given) and again.job and not again.to_print
    assert (again.job.state, again.fault) == (PrintState.UNKNOWN, Fault.PRINT_INTERRUPTED)
    copy = store.call(lambda c: print_again(c, again.ticket.ticket_id, "r-2", "zh", at()))
    assert isinstance(copy, Given) and copy.to_print and copy.job
    assert copy.job.copy_no == 2
    states = store.call(
        lambda c: [
            job.state for job in journal.jobs_of(c, journal.Thing.TICKET, again.ticket.ticket_id)
        ]
    )
    assert states == [PrintState.VOID, PrintState.RESERVED]


def test_again_while_it_prints_is_the_running_job(store: Store) -> None:
    lease(store)
    first = take(store, by_card(on_paper=True))
    assert isinstance(first, Given) and first.job
    ticket_id, job_id = first.ticket.ticket_id, first.job.job_id
    so = at(active=(job_id,))
    again = store.call(lambda c: print_again(c, ticket_id, "r-2", "zh", so))
    assert isinstance(again, Given) and again.job and not again.to_print
    assert again.job.job_id == job_id
    _run_to(store, job_id, PrintState.PRINTED)
    copy = store.call(lambda c: print_again(c, ticket_id, "r-3", "zh", at()))
    assert isinstance(copy, Given) and copy.job and copy.job.copy_no == 2
    so = at(active=(copy.job.job_id,))
    twice = store.call(lambda c: print_again(c, ticket_id, "r-3", "zh", so))
    assert isinstance(twice, Given) and twice.job == copy.job and not twice.to_print


def test_a_ticket_that_nobody_knows_is_not_printed(store: Store) -> None:
    nothing = store.call(lambda c: print_again(c, "nope", "r-1", "zh", at()))
    assert isinstance(nothing, Refusal)


def _run_to(store: Store, job_id: str, end: PrintState) -> None:
    for state in (PrintState.RENDERING, PrintState.SPOOLED, PrintState.PRINTING, end):
        move(store, job_id, state)
        if state is end:
            return
