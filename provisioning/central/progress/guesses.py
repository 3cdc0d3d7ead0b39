"""Against guessing: receipts count upwards, so who asks for many that are not there must wait."""

import math
import threading
from dataclasses import dataclass, field

from provisioning.central.exchange.limits import Bucket

FREE = 10
"""Wrong ones at once,"""
EVERY_S = 30.0
"""and then one in so many seconds."""
VISITORS = (30, 10.0)
"""The same of a network address at pages for telephones: many share one."""
MOST = 10_000
"""Askers that are remembered: those who have their wrong ones back are forgotten first."""


@dataclass(slots=True)
class Guesses:
    """In memory: a restart forgets them. Thread-safe. `who`: a terminal, or a network address."""

    free: int = FREE
    every_s: float = EVERY_S
    _buckets: dict[str, Bucket] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait(self, who: str, now: float) -> int:
        """Whole seconds until `who` may ask again; 0 for now. `now`: monotonic seconds."""
        with self._lock:
            bucket = self._buckets.get(who)
            if bucket is None:
                return 0
            bucket.take(0, now)  # what has come back since
            return math.ceil(max(0.0, 1 - bucket.tokens) * self.every_s)

    def missed(self, who: str, now: float) -> None:
        with self._lock:
            if who not in self._buckets:
                self._make_room(now)
                self._buckets[who] = Bucket(1 / self.every_s, self.free, self.free, now)
            self._buckets[who].take(1, now)

    def _make_room(self, now: float) -> None:
        if len(self._buckets) < MOST:
            return
        for who, bucket in list(self._buckets.items()):
            bucket.take(0, now)
            if bucket.tokens >= bucket.size:
                del self._buckets[who]
        while len(self._buckets) >= MOST:
            del self._buckets[next(iter(self._buckets))]
