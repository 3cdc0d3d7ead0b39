"""A camera that is well: what it shows, when, and to whom. Against a real stream over HTTP."""

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
from tests.devices.conftest import Later

pytestmark = pytest.mark.usefixtures("patient_cameras")
Tokens = Callable[[], Token]


def plain(blue: int, green: int, red: int, size: tuple[int, int] = (1280, 720)) -> Pixels:
    picture = np.empty((size[1], size[0], 3), np.uint8)
    picture[:] = (blue, green, red)
    return picture


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


def test_a_slow_camera_is_waited_for(sim: SimCamera, camera: Camera, tokens: Tokens) -> None:
    sim.fault("late", 400)
    camera.open(tokens())
    camera.newest(0.0, tokens())


def test_waiting_ends_when_nobody_wants_it_any_more(
    sim: SimCamera, camera: Camera, tokens: Tokens, later: Later
) -> None:
    camera.open(tokens())
    token = tokens()
    later(token.cancel, seconds=0.1)
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
