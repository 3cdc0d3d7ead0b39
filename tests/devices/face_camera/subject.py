"""FaceCamera for the conformance suite: a drawn citizen stands before the simulated camera."""

from collections.abc import Mapping
from typing import Any

from devices.camera.sim_picture import colour_card
from devices.contract import Driver
from devices.face_camera.driver import FaceCamera
from devices.face_camera.sim_face import Person, draw
from kiosk.device import Device
from kiosk.messages.imaging import PortraitTaken, TakePortrait
from kiosk.messages.sims import FaultRule, Heal, Inject
from tests.devices.camera.sims import SimCamera
from tests.devices.conformance.subject import Subject

POLL_S = 0.5


def _rule(fault: str, when: str = "now", at: int = 0, value: int = 0) -> tuple[FaultRule, ...]:
    return (FaultRule(Device.FACE_CAMERA, fault, when, at, value),)


class FaceCameraSubject(Subject):
    device = Device.FACE_CAMERA
    done = PortraitTaken
    faults: Mapping[str, tuple[FaultRule, ...]] = {
        "silent": _rule("silent"),
        "hang": _rule("hang"),
        "garbage": _rule("garbage", value=64),
        "slow": _rule("late", value=200),
        "unplug": _rule("unplug"),
    }
    _camera: SimCamera | None = None

    def start(self) -> None:
        if self._camera is None:
            self._camera = SimCamera(self.folder, self.device)
        else:
            self._camera.start()
        self.heal()

    def stop(self) -> None:
        self._sim.stop()

    def inject(self, *rules: FaultRule) -> None:
        self._sim.tell(Inject(rules))

    def heal(self) -> None:
        self._sim.tell(Heal())
        self._sim.show(draw(Person()))

    def driver(self) -> Driver:
        driver = FaceCamera(self._sim.url)
        driver.poll_s = POLL_S
        return driver

    def command(self, name: str, deadline_s: float = 10.0) -> Any:
        return TakePortrait(name, deadline_s=deadline_s)

    def long_command(self, name: str, deadline_s: float = 30.0) -> Any:
        self._sim.show(colour_card())
        return TakePortrait(name, deadline_s=deadline_s)

    @property
    def _sim(self) -> SimCamera:
        assert self._camera is not None, "not started"
        return self._camera
