"""The scanner for the conformance suite, behind scanimage and sane-airscan."""

from pathlib import Path

from devices.contract import Driver
from devices.scanner.profile import AIRSCAN
from kiosk.device import Device
from kiosk.messages.imaging import ScanEnded, ScanPages
from kiosk.messages.sims import FaultRule
from kiosk.values import replace
from tests.devices.conformance.sim_subject import faults
from tests.devices.conformance.subject import Subject
from tests.devices.scanner.bench import ScannerSim

PROFILE = replace(AIRSCAN, open_s=2.5, page_s=6.0)


class ScannerSubject(Subject):
    """A sheet lies on the glass."""

    device = Device.SCANNER
    done = ScanEnded
    faults = faults(Device.SCANNER, ("page", 1), garbage=40)

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._sim: ScannerSim | None = None

    @property
    def sim(self) -> ScannerSim:
        assert self._sim is not None, "never started"
        return self._sim

    def start(self) -> None:
        if self._sim is None:
            self._sim = ScannerSim(self.folder)
        else:
            self._sim.start()

    def stop(self) -> None:
        self.sim.stop()

    def inject(self, *rules: FaultRule) -> None:
        self.sim.inject(*rules)

    def heal(self) -> None:
        self.sim.heal()

    def driver(self) -> Driver:
        driver = self.sim.driver(PROFILE)
        driver.poll_s = 0.3
        return driver

    def command(self, name: str, deadline_s: float = 10.0) -> ScanPages:
        return ScanPages(name, dpi=100, colour=False, deadline_s=deadline_s)
