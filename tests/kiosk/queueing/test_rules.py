"""May this ticket be given now, to this person, and how long will it be?"""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.faults import Fault
from kiosk.identity import Assurance
from kiosk.messages.service import Waiting
from kiosk.queueing.day import (
    LEASE_DAYS_AHEAD,
    business_day,
    clock_is_wrong,
    days_to_lease,
    needs_refill,
)
from kiosk.queueing.group import Interval
from kiosk.queueing.rules import (
    Counts,
    has_age_priority,
    interval_at,
    means_allowed,
    refusal_for_group,
    refusal_for_holder,
)
from kiosk.queueing.waiting import FRESH_FOR, expected_minutes, waiting_view
from kiosk.values import replace
from tests.clock import MONDAY_MORNING
from tests.kiosk.present.models import ON_TILES
from tests.kiosk.queueing.test_group import OFFICE, at

FREE = Counts(issued_today=0, issued_in_interval=0, numbers_left=50)
BY_INTERVAL = replace(OFFICE, intervals=(Interval(540, 720, 60), Interval(810, 1020)))
QUICK = settings(max_examples=200, derandomize=True, database=None)
COUNTS = st.builds(Counts, *(st.integers(0, 130) for _ in range(4)), st.booleans())
MOMENTS = st.integers(0, 7 * 24 * 60).map(
    lambda minutes: MONDAY_MORNING + timedelta(minutes=minutes)
)


@pytest.mark.parametrize(
    ("counts", "moment", "refusal"),
    [
        (FREE, "2026-03-02T09:00", None),
        (FREE, "2026-03-02T08:59", Fault.GROUP_CLOSED),
        (replace(FREE, issued_today=119), "2026-03-02T09:00", None),
        (replace(FREE, issued_today=120), "2026-03-02T09:00", Fault.GROUP_QUOTA_DAY),
        (replace(FREE, issued_in_interval=59), "2026-03-02T09:00", None),
        (replace(FREE, issued_in_interval=60), "2026-03-02T09:00", Fault.GROUP_QUOTA_INTERVAL),
        (replace(FREE, issued_in_interval=60), "2026-03-02T13:30", None),
        (replace(FREE, numbers_left=0), "2026-03-02T09:00", Fault.GROUP_NO_NUMBERS),
    ],
)
def test_what_stands_against_anybody(counts: Counts, moment: str, refusal: Fault | None) -> None:
    assert refusal_for_group(BY_INTERVAL, counts, at(moment)) is refusal


@QUICK
@given(counts=COUNTS, moment=MOMENTS)
def test_no_refusal_of_a_group_is_without_words_on_its_tile(
    counts: Counts, moment: datetime
) -> None:
    assert refusal_for_group(BY_INTERVAL, counts, moment) in (None, *ON_TILES)


def test_an_interval_without_a_quota_limits_nothing() -> None:
    assert interval_at(BY_INTERVAL, at("2026-03-02T10:00")) == Interval(540, 720, 60)
    assert interval_at(BY_INTERVAL, at("2026-03-02T14:00")) is None
    closed = replace(OFFICE, intervals=(Interval(540, 720, 0),))
    assert refusal_for_group(closed, FREE, at("2026-03-02T09:00")) is Fault.GROUP_QUOTA_INTERVAL


@pytest.mark.parametrize(
    ("counts", "refusal"),
    [
        (FREE, None),
        (replace(FREE, holder_today=1), None),
        (replace(FREE, holder_today=2), Fault.PERSON_QUOTA_DAY),
        (replace(FREE, holder_today=2, holder_has_open=True), Fault.OPEN_TICKET),
        (replace(FREE, holder_has_open=True), Fault.OPEN_TICKET),
    ],
)
def test_what_stands_against_this_person(counts: Counts, refusal: Fault | None) -> None:
    assert refusal_for_holder(OFFICE, counts) is refusal
    assert refusal_for_holder(replace(OFFICE, per_person_day=0), FREE) is None


@pytest.mark.parametrize("need_id", [True, False])
@pytest.mark.parametrize("allow_typed", [True, False])
def test_a_card_is_always_enough_and_less_only_where_allowed(
    need_id: bool, allow_typed: bool
) -> None:
    group = replace(OFFICE, need_id=need_id, allow_typed=allow_typed)
    assert means_allowed(group, Assurance.AL2)
    assert means_allowed(group, Assurance.AL1) is allow_typed
    assert means_allowed(group, Assurance.AL0) is not need_id


