"""Simulator of the reference device: one pseudo-terminal, lines of text.

    python -m tests.devices.conformance.reference_sim LINK CONTROL [--kept]

A request is a line `NUMBER WORDS`, answered by `NUMBER ANSWER`: `status` by `ok`, `read` after
READ_S by `1`, anything else by `unknown` and how many such lines came.
"""

import os
import select
import signal
import sys
import threading
import time
import tty
from contextlib import suppress
from pathlib import Path
from types import FrameType

from devices.sims.armed import Armed
from devices.sims.control import serve_control
from devices.sims.mangle import WIRE_FAULTS, Mangle, Send, Step, Unplug
from kiosk.device import Device
from kiosk.link.lifeline import end_with_parent
from kiosk.messages.sims import Done

FAULTS = WIRE_FAULTS
READ_S = 0.1
LOOK_S = 0.01


class Machine:
    """One thread runs it; `steer` may be called from others."""

    def __init__(self, link: Path) -> None:
        self._link = link
        self._armed = Armed(Device.CODE_READER, FAULTS)
        self._mangle = Mangle(self._armed)
        self._master = self._slave = -1
        self._waiting = b""
        self._unknown = 0

    def steer(self, message: object) -> object:
        return self._armed.steer(message) or Done(False, "not for this device")

    def run(self, stop: threading.Event) -> None:
        while not stop.is_set():
            halt = self._mangle.stop()
            self._plug(not isinstance(halt, Unplug))
            if halt is not None:
                stop.wait(LOOK_S)
            elif select.select([self._master], [], [], LOOK_S)[0]:
                self._hear(os.read(self._master, 4096))
        self._plug(False)

    def _plug(self, plugged: bool) -> None:
        if plugged and self._master < 0:
            self._waiting = b""
            self._master, self._slave = os.openpty()
            tty.setraw(self._slave)
            os.set_blocking(self._master, False)
            self._link.symlink_to(os.ttyname(self._slave))
        elif not plugged and self._master >= 0:
            self._link.unlink()
            os.close(self._master)
            os.close(self._slave)
            self._master = -1

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
            with suppress(BlockingIOError):  # nobody reads: a real line loses these bytes too
                os.write(self._master, step.data)


def main(arguments: list[str]) -> int:
    stop = threading.Event()

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, on_signal)
    if "--kept" in arguments:
        arguments.remove("--kept")
        end_with_parent()
    link, control = arguments
    machine = Machine(Path(link))
    server = serve_control(Path(control), machine.steer)
    try:
        machine.run(stop)
    finally:
        server.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
