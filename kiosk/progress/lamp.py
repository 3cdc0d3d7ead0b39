"""The lamp of an application: green within its promise, yellow on the last day, red after it.

While a special procedure stops the clock, and once the application is finished, the lamp keeps the
colour that it had at that moment.
"""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from enum import StrEnum

from kiosk.clock import CHINA
from kiosk.progress.calendar import WorkCalendar
from kiosk.progress.deadline import Deadline, Limit, Stop, deadline

AN_INSTANT = timedelta(microseconds=1)


class Lamp(StrEnum):
    NONE = "none"
    """Nothing is promised: not accepted yet, or an item without a time limit."""
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


def colour(end: Deadline, moment: datetime) -> Lamp:
    """The colour at `moment` (aware) where nothing stops the clock."""
    if moment >= end.moment:
        return Lamp.RED
    local = moment.astimezone(CHINA)
    return Lamp.YELLOW if local.date() >= end.day else Lamp.GREEN


def lamp(
    moment: datetime,
    accepted: datetime,
    limit: Limit,
    calendar: WorkCalendar,
    stops: Sequence[Stop] = (),
    finished: datetime | None = None,
) -> Lamp:
    """The colour at `moment`. `finished`: when the application ended, None while it has not."""
    if finished is not None:
        moment = min(moment, finished)
    frozen_at = moment
    for stop in sorted(stops, key=lambda one: one.start, reverse=True):
        if stop.is_on(frozen_at):
            frozen_at = stop.start - AN_INSTANT
    past = [one for one in stops if one.end is not None and one.end <= frozen_at]
    end = deadline(accepted, limit, calendar, past)
    return Lamp.NONE if end is None else colour(end, frozen_at)


def next_change(end: Deadline | None, moment: datetime) -> datetime | None:
    """When the colour changes next after `moment`, None where it stays."""
    if end is None:
        return None
    last_day = datetime.combine(end.day, time(), CHINA)
    return next((one for one in (last_day, end.moment) if one > moment), None)
