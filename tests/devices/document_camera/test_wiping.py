"""No frame stays where it was: each is overwritten when the next one comes, and all at the end."""

import time
from collections.abc import Iterator
from contextlib import closing

import pytest

from devices.camera.feed import Pixels
from devices.camera.source import Camera, Frame
from devices.contract import DeviceLost, Token
from devices.document_camera.quality import Limits
from devices.document_camera.sim_photo import photograph
from devices.document_camera.view import View
from kiosk.device import DeviceState
from kiosk.faults import Fault
from tests.devices.document_camera.bench import GOOD
from tests.devices.document_camera.sheets import letter

MOST = 3


class Shown(Camera):
    """Gives copies of one photograph, keeps hold of them, and is lost after MOST."""

    def __init__(self) -> None:
        super().__init__("/dev/null")
        self.given: list[Pixels] = []
        self._photo = photograph(letter(), GOOD).pixels

    def newest(self, after: float, token: Token) -> Frame:
        if len(self.given) == MOST:
            raise DeviceLost(DeviceState.UNKNOWN, Fault.CAMERA_SILENT)
        self.given.append(self._photo.copy())
        return Frame(self.given[-1], time.monotonic())


@pytest.fixture
def token() -> Iterator[Token]:
    token = Token(float("inf"))
    yield token
    token.close()


def test_frames_are_overwritten(token: Token) -> None:
    camera = Shown()
    view = View(camera, Limits(), "c", lambda _message: None)
    with closing(view.looks(480, token)) as looks:
        for count in range(1, MOST + 1):
            look = next(looks)
            assert look.frame is camera.given[-1]
            assert look.frame.any()
            assert not any(frame.any() for frame in camera.given[:-1])
            assert len(camera.given) == count
    assert not any(frame.any() for frame in camera.given)


def test_they_are_overwritten_when_the_camera_is_lost(token: Token) -> None:
    camera = Shown()
    view = View(camera, Limits(), "c", lambda _message: None)
    with pytest.raises(DeviceLost), closing(view.looks(480, token)) as looks:
        for look in looks:
            assert look.frame.any()
    assert len(camera.given) == MOST
    assert not any(frame.any() for frame in camera.given)
