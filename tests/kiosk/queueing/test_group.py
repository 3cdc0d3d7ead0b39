"""When a group is open: hours, the last minutes, midnight, the next opening."""

from datetime import datetime, time

import pytest

from kiosk.clock import CHINA
from kiosk.queueing.group import Hours, Interval, QueueGroup, parse_minute
from kiosk.values import replace

MORNING, AFTERNOON = Interval(9 * 60, 12 * 60), Interval(13 * 60 + 30, 17 * 60)
WORKDAYS, EVERY_DAY = (1, 2, 3, 4, 5), (1, 2, 3, 4, 5, 6, 7)
OFFICE = QueueGroup(
    group_id="C",
    name="工程建设",
    name_en="Construction projects",
    theme="工程建设",
    prefix="C",
    daily_max=120,
    per_person_day=2,
    need_id=True,
    allow_typed=False,
    hours=(Hours(WORKDAYS, MORNING), Hours(WORKDAYS, AFTERNOON)),
    cut_off=20,
)
ALWAYS = replace(OFFICE, hours=(Hours(EVERY_DAY, Interval(0, 24 * 60)),))


def at(text: str) -> datetime:
    """Monday is 2026-03-02."""
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-03-02T08:59:59", False),
        ("2026-03-02T09:00:00", True),
        ("2026-03-02T11:39:59", True),
        ("2026-03-02T11:40:00", False),
        ("2026-03-02T12:00:00", False),
        ("2026-03-02T13:29:59", False),
        ("2026-03-02T13:30:00", True),
        ("2026-03-02T16:39:59", True),
        ("2026-03-02T16:40:00", False),
        ("2026-03-06T10:00:00", True),
        ("2026-03-07T10:00:00", False),
        ("2026-03-08T10:00:00", False),
    ],
)
def test_open_from_the_first_minute_until_the_last_are_cut_off(moment: str, is_open: bool) -> None:
    assert OFFICE.is_open(at(moment)) is is_open


@pytest.mark.parametrize(
    "moment", ["2026-03-02T00:00:00", "2026-03-02T23:59:59", "2026-03-08T23:59:59"]
)
def test_day_and_night_means_without_a_gap_at_midnight(moment: str) -> None:
    assert ALWAYS.is_open(at(moment))


@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        ("2026-03-02T08:00", "2026-03-02T09:00"),
        ("2026-03-02T09:00", "2026-03-02T13:30"),
        ("2026-03-02T11:50", "2026-03-02T13:30"),
        ("2026-03-02T17:00", "2026-03-03T09:00"),
        ("2026-03-06T16:45", "2026-03-09T09:00"),
        ("2026-03-07T00:00", "2026-03-09T09:00"),
        ("2025-12-31T18:00", "2026-01-01T09:00"),
    ],
)
def test_the_next_opening(moment: str, opening: str) -> None:
    found = OFFICE.next_opening(at(moment))
    assert found == at(opening)
    assert OFFICE.is_open(found)


def test_the_next_opening_of_a_group_that_opens_once_a_week_or_never() -> None:
    weekly = replace(OFFICE, hours=(Hours((1,), MORNING),))
    assert weekly.next_opening(at("2026-03-02T09:00")) == at("2026-03-09T09:00")
    assert replace(OFFICE, hours=()).next_opening(at("2026-03-02T09:00")) is None


def test_the_order_of_the_hours_in_the_file_does_not_matter() -> None:
    turned = replace(OFFICE, hours=OFFICE.hours[::-1])
    assert turned.next_opening(at("2026-03-02T08:00")) == at("2026-03-02T09:00")


def test_hours_of_the_day_in_words() -> None:
    assert OFFICE.hours_text(at("2026-03-02T23:00")) == "09:00-12:00 13:30-17:00"
    assert OFFICE.hours_text(at("2026-03-07T10:00")) == ""
    assert ALWAYS.hours_text(at("2026-03-07T10:00")) == "00:00-24:00"


def test_an_interval_holds_its_first_minute_and_not_its_last() -> None:
    assert MORNING.contains(time(9, 0))
    assert MORNING.contains(time(11, 59, 59))
    assert not MORNING.contains(time(12, 0))
    assert Interval(23 * 60, 24 * 60).contains(time(23, 59, 59))


@pytest.mark.parametrize(("seq", "number"), [(1, "C001"), (999, "C999"), (1000, "C1000")])
def test_ticket_numbers_have_three_digits_at_least(seq: int, number: str) -> None:
    assert OFFICE.ticket_no(seq) == number


@pytest.mark.parametrize(
    ("text", "minute"), [("00:00", 0), ("9:05", 545), ("23:59", 1439), ("24:00", 1440)]
)
def test_times_of_day(text: str, minute: int) -> None:
    assert parse_minute(text) == minute


@pytest.mark.parametrize("text", ["24:01", "25:00", "12:60", "-1:00", "12:-5", "", "9", "x:00"])
def test_what_is_no_time_of_day(text: str) -> None:
    with pytest.raises(ValueError, match=r"HH:MM|invalid literal"):
        parse_minute(text)
