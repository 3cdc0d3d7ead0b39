"""Simulator of a SAM-V reader: a pseudo-terminal that speaks at the speed of a real line.

    python -m devices.id_reader.sim LINK CONTROL [BAUD]

LINK becomes a symbolic link to the terminal; CONTROL is the Unix socket of kiosk.messages.sims.
It hears and answers only a host whose terminal is set to its own baud rate.
"""

import os
import queue
import select
import signal
import sys
import termios
import threading
import time
import tty
from contextlib import suppress
from pathlib import Path
from types import FrameType

from devices.id_reader.frames import MIN_REQUEST, FrameParser
from devices.id_reader.port import Wake
from devices.id_reader.replies import Sw3
from devices.id_reader.sim_reader import STORM, Answer, SimReader, status
from devices.sims.control import serve_control
from kiosk.link.lifeline import end_with_parent
from kiosk.messages.sims import Done, ReaderFault

BITS_PER_BYTE = 10
"""Start bit, 8 data bits, stop bit."""
CHUNK = 16
"""Bytes that come at once, as from the buffer of a UART."""
STEER_TIMEOUT_S = 5.0
IDLE_S = 0.1


class _Line:
    """Both ends of the pseudo-terminal and the link to it."""

    def __init__(self, link: Path) -> None:
        self._link = link
        self.master, self._slave = os.openpty()
        # the own slave end stays open, or the master reads EIO whenever no host has it open
        tty.setraw(self._slave)
        os.set_blocking(self.master, False)
        fresh = link.with_name(link.name + ".new")
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(os.ttyname(self._slave))
        fresh.replace(link)

    def speed(self) -> int:
        """The termios speed constant that the host has set."""
        return int(termios.tcgetattr(self._slave)[5])

    def close(self) -> None:
        self._link.unlink(missing_ok=True)
        os.close(self.master)
        os.close(self._slave)


class Simulator:
    """Everything happens on the thread of `run`; `steer` hands over to it and waits."""

    def __init__(self, link: Path, baud: int) -> None:
        self._link = link
        self._baud = baud
        self._reader = SimReader()
        self._parser = FrameParser(MIN_REQUEST)
        self._line: _Line | None = _Line(link)
        self._wake = Wake()
        self._orders: queue.SimpleQueue[tuple[object, queue.SimpleQueue[Done]]]
        self._orders = queue.SimpleQueue()

    def steer(self, message: object) -> Done:
        done: queue.SimpleQueue[Done] = queue.SimpleQueue()
        self._orders.put((message, done))
        self._wake.set()
        try:
            return done.get(timeout=STEER_TIMEOUT_S)
        except queue.Empty:
            return Done(ok=False, detail="the simulator is stopping")

    def run(self, stop: threading.Event) -> None:
        while not stop.is_set():
            self._obey()
            if self._line is not None and self._reader.storming and self._tuned(self._line):
                self._reader.use("storm")
                self._send(Answer(STORM))
                continue
            self._listen()
        if self._line is not None:
            self._line.close()

    def _obey(self) -> None:
        while not self._orders.empty():
            message, done = self._orders.get()
            done.put(self._apply(message))

    def _apply(self, message: object) -> Done:
        if message == ReaderFault("unplug"):
            if self._line is not None:
                self._line.close()
            self._line = None
            self._parser.clear()
            return Done()
        if message == ReaderFault("replug"):
            self._line = self._line or _Line(self._link)
            return Done()
        return self._reader.steer(message)

    def _tuned(self, line: _Line) -> bool:
        return bool(line.speed() == getattr(termios, f"B{self._baud}"))

    def _listen(self) -> None:
        master = [] if self._line is None else [self._line.master]
        ready, _, _ = select.select([*master, self._wake.fd], [], [], IDLE_S)
        if self._wake.fd in ready:
            self._wake.drain()
        if self._line is None or self._line.master not in ready:
            return
        data = os.read(self._line.master, 4096)
        if not self._tuned(self._line):
            return
        rejected = self._parser.rejected
        for body in self._parser.feed(data):
            answer = self._reader.answer(bytes(body))
            if answer is not None:
                self._send(answer)
        if self._parser.rejected > rejected:
            self._send(Answer(status(Sw3.REQUEST_CHECKSUM)))

    def _send(self, answer: Answer) -> None:
        """At the pace of the line, each byte due when its stop bit would end."""
        line = self._line
        frame = answer.frame if answer.cut_at is None else answer.frame[: answer.cut_at]
        begin = time.monotonic() + answer.delay_s
        for at in range(0, len(frame), CHUNK):
            chunk = frame[at : at + CHUNK]
            due = begin + (at + len(chunk)) * BITS_PER_BYTE / self._baud
            if line is None or not self._still(line, due):
                return
            with suppress(BlockingIOError):  # nobody reads: a real line loses these bytes too
                os.write(line.master, chunk)
        if answer.cut_at is not None:
            self._reader.take()

    def _still(self, line: _Line, due: float) -> bool:
        """Wait until `due`, obeying meanwhile; false where the plug was pulled."""
        while (left := due - time.monotonic()) > 0:
            self._wake.wait(left)
            self._obey()
        return self._line is line


def run_simulator(
    link: Path, control: Path, stop: threading.Event | None = None, baud: int = 115200
) -> None:
    """Simulate until `stop` is set (None: for ever). The control socket serves once LINK is there.

    `unplug` removes the terminal and the link, `replug` makes a new terminal under the same link.
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
    run_simulator(Path(link), Path(control), stop, int(rest[0]) if rest else 115200)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
