"""The platform's word on the hall: who waits, which windows are open. Pure."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from msgspec import Struct, field

from kiosk.clock import CHINA

YEARS = range(2000, 2200)
"""Days and zones can be reckoned with on both sides of what is told in these."""
MOST = 10**6
"""People, and seconds, that are told of a group."""


class GroupState(Struct, frozen=True):
    waiting: int
    open_windows: tuple[str, ...]
    mean_service_s: int


class HallState(Struct, frozen=True):
    """As of `as_of`, aware. A group that is not named is not known."""

    as_of: datetime
    notices: tuple[str, ...] = ()
    groups: Mapping[str, GroupState] = field(default_factory=dict)


def parse_time(text: Any) -> datetime:
    """ISO 8601 with an offset, as time of the hall, in YEARS. Raises ValueError."""
    try:
        moment = datetime.fromisoformat(text)
    except TypeError:
        raise ValueError("a time is missing") from None
    if moment.tzinfo is None:
        raise ValueError("a time needs its offset from UTC")
    if moment.year not in YEARS:
        raise ValueError("a time is not of this age")
    return moment.astimezone(CHINA)


def parse_hall(raw: Any) -> HallState:
    """The platform's `hall` object. Raises ValueError."""
    try:
        return HallState(
            as_of=parse_time(raw["as_of"]),
            notices=tuple(str(notice) for notice in raw.get("notices", ())),
            groups={
                str(one["group_id"]): GroupState(
                    waiting=_count(one["waiting"]),
                    open_windows=tuple(str(window) for window in one["open_windows"]),
                    mean_service_s=_count(one["mean_service_s"]),
                )
                for one in raw["groups"]
            },
        )
    except KeyError as error:
        raise ValueError(f"hall: {error.args[0]} is missing") from None
    except (AttributeError, TypeError):
        raise ValueError("hall: not of the agreed shape") from None


def _count(value: Any) -> int:
    """Raises TypeError, ValueError."""
    count = int(value)
    if not 0 <= count <= MOST:
        raise ValueError("hall: a number is out of bounds")
    return count
