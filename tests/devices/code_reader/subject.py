"""Both code readers for the conformance suite: a code lies before the window."""

from collections.abc import Mapping
from typing import Any

from devices.camera.sim_picture import colour_card
from devices.code_reader.driver import CodeReader
from devices.code_reader.serial_driver import SerialCodeReader
from devices.contract import Driver
from kiosk.device import Device
from kiosk.messages.imaging import CodeRead, ReadCode
from kiosk.messages.sims import FaultRule, Heal, Inject, ShowCode
from tests.devices.camera.sims import SimCamera
from tests.devices.code_reader.codes import sample
from tests.devices.conformance.sim_process import SimProcess
from tests.devices.conformance.subject import Subject

POLL_S = 0.5


def _rule(fault: str, when: str = "now", at: int = 0, value: int = 0) -> tuple[FaultRule, ...]:
    return (FaultRule(Device.CODE_READER, fault, when, at, value),)


class CodeReaderSubject(Subject):
    device = Device.CODE_READER
    done = CodeRead
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
        self._sim.show(sample("QRCode", "easy", 1)[1])

    def driver(self) -> Driver:
        driver = CodeReader(self._sim.url)
        driver.poll_s = POLL_S
        return driver

    def command(self, name: str, deadline_s: float = 10.0) -> Any:
        return ReadCode(name, deadline_s=deadline_s)

    def long_command(self, name: str, deadline_s: float = 30.0) -> Any:
        self._sim.show(colour_card())
        return ReadCode(name, deadline_s=deadline_s)

    @property
    def _sim(self) -> SimCamera:
        assert self._camera is not None, "not started"
        return self._camera


class SerialCodeReaderSubject(Subject):
    device = Device.CODE_READER
    done = CodeRead
    faults: Mapping[str, tuple[FaultRule, ...]] = {
        "silent": _rule("silent"),
        "hang": _rule("hang"),
        "garbage": _rule("garbage", value=64),
        "slow": _rule("late", value=200),
        "unplug": _rule("unplug"),
        "unplug_mid": _rule("unplug", "byte", at=20),
    }
    engine = "newland"

    def start(self) -> None:
        control = self.folder / "control"
        arguments = (str(self.folder / "scan"), str(control), self.engine)
        self._sim = SimProcess(control, "devices.code_reader.sim", *arguments)
        self.heal()

    def stop(self) -> None:
        self._sim.stop()

    def inject(self, *rules: FaultRule) -> None:
        self._sim.tell(Inject(rules))

    def heal(self) -> None:
        self._sim.tell(Heal())
        self._sim.tell(ShowCode(b"https://hall.example/t/000000001"))

    def driver(self) -> Driver:
        driver = SerialCodeReader(str(self.folder / "scan"), engine=self.engine)
        driver.poll_s = POLL_S
        return driver

    def command(self, name: str, deadline_s: float = 10.0) -> Any:
        return ReadCode(name, deadline_s=deadline_s)

    def long_command(self, name: str, deadline_s: float = 30.0) -> Any:
        self._sim.tell(ShowCode(b""))
        return ReadCode(name, deadline_s=deadline_s)
