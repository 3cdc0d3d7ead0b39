"""An A4 printer as a process: IPP over HTTP in, documents and pictures of their pages out.

    python -m devices.a4_printer.sim PORT FOLDER CONTROL [--page-s 1.0] [--sheets 250]
        [--pictures] [--cert PEM] [--kept]

PORT 0 takes a free one; it is written to FOLDER/port and printed as `port N` when it listens, on
loopback only, at ipp://127.0.0.1:N/ipp/print. CONTROL is the Unix socket of kiosk.messages.sims:
Inject and Heal (power, paper, cover, everything in order again), LoadPaper, AskPages.
"""

import argparse
import sys
import threading
import time
from pathlib import Path

from msgspec import Struct

from devices.a4_printer import sim_answers, sim_attributes, sim_machine
from devices.a4_printer.ipp import BadMessage, decode, encode
from devices.a4_printer.sim_answers import Answers
from devices.a4_printer.sim_http import Listener, Send
from devices.a4_printer.sim_machine import TICK_S, Machine
from devices.sims import mangle
from devices.sims.armed import Armed
from devices.sims.control import serve_control
from devices.sims.mangle import WIRE_FAULTS, Mangle
from devices.sims.place import hold
from devices.sims.program import ends_with
from kiosk.device import Device
from kiosk.messages.sims import AskPages, Done, Heal, LoadPaper, Pages

FAULTS = {
    **WIRE_FAULTS,
    **sim_machine.FAULTS,
    **sim_attributes.FAULTS,
    **sim_answers.FAULTS,
    "drop": "connections are closed without an answer, for NUMBER ms or until healed",
}
PATH = "/ipp/print"


class SimOptions(Struct, frozen=True):
    port: int
    folder: Path
    control: Path
    page_s: float = 1.0
    sheets: int = 250
    pictures: bool = False
    cert: Path | None = None


class Simulator:
    """The printer on its port. `run` blocks until `stop`."""

    def __init__(self, options: SimOptions) -> None:
        self._options = options
        self._armed = Armed(Device.A4_PRINTER, FAULTS)
        self._mangle = Mangle(self._armed)
        self._stopped = threading.Event()
        self._dropping_until: float | None = None
        self._machine = Machine(
            self._armed, options.folder, options.page_s, options.sheets, options.pictures
        )
        self._place = hold(options.port)
        self.port: int = self._place.getsockname()[1]
        self._listener: Listener | None = Listener(self.port, self._respond, options.cert)
        scheme = "ipps" if options.cert else "ipp"
        uri = f"{scheme}://127.0.0.1:{self.port}{PATH}"
        self._answers = Answers(uri, self._machine, self._armed)
        self._control = serve_control(options.control, self.steer)
        partial = options.folder / "port.new"
        partial.write_text(f"{self.port}\n")
        partial.replace(options.folder / "port")

    def stop(self) -> None:
        self._stopped.set()

    def run(self) -> None:
        while not self._stopped.wait(TICK_S):
            plugged = self._armed.on("unplug") is None
            if plugged and self._listener is None:
                self._machine.power(on=True)
                self._listener = Listener(self.port, self._respond, self._options.cert)
            elif not plugged and self._listener is not None:
                self._machine.power(on=False)
                self._listener.unplug()
                self._listener = None
            self._drop_no_longer()
        if self._listener is not None:
            self._listener.unplug()
        self._place.close()
        self._control.close()
        self._machine.close()

    def steer(self, message: object) -> object:
        """Answer one message of kiosk.messages.sims. Runs on the control socket's thread."""
        if isinstance(message, AskPages):
            tray = self._machine.bin
            return Pages(tuple(tray.out), tuple(tray.files), self._answers.unknown)
        if isinstance(message, LoadPaper):
            self._machine.load()
            return Done()
        done = self._armed.steer(message)
        if isinstance(message, Heal):
            self._machine.load()
        return done or Done(ok=False, detail="not for an A4 printer")

    # --- the wire -------------------------------------------------------------------------------

    def _respond(self, body: bytes, send: Send) -> bool:
        listener = self._listener
        self._wait_while("hang", listener)
        try:
            request, end = decode(body)
        except BadMessage:
            self._answers.unknown += 1
            return False
        self._machine.strike(self._armed.passed("command"))
        if self._armed.on("drop") is not None or listener is not self._listener:
            return False
        reply = encode(self._answers.answer(request, body[end:]))
        steps = self._mangle.reply(reply)
        for step in steps:
            if not isinstance(step, mangle.Send):
                self._wait_while("hang", listener)
                return False
            self._stopped.wait(step.delay_s)
            send(step.data, len(step.data) + (len(steps) > 1))
        if not steps:
            self._wait_while("silent", listener)
        return bool(steps)

    def _wait_while(self, fault: str, listener: Listener | None) -> None:
        while self._armed.on(fault) is not None and listener is self._listener:
            time.sleep(TICK_S)

    def _drop_no_longer(self) -> None:
        milliseconds = self._armed.on("drop")
        if not milliseconds:
            self._dropping_until = None
        elif self._dropping_until is None:
            self._dropping_until = time.monotonic() + milliseconds / 1000
        elif time.monotonic() >= self._dropping_until:
            self._armed.end("drop")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="A4 printer simulator (IPP over HTTP)")
    parser.add_argument("port", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("control", type=Path)
    parser.add_argument("--page-s", type=float, default=1.0, help="seconds for each page")
    parser.add_argument("--sheets", type=int, default=250, help="in a full tray")
    parser.add_argument("--pictures", action="store_true", help="PNG of each page, by poppler")
    parser.add_argument("--cert", type=Path, help="PEM with key: speak ipps")
    parser.add_argument("--kept", action="store_true", help="end when standard input closes")
    got = parser.parse_args(arguments)
    options = SimOptions(
        got.port, got.folder, got.control, got.page_s, got.sheets, got.pictures, got.cert
    )
    simulator = Simulator(options)
    ends_with(simulator.stop, got.kept)
    sys.stdout.write(f"port {simulator.port}\n")
    sys.stdout.flush()
    simulator.run()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
