"""How long to wait before the next attempt: full jitter under a bound that doubles. Pure.

Only the caller counts failures and keeps the time, outside of whatever failed.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

BASE_S = 1.0
CAP_S = 300.0
"""The longest back-off of all: of a destination, of one kind of errand and of one record."""
CAP_MS = int(CAP_S * 1000)

Jitter = Callable[[float, float], float]
"""A number between the two, both included: `random.uniform`."""


def pause_s(failures: int, jitter: Jitter, at_least: float = 0.0) -> float:
    """Seconds to wait after so many failures in a row (from 1), at most CAP_S. `at_least` is what
    the other side asked for; the jitter comes on top, so that a fleet does not return at once."""
    bound = min(CAP_S, BASE_S * 2.0 ** min(max(failures - 1, 0), 16))
    return min(CAP_S, clamp_s(at_least) + jitter(0.0, bound))


def clamp_s(wished: float) -> float:
    """What somebody else asks us to wait, however large: 0 to CAP_S, 0 where it is not a number."""
    return float(min(CAP_S, max(0.0, wished)))  # max keeps 0.0 against NaN


def retry_after_s(headers: Mapping[str, str], now: datetime) -> float | None:
    """Of Retry-After, RFC 9110 10.2.3: seconds, or a date that is compared with the answer's own
    Date where it has one, since our clock may be wrong. 0 to CAP_S; None without one."""
    text = headers.get("Retry-After", "").strip()
    if not text:
        return None
    if text.isascii() and text.isdigit():
        return clamp_s(float(text[:9]))
    until = _http_date(text)
    if until is None:
        return None
    return clamp_s((until - (_http_date(headers.get("Date", "")) or now)).total_seconds())


def _http_date(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
