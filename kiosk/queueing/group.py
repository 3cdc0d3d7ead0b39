"""A queue group (业务) as data; field names of the QueueGroup record of the platform."""

from datetime import datetime, time, timedelta

from msgspec import Struct


class Interval(Struct, frozen=True):
    """Opening hours or a quota's interval within one day, [from, to). 24:00 ends at midnight."""

    from_minute: int
    to_minute: int
    quota: int | None = None

    def contains(self, moment: time) -> bool:
        return self.from_minute <= moment.hour * 60 + moment.minute < self.to_minute

    @property
    def text(self) -> str:
        return f"{_hh_mm(self.from_minute)}-{_hh_mm(self.to_minute)}"


class Hours(Struct, frozen=True):
    """Open on these ISO weekdays (1 Monday ... 7 Sunday) within this interval."""

    days: tuple[int, ...]
    interval: Interval


class QueueGroup(Struct, frozen=True):
    group_id: str
    name: str
    name_en: str
    theme: str
    prefix: str
    daily_max: int
    per_person_day: int
    need_id: bool
    allow_typed: bool
    hours: tuple[Hours, ...]
    intervals: tuple[Interval, ...] = ()
    """Quotas by interval of the day; an interval without a quota does not limit."""
    cut_off: int = 0
    """No tickets in the last minutes before closing."""
    block_size: int = 50
    mean_service_s: int = 300
    windows: tuple[str, ...] = ()
    tips: str = ""
    items: tuple[str, ...] = ()

    def hours_on(self, moment: datetime) -> tuple[Interval, ...]:
        weekday = moment.isoweekday()
        return tuple(h.interval for h in self.hours if weekday in h.days)

    def is_open(self, moment: datetime) -> bool:
        minute = moment.hour * 60 + moment.minute
        return any(
            i.from_minute <= minute < _closing(i, self.cut_off) for i in self.hours_on(moment)
        )

    def hours_text(self, moment: datetime) -> str:
        return " ".join(i.text for i in self.hours_on(moment))

    def next_opening(self, moment: datetime) -> datetime | None:
        """The next time it opens, looking a week ahead; None where it never does."""
        for ahead in range(8):
            day = (moment + timedelta(days=ahead)).replace(
                hour=0, minute=0, second=0, microsecond=0
            )
            for interval in sorted(self.hours_on(day), key=lambda i: i.from_minute):
                opening = day + timedelta(minutes=interval.from_minute)
                if opening > moment:
                    return opening
        return None

    def ticket_no(self, seq: int) -> str:
        return f"{self.prefix}{seq:03d}"


def _closing(interval: Interval, cut_off: int) -> int:
    # A group that is open to midnight has no last minutes: the next day follows at once.
    return interval.to_minute if interval.to_minute >= 24 * 60 else interval.to_minute - cut_off


def _hh_mm(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def parse_minute(text: str) -> int:
    """ "09:30" -> 570; "24:00" -> 1440. Raises ValueError."""
    hour, _, minute = text.partition(":")
    value = int(hour) * 60 + int(minute)
    if not 0 <= value <= 24 * 60 or not 0 <= int(minute) < 60:
        raise ValueError("a time of day is HH:MM, up to 24:00")
    return value
