"""Simulator of a scan engine: a pseudo-terminal that sends codes at the pace of a serial line.

    python -m devices.code_reader.sim LINK CONTROL [ENGINE] [--kept]

LINK becomes a symbolic link to the terminal; CONTROL is the Unix socket of kiosk.messages.sims;
ENGINE is a row of devices.code_reader.protocol.ENGINES ("plain" where none is said). `ShowCode`
holds a code before the window: an engine that must be started reads it then, another at once.
"""

import queue
import sys
import threading
import time
from pathlib import Path

from devices.code_reader.protocol import ENGINES, Engine
from devices.sims.armed import Armed
from devices.sims.line import Line, paced
from devices.sims.mangle import WIRE_FAULTS, Hang, Mangle, Send, Unplug
from devices.sims.program import simulate
from kiosk.device import Device
from kiosk.messages.sims import Done, ShowCode

FAULTS: dict[str, str] = WIRE_FAULTS | {
    "no_suffix": "codes come without the carriage return at their end",
    "halves": "codes come in two halves, NUMBER ms apart (100 where none is said)",
}
BAUD = 115200
LOOK_S = 0.02
MOST_UNREAD = 4096


class Simulator:
    """Everything happens on the thread of `run`; `steer` may be called from any thread."""

    def __init__(self, link: Path, engine: Engine) -> None:
        self._engine = engine
        self._armed = Armed(Device.CODE_READER, FAULTS)
        self._mangle = Mangle(self._armed)
        self._line = Line(link)
        self._shown: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._code = b""
        self._looking = not engine.begin
        self._asked = bytearray()

    def steer(self, message: object) -> Done:
        if isinstance(message, ShowCode):
            self._shown.put(message.code)
            return Done()
        done = self._armed.steer(message)
        return done or Done(ok=False, detail=f"an engine knows no {type(message).__name__}")

    def run(self, stop: threading.Event) -> None:
        while not stop.is_set():
            fault = self._mangle.stop()
            self._line.plug(not isinstance(fault, Unplug))
            while not self._shown.empty():
                self._code = self._shown.get()
            if fault is None:
                self._hear(self._line.receive(LOOK_S))
                self._look()
            else:
                self._asked.clear()
                time.sleep(LOOK_S)
        self._line.plug(False)

    def _hear(self, data: bytes) -> None:
        self._asked += data
        known = {self._engine.ask, self._engine.begin, self._engine.end} - {b""}
        while found := [(self._asked.find(one), one) for one in known if one in self._asked]:
            at, command = min(found)
            del self._asked[: at + len(command)]
            self._armed.passed("command")
            self._obey(command)
        del self._asked[:-MOST_UNREAD]

    def _obey(self, command: bytes) -> None:
        if command == self._engine.ask:
            self._send(self._engine.answer + b"1\x06.")
        else:
            self._looking = command == self._engine.begin
            if self._engine.replies:
                self._send(self._engine.replies + b"\x06;" + self._engine.reply_end)

    def _look(self) -> None:
        if not (self._code and self._looking):
            return
        code, self._code = self._code, b""
        self._looking = not self._engine.begin
        suffix = self._engine.suffixes[0] if self._armed.on("no_suffix") is None else b""
        data = self._engine.prefix + code + suffix
        pause_ms = self._armed.on("halves")
        if pause_ms is None:
            self._send(data)
        else:
            self._send(data[: len(data) // 2])
            time.sleep((pause_ms or 100) / 1000)
            self._send(data[len(data) // 2 :])

    def _send(self, data: bytes) -> None:
        for step in self._mangle.reply(data):
            match step:
                case Send(part, delay_s):
                    self._write(part, time.monotonic() + delay_s)
                case Unplug():
                    self._line.plug(False)
                case Hang():
                    return

    def _write(self, data: bytes, begin: float) -> None:
        """At the pace of the line, from `begin` (CLOCK_MONOTONIC) on."""
        for _at, due_s, chunk in paced(data, BAUD):
            time.sleep(max(0.0, begin + due_s - time.monotonic()))
            self._line.write(chunk)


def main(arguments: list[str]) -> int:
    return simulate(
        arguments,
        lambda link, _control, engine="plain": Simulator(Path(link), ENGINES[engine]),
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
