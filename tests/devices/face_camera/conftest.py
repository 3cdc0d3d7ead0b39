from collections.abc import Iterator

import pytest

from devices.face_camera.driver import FaceCamera
from kiosk.device import DeviceState
from tests.devices.camera.sims import SimCamera
from tests.devices.conformance.sim_process import in_short_folder
from tests.devices.face_camera.driving import Told, token


@pytest.fixture(scope="session")
def shared_sim() -> Iterator[SimCamera]:
    yield from in_short_folder(SimCamera)


@pytest.fixture
def sim(shared_sim: SimCamera) -> SimCamera:
    """Well, and nobody before it."""
    shared_sim.heal()
    shared_sim.show_card()
    return shared_sim


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def driver(sim: SimCamera, patient_cameras: None) -> Iterator[FaceCamera]:
    """Open, and nobody stands there."""
    driver = FaceCamera(sim.url)
    assert driver.open(token()).state is DeviceState.ONLINE
    yield driver
    driver.close()