def test_priority_from_seventy_full_years() -> None:
    born = date(1949, 12, 31)
    assert not has_age_priority(born, date(2019, 12, 30))
    assert has_age_priority(born, date(2019, 12, 31))
    assert not has_age_priority(None, date(2026, 3, 2))


@pytest.mark.row("S079")
@pytest.mark.parametrize(
    ("ahead", "windows", "mean_s", "minutes"),
    [
        (0, 3, 420, 0),
        (1, 3, 420, 7),
        (3, 3, 420, 7),
        (4, 3, 420, 14),
        (6, 1, 420, 42),
        (6, 2, 420, 21),
        (1, 5, 10, 1),
        (6, 0, 420, None),
        (0, 0, 420, None),
    ],
)
def test_the_wait_follows_from_open_windows_and_service_time(
    ahead: int, windows: int, mean_s: int, minutes: int | None
) -> None:
    assert expected_minutes(ahead, windows, mean_s) == minutes


@QUICK
@given(st.integers(0, 500), st.integers(1, 30), st.integers(1, 3600))
def test_more_windows_never_make_the_wait_longer(ahead: int, windows: int, mean_s: int) -> None:
    here, more = (expected_minutes(ahead, n, mean_s) for n in (windows, windows + 1))
    assert here is not None
    assert more is not None
    assert 0 <= more <= here
    assert (here == 0) == (ahead == 0)


NOW = MONDAY_MORNING


@pytest.mark.parametrize(
    ("as_of", "connected", "shown"),
    [
        (NOW, True, Waiting(6, 21, "09:00")),
        (NOW - FRESH_FOR, True, Waiting(6, 21, "08:57")),
        (NOW - FRESH_FOR - timedelta(seconds=1), True, Waiting(None, None, "08:56")),
        (NOW + FRESH_FOR + timedelta(seconds=1), True, Waiting(None, None, "09:03")),
        (NOW, False, Waiting(None, None, "09:00")),
        (None, True, Waiting(None, None, "")),
    ],
)
def test_an_old_word_is_no_number(as_of: datetime | None, connected: bool, shown: Waiting) -> None:
    assert waiting_view(6, 2, 420, as_of, NOW, connected) == shown


def test_an_unknown_number_of_people_is_no_zero() -> None:
    assert waiting_view(None, 2, 420, NOW, NOW, True) == Waiting(None, None, "09:00")
    assert waiting_view(6, 0, 420, NOW, NOW, True) == Waiting(6, None, "09:00")


@pytest.mark.parametrize(
    ("now", "high_water", "day", "wrong"),
    [
        ("2026-03-02T09:00", None, date(2026, 3, 2), False),
        ("2026-03-02T23:59", date(2026, 3, 2), date(2026, 3, 2), False),
        ("2026-03-03T00:00", date(2026, 3, 2), date(2026, 3, 3), False),
        ("2026-03-01T23:59", date(2026, 3, 2), date(2026, 3, 2), True),
        ("2026-02-01T09:00", date(2026, 3, 2), date(2026, 3, 2), True),
        ("2026-04-01T09:00", date(2026, 3, 2), date(2026, 4, 1), False),
    ],
)
def test_the_business_day_never_goes_back(
    now: str, high_water: date | None, day: date, wrong: bool
) -> None:
    assert business_day(at(now), high_water) == day
    assert clock_is_wrong(at(now), high_water) is wrong


def test_the_business_day_is_the_day_of_the_hall() -> None:
    late_in_london = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)
    assert business_day(late_in_london.astimezone(NOW.tzinfo), None) == date(2026, 3, 3)


@QUICK
@given(st.lists(st.dates(date(2025, 1, 1), date(2027, 1, 1)), min_size=1, max_size=20))
def test_a_clock_that_jumps_about_never_turns_the_day_back(days: list[date]) -> None:
    high: date | None = None
    for day in days:
        today = business_day(datetime.combine(day, NOW.timetz()), high)
        assert high is None or today >= high
        high = today


def test_blocks_reach_over_the_end_of_the_month() -> None:
    days = days_to_lease(date(2026, 2, 27))
    assert days == (date(2026, 2, 27), date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 2))
    assert len(days) == LEASE_DAYS_AHEAD + 1


@pytest.mark.parametrize(
    ("free", "size", "refill"),
    [(50, 50, False), (25, 50, False), (24, 50, True), (0, 50, True), (0, 0, True), (1, 1, False)],
)
def test_a_block_is_refilled_from_the_half(free: int, size: int, refill: bool) -> None:
    assert needs_refill(free, size) is refill
