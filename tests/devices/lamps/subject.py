"""The lamps for the conformance suite."""

from pathlib import Path

from devices.contract import Driver
from devices.lamps.driver import LampsDriver
from kiosk.device import Device
from kiosk.messages.lamps import FlashRate, Lamp, LampSet, SetLamp
from kiosk.messages.sims import FaultRule
from tests.devices.conformance.sim_subject import faults
from tests.devices.conformance.subject import Subject
from tests.devices.lamps.bench import Board, profile


class LampsSubject(Subject):
    device = Device.LAMPS
    done = LampSet
    faults = faults(Device.LAMPS, ("command", 1), garbage=40, late=50)

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._board: Board | None = None

    def start(self) -> None:
        self._board = Board(self.folder)

    def stop(self) -> None:
        if self._board is not None:
            self._board.close()
        self._board = None

    def inject(self, *rules: FaultRule) -> None:
        assert self._board is not None
        self._board.inject(*rules)

    def heal(self) -> None:
        if self._board is not None:
            self._board.heal()

    def driver(self) -> Driver:
        return LampsDriver(str(self.folder / "lamps"), profile(baud=Board.BAUD))

    def command(self, name: str, deadline_s: float = 10.0) -> SetLamp:
        return SetLamp(name, Lamp.RECEIPT, FlashRate.CONTINUOUS, deadline_s)
