"""A simulated scan engine as a child process."""

from pathlib import Path

from kiosk.messages.sims import FaultRule, Heal, Inject, ShowCode
from tests.devices.conformance.sim_process import SimProcess

BAUD = 115200


class SerialSim:
    def __init__(self, folder: Path, engine: str) -> None:
        self.path = folder / f"scan-{engine}"
        control = folder / f"control-{engine}"
        arguments = (str(self.path), str(control), engine)
        self._process = SimProcess(control, "devices.code_reader.sim", *arguments)

    def show(self, code: bytes) -> None:
        self._process.tell(ShowCode(code))

    def fault(self, word: str, value: int = 0, when: str = "now", at: int = 0) -> None:
        self._process.tell(Inject((FaultRule("code_reader", word, when, at, value),)))

    def heal(self) -> None:
        self._process.tell(Heal())

    def stop(self) -> None:
        self._process.stop()
