"""Counting over the holidays of 2026, and beyond what is announced."""

from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.progress.calendar import (
    MOST_DAYS,
    UNITS,
    Counted,
    Unit,
    WorkCalendar,
    add_months,
    parse_calendar,
)
from tests.kiosk.progress.samples import at, day, of_2026

CALENDAR = of_2026()
CLOSES = time(17, 0)
DAYS = st.dates(date(2025, 12, 1), date(2027, 2, 1))


@pytest.mark.row("S109")
@pytest.mark.parametrize(
    ("begins", "count", "ends"),
    [
        ("2026-02-13", 1, "2026-02-14"),  # a Saturday that is worked
        ("2026-02-13", 2, "2026-02-24"),  # nine days of the Spring Festival
        ("2026-02-27", 1, "2026-02-28"),
        ("2026-09-18", 1, "2026-09-20"),  # a Sunday that is worked
        ("2026-09-24", 1, "2026-09-28"),
        ("2026-09-30", 1, "2026-10-08"),
        ("2026-09-30", 3, "2026-10-10"),
        ("2026-03-02", 5, "2026-03-09"),
        ("2026-03-02", 0, "2026-03-02"),
    ],
)
def test_work_days_are_counted_over_holidays_and_worked_weekends(
    begins: str, count: int, ends: str
) -> None:
    assert CALENDAR.add_work_days(day(begins), count) == Counted(day(ends))


def test_beyond_the_announced_year_the_week_counts_and_it_is_said() -> None:
    assert CALENDAR.add_work_days(day("2026-12-30"), 1) == Counted(day("2026-12-31"))
    assert CALENDAR.add_work_days(day("2026-12-30"), 2) == Counted(day("2027-01-01"), True)
    assert CALENDAR.work_day_from(day("2027-01-02")) == Counted(day("2027-01-04"), True)
    assert WorkCalendar({}).add_work_days(day("2026-02-13"), 1) == Counted(day("2026-02-16"), True)


@pytest.mark.row("S065")
@pytest.mark.parametrize(
    ("submitted", "accepted"),
    [
        (at("2026-03-07", 23), "2026-03-09"),  # Saturday, 23:00
        (at("2026-03-06", 16, 59), "2026-03-06"),
        (at("2026-03-06", 17), "2026-03-09"),
        (at("2026-03-06", 3), "2026-03-06"),  # in the night before a work day
        (at("2026-02-14", 10), "2026-02-14"),  # a Saturday that is worked
        (at("2026-02-14", 23), "2026-02-24"),
        (at("2026-10-01", 9), "2026-10-08"),
    ],
)
def test_what_comes_after_hours_counts_from_the_next_work_day(
    submitted: Any, accepted: str
) -> None:
    assert CALENDAR.acceptance_day(submitted, CLOSES) == Counted(day(accepted))


@given(DAYS, st.integers(0, 60), st.integers(0, 60))
def test_counting_in_two_parts_is_counting_at_once(begins: date, one: int, other: int) -> None:
    half = CALENDAR.add_work_days(begins, one).day
    whole = CALENDAR.add_work_days(begins, one + other)
    assert CALENDAR.add_work_days(half, other).day == whole.day or not other
    assert CALENDAR.work_days_between(begins, whole.day) == one + other
    assert CALENDAR.work_days_between(whole.day, begins) == -(one + other)


@given(DAYS, st.integers(1, 60))
def test_the_last_day_is_worked_and_what_is_certain_stays_when_more_is_told(
    begins: date, count: int
) -> None:
    counted = CALENDAR.add_work_days(begins, count)
    assert CALENDAR.is_work(counted.day)
    first_week = [(date(2027, 1, n), n > 3) for n in range(1, 8)]
    later = WorkCalendar(dict(CALENDAR.differs) | dict(first_week), CALENDAR.first, date.max)
    if not counted.provisional and begins.year == 2026:
        assert later.add_work_days(begins, count).day == counted.day


def test_months_end_on_the_same_number_or_the_last_day() -> None:
    assert add_months(day("2026-01-31"), 1) == day("2026-02-28")
    assert add_months(day("2028-01-31"), 1) == day("2028-02-29")
    assert add_months(day("2026-11-15"), 3) == day("2027-02-15")
    assert add_months(day("2026-12-31"), 12) == day("2027-12-31")


@pytest.mark.parametrize("count", [-1, MOST_DAYS + 1])
def test_an_impossible_length_is_refused(count: int) -> None:
    with pytest.raises(ValueError, match="time limit"):
        CALENDAR.add_work_days(day("2026-01-05"), count)


def test_units_are_those_of_the_code_list_and_the_older_letters() -> None:
    assert [UNITS[code] for code in "12345"] == [
        Unit.WORK_DAY,
        Unit.DAY,
        Unit.HOUR,
        Unit.MINUTE,
        Unit.MONTH,
    ]
    assert (UNITS["G"], UNITS["Z"]) == (Unit.WORK_DAY, Unit.DAY)


@pytest.mark.parametrize(
    "raw",
    [
        None,
        [],
        {},
        {"days": 3},
        {"days": [{"day": "2026-02-30", "work": True}]},
        {"days": [{"day": "2026-02-03", "work": 1}]},
        {"days": [{"day": "2026-02-03"}]},
        {"days": [], "until": "soon"},
    ],
)
def test_a_damaged_calendar_is_refused(raw: Any) -> None:
    with pytest.raises(ValueError):
        parse_calendar(raw)


def test_a_notice_is_for_its_whole_year() -> None:
    made = WorkCalendar.of([(date(2026, 10, 10), True)])
    assert made.is_known(date(2026, 1, 1)) and made.is_known(date(2026, 12, 31))
    assert not made.is_known(date(2027, 1, 1)) and not made.is_known(date(2025, 12, 31))
    assert made.next_change(date(2026, 1, 1)) == date(2026, 10, 10)
    assert made.next_change(date(2026, 10, 10)) is None
