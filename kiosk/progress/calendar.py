"""Work days, and lengths of time counted by them.

Which days are off, and which Saturdays and Sundays are worked (调休), is told once a year by the
State Council's office and comes from the platform as data: only days that are not as the week says.
A day outside the years that were told is taken by the week alone, and what was counted over it is
`provisional`.

Counting: the day on which it begins does not count (民法典 art. 201); a month ends on the day of
the same number, or the last of the month where there is none (art. 202).
"""

import calendar as months
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from msgspec import Struct

ONE_DAY = timedelta(days=1)
MOST_DAYS = 3660
"""The longest time limit in days: ten years, so that no damaged number makes a count endless."""
SATURDAY = 5


class Unit(StrEnum):
    WORK_DAY = "work_day"
    DAY = "day"
    HOUR = "hour"
    MINUTE = "minute"
    MONTH = "month"


UNITS: Mapping[str, Unit] = {
    "1": Unit.WORK_DAY,
    "2": Unit.DAY,
    "3": Unit.HOUR,
    "4": Unit.MINUTE,
    "5": Unit.MONTH,
    "G": Unit.WORK_DAY,
    "Z": Unit.DAY,
}
"""Code list CL-05, with the older letters."""


class Counted(Struct, frozen=True):
    """A day that was counted to. `provisional`: over days that no calendar has told of yet."""

    day: date
    provisional: bool = False


class WorkCalendar(Struct, frozen=True):
    """`differs`: True for a work day, False for a day off, where the week says otherwise (or the
    same). `first`..`last`: the days that are told of; both None where nothing is."""

    differs: Mapping[date, bool]
    first: date | None = None
    last: date | None = None

    @classmethod
    def of(cls, days: Iterable[tuple[date, bool]], last: date | None = None) -> "WorkCalendar":
        """A notice is for a whole year: without `last`, the years of the days are told of."""
        differs = dict(days)
        if not differs:
            return cls(differs)
        return cls(
            differs,
            date(min(differs).year, 1, 1),
            last or date(max(differs).year, 12, 31),
        )

    def is_work(self, day: date) -> bool:
        return self.differs.get(day, day.weekday() < SATURDAY)

    def is_known(self, day: date) -> bool:
        """False where only the week is known."""
        if self.first is None or self.last is None:
            return False
        return self.first <= day <= self.last

    def work_day_from(self, day: date) -> Counted:
        """`day` itself, or the first work day after it."""
        known = self.is_known(day)
        while not self.is_work(day):
            day += ONE_DAY
            known = known and self.is_known(day)
        return Counted(day, not known)

    def add_work_days(self, day: date, count: int) -> Counted:
        """The `count`-th work day after `day`; 0 is `day` itself. Raises ValueError beyond
        0..MOST_DAYS."""
        _check(count)
        if not count:
            return Counted(day)
        known = True
        while count:
            day += ONE_DAY
            known = known and self.is_known(day)
            count -= self.is_work(day)
        return Counted(day, not known)

    def work_days_between(self, first: date, last: date) -> int:
        """Work days after `first`, up to `last`; negative where `last` comes first."""
        if last < first:
            return -self.work_days_between(last, first)
        days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
        return sum(map(self.is_work, days))

    def acceptance_day(self, at: datetime, closes: time) -> Counted:
        """The day that counts as the day of acceptance of what was handed in at `at`: a work day
        before `closes` is that day, anything else the next work day."""
        day = at.date() if at.time() < closes else at.date() + ONE_DAY
        return self.work_day_from(day)

    def accepted_at(self, at: datetime, opens: time, closes: time) -> datetime:
        """The moment from which the promise counts: what was handed in outside office hours counts
        from the next opening. `at`: aware, in the hall's zone."""
        day = self.acceptance_day(at, closes).day
        return max(at, datetime.combine(day, opens, at.tzinfo))

    def next_change(self, day: date) -> date | None:
        """The next day after `day` that differs from the week, None where none is told of."""
        return min((one for one in self.differs if one > day), default=None)


def add_months(day: date, count: int) -> date:
    """Raises ValueError beyond ten years."""
    _check(count * 30)
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    last = months.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def parse_calendar(raw: Any) -> WorkCalendar:
    """From {"days": [{"day": "2026-02-14", "work": true}], "until": "2026-12-31"}; `until` need not
    be there. Raises ValueError."""
    try:
        days = [(date.fromisoformat(one["day"]), _is_bool(one["work"])) for one in raw["days"]]
        until = raw.get("until")
        last = date.fromisoformat(until) if until else None
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"calendar: not of the agreed shape: {error}") from None
    return WorkCalendar.of(days, last)


def _is_bool(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("calendar: work is true or false")
    return value


def _check(days: int) -> None:
    if not 0 <= days <= MOST_DAYS:
        raise ValueError(f"a time limit has 0 to {MOST_DAYS} days")
