"""The time to go by: the wall clock, unless the platform has shown that it is wrong."""

import threading
from datetime import datetime, timedelta

from kiosk.clock import CHINA, Clock

TOLERANCE = timedelta(minutes=2)
"""A wall clock this near the platform's is right."""


class TrustedClock:
    """A Clock. After the platform was heard, its time goes on by the monotonic clock, and wins
    where the wall clock differs by more than TOLERANCE. Thread-safe."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._anchor: tuple[datetime, float] | None = None

    def now(self) -> datetime:
        wall, platform = self._clock.now(), self._by_platform()
        return wall if platform is None or abs(platform - wall) <= TOLERANCE else platform

    def monotonic(self) -> float:
        return self._clock.monotonic()

    def heard(self, platform_time: datetime) -> None:
        """The platform says that it is now `platform_time` (aware)."""
        with self._lock:
            self._anchor = (platform_time.astimezone(CHINA), self._clock.monotonic())

    @property
    def proven(self) -> bool:
        """The platform has said what time it is since the start."""
        return self._by_platform() is not None

    @property
    def wrong(self) -> bool:
        """True where the wall clock contradicts the platform: an operator must set it."""
        platform = self._by_platform()
        return platform is not None and abs(platform - self._clock.now()) > TOLERANCE

    def _by_platform(self) -> datetime | None:
        with self._lock:
            if self._anchor is None:
                return None
            then, at = self._anchor
        return then + timedelta(seconds=self._clock.monotonic() - at)
