"""Time that a test moves by hand."""

from datetime import datetime, timedelta

from kiosk.clock import CHINA

MONDAY_MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=CHINA)


class FakeClock:
    """A `kiosk.clock.Clock` that stands still until it is told to move."""

    def __init__(self, start: datetime = MONDAY_MORNING) -> None:
        self._now = start.astimezone(CHINA)
        self._monotonic = 1000.0

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return self._monotonic

    def advance(self, seconds: float) -> None:
        """Let time pass: both clocks move."""
        if seconds < 0:
            raise ValueError("time only passes forwards; `set` makes the wall clock jump")
        self._now += timedelta(seconds=seconds)
        self._monotonic += seconds

    def set(self, moment: datetime) -> None:
        """Make the wall clock jump, as an operator or NTP does. `moment` is aware."""
        self._now = moment.astimezone(CHINA)
