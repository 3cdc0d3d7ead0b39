"""Simulator of a SAM-V reader: a pseudo-terminal that speaks at the speed of a real line.

    python -m devices.id_reader.sim LINK CONTROL [BAUD] [--kept]

LINK becomes a symbolic link to the terminal; CONTROL is the Unix socket of kiosk.messages.sims.
It hears and answers only a host whose terminal is set to its own baud rate. With --kept it ends
with its parent.
"""

import queue
import sys
import threading
import time
from pathlib import Path

from devices.id_reader.frames import MAX_FRAME, MIN_REQUEST, FrameParser
from devices.id_reader.replies import Sw3
from devices.id_reader.sim_reader import READER_FAULTS, STORM, SimReader, status
from devices.sims.armed import Armed
from devices.sims.line import Line, Wake, paced
from devices.sims.mangle import WIRE_FAULTS, Hang, Mangle, Send, Unplug
from devices.sims.program import simulate
from kiosk.device import Device
from kiosk.messages.sims import AskMisheard, Done, Heal, Inject, Misheard

FAULTS = WIRE_FAULTS | READER_FAULTS
STEER_TIMEOUT_S = 5.0
IDLE_S = 0.1
Answer = Done | Misheard


class Simulator:
    """Everything happens on the thread of `run`; `steer` hands over to it and waits."""

    def __init__(self, link: Path, baud: int) -> None:
        self._armed = Armed(Device.ID_READER, FAULTS)
        self._mangle = Mangle(self._armed)
        self._reader = SimReader(self._armed, baud)
        self._parser = FrameParser(MIN_REQUEST)
        self._line = Line(link)
        self._healed = 0
        self._heard_then = (0, 0, 0)
        self._wake = Wake()
        self._orders: queue.SimpleQueue[tuple[object, queue.SimpleQueue[Answer]]]
        self._orders = queue.SimpleQueue()

    def steer(self, message: object) -> Answer:
        done: queue.SimpleQueue[Answer] = queue.SimpleQueue()
        self._orders.put((message, done))
        self._wake.set()
        try:
            return done.get(timeout=STEER_TIMEOUT_S)
        except queue.Empty:
            return Done(ok=False, detail="the simulator is stopping")

    def run(self, stop: threading.Event) -> None:
        while not stop.is_set():
            self._obey()
            self._plug()
            self._reader.strike()
            if self._line.tuned(self._reader.baud) and self._reader.use("storm"):
                self._send(Send(STORM), self._reader.baud)
            else:
                self._listen()
        self._line.plug(False)

    # --- being steered --------------------------------------------------------------------------

    def _obey(self) -> None:
        while not self._orders.empty():
            message, done = self._orders.get()
            done.put(self._apply(message))

    def _apply(self, message: object) -> Answer:
        if isinstance(message, AskMisheard):
            now, then = self._misheard(), self._heard_then
            return Misheard(*(new - old for new, old in zip(now, then, strict=True)))
        refusal = _refusal(message) if isinstance(message, Inject) else ""
        if refusal:
            return Done(ok=False, detail=refusal)
        answer = self._armed.steer(message) or self._reader.steer(message)
        if isinstance(message, Heal):
            self._healed += 1
            self._heard_then = self._misheard()
        self._plug()
        return answer

    def _misheard(self) -> tuple[int, int, int]:
        return self._reader.unknown, self._parser.rejected, self._parser.discarded

    def _plug(self) -> None:
        """Pull the plug, or put it in again, as the faults say."""
        pulled = isinstance(self._mangle.stop(), Unplug)
        if self._line.plug(not pulled) and pulled:
            self._parser.clear()

    # --- the wire -------------------------------------------------------------------------------

    def _listen(self) -> None:
        data = self._line.receive(IDLE_S, isinstance(self._mangle.stop(), Hang), self._wake)
        if not data or not self._line.tuned(self._reader.baud):
            return
        rejected = self._parser.rejected
        for body in self._parser.feed(data):
            self._on_request(bytes(body))
        if self._parser.rejected > rejected:
            self._reply(status(Sw3.REQUEST_CHECKSUM), self._reader.baud)

    def _on_request(self, body: bytes) -> None:
        for rule in self._armed.passed("command"):
            self._armed.begin(rule.fault, rule.value)
        self._reader.strike()
        baud = self._reader.baud
        self._reply(self._reader.answer(body), baud)
        self._reader.strike()

    def _reply(self, frame: bytes, baud: int) -> None:
        for step in self._mangle.reply(frame[: self._reader.cut]):
            if isinstance(step, Send):
                self._send(step, baud)

    def _send(self, step: Send, baud: int) -> None:
        """At the pace of the line, each byte due when its stop bit would end."""
        moves, healed = self._line.moves, self._healed
        begin = time.monotonic() + step.delay_s
        for at, due_s, chunk in paced(step.data, baud):
            self._obey_until(begin + due_s)
            if self._line.moves != moves:
                return  # the plug was pulled
            if at > MAX_FRAME and self._healed > healed:
                return  # the reply without end has ended
            self._line.write(chunk)

    def _obey_until(self, due: float) -> None:
        while (left := due - time.monotonic()) > 0:
            self._wake.wait(left)
            self._obey()


def _refusal(inject: Inject) -> str:
    """Why these rules would never do what they say; "" where they would."""
    for rule in inject.rules:
        if rule.device == Device.ID_READER and rule.when == "page":
            return "an ID card reader feeds no pages"
        if rule.value < 0 or rule.at < 0:
            return "numbers are not negative"
    return ""


def main(arguments: list[str]) -> int:
    """`unplug` removes the terminal and the link; healed, a new terminal is under the same link."""
    return simulate(
        arguments, lambda link, _control, baud="115200": Simulator(Path(link), int(baud))
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
