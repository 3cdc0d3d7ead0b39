"""The lamp against the calendar: a model that walks day by day, and stops of the clock."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kiosk.clock import CHINA
from kiosk.progress.calendar import Unit
from kiosk.progress.deadline import Deadline, Limit, Stop, deadline
from kiosk.progress.lamp import Lamp, colour, lamp, next_change
from tests.kiosk.progress.samples import at, day, of_2026

CALENDAR = of_2026()
TEN = Limit(10, Unit.WORK_DAY)
MOMENTS = st.datetimes(datetime(2026, 1, 5), datetime(2026, 12, 20)).map(
    lambda one: one.replace(tzinfo=CHINA)
)
LIMITS = st.builds(Limit, st.integers(0, 40), st.just(Unit.WORK_DAY))
ANY_LIMITS = st.builds(Limit, st.integers(0, 20), st.sampled_from(Unit))


def must(end: Deadline | None) -> Deadline:
    assert end is not None
    return end


@pytest.mark.row("S109")
@given(MOMENTS, LIMITS, st.integers(0, 100 * 24 * 60))
def test_green_before_the_day_yellow_on_it_red_after_it(
    accepted: datetime, limit: Limit, minutes: int
) -> None:
    last = accepted.date()
    left = limit.amount
    while left:
        last += timedelta(days=1)
        off = CALENDAR.differs.get(last, last.weekday() < 5)
        left -= 1 if off else 0
    moment = accepted + timedelta(minutes=minutes)
    shown = lamp(moment, accepted, limit, CALENDAR)
    today = moment.date()
    expected = Lamp.GREEN if today < last else Lamp.YELLOW if today == last else Lamp.RED
    assert shown is expected


@pytest.mark.row("S109")
@given(MOMENTS, ANY_LIMITS, st.integers(0, 90_000), st.integers(0, 90_000))
def test_a_finished_application_keeps_its_colour(
    accepted: datetime, limit: Limit, lasted: int, since: int
) -> None:
    finished = accepted + timedelta(minutes=lasted)
    later = finished + timedelta(minutes=since)
    at_the_end = lamp(finished, accepted, limit, CALENDAR)
    assert lamp(later, accepted, limit, CALENDAR, finished=finished) is at_the_end


@pytest.mark.row("S109")
@given(MOMENTS, ANY_LIMITS, st.integers(0, 60), st.integers(0, 60), st.integers(0, 60 * 24))
def test_a_special_procedure_stops_the_clock(
    accepted: datetime, limit: Limit, before: int, lasts: int, minutes: int
) -> None:
    start = accepted + timedelta(days=before)
    end = start + timedelta(days=lasts)
    inside = start + timedelta(minutes=min(minutes, lasts * 24 * 60 - 1))
    assume(inside >= start)
    just_before = lamp(start - timedelta(microseconds=1), accepted, limit, CALENDAR)
    for stop in (Stop(start), Stop(start, end)):
        assert lamp(inside, accepted, limit, CALENDAR, [stop]) is just_before
    plain = must(deadline(accepted, limit, CALENDAR))
    longer = must(deadline(accepted, limit, CALENDAR, [Stop(start, end)]))
    assert longer.moment >= plain.moment
    if start >= plain.moment:
        assert longer == plain, "what begins after the end changes nothing"


@pytest.mark.row("S109")
@given(MOMENTS, LIMITS, st.integers(1, 30), st.integers(1, 30))
def test_after_a_stop_as_many_work_days_are_left_as_before_it(
    accepted: datetime, limit: Limit, before: int, lasts: int
) -> None:
    start = accepted + timedelta(days=before)
    end = start + timedelta(days=lasts)
    plain = must(deadline(accepted, limit, CALENDAR))
    assume(start.date() <= plain.day)
    longer = must(deadline(accepted, limit, CALENDAR, [Stop(start, end)]))
    before_stop = start.date() - timedelta(days=1)
    left = CALENDAR.work_days_between(before_stop, plain.day)
    last_stopped = end.date() - timedelta(days=1)
    assert CALENDAR.work_days_between(last_stopped, longer.day) == left


@given(MOMENTS, ANY_LIMITS, MOMENTS)
def test_the_colour_changes_when_it_is_told_to(
    accepted: datetime, limit: Limit, moment: datetime
) -> None:
    end = must(deadline(accepted, limit, CALENDAR))
    change = next_change(end, moment)
    if change is None:
        assert colour(end, moment) is Lamp.RED
        return
    an_instant = timedelta(microseconds=1)
    assert colour(end, change - an_instant) is colour(end, moment)
    assert colour(end, change) is not colour(end, change - an_instant)


def test_over_the_national_day() -> None:
    accepted = at("2026-09-24", 16)
    end = must(deadline(accepted, TEN, CALENDAR))
    # 28, 29, 30 September; 8, 9, 10 (a worked Saturday), 12 to 15 October
    assert end == Deadline(day("2026-10-15"), at("2026-10-16", 0))
    shown = [
        lamp(at(when), accepted, TEN, CALENDAR)
        for when in ("2026-10-14", "2026-10-15", "2026-10-16")
    ]
    assert shown == [Lamp.GREEN, Lamp.YELLOW, Lamp.RED]


@pytest.mark.parametrize(
    ("limit", "last"),
    [
        (Limit(30, Unit.DAY), "2026-10-08"),  # day 30 is in the holidays
        (Limit(1, Unit.MONTH), "2026-10-08"),  # 1 October is off
        (Limit(2, Unit.MONTH), "2026-11-02"),  # 1 November is a Sunday
        (Limit(3, Unit.MONTH), "2026-12-01"),
    ],
)
def test_a_last_day_that_is_off_moves_to_the_next_work_day(limit: Limit, last: str) -> None:
    assert must(deadline(at("2026-09-01"), limit, CALENDAR)).day == day(last)


def test_hours_run_by_the_clock_and_stop_with_it() -> None:
    accepted = at("2026-03-02", 10)
    limit = Limit(4, Unit.HOUR)
    assert must(deadline(accepted, limit, CALENDAR)).moment == at("2026-03-02", 14)
    stops = [Stop(at("2026-03-02", 12), at("2026-03-02", 13))]
    assert must(deadline(accepted, limit, CALENDAR, stops)).moment == at("2026-03-02", 15)
    assert lamp(at("2026-03-02", 14, 59), accepted, limit, CALENDAR, stops) is Lamp.YELLOW
    assert lamp(at("2026-03-02", 15), accepted, limit, CALENDAR, stops) is Lamp.RED
    overlapping = [*stops, Stop(at("2026-03-02", 12, 30), at("2026-03-02", 14))]
    assert must(deadline(accepted, limit, CALENDAR, overlapping)).moment == at("2026-03-02", 16)


def test_while_a_stop_lasts_nobody_can_say_the_last_day() -> None:
    accepted = at("2026-03-02")
    assert deadline(accepted, TEN, CALENDAR, [Stop(at("2026-03-05"))]) is None
    assert deadline(accepted, Limit(4, Unit.HOUR), CALENDAR, [Stop(at("2026-03-02", 11))]) is None
    after = Stop(at("2026-04-05"))
    assert must(deadline(accepted, TEN, CALENDAR, [after])).day == day("2026-03-16")
    assert lamp(at("2026-09-01"), accepted, TEN, CALENDAR, [Stop(at("2026-03-05"))]) is Lamp.GREEN
    assert lamp(at("2026-09-01"), accepted, TEN, CALENDAR, [after]) is Lamp.RED


def test_over_a_year_nobody_has_announced_it_is_provisional() -> None:
    end = must(deadline(at("2026-12-28"), TEN, CALENDAR))
    assert end.provisional and end.day == day("2027-01-11")
    assert not must(deadline(at("2026-12-01"), TEN, CALENDAR)).provisional
    natural = must(deadline(at("2026-12-28"), Limit(10, Unit.DAY), CALENDAR))
    assert natural.provisional
    assert not must(deadline(at("2026-12-28"), Limit(2, Unit.DAY), CALENDAR)).provisional


@pytest.mark.parametrize(
    "limit",
    [
        Limit(-1, Unit.DAY),
        Limit(4000, Unit.WORK_DAY),
        Limit(999, Unit.MONTH),
        Limit(10**9, Unit.MINUTE),
    ],
)
def test_an_impossible_limit_is_refused(limit: Limit) -> None:
    with pytest.raises(ValueError, match="limit"):
        deadline(at("2026-03-02"), limit, CALENDAR)


def test_it_begins_on_the_day_in_the_hall_whatever_the_zone() -> None:
    late = datetime.combine(date(2026, 3, 2), time(23, 30), CHINA)
    abroad = late.astimezone(tz=None)
    assert deadline(abroad, TEN, CALENDAR) == deadline(late, TEN, CALENDAR)
