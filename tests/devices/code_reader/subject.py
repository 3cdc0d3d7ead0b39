"""Both code readers for the conformance suite: a code lies before the window."""

from typing import Any

from devices.camera.feed import Pixels
from devices.code_reader.driver import CodeReader
from devices.code_reader.serial_driver import SerialCodeReader
from devices.contract import Driver
from kiosk.device import Device
from kiosk.messages.imaging import CodeRead, ReadCode
from kiosk.messages.sims import ShowCode
from tests.devices.camera.camera_subject import POLL_S, CameraSubject
from tests.devices.code_reader.codes import sample
from tests.devices.conformance.sim_subject import SimSubject, faults


class CodeReaderSubject(CameraSubject):
    device = Device.CODE_READER
    done = CodeRead
    faults = faults(Device.CODE_READER, None, garbage=64, late=200)

    def scene(self) -> Pixels:
        return sample("QRCode", "easy", 1)[1]

    def driver(self) -> Driver:
        driver = CodeReader(self.sim.url)
        driver.poll_s = POLL_S
        return driver

    def command(self, name: str, deadline_s: float = 10.0) -> Any:
        return ReadCode(name, deadline_s=deadline_s)

    def long_command(self, name: str, deadline_s: float = 30.0) -> Any:
        self.show_nothing()
        return ReadCode(name, deadline_s=deadline_s)


class SerialCodeReaderSubject(SimSubject):
    device = Device.CODE_READER
    done = CodeRead
    faults = faults(Device.CODE_READER, ("byte", 20), garbage=64, late=200)
    module = "devices.code_reader.sim"
    engine = "newland"

    def arguments(self) -> tuple[str, ...]:
        return str(self.folder / "scan"), str(self.control), self.engine

    def prepare(self) -> None:
        self.tell(ShowCode(b"https://hall.example/t/000000001"))

    def driver(self) -> Driver:
        driver = SerialCodeReader(str(self.folder / "scan"), engine=self.engine)
        driver.poll_s = POLL_S
        return driver

    def command(self, name: str, deadline_s: float = 10.0) -> Any:
        return ReadCode(name, deadline_s=deadline_s)

    def long_command(self, name: str, deadline_s: float = 30.0) -> Any:
        self.tell(ShowCode(b""))
        return ReadCode(name, deadline_s=deadline_s)
