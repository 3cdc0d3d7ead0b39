"""Simulator of a Modbus RTU relay board: a pseudo-terminal that speaks at the speed of a real line.

    python -m devices.lamps.sim LINK CONTROL [BAUD] [--kept]

LINK becomes a symbolic link to the terminal; CONTROL is the Unix socket of kiosk.messages.sims. The
board is unit 1 with eight coils and hears only a host whose terminal is set to its own baud rate.
With --kept it ends with its parent.
"""

import os
import select
import signal
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from types import FrameType

from devices.id_reader.sim_line import BITS_PER_BYTE, CHUNK, PluggedLine
from devices.lamps.sim_board import BOARD_FAULTS, Requests, SimBoard
from devices.sims.armed import Armed
from devices.sims.control import serve_control
from devices.sims.mangle import WIRE_FAULTS, Hang, Mangle, Send, Unplug
from kiosk.device import Device
from kiosk.link.lifeline import end_with_parent
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
        self._link = link
        self._baud = baud
        self._armed = Armed(Device.LAMPS, FAULTS)
        self._mangle = Mangle(self._armed)
        self._board = SimBoard(self._armed)
        self._requests = Requests()
        self._lock = threading.Lock()
        self._line: PluggedLine | None = PluggedLine(link)
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
        if self._line is not None:
            self._line.close()

    def _plug(self) -> None:
        """Pull the plug, or put it in again, as the faults say."""
        pulled = isinstance(self._mangle.stop(), Unplug)
        if pulled and self._line is not None:
            self._line.close()
            self._line = None
        elif not pulled and self._line is None:
            self._line = PluggedLine(self._link)

    def _hear(self) -> list[bytes]:
        line = self._line
        deaf = line is None or isinstance(self._mangle.stop(), Hang)
        ready, _, _ = select.select([] if line is None or deaf else [line.master], [], [], IDLE_S)
        with self._lock:
            self._board.forget()
            if line is None or not ready:
                self._requests.quiet()
                return []
            data = os.read(line.master, 4096)
            return self._requests.feed(data) if line.tuned(self._baud) else []

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
        for at in range(0, len(step.data), CHUNK):
            chunk = step.data[at : at + CHUNK]
            time.sleep(len(chunk) * BITS_PER_BYTE / self._baud)
            self._plug()
            over = at > LONGEST and self._healed > healed
            if stop.is_set() or self._line is None or over:
                return
            with suppress(BlockingIOError):  # nobody reads: a real line loses these bytes too
                os.write(self._line.master, chunk)


def run_simulator(
    link: Path, control: Path, stop: threading.Event | None = None, baud: int = BAUD
) -> None:
    """Simulate until `stop` is set (None: for ever). The control socket serves once LINK is there.

    `unplug` removes the terminal and the link; healed, a new terminal is under the same link.
    """
    simulator = Simulator(link, baud)
    server = serve_control(control, simulator.steer)
    try:
        simulator.run(stop or threading.Event())
    finally:
        server.close()


def main(arguments: list[str]) -> int:
    stop = threading.Event()

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, on_signal)
    signal.signal(signal.SIGINT, on_signal)
    if "--kept" in arguments:
        arguments.remove("--kept")
        end_with_parent()
    link, control, *rest = arguments
    run_simulator(Path(link), Path(control), stop, int(rest[0]) if rest else BAUD)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
