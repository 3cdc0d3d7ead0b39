"""A receipt printer as a process: ESC/POS over TCP in, PNG pictures of the receipts out.

`python -m devices.receipt_printer.sim --port P --out DIR --control SOCK`

It is steered over its control socket (kiosk.messages.sims). Each piece that the cutter drops is
written as NAME.bin and NAME.png, what is left of an interrupted job as NAME-partial.
"""

import argparse
import contextlib
import os
import select
import signal
import socket
import struct
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from devices.receipt_printer.sim_commands import print_data_size
from devices.receipt_printer.sim_machine import Machine
from devices.receipt_printer.sim_sensors import Mechanics, trouble_of
from devices.sims.control import serve_control
from kiosk.link.lifeline import end_with_parent
from kiosk.messages.sims import AskOutput, Done, LoadPaper, Output, PrinterFault

PACE_BYTES_S = 11_520
"""115200 baud, 8N1."""
ETHERNET_SEGMENT = 1460
_READ_SIZE = 4096
_PACED_READ = 128
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)


@dataclass(frozen=True, slots=True)
class SimOptions:
    """`port` 0 takes a free one; it is written to `port_file` where given."""

    out: Path
    control: Path
    port: int = 0
    port_file: Path | None = None
    pace: bool = False
    mechanics: Mechanics = field(default_factory=Mechanics)


