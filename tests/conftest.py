"""What every test may use. Qt draws off screen, in software: the same on every machine."""

import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.clock import FakeClock

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_QUICK_BACKEND"] = "software"
# A busy machine is no failure: speed has its place in tests/bench.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The journeys first: begun last by one of two workers, they alone would decide the end."""
    items.sort(key=lambda item: "tests/journeys" not in str(item.path))


def pytest_collection_finish() -> None:
    """Ten thousand tests stay to the end: no need to ask again and again if they are waste."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def tmp_short() -> Iterator[Path]:
    """A folder with a short path: a Unix socket's is limited to 107 bytes, tmp_path's is longer."""
    folder = Path(tempfile.mkdtemp(prefix="zz-", dir="/tmp"))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def chromium() -> str | None:
    """Path of the system's browser; None lets Playwright use the one that it has fetched."""
    return shutil.which("chromium") or shutil.which("google-chrome")
