from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.provisioning.central.platform import Platform


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    """One platform for all tests that use days of their own (see samples.own_day)."""
    with Platform(tmp_path_factory.mktemp("central"), world=True) as platform:
        yield platform


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Platform]:
    """A platform of this test alone, not started."""
    platform = Platform(tmp_path / "central")
    yield platform
    if platform.process is not None:
        platform.stop()
