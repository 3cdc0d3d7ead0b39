"""The errand that hears the platform: its time, how the hall stands, and whether it is there."""

import logging
from functools import partial

from kiosk.faults import Fault
from offline_queue.store import meta
from offline_queue.store.writer import Store
from offline_queue.sync.answers import Answer
from offline_queue.sync.errands import POLL_S
from offline_queue.sync.line import Line
from offline_queue.sync.trusted_time import TrustedClock

log = logging.getLogger("offline_queue.sync")


class Look:
    """First of its line's errands: the right time comes before all that goes by it, and while the
    line is broken it is the probe."""

    def __init__(self, line: Line, hall_id: str, clock: TrustedClock) -> None:
        self._line = line
        self._path = f"/api/v1/halls/{hall_id}"
        self._clock = clock

    def run(self) -> float:
        since = self._clock.monotonic() - self._line.heard_at
        if self._line.broken or since >= POLL_S:
            self._line.get(self._path)
            return POLL_S
        return POLL_S - since


class Heard:
    """Takes the platform's time from each good answer."""

    def __init__(self, store: Store, clock: TrustedClock) -> None:
        self._store = store
        self._clock = clock
        self._wrong = False

    def __call__(self, answer: Answer) -> None:
        """Raises StoreError."""
        if answer.time is None:
            return
        self._clock.heard(answer.time)
        if self._clock.wrong is not self._wrong:
            self._wrong = self._clock.wrong
            log.warning("%s wall clock wrong: %s", Fault.CLOCK_WRONG.value, self._wrong)
        day = answer.time.date()
        if self._store.call(partial(meta.correct_high_water, platform_day=day)):
            log.warning("%s business day was ahead of the platform's", Fault.CLOCK_WRONG.value)
