"""The document camera for the conformance suite, with a sheet under it."""

from functools import cache
from pathlib import Path

import numpy as np

from devices.camera.feed import Pixels
from devices.contract import Driver
from devices.document_camera.sim_photo import TRAYS, photograph
from kiosk.device import Device
from kiosk.messages.imaging import CapturePage, PageScanned
from kiosk.messages.sims import FaultRule
from tests.devices.conformance.sim_subject import faults
from tests.devices.conformance.subject import Subject
from tests.devices.document_camera.bench import GOOD, CameraSim
from tests.devices.document_camera.sheets import letter


@cache
def _photo() -> Pixels:
    return photograph(letter(), GOOD).pixels


class DocumentCameraSubject(Subject):
    device = Device.DOCUMENT_CAMERA
    done = PageScanned
    faults = faults(Device.DOCUMENT_CAMERA, ("reply", 2), garbage=40, late=50)

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._sim: CameraSim | None = None
        self._empty = False

    @property
    def sim(self) -> CameraSim:
        assert self._sim is not None, "never started"
        return self._sim

    def start(self) -> None:
        if self._sim is None:
            self._sim = CameraSim(self.folder)
        else:
            self._sim.start()
        self._sim.show(_photo())
        self._empty = False

    def stop(self) -> None:
        self.sim.stop()

    def inject(self, *rules: FaultRule) -> None:
        self.sim.inject(*rules)

    def heal(self) -> None:
        self.sim.heal()
        if self._empty:
            self.sim.show(_photo())
        self._empty = False

    def driver(self) -> Driver:
        driver = self.sim.driver()
        driver.poll_s = 0.3
        return driver

    def command(self, name: str, deadline_s: float = 10.0) -> CapturePage:
        return CapturePage(name, deadline_s)

    def long_command(self, name: str, deadline_s: float = 30.0) -> CapturePage:
        """Nothing lies on the tray any more."""
        if not self._empty:
            self.sim.show(np.full((GOOD.height, GOOD.width, 3), TRAYS["dark"], np.uint8))
        self._empty = True
        return CapturePage(name, deadline_s)
