"""Whether anybody of ours is at the other end. Pure.

While it is open nothing but a probe is sent, and no record's attempts are counted: the network's
state says nothing about a record.
"""

from msgspec import Struct

from kiosk.faults import Fault
from offline_queue.sync.backoff import Jitter

NO_WAY = (Fault.PLATFORM_UNREACHABLE, Fault.PLATFORM_NOT_OURS)
"""Nobody of ours is there. Other faults are the destination's own."""
PROBE_S = 2.0
"""Until the first probe."""
PROBE_GROWTH = 1.5
PROBE_CAP_S = 15.0
"""A terminal that is back shows it within this time."""


class Breaker(Struct, frozen=True):
    """`misses`: exchanges in a row that met nobody of ours."""

    misses: int = 0

    @property
    def is_open(self) -> bool:
        return self.misses > 0

    def after(self, fault: Fault | None) -> "Breaker":
        """One answer of ours closes it, good or bad."""
        return Breaker(self.misses + 1 if fault in NO_WAY else 0)

    def probe_in_s(self, jitter: Jitter) -> float:
        """Until the next probe, 0 where it is closed. Half of it is fixed: a dead network is not
        hammered; half is jitter: a fleet does not come back as one."""
        if not self.is_open:
            return 0.0
        bound = min(PROBE_CAP_S, PROBE_S * PROBE_GROWTH ** min(self.misses - 1, 16))
        return bound / 2 + jitter(0.0, bound / 2)
