"""Time as a port. Production uses `SystemClock`; tests inject their own."""

import time
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")


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
