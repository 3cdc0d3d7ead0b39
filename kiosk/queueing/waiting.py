"""People ahead and the expected wait, or plainly that it is not known."""

from datetime import datetime, timedelta
from math import ceil

from kiosk.messages.service import Waiting

FRESH_FOR = timedelta(minutes=3)
"""A word of the platform older than this is not shown as a number any more."""


def expected_minutes(ahead: int, open_windows: int, mean_service_s: int) -> int | None:
    """ETA = people ahead spread over the open windows, times the mean service time.

    None where no window is open: then nobody can say. Never below one minute with people ahead.
    """
    if open_windows <= 0:
        return None
    if ahead <= 0:
        return 0
    return max(1, ceil(ceil(ahead / open_windows) * mean_service_s / 60))


def waiting_view(
    ahead: int | None,
    open_windows: int,
    mean_service_s: int,
    as_of: datetime | None,
    now: datetime,
    connected: bool,
) -> Waiting:
    """A number only while connected and fresh; else "unknown since HH:MM", never an old number."""
    since = as_of.strftime("%H:%M") if as_of is not None else ""
    if ahead is None or as_of is None or not connected or abs(now - as_of) > FRESH_FOR:
        return Waiting(ahead=None, minutes=None, since=since)
    return Waiting(ahead, expected_minutes(ahead, open_windows, mean_service_s), since)
