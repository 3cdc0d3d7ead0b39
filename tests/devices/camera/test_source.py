"""A camera is well, or says how it is not: against a real stream over HTTP."""

import threading
import time
from collections.abc import Callable

import numpy as np
import pytest

from devices.camera.drain import WANTED_S
from devices.camera.feed import Pixels, StreamFeed
from devices.camera.source import Camera
from devices.contract import DeviceLost, Stopped, Token
from kiosk.device import CompletionCode, DeviceState
from kiosk.faults import Fault
from tests.devices.camera.conftest import PATIENCE_S
from tests.devices.camera.sims import SimCamera

Tokens = Callable[[], Token]


def plain(blue: int, green: int, red: int, size: tuple[int, int] = (1280, 720)) -> Pixels:
    picture = np.empty((size[1], size[0], 3), np.uint8)
    picture[:] = (blue, green, red)
    return picture


def lost(camera: Camera, token: Token, again: float = 0.0) -> DeviceLost:
    """Take pictures until the camera is lost."""
    with pytest.raises(DeviceLost) as caught:
        while True:
            again = camera.newest(again, token).at
    return caught.value


def test_it_shows_what_is_before_it_now(sim: SimCamera, camera: Camera, tokens: Tokens) -> None:
    token = tokens()
    camera.open(token)
    frame = camera.newest(0.0, token)
    assert frame.pixels.shape == (720, 1280, 3)
    assert frame.pixels.dtype == np.uint8
    later = camera.newest(frame.at, token)
    assert later.at > frame.at
    assert not np.array_equal(later.pixels, frame.pixels), "a sensor has noise"


def test_a_consumer_that_pauses_is_not_given_old_pictures(
    sim: SimCamera, camera: Camera, tokens: Tokens
) -> None:
    token = tokens()
    camera.open(token)
    camera.newest(0.0, token)
    token.wait(1.0)  # thirty pictures come meanwhile
    sim.show(plain(200, 30, 30))
    frame = camera.newest(time.monotonic(), token)
    while frame.pixels[..., 0].mean() < 150:  # at most the few that were on their way
        before = frame.at
        frame = camera.newest(frame.at, token)
        assert frame.at - before < 0.9, "one second of old pictures would be waiting"
    assert frame.pixels[0, 0, 2] < 60


def test_nobody_there(tokens: Tokens) -> None:
    for source in ("http://127.0.0.1:1/", "/dev/video-that-is-not-there"):
        camera = Camera(source)
        with pytest.raises(DeviceLost) as caught:
            camera.open(tokens())
        assert (caught.value.state, caught.value.fault) == (
            DeviceState.NO_DEVICE,
            Fault.CAMERA_ABSENT,
        )
        with pytest.raises(DeviceLost):
            camera.newest(0.0, tokens())
        camera.close()


@pytest.mark.parametrize("source", ["file:///etc/hostname", "rtsp://host/", "concat:a|b", "0"])
def test_a_source_is_a_stream_or_a_device(source: str) -> None:
    with pytest.raises(ValueError, match="http"):
        Camera(source)


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


def test_another_resolution_than_the_configured_one(sim: SimCamera, tokens: Tokens) -> None:
    camera = Camera(sim.url, 1920, 1080)
    with pytest.raises(DeviceLost) as caught:
        camera.open(tokens())
    assert caught.value.fault is Fault.CAMERA_CHANGED
    camera.close()


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


def test_a_dark_hall_is_no_covered_lens(sim: SimCamera, camera: Camera, tokens: Tokens) -> None:
    sim.fault("dim", 12)
    camera.open(tokens())
    assert camera.status(tokens()).state is DeviceState.ONLINE
    assert camera.newest(0.0, tokens()).pixels.mean() < 25


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


def test_one_broken_picture_is_passed_over(sim: SimCamera, camera: Camera, tokens: Tokens) -> None:
    token = tokens()
    camera.open(token)
    sim.fault("truncate", 3000, when="reply", at=3)
    at = 0.0
    for _ in range(10):
        frame = camera.newest(at, token)
        at = frame.at
        assert frame.pixels[-1].mean() > 20, "a half picture ends in grey or black"


def test_a_slow_camera_is_waited_for(sim: SimCamera, camera: Camera, tokens: Tokens) -> None:
    sim.fault("late", 400)
    camera.open(tokens())
    camera.newest(0.0, tokens())


def test_waiting_ends_when_nobody_wants_it_any_more(
    sim: SimCamera, camera: Camera, tokens: Tokens
) -> None:
    camera.open(tokens())
    token = tokens()
    threading.Timer(0.1, token.cancel).start()
    with pytest.raises(Stopped) as caught:
        camera.newest(time.monotonic() + PATIENCE_S, token)
    assert caught.value.code is CompletionCode.CANCELED


def test_the_last_picture_is_overwritten(sim: SimCamera, camera: Camera, tokens: Tokens) -> None:
    token = tokens()
    camera.open(token)
    drain = camera._drain
    assert drain is not None
    camera.newest(0.0, token)
    while (kept := drain._frame) is None:
        token.wait(0.01)
    assert kept.pixels.any()
    camera.close()
    assert not kept.pixels.any()


def test_nothing_is_looked_at_while_nobody_asks(
    sim: SimCamera, camera: Camera, tokens: Tokens, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []

    def count(name: str) -> None:
        real = getattr(StreamFeed, name)

        def counted(self: StreamFeed) -> object:
            calls.append(name)
            return real(self)

        monkeypatch.setattr(StreamFeed, name, counted)

    count("next")
    count("decode")
    token = tokens()
    camera.open(token)
    camera.newest(0.0, token)
    token.wait(WANTED_S + 0.3)
    calls.clear()
    while len(calls) < 10:
        token.wait(0.05)
    assert set(calls) == {"next"}
    camera.newest(0.0, token)
    assert "decode" in calls


def test_a_consumer_that_is_always_behind_can_be_stopped(
    sim: SimCamera, camera: Camera, tokens: Tokens
) -> None:
    """For it a picture is always there, and nothing is ever waited for."""
    token = tokens()
    camera.open(token)
    camera.newest(0.0, token)
    drain = camera._drain
    assert drain is not None
    while drain._frame is None:
        token.wait(0.01)
    token.cancel()
    with pytest.raises(Stopped):
        camera.newest(0.0, token)
