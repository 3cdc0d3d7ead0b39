"""Simulator of a Modbus RTU relay board: a pseudo-terminal that speaks at the speed of a real line.

    python -m devices.lamps.sim LINK CONTROL [BAUD] [--kept]

LINK becomes a symbolic link to the terminal; CONTROL is the Unix socket of kiosk.messages.sims. The
board is unit 1 with eight coils and hears only a host whose terminal is set to its own baud rate.
With --kept it ends with its parent.
"""

import sys
import threading
import time
from pathlib import Path

from devices.lamps.sim_board import BOARD_FAULTS, Requests, SimBoard
from devices.sims.armed import Armed
from devices.sims.line import Line, paced
from devices.sims.mangle import WIRE_FAULTS, Hang, Mangle, Send, Unplug
from devices.sims.program import simulate
from kiosk.device import Device
from kiosk.messages.sims import AskLamps, Done, Heal, Lamps

FAULTS = WIRE_FAULTS | BOARD_FAULTS
BAUD = 9600
LONGEST = 256
"""Bytes of a Modbus RTU frame."""
IDLE_S = 0.02
"""How soon a pulled plug is seen, and how long the line is quiet where a frame is given up."""


class Simulator:
    """`run` has the wire; `steer` comes from the threads of the control socket."""

    def __init__(self, link: Path, baud: int = BAUD) -> None:
        self._baud = baud
        self._armed = Armed(Device.LAMPS, FAULTS)
        self._mangle = Mangle(self._armed)
        self._board = SimBoard(self._armed)
        self._requests = Requests()
        self._lock = threading.Lock()
        self._line = Line(link)
        self._healed = 0

    def steer(self, message: object) -> Done | Lamps:
        with self._lock:
            if isinstance(message, AskLamps):
                return self._board.state(self._requests.broken)
            answer = self._armed.steer(message)
            if isinstance(message, Heal):
                self._healed += 1
                self._requests.broken = 0
                self._board.count_again()
            self._board.forget()
        return answer or Done(False, "not for a lamp board")

    def run(self, stop: threading.Event) -> None:
        while not stop.is_set():
            self._plug()
            for frame in self._hear():
                self._on_request(frame, stop)
        self._line.plug(False)

    def _plug(self) -> None:
        """Pull the plug, or put it in again, as the faults say."""
        self._line.plug(not isinstance(self._mangle.stop(), Unplug))

    def _hear(self) -> list[bytes]:
        data = self._line.receive(IDLE_S, isinstance(self._mangle.stop(), Hang))
        with self._lock:
            self._board.forget()
            if not data:
                self._requests.quiet()
                return []
            return self._requests.feed(data) if self._line.tuned(self._baud) else []

    def _on_request(self, frame: bytes, stop: threading.Event) -> None:
        with self._lock:
            for rule in self._armed.passed("command"):
                self._armed.begin(rule.fault, rule.value)
            self._board.forget()
            reply = self._board.answer(frame)
        for step in self._mangle.reply(reply) if reply is not None else []:
            if isinstance(step, Send):
                self._send(step, stop)

    def _send(self, step: Send, stop: threading.Event) -> None:
        """At the pace of the line. What never ends has ended where it was healed."""
        healed = self._healed
        if stop.wait(step.delay_s):
            return
        begin = time.monotonic()
        for at, due_s, chunk in paced(step.data, self._baud):
            time.sleep(max(0.0, begin + due_s - time.monotonic()))
            self._plug()
            over = at > LONGEST and self._healed > healed
            if stop.is_set() or not self._line.there or over:
                return
            self._line.write(chunk)


def main(arguments: list[str]) -> int:
    """`unplug` removes the terminal and the link; healed, a new terminal is under the same link."""
    return simulate(arguments, lambda link, _control, baud=BAUD: Simulator(Path(link), int(baud)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
