"""The ID card reader for the conformance suite."""

from devices.contract import Driver
from devices.id_reader.driver import IdReader
from devices.id_reader.profile import Profile
from kiosk.device import Device
from kiosk.messages.cards import CardRead, StartReading
from kiosk.messages.sims import PutCard, TakeCard
from tests.devices.conformance.sim_subject import SimSubject, faults
from tests.devices.id_reader.vectors import RESIDENT

PROFILE = Profile(
    poll_s=0.05, status_s=0.1, sam_id_s=0.2, find_s=0.25, select_s=0.25, gap_s=0.2, health_s=0.2
)


class IdReaderSubject(SimSubject):
    """A card lies on the reader from the last `heal` on; it is read once."""

    device = Device.ID_READER
    done = CardRead
    faults = faults(Device.ID_READER, ("byte", 700), garbage=40)
    module = "devices.id_reader.sim"

    def arguments(self) -> tuple[str, ...]:
        return str(self.folder / "reader"), str(self.control)

    def prepare(self) -> None:
        self.tell(TakeCard())
        self.tell(PutCard(RESIDENT.hex()))

    def driver(self) -> Driver:
        return IdReader(str(self.folder / "reader"), profile=PROFILE)

    def command(self, name: str, deadline_s: float = 10.0) -> StartReading:
        return StartReading(name, deadline_s)

    def long_command(self, name: str, deadline_s: float = 30.0) -> StartReading:
        """No card lies there any more."""
        self.tell(TakeCard())
        return StartReading(name, deadline_s)
