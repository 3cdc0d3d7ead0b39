"""Numbers and days: leased blocks, their ends, and clocks that jump."""

from datetime import datetime, timedelta

import pytest

from kiosk.clock import CHINA
from kiosk.faults import Fault
from kiosk.queueing.day import clock_is_wrong
from offline_queue.numbers import leases
from offline_queue.numbers.leases import Lease
from offline_queue.numbers.tickets import Refusal
from offline_queue.store import meta
from offline_queue.store.writer import Store
from tests.clock import MONDAY_MORNING
from tests.offline_queue.groups import GROUPS
from tests.offline_queue.samples import OTHER, at, by_card, given, lease, take, wish

TUESDAY = MONDAY_MORNING + timedelta(days=1)


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
