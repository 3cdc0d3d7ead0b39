"""A terminal that sends its results and looks into its inbox; its hands do what a test says."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from offline_queue.inbound.commands import Outcome
from offline_queue.inbound.poll import Inbound
from offline_queue.store.writer import Store
from offline_queue.sync.central import central_sync
from offline_queue.sync.transport import Transport
from offline_queue.sync.trusted_time import TrustedClock
from tests.clock import FakeClock
from tests.offline_queue.groups import GROUPS
from tests.offline_queue.inbound.inbox_platform import TERMINAL


class Hands:
    """Writes down what it is told to do, and does `on_call` then."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, ...]] = []
        self.outcome = Outcome("done")
        self.on_call: Callable[[], None] = lambda: None

    def lock(self, text: str) -> Outcome:
        return self._call("lock", text)

    def unlock(self) -> Outcome:
        return self._call("unlock")

    def restart(self, part: str) -> Outcome:
        return self._call("restart", part)

    def collect_logs(self, part: str) -> Outcome:
        return self._call("collect_logs", part)

    def test_device(self, part: str) -> Outcome:
        return self._call("test_device", part)

    def _call(self, *words: str) -> Outcome:
        self.calls.append(words)
        self.on_call()
        return self.outcome


class Terminal:
    def __init__(
        self,
        folder: Path,
        store: Store,
        url: str,
        clock: FakeClock,
        keys: Mapping[str, bytes],
        hands: Any,
    ) -> None:
        self.folder = folder
        self.time, self.store = clock, store
        trusted = TrustedClock(clock)

        def more(line: Any) -> tuple[Inbound]:
            return (Inbound(store, line, TERMINAL, keys, hands, trusted),)

        self.sync = central_sync(
            store,
            Transport(url, "test-token"),
            TERMINAL,
            "990100",
            tuple(GROUPS.values()),
            trusted,
            lambda: None,
            lambda _low, high: high,
            more,
        )

    def go(self, seconds: float = 120.0) -> None:
        """So much time passes."""
        until = self.time.monotonic() + seconds
        while self.time.monotonic() < until:
            self.time.advance(max(0.001, self.sync.step()))

    def close(self) -> None:
        self.sync.stop()
