"""A camera that is lost says how, and comes back: against a real stream over HTTP."""

from collections.abc import Callable

import pytest

from devices.camera.source import Camera
from devices.contract import DeviceLost, Token
from kiosk.device import DeviceState
from kiosk.faults import Fault
from tests.devices.camera.sims import SimCamera

Tokens = Callable[[], Token]


def lost(camera: Camera, token: Token, again: float = 0.0) -> DeviceLost:
    """Take pictures until the camera is lost."""
    with pytest.raises(DeviceLost) as caught:
        while True:
            again = camera.newest(again, token).at
    return caught.value


@pytest.mark.slow
@pytest.mark.parametrize("word", ["silent", "hang"])
def test_it_stops_sending_and_comes_back(
    sim: SimCamera, camera: Camera, tokens: Tokens, word: str
) -> None:
    camera.open(tokens())
    sim.fault(word)
    loss = lost(camera, tokens())
    assert (loss.state, loss.fault) == (DeviceState.UNKNOWN, Fault.CAMERA_SILENT)
    with pytest.raises(DeviceLost) as caught:
        camera.open(tokens())
    assert caught.value.fault is Fault.CAMERA_SILENT
    sim.heal()
    camera.open(tokens())
    camera.newest(0.0, tokens())


def test_unplugged_and_plugged_in_again(sim: SimCamera, camera: Camera, tokens: Tokens) -> None:
    camera.open(tokens())
    sim.fault("unplug", when="reply", at=10)
    assert lost(camera, tokens()).fault is Fault.CAMERA_SILENT
    with pytest.raises(DeviceLost) as caught:
        camera.open(tokens())
    assert caught.value.fault is Fault.CAMERA_ABSENT
    sim.heal()
    camera.open(tokens())
    camera.newest(0.0, tokens())


@pytest.mark.usefixtures("patient_cameras")
def test_another_resolution_than_when_it_was_opened(
    sim: SimCamera, camera: Camera, tokens: Tokens
) -> None:
    camera.open(tokens())
    sim.fault("resolution", 800)
    loss = lost(camera, tokens())
    assert loss.fault is Fault.CAMERA_CHANGED
    assert loss.detail == "800x450 instead of 1280x720"
    camera.open(tokens())
    assert camera.newest(0.0, tokens()).pixels.shape == (450, 800, 3)


@pytest.mark.usefixtures("patient_cameras")
def test_another_resolution_than_the_configured_one(sim: SimCamera, tokens: Tokens) -> None:
    camera = Camera(sim.url, 1920, 1080)
    with pytest.raises(DeviceLost) as caught:
        camera.open(tokens())
    assert caught.value.fault is Fault.CAMERA_CHANGED
    camera.close()


@pytest.mark.usefixtures("patient_cameras")
def test_a_covered_lens(sim: SimCamera, camera: Camera, tokens: Tokens) -> None:
    camera.open(tokens())
    assert camera.status(tokens()).state is DeviceState.ONLINE
    sim.fault("black")
    token = tokens()
    while (status := camera.status(token)).state is DeviceState.ONLINE:
        token.check()
    assert status.state is DeviceState.HARDWARE_ERROR
    assert status.detail.startswith(Fault.CAMERA_BLACK.value)
    assert status.identity == "1280x720"
    sim.heal()
    while camera.status(token).state is not DeviceState.ONLINE:
        token.check()


@pytest.mark.usefixtures("patient_cameras")
def test_a_dark_hall_is_no_covered_lens(sim: SimCamera, camera: Camera, tokens: Tokens) -> None:
    sim.fault("dim", 12)
    camera.open(tokens())
    assert camera.status(tokens()).state is DeviceState.ONLINE
    assert camera.newest(0.0, tokens()).pixels.mean() < 25


@pytest.mark.usefixtures("patient_cameras")
def test_a_camera_that_repeats_one_picture(sim: SimCamera, tokens: Tokens) -> None:
    camera = Camera(sim.url, frozen_s=0.5)
    camera.open(tokens())
    sim.fault("freeze")
    loss = lost(camera, tokens())
    assert (loss.fault, loss.detail) == (Fault.CAMERA_SILENT, "repeats one picture")
    sim.heal()
    camera.open(tokens())
    camera.newest(0.0, tokens())
    camera.close()


@pytest.mark.usefixtures("patient_cameras")
@pytest.mark.parametrize(
    ("word", "value"), [("garbage", 40), ("truncate", 3000), ("endless", 70_000), ("flip_bit", 3)]
)
def test_only_broken_pictures(
    sim: SimCamera, camera: Camera, tokens: Tokens, word: str, value: int
) -> None:
    camera.open(tokens())
    sim.fault(word, value)
    loss = lost(camera, tokens())
    assert loss.fault is Fault.CAMERA_SILENT
    sim.heal()
    camera.open(tokens())
    camera.newest(0.0, tokens())


@pytest.mark.usefixtures("patient_cameras")
def test_one_broken_picture_is_passed_over(sim: SimCamera, camera: Camera, tokens: Tokens) -> None:
    token = tokens()
    camera.open(token)
    sim.fault("truncate", 3000, when="reply", at=3)
    at = 0.0
    for _ in range(10):
        frame = camera.newest(at, token)
        at = frame.at
        assert frame.pixels[-1].mean() > 20, "a half picture ends in grey or black"
