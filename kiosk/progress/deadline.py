"""The last moment of a time limit: its length, its unit, and the special procedures (特别程序: a
hearing, an expert's opinion) whose time does not count.

A limit in days ends with the last moment of its last day. A last day that is off moves to the next
work day (民法典 art. 203). Of a stop, the day on which it begins does not count any more, and the
day on which it ends counts again.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from msgspec import Struct

from kiosk.clock import CHINA
from kiosk.progress.calendar import MOST_DAYS, ONE_DAY, Unit, WorkCalendar, add_months

FAR = 20 * MOST_DAYS
"""Days that are looked at, at most: stops may be long too."""


class Limit(Struct, frozen=True):
    """`amount` of `unit`: what the item promises, or what the law allows. 0 is the same day."""

    amount: int
    unit: Unit


class Stop(Struct, frozen=True):
    """A special procedure, from `start` until `end`; None while it lasts. Both aware."""

    start: datetime
    end: datetime | None = None

    def covers(self, day: date) -> bool:
        """The day does not count."""
        first = self.start.astimezone(CHINA).date()
        if self.end is None:
            return day >= first
        return first <= day < self.end.astimezone(CHINA).date()

    def is_on(self, moment: datetime) -> bool:
        return self.start <= moment and (self.end is None or moment < self.end)


class Deadline(Struct, frozen=True):
    """`moment`: the first instant that is too late, aware; `day`: the last day, in the hall."""

    day: date
    moment: datetime
    provisional: bool = False


def deadline(
    accepted: datetime, limit: Limit, calendar: WorkCalendar, stops: Sequence[Stop] = ()
) -> Deadline | None:
    """None while a stop lasts that begins before the limit is over: nobody can say yet.
    `accepted`: aware; a limit in days begins on that day in the hall. Raises ValueError where the
    limit is impossible."""
    if limit.amount < 0:
        raise ValueError("a time limit is not negative")
    if limit.unit in (Unit.HOUR, Unit.MINUTE):
        return _by_the_clock(accepted, limit, stops)
    return _by_days(accepted.astimezone(CHINA).date(), limit, calendar, stops)


def _by_the_clock(accepted: datetime, limit: Limit, stops: Sequence[Stop]) -> Deadline | None:
    minutes = limit.amount * (60 if limit.unit is Unit.HOUR else 1)
    if minutes > MOST_DAYS * 24 * 60:
        raise ValueError("a time limit is too long")
    end = accepted + timedelta(minutes=minutes)
    reached = accepted
    for stop in sorted(stops, key=lambda one: one.start):
        start = max(stop.start, reached)
        if start >= end:
            break
        if stop.end is None:
            return None
        if stop.end > start:
            end += stop.end - start
            reached = stop.end
    return Deadline(end.astimezone(CHINA).date(), end)


def _by_days(
    first: date, limit: Limit, calendar: WorkCalendar, stops: Sequence[Stop]
) -> Deadline | None:
    if limit.unit is Unit.MONTH:
        left = (add_months(first, limit.amount) - first).days
    else:
        left = limit.amount
    if left > MOST_DAYS:
        raise ValueError("a time limit is too long")
    in_work_days = limit.unit is Unit.WORK_DAY
    day, counts, provisional = first, True, False
    for _ in range(FAR):
        if not left and counts and (in_work_days or calendar.is_work(day)):
            return _end_of(day, provisional)
        day += ONE_DAY
        over = [stop for stop in stops if stop.covers(day)]
        if any(stop.end is None for stop in over):
            return None
        counts = not over
        if not counts:
            continue
        if in_work_days or left <= 1:  # of other days only the last one's kind matters
            provisional = provisional or not calendar.is_known(day)
        if left and (not in_work_days or calendar.is_work(day)):
            left -= 1
    raise ValueError("a time limit is too long")


def _end_of(day: date, provisional: bool) -> Deadline:
    return Deadline(day, datetime.combine(day + ONE_DAY, time(), CHINA), provisional)
