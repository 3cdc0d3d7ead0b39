"""A library call that does not return keeps nobody waiting, and is not forgotten."""

import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from devices.camera import drain, source
from devices.camera.feed import StreamFeed
from devices.camera.source import Camera
from devices.contract import DeviceLost, Token
from kiosk.device import DeviceState
from kiosk.faults import Fault
from tests.devices.camera.conftest import PATIENCE_S
from tests.devices.camera.sims import SimCamera

Tokens = Callable[[], Token]


class HangingFeed(StreamFeed):
    """The tenth picture never comes, until `released`."""

    released = threading.Event()
    count = 0

    def next(self) -> bool:
        self.count += 1
        if self.count == 10:
            self.released.wait(4 * PATIENCE_S)
        return super().next()


@pytest.fixture
def hanging(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[HangingFeed]]:
    HangingFeed.released = threading.Event()
    monkeypatch.setattr(drain, "open_feed", lambda url, _width, _height: HangingFeed(url))
    monkeypatch.setattr(source, "SILENT_S", 0.3)
    monkeypatch.setattr(source, "CLOSE_S", 0.1)
    yield HangingFeed
    HangingFeed.released.set()


def lose(camera: Camera, token: Token) -> DeviceLost:
    at = 0.0
    with pytest.raises(DeviceLost) as caught:
        while True:
            at = camera.newest(at, token).at
    return caught.value


def test_a_call_that_hangs_is_not_waited_for(
    sim: SimCamera, camera: Camera, tokens: Tokens, hanging: type[HangingFeed]
) -> None:
    camera.open(tokens())
    loss = lose(camera, tokens())
    assert (loss.state, loss.fault) == (DeviceState.UNKNOWN, Fault.CAMERA_SILENT)
    camera.close()
    hanging.released.set()


def test_while_it_hangs_the_camera_is_not_opened_again(
    sim: SimCamera, camera: Camera, tokens: Tokens, hanging: type[HangingFeed]
) -> None:
    """The thread that tries counts as hung, so that whoever watches it counts them."""
    camera.open(tokens())
    lose(camera, tokens())
    camera.close()
    token = tokens()
    opening = threading.Thread(target=camera.open, args=(token,), daemon=True)
    opening.start()
    until = time.monotonic() + PATIENCE_S
    while token.call_until == token.until:
        assert time.monotonic() < until, "the call is not watched"
        token.wait(0.01)
    assert opening.is_alive()
    hanging.released.set()
    opening.join(PATIENCE_S)
    assert not opening.is_alive()
    camera.newest(0.0, tokens())


@pytest.mark.slow
def test_a_camera_that_hangs_does_not_hold_up_another(sim: SimCamera, tokens: Tokens) -> None:
    """The library would open one after the other, were it not told otherwise."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        deaf = Camera(f"http://127.0.0.1:{server.getsockname()[1]}/")
        opening = threading.Thread(target=_fails_to_open, args=(deaf, tokens()), daemon=True)
        opening.start()
        server.settimeout(PATIENCE_S)
        waiting, _ = server.accept()  # from here on it waits for an answer
        well = Camera(sim.url)
        well.open(tokens())
        well.newest(0.0, tokens())
        assert opening.is_alive(), "it must still be trying"
        well.close()
        opening.join(PATIENCE_S)
        assert not opening.is_alive()
        waiting.close()


def _fails_to_open(camera: Camera, token: Token) -> None:
    with pytest.raises(DeviceLost) as caught:
        camera.open(token)
    assert caught.value.fault is Fault.CAMERA_SILENT
    camera.close()