class Simulator:
    """One printer: accepts one host at a time. `serve` runs until `stop`."""

    def __init__(self, options: SimOptions) -> None:
        options.out.mkdir(parents=True, exist_ok=True)
        self._options = options
        self._wake_read, self._wake_write = os.pipe()
        self._client: socket.socket | None = None
        self._listener: socket.socket | None = None
        self._port = options.port
        self._refused = False
        self._stopped = threading.Event()
        self._wire_trouble: tuple[str, int] | None = None
        self._machine = Machine(options.out, options.mechanics, self._reply, self._wake)
        self._listen()
        self._control = serve_control(options.control, self.steer)
        if options.port_file is not None:
            partial = options.port_file.with_suffix(".new")
            partial.write_text(f"{self._port}\n")
            partial.replace(options.port_file)

    @property
    def port(self) -> int:
        return self._port

    def stop(self) -> None:
        self._stopped.set()
        self._wake()

    def serve(self) -> None:
        while not self._stopped.is_set():
            self._step()
        self._hang_up()
        if self._listener is not None:
            self._listener.close()
        self._control.close()
        self._machine.close()

    # --- control -----------------------------------------------------------------------------

    def steer(self, message: object) -> object:
        """Answer one message of kiosk.messages.sims. Runs on the control socket's thread."""
        machine = self._machine
        if isinstance(message, AskOutput):
            tray = machine.tray
            return Output(tuple(tray.receipts), tuple(tray.partial), machine.unknown)
        if isinstance(message, LoadPaper):
            machine.change(self._load_paper)
            return Done()
        if isinstance(message, PrinterFault):
            return self._fault(message.kind, message.value)
        return Done(ok=False, detail="not for a receipt printer")

    def _load_paper(self) -> None:
        self._machine.trouble.near_end = False
        self._machine.load_paper()

    def _fault(self, kind: str, value: int) -> Done:
        machine, trouble = self._machine, trouble_of(kind, value)
        if trouble is None:
            return Done(ok=False, detail="unknown kind of fault")

        def act() -> None:
            machine.trouble = trouble
            if kind == "none":
                machine.load_paper()
            elif kind == "paper_out":
                machine.take_paper()
            wired = kind in ("drop_at_byte", "hang_at_byte")
            self._wire_trouble = (kind, value) if wired else None
            self._refused = kind == "refuse"

        machine.change(act)
        return Done()

    # --- the wire ----------------------------------------------------------------------------

    def _listen(self) -> None:
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if self._options.mechanics.buffer < 64 * 1024:
            # a small printer also has a small window, or the kernel would hide that it is full;
            # with the huge segments of a loopback such a window would open in steps of 0.2 s
            listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, ETHERNET_SEGMENT)
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, self._options.mechanics.buffer)
        listener.bind(("127.0.0.1", self._port))
        listener.listen(1)
        self._port = listener.getsockname()[1]
        self._listener = listener

    def _step(self) -> None:
        if self._refused and self._listener is not None:
            self._listener.close()
            self._listener = None
            self._break_off()
        elif not self._refused and self._listener is None:
            self._listen()
        poller = select.poll()
        poller.register(self._wake_read, select.POLLIN)
        if self._client is not None:
            poller.register(self._client, select.POLLIN if self._machine.room() > 0 else 0)
        elif self._listener is not None:
            poller.register(self._listener, select.POLLIN)
        ready = dict(poller.poll())
        if self._wake_read in ready:
            os.read(self._wake_read, _READ_SIZE)
        if self._client is not None and self._client.fileno() in ready:
            self._read(self._client)
        elif self._listener is not None and self._listener.fileno() in ready:
            self._client, _ = self._listener.accept()
            self._client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def _read(self, client: socket.socket) -> None:
        try:
            size = _PACED_READ if self._options.pace else _READ_SIZE
            data = client.recv(max(1, min(size, self._machine.room())))
        except OSError:
            self._hang_up()
            self._machine.connection_lost()
            return
        if not data:
            self._hang_up()
            return
        if self._options.pace:
            time.sleep(len(data) / PACE_BYTES_S)
        self._take(data)

    def _take(self, data: bytes) -> None:
        """Give bytes to the printer up to the byte at which the wire goes wrong."""
        if self._wire_trouble is None:
            self._machine.receive(data)
            return
        kind, left = self._wire_trouble
        counted = print_data_size(data)
        if counted < left:
            self._wire_trouble = (kind, left - counted)
            self._machine.receive(data)
            return
        self._wire_trouble = None
        self._machine.receive(data[:left])
        if kind == "drop_at_byte":
            self._break_off()
        else:
            self._machine.change(lambda: setattr(self._machine.trouble, "hung", True))

    def _break_off(self) -> None:
        if self._client is not None:
            self._client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
        self._hang_up()
        self._machine.connection_lost()

    def _hang_up(self) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None

    def _reply(self, data: bytes) -> None:
        client = self._client
        if client is not None:
            with contextlib.suppress(OSError):
                client.send(data, socket.MSG_DONTWAIT)

    def _wake(self) -> None:
        os.write(self._wake_write, b"\0")


def run_simulator(options: SimOptions) -> int:
    """Run until SIGTERM or SIGINT; prints `port N` first. Returns the exit status."""
    simulator = Simulator(options)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _signal, _frame: simulator.stop())
    sys.stdout.write(f"port {simulator.port}\n")
    sys.stdout.flush()
    simulator.serve()
    return 0


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="Receipt printer simulator (ESC/POS over TCP)")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--port-file", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--control", type=Path, required=True)
    parser.add_argument("--pace", action="store_true", help="receive as over 115200 baud")
    parser.add_argument("--speed", type=float, default=Mechanics().speed, help="mm/s")
    parser.add_argument("--cut-seconds", type=float, default=Mechanics().cut)
    parser.add_argument("--buffer", type=int, default=Mechanics().buffer, help="bytes")
    parser.add_argument("--keep-buffer", action="store_true", help="print after a lost connection")
    parser.add_argument("--kept", action="store_true", help="end when standard input closes")
    got = parser.parse_args(arguments)
    if got.kept:
        end_with_parent()
    mechanics = Mechanics(got.speed, got.cut_seconds, got.buffer, got.keep_buffer)
    options = SimOptions(got.out, got.control, got.port, got.port_file, got.pace, mechanics)
    return run_simulator(options)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
