"""FaceCamera for the conformance suite: a drawn citizen stands before the simulated camera."""

from typing import Any

from devices.camera.feed import Pixels
from devices.contract import Driver
from devices.face_camera.driver import FaceCamera
from devices.face_camera.sim_face import Person, draw
from kiosk.device import Device
from kiosk.messages.imaging import PortraitTaken, TakePortrait
from tests.devices.camera.camera_subject import POLL_S, CameraSubject
from tests.devices.conformance.sim_subject import faults


class FaceCameraSubject(CameraSubject):
    device = Device.FACE_CAMERA
    done = PortraitTaken
    faults = faults(Device.FACE_CAMERA, None, garbage=64, late=200)

    def scene(self) -> Pixels:
        return draw(Person())

    def driver(self) -> Driver:
        driver = FaceCamera(self.sim.url)
        driver.poll_s = POLL_S
        return driver

    def command(self, name: str, deadline_s: float = 10.0) -> Any:
        return TakePortrait(name, deadline_s=deadline_s)

    def long_command(self, name: str, deadline_s: float = 30.0) -> Any:
        self.show_nothing()
        return TakePortrait(name, deadline_s=deadline_s)
