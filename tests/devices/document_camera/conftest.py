from collections.abc import Iterator

import pytest

from devices.document_camera.sim_photo import photograph
from tests.devices.conformance.sim_process import in_short_folder
from tests.devices.document_camera.bench import GOOD, Bench, CameraSim, running
from tests.devices.document_camera.sheets import letter


@pytest.fixture(scope="module")
def shared_sim() -> Iterator[CameraSim]:
    yield from in_short_folder(CameraSim)


@pytest.fixture
def sim(shared_sim: CameraSim) -> CameraSim:
    """A camera in order, with a sheet under it."""
    shared_sim.heal()
    shared_sim.show(photograph(letter(), GOOD).pixels)
    return shared_sim


@pytest.fixture
def bench(sim: CameraSim) -> Iterator[Bench]:
    with running(sim.driver()) as bench:
        yield bench
