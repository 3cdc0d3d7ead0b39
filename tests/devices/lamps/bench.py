"""Real parts for the tests: the simulated board as a process, and a driver in its runner."""

import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import serial

from devices.lamps.driver import LampsDriver
from devices.lamps.profile import Profile
from devices.lamps.sim_board import crc
from devices.runner import DeviceRunner
from devices.worker import Pace
from kiosk.device import Device, DeviceState, DeviceStatus
from kiosk.link import connect
from kiosk.messages.lamps import FlashRate, Lamp, LampSet, SetLamp
from kiosk.messages.sims import AskLamps, Done, FaultRule, Heal, Inject, Lamps
from tests.devices.conformance.heard import PATIENCE_S, Heard

REPOSITORY = Path(__file__).parents[3]
COILS = {Lamp.ID_READER: 2, Lamp.RECEIPT: 3, Lamp.DOCUMENT: 4}
QUICK = Pace(first_pause_s=0.02, longest_pause_s=0.2)


def profile(**changes: Any) -> Profile:
    """Lamps at coils 2, 3 and 4, and short waits."""
    values: dict[str, Any] = {"coils": COILS, "reply_s": 0.3, "health_s": 0.1}
    return Profile(**values | changes)


class Board:
    """`python -m devices.lamps.sim`, at 38400 baud to be quick."""

    BAUD = 38400

    def __init__(self, folder: Path) -> None:
        self.link = folder / "lamps"
        control = folder / "control"
        self._child = subprocess.Popen(
            [sys.executable, "-m", "devices.lamps.sim", self.link, control, str(self.BAUD)],
            cwd=REPOSITORY,
        )
        self._peer = connect(control, lambda *_: None, patience=PATIENCE_S)

    def ask(self, message: object) -> Any:
        return self._peer.request(message, PATIENCE_S)

    def inject(self, *rules: FaultRule) -> None:
        answer = self.ask(Inject(rules))
        assert answer == Done(), answer

    def fault(self, word: str, value: int = 0, when: str = "now", at: int = 0) -> None:
        self.inject(FaultRule(Device.LAMPS, word, when, at, value))

    def heal(self) -> None:
        assert self.ask(Heal()) == Done()

    def state(self) -> Lamps:
        answer = self.ask(AskLamps())
        assert isinstance(answer, Lamps)
        return answer

    def lit(self) -> list[int]:
        return [coil for coil, on in enumerate(self.state().coils) if on]

    def until_lit(self, *coils: int) -> None:
        end = time.monotonic() + PATIENCE_S
        while self.lit() != list(coils):
            assert time.monotonic() < end, f"never {coils}; now {self.lit()}"

    def switch_by_hand(self, coil: int) -> None:
        """As some other host would, with frames of its own."""
        frame = bytes([1, 5, 0, coil, 0xFF, 0])
        frame += crc(frame)
        with serial.Serial(str(self.link), self.BAUD, timeout=PATIENCE_S) as port:
            port.write(frame)
            assert port.read(len(frame)) == frame

    def close(self) -> None:
        self._peer.close()
        self._peer.join()
        self._child.terminate()
        assert self._child.wait(PATIENCE_S) == 0


class Wired:
    """A driver on the board, in its runner."""

    def __init__(self, port: Path, row: Profile) -> None:
        self.heard = Heard(LampSet)
        self.runner = DeviceRunner(lambda: LampsDriver(str(port), row), self.heard.put, pace=QUICK)
        self.runner.start()
        self._count = 0

    def status(self, state: DeviceState, detail: str = "") -> DeviceStatus:
        """The status, once it is so."""
        return self.heard.status(
            f"{state} {detail}", lambda now: now.state is state and detail in now.detail
        )

    def set(self, lamp: Lamp, rate: FlashRate = FlashRate.CONTINUOUS) -> Any:
        """The completion."""
        self._count += 1
        name = f"lamp-{self._count}"
        self.runner.submit(SetLamp(name, lamp, rate))
        completion = self.heard.completion(name)
        assert not self.heard.wrong(name)
        return completion

    def light(self, lamps: Iterable[Lamp]) -> None:
        for lamp in lamps:
            assert isinstance(self.set(lamp), LampSet)

    def close(self) -> None:
        self.runner.close()
