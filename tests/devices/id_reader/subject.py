"""The ID card reader for the conformance suite."""

from pathlib import Path

from devices.contract import Driver
from devices.id_reader.driver import IdReader
from devices.id_reader.profile import Profile
from kiosk.device import Device
from kiosk.messages.cards import CardRead, StartReading
from kiosk.messages.sims import FaultRule, Heal, Inject, PutCard, TakeCard
from tests.devices.conformance.sim_process import SimProcess
from tests.devices.conformance.subject import Subject
from tests.devices.id_reader.vectors import RESIDENT

PROFILE = Profile(
    poll_s=0.05, status_s=0.1, sam_id_s=0.2, find_s=0.25, select_s=0.25, gap_s=0.2, health_s=0.2
)


def _rule(fault: str, when: str = "now", at: int = 0, value: int = 0) -> tuple[FaultRule, ...]:
    return (FaultRule(Device.ID_READER, fault, when, at, value),)


FAULTS = {
    "silent": _rule("silent"),
    "hang": _rule("hang"),
    "garbage": _rule("garbage", value=40),
    "slow": _rule("late", value=100),
    "unplug": _rule("unplug"),
    "unplug_mid": _rule("unplug", "byte", 700),
}


class IdReaderSubject(Subject):
    """A card lies on the reader from the last `heal` on; it is read once."""

    device = Device.ID_READER
    done = CardRead
    faults = FAULTS

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._sim: SimProcess | None = None

    def start(self) -> None:
        control = self.folder / "control"
        arguments = (str(self.folder / "reader"), str(control))
        self._sim = SimProcess(control, "devices.id_reader.sim", *arguments)
        self._tell(PutCard(RESIDENT.hex()))

    def stop(self) -> None:
        if self._sim is not None:
            self._sim.stop()
        self._sim = None

    def inject(self, *rules: FaultRule) -> None:
        self._tell(Inject(rules))

    def heal(self) -> None:
        self._tell(Heal())
        self._tell(TakeCard())
        self._tell(PutCard(RESIDENT.hex()))

    def driver(self) -> Driver:
        return IdReader(str(self.folder / "reader"), profile=PROFILE)

    def command(self, name: str, deadline_s: float = 10.0) -> StartReading:
        return StartReading(name, deadline_s)

    def long_command(self, name: str, deadline_s: float = 30.0) -> StartReading:
        """No card lies there any more."""
        self._tell(TakeCard())
        return StartReading(name, deadline_s)

    def _tell(self, message: object) -> None:
        assert self._sim is not None, "the simulator does not run"
        self._sim.tell(message)
