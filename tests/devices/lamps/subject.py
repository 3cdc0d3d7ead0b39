"""The lamps for the conformance suite."""

from pathlib import Path

from devices.contract import Driver
from devices.lamps.driver import LampsDriver
from kiosk.device import Device
from kiosk.messages.lamps import FlashRate, Lamp, LampSet, SetLamp
from kiosk.messages.sims import FaultRule
from tests.devices.conformance.subject import Subject
from tests.devices.lamps.bench import Board, profile


def _rule(fault: str, when: str = "now", at: int = 0, value: int = 0) -> tuple[FaultRule, ...]:
    return (FaultRule(Device.LAMPS, fault, when, at, value),)


FAULTS = {
    "silent": _rule("silent"),
    "hang": _rule("hang"),
    "garbage": _rule("garbage", value=40),
    "slow": _rule("late", value=50),
    "unplug": _rule("unplug"),
    "unplug_mid": _rule("unplug", "command", 1),
}


class LampsSubject(Subject):
    device = Device.LAMPS
    done = LampSet
    faults = FAULTS

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
