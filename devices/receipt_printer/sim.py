"""A receipt printer as a process: ESC/POS in, PNG pictures of the receipts out.

`python -m devices.receipt_printer.sim (--port P | --pty LINK) --out DIR --control SOCK [--model M]`

It speaks as one of the models of `sim_models`, over TCP or on a pseudo-terminal under LINK, and is
steered over its control socket (kiosk.messages.sims). Each piece that the cutter drops is written
as NAME.bin and NAME.png, what is left of an interrupted job as NAME-partial.
"""

import argparse
import os
import select
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

from msgspec import Struct, field

from devices.receipt_printer.sim_answers import Answers
from devices.receipt_printer.sim_commands import print_data_size
from devices.receipt_printer.sim_faults import FAULTS, PrinterArmed
from devices.receipt_printer.sim_machine import Machine
from devices.receipt_printer.sim_models import MODELS
from devices.receipt_printer.sim_sensors import Mechanics
from devices.receipt_printer.sim_wire import PtyWire, TcpWire
from devices.sims.control import serve_control
from devices.sims.program import ends_with
from kiosk.messages.sims import AskOutput, Done, Heal, Inject, LoadPaper, Output

__all__ = ["FAULTS", "SimOptions", "Simulator", "main", "run_simulator"]

DEFAULT_MODEL = "generic-80mm-gb18030"
_READ_SIZE = 4096
_PACED_READ = 128
_TICK_MS = 20
_OBEY_S = 2.0


class SimOptions(Struct, frozen=True):
    """`port` 0 takes a free one; it is written to `port_file` where given. `pty`: a pseudo-terminal
    under this link instead. `pace`: bytes received in a second, 0 for as fast as they come."""

    out: Path
    control: Path
    model: str = DEFAULT_MODEL
    port: int = 0
    port_file: Path | None = None
    pty: Path | None = None
    pace: int = 0
    mechanics: Mechanics = field(default_factory=Mechanics)


