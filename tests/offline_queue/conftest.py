from collections.abc import Iterator
from pathlib import Path

import pytest

from offline_queue.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A real database in tmp_path/state."""
    opened = Store(tmp_path / "state", ballast_bytes=4096)
    yield opened
    opened.close()
