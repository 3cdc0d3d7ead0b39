"""Journeys and mishaps before the camera: live picture and portrait. The citizen is drawn."""

import threading
import time
from typing import Any

import pytest

from devices.camera.feed import Pixels
from devices.contract import DeviceLost, Refused, Stopped
from devices.face_camera import view
from devices.face_camera.driver import FaceCamera
from devices.face_camera.inspector import Inspector
from devices.face_camera.sim_face import Person, draw
from kiosk.device import CompletionCode, Device, DeviceState
from kiosk.faults import Fault
from kiosk.link.frames import MEMORY, FrameReader, FramesError
from kiosk.messages.imaging import (
    PortraitTaken,
    PreviewEnded,
    PreviewHint,
    PreviewReady,
    ReadCode,
    StartPreview,
    TakePortrait,
)
from tests.devices.camera.sims import SimCamera, pixels_of
from tests.devices.conftest import Later
from tests.devices.face_camera.driving import PATIENCE_S, Told, token


def test_a_citizen_is_photographed(sim: SimCamera, driver: FaceCamera, told: Told) -> None:
    sim.show(draw(Person()))
    photo = driver.perform(TakePortrait("p1"), told, token())
    assert isinstance(photo, PortraitTaken)
    assert pixels_of(photo.jpeg).shape == (441, 358, 3)
    assert (told.ready().width, told.ready().height) == (960, 540)
    assert told.faults()[-1] is None


def test_a_citizen_is_led_to_the_right_place(
    sim: SimCamera, driver: FaceCamera, told: Told
) -> None:
    """Each hint leads to the next step."""
    steps = {
        Fault.FACE_NONE: draw(Person(width=120)),
        Fault.FACE_FAR: draw(Person(width=400)),
        Fault.FACE_NEAR: draw(Person(x=220)),
        Fault.FACE_OFF_CENTRE: draw(Person()),
    }

    def obey(message: Any) -> None:
        if isinstance(message, PreviewHint) and message.fault in steps:
            sim.show(steps.pop(message.fault))

    told.on = obey
    assert isinstance(driver.perform(TakePortrait("p1"), told, token()), PortraitTaken)
    assert not steps
    assert told.faults()[-1] is None


def test_the_reason_why_there_is_no_portrait(
    sim: SimCamera, driver: FaceCamera, told: Told
) -> None:
    sim.show(draw(Person(x=420), Person(x=860)))
    with pytest.raises(Refused) as caught:
        driver.perform(TakePortrait("p1"), told, token(1.0))
    assert caught.value.fault is Fault.FACE_MANY
    assert caught.value.code is CompletionCode.TIMED_OUT
    assert caught.value.detail == "more than one face"


def test_a_citizen_who_leaves_is_not_photographed(
    sim: SimCamera, driver: FaceCamera, told: Told, later: Later
) -> None:
    leaving = token()
    later(leaving.cancel)
    with pytest.raises(Stopped) as caught:
        driver.perform(TakePortrait("p1"), told, leaving)
    assert caught.value.code is CompletionCode.CANCELED
    assert not (MEMORY / told.ready().name).exists()


def test_a_covered_lens_is_told_as_such(sim: SimCamera, driver: FaceCamera, told: Told) -> None:
    sim.fault("black")
    with pytest.raises(Refused) as caught:
        driver.perform(TakePortrait("p1"), told, token(2.5))
    assert caught.value.fault is Fault.CAMERA_BLACK
    assert driver.poll(token()).state is DeviceState.HARDWARE_ERROR


def test_the_live_picture(sim: SimCamera, driver: FaceCamera, told: Told) -> None:
    sim.show(draw(Person()))
    stop = token()
    seen: list[bytes] = []

    def watch(message: Any) -> None:
        if isinstance(message, PreviewReady):
            threading.Thread(target=look, args=(message,)).start()

    def look(ready: PreviewReady) -> None:
        reader = FrameReader(ready.name)
        until = time.monotonic() + PATIENCE_S
        while len(seen) < 10 and time.monotonic() < until:
            pixels = reader.read()
            seen.extend([pixels] if pixels is not None else [])
        reader.close()
        stop.cancel()

    told.on = watch
    command = StartPreview("v1", Device.FACE_CAMERA, width=640)
    assert driver.perform(command, told, stop) == PreviewEnded("v1")
    assert len(seen) == 10
    assert len(set(seen)) > 1
    assert (told.ready().width, told.ready().height) == (640, 360)
    hint = [message for message in told if isinstance(message, PreviewHint)][-1]
    left, top, right, _, _, bottom = hint.corners[:6]
    assert left < 640 / 1280 < right
    assert top < 350 / 720 < bottom
    middle = seen[-1][3 * (640 * 180 + 320) :][:3]
    assert middle[0] > middle[2] + 20, "skin is more red than blue"


def test_a_preview_that_is_over_has_ended_well(driver: FaceCamera, told: Told) -> None:
    command = StartPreview("v1", Device.FACE_CAMERA)
    assert driver.perform(command, told, token(0.5)) == PreviewEnded("v1")
    with pytest.raises(FramesError):
        FrameReader(told.ready().name)


def test_the_same_hint_is_told_once(sim: SimCamera, driver: FaceCamera, told: Told) -> None:
    driver.perform(StartPreview("v1", Device.FACE_CAMERA), told, token(1.5))
    assert told.faults() == [Fault.FACE_NONE]


def test_unplugged_in_the_middle(sim: SimCamera, driver: FaceCamera, told: Told) -> None:
    sim.fault("unplug", when="reply", at=10)
    with pytest.raises(DeviceLost):
        driver.perform(TakePortrait("p1"), told, token())
    assert not (MEMORY / told.ready().name).exists()
    driver.close()
    sim.heal()
    assert driver.open(token()).state is DeviceState.ONLINE


def test_everything_that_was_looked_at_is_overwritten(
    sim: SimCamera, driver: FaceCamera, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at: list[Pixels] = []
    real = Inspector.look

    def look(self: Inspector, frame: Pixels) -> object:
        assert frame.any()
        looked_at.append(frame)
        return real(self, frame)

    monkeypatch.setattr(Inspector, "look", look)
    with pytest.raises(Refused):
        driver.perform(TakePortrait("p1"), told, token(1.0))
    sim.show(draw(Person()))
    driver.perform(TakePortrait("p2"), told, token())
    assert len(looked_at) > 2
    assert not any(frame.any() for frame in looked_at)


def test_without_shared_memory_it_is_refused(
    sim: SimCamera, driver: FaceCamera, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(_width: int, _height: int) -> None:
        raise FramesError("there is none")

    monkeypatch.setattr(view, "Preview", none)
    with pytest.raises(Refused) as caught:
        driver.perform(TakePortrait("p1"), told, token())
    assert caught.value.code is CompletionCode.HARDWARE_ERROR
    assert caught.value.detail == "there is none"


def test_a_command_of_another_device(driver: FaceCamera, told: Told) -> None:
    with pytest.raises(Refused) as caught:
        driver.perform(ReadCode("r1"), told, token())
    assert caught.value.code is CompletionCode.UNSUPPORTED_COMMAND
