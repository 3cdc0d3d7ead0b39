from pathlib import Path

import pytest

from offline_queue.store.writer import Store
from tests.clock import FakeClock
from tests.offline_queue.booked.shelf import Shelf


@pytest.fixture
def shelf(store: Store, tmp_path: Path, clock: FakeClock) -> Shelf:
    return Shelf(store, tmp_path / "state", clock)
