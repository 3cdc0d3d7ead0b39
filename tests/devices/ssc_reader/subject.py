"""The social security card reader for the conformance suite."""

from pathlib import Path

from devices.ssc_reader.driver import SscReader
from devices.ssc_reader.sim_pcscd import SLOTS
from kiosk.device import Device
from kiosk.messages.cards import CardRead, ReadSocialCard
from kiosk.messages.sims import FaultRule
from tests.devices.conformance.sim_subject import faults
from tests.devices.conformance.subject import Subject
from tests.devices.ssc_reader.parts import QUICK, Sim, until_empty, until_present

FAULTS = faults(
    Device.SSC_READER, ("command", 8), late=40, silent="kill_service", hang="freeze_service"
)


class SscReaderSubject(Subject):
    device = Device.SSC_READER
    done = CardRead
    faults = FAULTS

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._sim: Sim | None = None

    @property
    def sim(self) -> Sim:
        assert self._sim is not None, "not started"
        return self._sim

    def start(self) -> None:
        self._sim = Sim()
        self.sim.put()
        until_present()

    def stop(self) -> None:
        if self._sim is not None:
            self._sim.close()
            self._sim = None

    def inject(self, *rules: FaultRule) -> None:
        self.sim.inject(*rules)

    def heal(self) -> None:
        self.sim.heal()
        self.sim.take()
        until_empty()
        self.sim.put()
        until_present()

    def driver(self) -> SscReader:
        driver = SscReader(SLOTS[0], QUICK)
        driver.poll_s = 0.1
        driver.open_limit_s = driver.poll_limit_s = 2.0
        return driver

    def command(self, name: str, deadline_s: float = 10.0) -> ReadSocialCard:
        return ReadSocialCard(name, deadline_s)

    def long_command(self, name: str, deadline_s: float = 30.0) -> ReadSocialCard:
        """Without a card it waits."""
        self.sim.take()
        until_empty()
        return ReadSocialCard(name, deadline_s)
