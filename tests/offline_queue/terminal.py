"""A terminal's way to the platform whose steps the test takes itself."""

from collections.abc import Callable
from datetime import timedelta

from offline_queue.outbox.rows import backlog
from offline_queue.store.writer import Store
from offline_queue.sync.backoff import Jitter
from offline_queue.sync.central import central_sync
from offline_queue.sync.transport import CutAdapter, Transport
from offline_queue.sync.trusted_time import TrustedClock
from tests.clock import MONDAY_MORNING, FakeClock
from tests.offline_queue.groups import GROUPS
from tests.offline_queue.samples import lease


class Terminal:
    """A sync whose steps the test takes itself. By default its jitter is the longest there is."""

    def __init__(
        self,
        store: Store,
        url: str,
        clock: FakeClock,
        jitter: Jitter = lambda _low, high: high,
        renew: Callable[[], str] = str,
        cable: CutAdapter | None = None,
    ) -> None:
        self.changes = 0
        self.time = clock
        self.cable = cable or CutAdapter()
        self.clock = TrustedClock(clock)
        self.sync = central_sync(
            store,
            Transport(url, "test-token", self.cable, renew),
            "T00003",
            "990100",
            tuple(GROUPS.values()),
            self.clock,
            self._changed,
            jitter,
        )

    def pass_time(self) -> float:
        """One step and the rest after it, whose seconds are returned."""
        rest = self.sync.step()
        self.time.advance(max(rest, 0.001))  # no step takes no time at all
        return rest

    def until_empty(self, store: Store, within_s: float = 3600.0) -> float:
        """Steps until nothing waits to be sent; the seconds that it took."""
        began = self.time.monotonic()
        while store.call(backlog).pending:
            assert self.time.monotonic() - began <= within_s, "the queue does not get empty"
            self.pass_time()
        return self.time.monotonic() - began

    def _changed(self) -> None:
        self.changes += 1


def supply(store: Store) -> None:
    """Leases for all wanted days, so that a step has only records to send."""
    for group_id in GROUPS:
        for ahead in range(4):
            lease(store, group_id, day=MONDAY_MORNING.date() + timedelta(days=ahead))
