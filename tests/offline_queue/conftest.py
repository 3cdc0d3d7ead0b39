from collections.abc import Iterator
from pathlib import Path

import pytest

from offline_queue.store.writer import Store
from tests.clock import FakeClock
from tests.offline_queue.scripted_platform import ScriptedPlatform
from tests.offline_queue.terminal import Terminal


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A real database in tmp_path/state."""
    opened = Store(tmp_path / "state", ballast_bytes=4096)
    yield opened
    opened.close()


@pytest.fixture
def platform(clock: FakeClock) -> Iterator[ScriptedPlatform]:
    """Goes by the test's clock."""
    with ScriptedPlatform() as running:
        running.now = clock.now
        yield running


@pytest.fixture
def terminal(store: Store, platform: ScriptedPlatform, clock: FakeClock) -> Iterator[Terminal]:
    made = Terminal(store, platform.url, clock)
    yield made
    made.sync.stop()
