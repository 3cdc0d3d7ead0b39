"""What is done over one line: errands, each with a back-off of its own.

An errand that fails rests alone and the others go on; what stops the whole line stops them all.
"""

import logging
from collections.abc import Sequence
from typing import Protocol

from kiosk.clock import Clock
from offline_queue.store.commits import StoreError
from offline_queue.sync.backoff import Jitter, pause_s
from offline_queue.sync.line import Line

POLL_S = 10.0
"""The longest rest of an errand that is well: the hall's numbers hold 3 minutes."""
STORE_AGAIN_S = 3.0
"""After the disk took or gave nothing."""

log = logging.getLogger("offline_queue.sync")


class Errand(Protocol):
    """`run` does a bounded piece of work and is called often: it decides itself whether it is time.
    It ends at the first answer with a fault, and leaves the back-off to the caller."""

    def run(self) -> float:
        """Seconds until it wants to run again; 0.0 where more can be done at once. Raises
        StoreError."""
        ...


class _Held:
    """An errand, its failures in a row, and until when it rests for them (monotonic)."""

    def __init__(self, errand: Errand) -> None:
        self.errand = errand
        self.failures = 0
        self.until = float("-inf")


class Round:
    """All errands of a line, in their order."""

    def __init__(self, line: Line, errands: Sequence[Errand], clock: Clock, jitter: Jitter) -> None:
        self._line = line
        self._clock = clock
        self._jitter = jitter
        self._errands = [_Held(errand) for errand in errands]

    def go(self) -> float:
        """Each errand that may, once. Seconds to rest."""
        rest = POLL_S
        for held in self._errands:
            if pause := self._line.pause():
                return pause
            rest = min(rest, self._one(held))
        return self._line.pause() or rest

    def forgive(self) -> None:
        """No errand rests for its failures any longer."""
        for held in self._errands:
            held.until = float("-inf")

    def _one(self, held: _Held) -> float:
        wait = held.until - self._clock.monotonic()
        if wait > 0:
            return wait
        self._line.begin()
        try:
            rest = held.errand.run()
        except StoreError as error:
            log.error("%s while syncing with %s", error.fault.value, self._line.name)
            return self._hold(held, STORE_AGAIN_S)
        if self._line.failure is None:
            held.failures = 0
            return rest
        if self._line.pause():
            return 0.0  # it was no fault of this errand; the line's own pause counts
        held.failures = 1 if self._line.good else held.failures + 1
        return self._hold(held, pause_s(held.failures, self._jitter))

    def _hold(self, held: _Held, seconds: float) -> float:
        held.until = self._clock.monotonic() + seconds
        return seconds
