"""Taking a number: the rules, the numbers and what is written together."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kiosk.clock import CHINA
from kiosk.faults import Fault
from kiosk.identity import Assurance, Means
from kiosk.messages.printing import PrintState
from kiosk.queueing.day import clock_is_wrong
from kiosk.queueing.waiting import FRESH_FOR
from offline_queue import journal, leases, meta, outbox
from offline_queue.leases import Lease
from offline_queue.store import Store
from offline_queue.tickets import Given, Refusal, check_holder, print_again
from tests.clock import MONDAY_MORNING
from tests.offline_queue.samples import (
    GROUPS,
    HOLDER,
    OTHER,
    at,
    by_card,
    given,
    lease,
    outside,
    take,
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
    (record,) = store.call(outbox.batch)
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


def test_numbers_run_out_and_go_on_in_the_next_block(store: Store) -> None:
    lease(store, first=998, last=999)
    assert [given(store, wish()).ticket_no for _ in range(2)] == ["A998", "A999"]
    empty = take(store, wish())
    assert isinstance(empty, Refusal) and empty.fault is Fault.GROUP_NO_NUMBERS
    lease(store, first=101, last=110)
    assert given(store, wish()).ticket_no == "A101"


def test_a_clock_set_back_a_day_repeats_no_number(store: Store) -> None:
    lease(store)
    lease(store, day=TUESDAY.date())
    first = given(store, by_card(), at(TUESDAY))
    back = at(MONDAY_MORNING)
    second = given(store, by_card(holder=OTHER), back)
    assert (first.business_date, second.business_date) == ("2026-03-03", "2026-03-03")
    assert (first.ticket_no, second.ticket_no) == ("A001", "A002")
    again = take(store, by_card(), back)
    assert isinstance(again, Refusal) and again.fault is Fault.OPEN_TICKET
    assert clock_is_wrong(MONDAY_MORNING, store.call(meta.high_water))


def test_a_clock_that_jumps_years_ahead_finds_no_numbers(store: Store) -> None:
    lease(store)
    far = take(store, wish(), at(datetime(2031, 1, 1, 9, 0, tzinfo=CHINA)))
    assert isinstance(far, Refusal) and far.fault is Fault.GROUP_NO_NUMBERS
    assert store.call(meta.high_water) is None
    assert given(store, wish()).business_date == "2026-03-02"


def test_a_day_that_ran_ahead_comes_back_without_repeating_a_number(store: Store) -> None:
    lease(store)
    lease(store, day=TUESDAY.date())
    given(store, wish())
    given(store, wish(), at(TUESDAY))
    assert store.call(lambda c: meta.correct_high_water(c, MONDAY_MORNING.date()))
    assert not store.call(lambda c: meta.correct_high_water(c, MONDAY_MORNING.date()))
    back = given(store, wish())
    assert (back.business_date, back.ticket_no) == ("2026-03-02", "A002")
    ahead = given(store, wish(), at(TUESDAY))
    assert (ahead.business_date, ahead.ticket_no) == ("2026-03-03", "A002")


def test_a_lease_that_overlaps_another_is_not_taken(store: Store) -> None:
    lease(store, first=1, last=50)
    day = MONDAY_MORNING.date().isoformat()
    assert not store.call(lambda c: leases.keep(c, Lease("x", "A", day, 50, 60)))
    given(store, wish())
    same = Lease(f"L-A-{day}-1", "A", day, 1, 50)
    assert store.call(lambda c: leases.keep(c, same))  # told again: the cursor stays
    assert given(store, wish()).ticket_no == "A002"


def test_leases_are_wanted_for_today_and_three_days_ahead(store: Store) -> None:
    groups = tuple(GROUPS.values())
    today = MONDAY_MORNING.date()
    wanted = store.call(lambda c: leases.wants(c, groups, today))
    days = {(w.group_id, w.business_date) for w in wanted}
    assert days == {(g, f"2026-03-0{d}") for g in "AB" for d in (2, 3, 4, 5)}
    lease(store, first=1, last=50)
    for _ in range(25):
        given(store, wish())
    wanted = store.call(lambda c: leases.wants(c, groups, today))
    assert ("A", "2026-03-02") not in {(w.group_id, w.business_date) for w in wanted}
    given(store, wish())  # half a block is gone
    wanted = store.call(lambda c: leases.wants(c, groups, today))
    assert leases.Want("A", "2026-03-02", 24) in wanted


@pytest.mark.parametrize(
    "broken",
    [
        {"first": 0},
        {"last": 1000},
        {"first": 9, "last": 8},
        {"business_date": "soon"},
        {"lease_id": None},
        {"first": "many"},
    ],
)
def test_a_broken_lease_is_not_believed(broken: dict[str, object]) -> None:
    good = {
        "lease_id": "L1",
        "group_id": "A",
        "business_date": "2026-03-02",
        "first": 1,
        "last": 50,
    }
    assert leases.parse_lease(good).last == 50
    with pytest.raises(ValueError):
        leases.parse_lease(good | broken)


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
        lambda c: [job.state for job in journal.jobs_of(c, again.ticket.ticket_id)]
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
    twice = store.call(
        lambda c: print_again(c, ticket_id, "r-3", "zh", at(active=(copy.job.job_id,)))
    )
    assert isinstance(twice, Given) and twice.job == copy.job and not twice.to_print


def test_a_ticket_that_nobody_knows_is_not_printed(store: Store) -> None:
    nothing = store.call(lambda c: print_again(c, "nope", "r-1", "zh", at()))
    assert isinstance(nothing, Refusal)


def test_old_days_are_forgotten_and_undelivered_records_are_not(store: Store) -> None:
    lease(store)
    given(store, by_card(on_paper=True))
    store.call(lambda c: meta.forget_old(c, MONDAY_MORNING.date() + timedelta(days=7)))
    assert store.call(lambda c: c.execute("SELECT count(*) FROM tickets").fetchone()) == (1,)
    store.call(lambda c: meta.forget_old(c, MONDAY_MORNING.date() + timedelta(days=8)))
    left = store.call(
        lambda c: [
            c.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("tickets", "print_jobs", "leases", "outbox")
        ]
    )
    assert left == [0, 0, 0, 1]


def _run_to(store: Store, job_id: str, end: PrintState) -> None:
    for state in (PrintState.RENDERING, PrintState.SPOOLED, PrintState.PRINTING, end):
        store.call(lambda c, s=state: journal.move(c, job_id, s, "2026-03-02T09:00:01+08:00"))
        if state is end:
            return
