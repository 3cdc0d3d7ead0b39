"""Time as a port. Production uses `SystemClock`; tests inject their own."""

import time
from datetime import datetime, timedelta, timezone
from typing import Protocol

CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")
"""No daylight saving since 1991, so the screen need not load the rules of all zones."""


class Clock(Protocol):
    def now(self) -> datetime:
        """Aware local time of the hall."""

    def monotonic(self) -> float:
        """Seconds that never run backwards."""


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(CHINA)

    def monotonic(self) -> float:
        return time.monotonic()
