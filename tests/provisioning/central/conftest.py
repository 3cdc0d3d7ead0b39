from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections

from provisioning.central.conf import configure
from tests.provisioning.central.platform import Platform, prepared
from tests.provisioning.central.progress.progress_fixtures import clock, hook, terminal, within

__all__ = ["clock", "hook", "terminal", "within"]


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


@pytest.fixture
def inside(tmp_path: Path) -> Iterator[Path]:
    """This process stands in for a platform: its data folder. Modules with tables can be loaded
    only now, by importlib."""
    data = tmp_path / "inside"
    prepared(data)
    configure(data)
    yield data
    connections.close_all()
