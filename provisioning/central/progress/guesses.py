"""Against guessing: receipts count upwards, so who asks for many that are not there must wait."""

import math
import threading
from dataclasses import dataclass, field

from provisioning.central.exchange.limits import Bucket

FREE = 10
"""Wrong ones at once,"""
EVERY_S = 30.0
"""and then one in so many seconds."""


@dataclass(slots=True)
class Guesses:
    """In memory: a restart forgets them. Thread-safe. `who`: a terminal."""

    _buckets: dict[str, Bucket] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait(self, who: str, now: float) -> int:
        """Whole seconds until `who` may ask again; 0 for now. `now`: monotonic seconds."""
        with self._lock:
            bucket = self._bucket(who, now)
            bucket.take(0, now)  # what has come back since
            return math.ceil(max(0.0, 1 - bucket.tokens) * EVERY_S)

    def missed(self, who: str, now: float) -> None:
        with self._lock:
            self._bucket(who, now).take(1, now)

    def _bucket(self, who: str, now: float) -> Bucket:
        return self._buckets.setdefault(who, Bucket(1 / EVERY_S, FREE, FREE, now))
