import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.devices.scanner.bench import Bench, ScannerSim, online


@pytest.fixture(scope="session")
def shared_sim() -> Iterator[ScannerSim]:
    folder = Path(tempfile.mkdtemp(prefix="zz-", dir="/tmp"))  # a Unix socket's path is short
    sim = ScannerSim(folder)
    yield sim
    sim.stop()
    shutil.rmtree(folder)


@pytest.fixture
def sim(shared_sim: ScannerSim) -> ScannerSim:
    """A scanner in order: a sheet on the glass, three in the feeder."""
    shared_sim.heal()
    return shared_sim


@pytest.fixture
def bench(sim: ScannerSim) -> Iterator[Bench]:
    with online(sim.driver()) as bench:
        yield bench
