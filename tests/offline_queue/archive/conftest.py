from collections.abc import Iterator
from pathlib import Path

import pytest

from offline_queue.store.writer import Store
from tests.clock import FakeClock
from tests.offline_queue.archive.hall import Hall
from tests.offline_queue.archive.samples import begin
from tests.offline_queue.samples import config


@pytest.fixture
def state(tmp_path: Path, store: Store) -> Path:
    """The state folder of `store`, whose audit log has a terminal."""
    begin(store)
    return tmp_path / "state"


@pytest.fixture(params=["running", "stopped"])
def hall(request: pytest.FixtureRequest, tmp_short: Path, clock: FakeClock) -> Iterator[Hall]:
    made = Hall(config(tmp_short), clock, request.param == "running")
    made.begin()
    made.finish()
    yield made
    made.end()
