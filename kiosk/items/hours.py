"""When an item is open, by its own hours and the work-day calendar. Pure."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import TypeAlias

from kiosk.items.codes import OpenDays
from kiosk.items.model import Hours, ServiceItem

WorkDay: TypeAlias = Callable[[date], bool]
"""Is this day a work day? WorkCalendar.is_work of kiosk.progress; its days are the platform's."""

LOOK_AHEAD_DAYS = 15
"""Longer than the longest public holiday, 调休 included."""


def weekdays_only(day: date) -> bool:
    """Where no calendar has come yet: Monday to Friday."""
    return day.isoweekday() <= 5


def is_open(item: ServiceItem, moment: datetime, is_work: WorkDay = weekdays_only) -> bool:
    minute = moment.hour * 60 + moment.minute
    return any(begin <= minute < end for begin, end in _spans(item, moment.date(), is_work))


def next_opening(
    item: ServiceItem, moment: datetime, is_work: WorkDay = weekdays_only
) -> datetime | None:
    """The next moment at which it opens; None where that is beyond LOOK_AHEAD_DAYS."""
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    for ahead in range(LOOK_AHEAD_DAYS + 1):
        day = midnight + timedelta(days=ahead)
        for begin, _ in sorted(_spans(item, day.date(), is_work)):
            opening = day + timedelta(minutes=begin)
            if opening > moment:
                return opening
    return None


def closes_at(
    item: ServiceItem, moment: datetime, is_work: WorkDay = weekdays_only
) -> datetime | None:
    """When the span ends in which `moment` lies, followed through midnight where the next day goes
    on at once; None where it is closed, or open for longer than LOOK_AHEAD_DAYS."""
    if not is_open(item, moment, is_work):
        return None
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    reached = moment.hour * 60 + moment.minute
    for ahead in range(LOOK_AHEAD_DAYS + 1):
        day = midnight + timedelta(days=ahead)
        for begin, end in sorted(_spans(item, day.date(), is_work)):
            if begin <= reached < end:
                reached = end
        if reached < 24 * 60:
            return day + timedelta(minutes=reached)
        reached = 0
        if not is_open(item, day + timedelta(days=1), is_work):
            return day + timedelta(days=1)
    return None


def always_open(item: ServiceItem) -> bool:
    return any(
        hours.days is OpenDays.ALL and (hours.from_, hours.to) == (0, 24 * 60)
        for hours in item.service_hours
    )


def _spans(item: ServiceItem, day: date, is_work: WorkDay) -> Iterator[tuple[int, int]]:
    """Minutes [begin, end) of that day."""
    return ((hours.from_, hours.to) for hours in item.service_hours if _counts(hours, day, is_work))


def _counts(hours: Hours, day: date, is_work: WorkDay) -> bool:
    if hours.days is OpenDays.ALL:
        return True
    if hours.days in (OpenDays.WORKDAYS, OpenDays.WEEKEND):
        return is_work(day) == (hours.days is OpenDays.WORKDAYS)
    return int(hours.days) == day.isoweekday()
