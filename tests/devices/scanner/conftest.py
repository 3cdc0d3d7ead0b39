from collections.abc import Iterator

import pytest

from tests.devices.conformance.sim_process import in_short_folder
from tests.devices.scanner.bench import Bench, ScannerSim, online


@pytest.fixture(scope="session")
def shared_sim() -> Iterator[ScannerSim]:
    yield from in_short_folder(ScannerSim)


@pytest.fixture
def sim(shared_sim: ScannerSim) -> ScannerSim:
    """A scanner in order: a sheet on the glass, three in the feeder."""
    shared_sim.heal()
    return shared_sim


@pytest.fixture
def bench(sim: ScannerSim) -> Iterator[Bench]:
    with online(sim.driver()) as bench:
        yield bench
