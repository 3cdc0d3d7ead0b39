from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kiosk.config import TerminalConfig
from offline_queue.backup.machine import Sources
from offline_queue.service import Service
from offline_queue.store.ledger import Ledger
from offline_queue.store.writer import Store
from tests.clock import FakeClock
from tests.offline_queue.operator.scene import Scene, fill
from tests.offline_queue.samples import config


def this_machine() -> Sources:
    return {"machine_id": ("here",)}


@dataclass
class Terminal:
    """With `running` its service answers, else its file does. Nobody hears it at the platform."""

    config: TerminalConfig
    clock: FakeClock
    running: bool
    scene: Scene = field(init=False)
    service: Service | None = field(init=False, default=None)

    def begin(self) -> None:
        if self.running:
            self.service = Service(self.config, self.clock, read_machine=this_machine)
            self.scene = fill(self.service.store)
            self.service.start()
        else:
            store = Store(self.config.state)
            self.scene = fill(store)
            store.close()

    def end(self) -> None:
        if self.service is not None:
            self.service.stop()
            self.service = None

    def within(self, work: Callable[[Ledger], object]) -> object:
        """What the database says after what was typed."""
        if self.service is not None:
            return self.service.store.call(work)
        store = Store(self.config.state)
        try:
            return store.call(work)
        finally:
            store.close()


@pytest.fixture(params=["running", "stopped"])
def terminal(
    request: pytest.FixtureRequest, tmp_short: Path, clock: FakeClock
) -> Iterator[Terminal]:
    made = Terminal(config(tmp_short), clock, request.param == "running")
    made.begin()
    yield made
    made.end()
