import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections

from provisioning.central.conf import configure
from provisioning.central.setup import prepare
from tests.provisioning.central.platform import HALL_FILE, Platform
from tests.provisioning.central.progress.progress_fixtures import clock, hook, terminal, within

__all__ = ["clock", "hook", "terminal", "within"]


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    """One platform for all tests that use days of their own (see samples.own_day)."""
    with Platform(tmp_path_factory.mktemp("central"), world=True) as platform:
        yield platform


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder to copy, since making the tables takes longer than a test."""
    data = tmp_path_factory.mktemp("prepared") / "central"
    prepare(data, HALL_FILE)
    connections.close_all()
    return data


@pytest.fixture
def own(tmp_path: Path, prepared: Path) -> Iterator[Platform]:
    """A platform of this test alone, not started."""
    platform = Platform(Path(shutil.copytree(prepared, tmp_path / "central")))
    yield platform
    if platform.process is not None:
        platform.stop()


@pytest.fixture
def inside(tmp_path: Path, prepared: Path) -> Iterator[Path]:
    """This process stands in for a platform: its data folder. Modules with tables can be loaded
    only now, by importlib."""
    data = Path(shutil.copytree(prepared, tmp_path / "inside"))
    configure(data)
    yield data
    connections.close_all()
