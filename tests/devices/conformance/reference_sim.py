"""Simulator of the reference device: one pseudo-terminal, lines of text.

    python -m tests.devices.conformance.reference_sim LINK CONTROL [--kept]

A request is a line `NUMBER WORDS`, answered by `NUMBER ANSWER`: `status` by `ok`, `read` after
READ_S by `1`, anything else by `unknown` and how many such lines came.
"""

import sys
import threading
import time
from pathlib import Path

from devices.sims.armed import Armed
from devices.sims.line import Line
from devices.sims.mangle import WIRE_FAULTS, Mangle, Send, Step, Unplug
from devices.sims.program import simulate
from kiosk.device import Device
from kiosk.messages.sims import Done

FAULTS = WIRE_FAULTS
READ_S = 0.1
LOOK_S = 0.01


class Machine:
    """One thread runs it; `steer` may be called from others."""

    def __init__(self, link: Path) -> None:
        self._armed = Armed(Device.CODE_READER, FAULTS)
        self._mangle = Mangle(self._armed)
        self._line = Line(link)
        self._waiting = b""
        self._unknown = 0

    def steer(self, message: object) -> object:
        return self._armed.steer(message) or Done(False, "not for this device")

    def run(self, stop: threading.Event) -> None:
        while not stop.is_set():
            halt = self._mangle.stop()
            if self._line.plug(not isinstance(halt, Unplug)):
                self._waiting = b""
            self._hear(self._line.receive(LOOK_S, deaf=halt is not None))
        self._line.plug(False)

    def _hear(self, data: bytes) -> None:
        *lines, self._waiting = (self._waiting + data).split(b"\n")
        for line in lines:
            for rule in self._armed.passed("command"):
                self._armed.begin(rule.fault, rule.value)
            for step in self._mangle.reply(self._answer(line)):
                self._take(step)

    def _answer(self, line: bytes) -> bytes:
        number, _, words = line.partition(b" ")
        if words == b"status":
            return number + b" ok\n"
        if words == b"read":
            time.sleep(READ_S)
            return number + b" 1\n"
        self._unknown += 1
        return number + b" unknown %d\n" % self._unknown

    def _take(self, step: Step) -> None:
        """Stops are seen by `run`."""
        if isinstance(step, Send):
            time.sleep(step.delay_s)
            self._line.write(step.data)


def main(arguments: list[str]) -> int:
    return simulate(arguments, lambda link, _control: Machine(Path(link)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
