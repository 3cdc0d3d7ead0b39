"""A terminal's way to the platform whose steps the test takes itself."""

from datetime import timedelta

from offline_queue.store.writer import Store
from offline_queue.sync.loop import Sync
from offline_queue.sync.transport import CutAdapter, Transport
from offline_queue.sync.trusted_time import TrustedClock
from tests.clock import MONDAY_MORNING, FakeClock
from tests.offline_queue.samples import GROUPS, lease


class Terminal:
    """A sync whose steps the test takes itself."""

    def __init__(self, store: Store, url: str, clock: FakeClock) -> None:
        self.changes = 0
        self.cable = CutAdapter()
        self.clock = TrustedClock(clock)
        self.sync = Sync(
            store,
            Transport(url, "test-token", self.cable),
            "T00003",
            "990100",
            tuple(GROUPS.values()),
            self.clock,
            self._changed,
            jitter=lambda low, high: high,
        )

    def _changed(self) -> None:
        self.changes += 1


def supply(store: Store) -> None:
    """Leases for all wanted days, so that a step has only records to send."""
    for group_id in GROUPS:
        for ahead in range(4):
            lease(store, group_id, day=MONDAY_MORNING.date() + timedelta(days=ahead))