class Simulator:
    """One printer with one wire. `serve` runs until `stop`."""

    def __init__(self, options: SimOptions) -> None:
        options.out.mkdir(parents=True, exist_ok=True)
        self._options = options
        self._wake_read, self._wake_write = os.pipe()
        os.set_blocking(self._wake_read, False)
        os.set_blocking(self._wake_write, False)
        self._stopped = threading.Event()
        self._obeying = threading.Condition()
        self._begun = self._done = 0
        self._armed = PrinterArmed()
        self._wire = _wire(options)
        self._answers = Answers(self._wire, self._armed, self._wake)
        model = MODELS[options.model]
        self._machine = Machine(
            options.out, model, options.mechanics, self._armed, self._answers.put, self._wake
        )
        if options.port_file is not None:
            partial = options.port_file.with_suffix(".new")
            partial.write_text(f"{self.address}\n")
            partial.replace(options.port_file)
        # last: who can steer it may also use it
        self._control = serve_control(options.control, self.steer)

    @property
    def address(self) -> str:
        """The port's number, or the link to the terminal."""
        return str(self._wire.port if isinstance(self._wire, TcpWire) else self._options.pty)

    def stop(self) -> None:
        self._stopped.set()
        self._wake()

    def serve(self) -> None:
        while not self._stopped.is_set():
            self._step()
        self._control.close()
        self._machine.close()
        self._answers.close()
        self._wire.close()

    # --- control -----------------------------------------------------------------------------

    def steer(self, message: object) -> object:
        """Answer one message of kiosk.messages.sims. Runs on the control socket's thread."""
        machine = self._machine
        if isinstance(message, AskOutput):
            tray = machine.tray
            return Output(tuple(tray.receipts), tuple(tray.partial), machine.unknown)
        if isinstance(message, LoadPaper):
            machine.change(machine.load_paper)
            return Done()
        done = self._armed.steer(message)
        if done is not None and done.ok:
            machine.change(lambda: self._after(message))
            self._wait_for_wire()
        return done or Done(ok=False, detail="not for a receipt printer")

    def _wait_for_wire(self) -> None:
        """Whoever broke or mended the connection finds it so when that is answered."""
        with self._obeying:
            wanted = self._begun + 1
            self._wake()
            self._obeying.wait_for(lambda: self._done >= wanted, _OBEY_S)

    def _after(self, message: object) -> None:
        """What happens once, just when it is said."""
        if isinstance(message, Heal):
            self._machine.repair()
        elif isinstance(message, Inject) and any(
            rule.fault == "take_ticket" and rule.when == "now" for rule in message.rules
        ):
            self._armed.end("take_ticket")
            self._machine.take_ticket()

    # --- the wire ----------------------------------------------------------------------------

    def _step(self) -> None:
        self._obey()
        poller = select.poll()
        poller.register(self._wake_read, select.POLLIN)
        if self._wire.fd >= 0:
            # without room only the end of a connection is noticed
            waits = self._machine.room() > 0 or not self._wire.host
            poller.register(self._wire.fd, select.POLLIN if waits else 0)
        ready = dict(poller.poll(_TICK_MS if self._armed.is_timed else None))
        if ready.pop(self._wake_read, 0):
            os.read(self._wake_read, _READ_SIZE)
        if ready:
            self._read()

    def _obey(self) -> None:
        """Bring the wire into the state that the armed faults ask for."""
        with self._obeying:
            self._begun += 1
        gone = self._armed.has("refuse") or self._armed.has("unplug")
        if (gone or self._armed.has("drop")) and self._wire.host:
            self._armed.end("drop")
            self._wire.break_off()
            self._machine.connection_lost()
        self._armed.end("drop")
        self._wire.refuse(gone)
        with self._obeying:
            self._done = self._begun
            self._obeying.notify_all()

    def _read(self) -> None:
        size = _PACED_READ if self._options.pace else _READ_SIZE
        data = self._wire.read(max(1, min(size, self._machine.room())))
        if data is None:
            self._machine.connection_lost()
            return
        if self._options.pace:
            time.sleep(len(data) / self._options.pace)
        self._take(data)

    def _take(self, data: bytes) -> None:
        """Give bytes to the printer up to the byte at which the wire goes wrong."""
        counted, left = print_data_size(data), self._armed.bytes_left()
        if left is not None and counted >= left:
            data, counted = data[:left], left
        self._machine.receive(data)
        self._armed.strike("byte", counted)

    def _wake(self) -> None:
        with suppress(BlockingIOError):  # full: it will be woken anyway
            os.write(self._wake_write, b"\0")


def _wire(options: SimOptions) -> TcpWire | PtyWire:
    if options.pty is not None:
        return PtyWire(options.pty)
    return TcpWire(options.port, options.mechanics.buffer)


def run_simulator(options: SimOptions, kept: bool) -> int:
    """Run until SIGTERM or SIGINT, where `kept` also until the parent is gone; prints `port N` or
    `port LINK` first. The exit status is 0."""
    simulator = Simulator(options)
    ends_with(simulator.stop, kept)
    sys.stdout.write(f"port {simulator.address}\n")
    sys.stdout.flush()
    simulator.serve()
    return 0


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="Receipt printer simulator (ESC/POS)")
    parser.add_argument("--model", choices=sorted(MODELS), default=DEFAULT_MODEL)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--port-file", type=Path)
    parser.add_argument("--pty", type=Path, help="a serial line under this link, instead of TCP")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--control", type=Path, required=True)
    parser.add_argument("--pace", type=int, default=0, help="bytes received in a second")
    parser.add_argument("--speed", type=float, default=Mechanics().speed, help="mm/s")
    parser.add_argument("--cut-seconds", type=float, default=Mechanics().cut)
    parser.add_argument("--buffer", type=int, default=Mechanics().buffer, help="bytes")
    parser.add_argument("--keep-buffer", action="store_true", help="print after a lost connection")
    parser.add_argument("--kept", action="store_true", help="end when standard input closes")
    got = parser.parse_args(arguments)
    mechanics = Mechanics(got.speed, got.cut_seconds, got.buffer, got.keep_buffer)
    return run_simulator(
        SimOptions(
            got.out,
            got.control,
            got.model,
            got.port,
            got.port_file,
            got.pty,
            got.pace,
            mechanics,
        ),
        got.kept,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
