"""A network scanner as a process: eSCL (AirScan) over HTTP, with a glass and a feeder.

    python -m devices.scanner.sim PORT CONTROL [--pages FOLDER] [--kept]

PORT 0 is any free port; the one in use is written to the file `port` beside CONTROL, the Unix
socket of kiosk.messages.sims, before that serves: Inject and Heal, LoadPaper (fresh sheets into the
feeder), AskOutput (the pages that were scanned, and how many requests no scanner knows).
"""

import argparse
import contextlib
import socket
import socketserver
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler
from pathlib import Path

from devices.scanner import sim_machine
from devices.scanner.sim_escl import MOST_REQUEST
from devices.scanner.sim_machine import Machine, Reply
from devices.scanner.sim_sheets import Sheets
from devices.sims.armed import Armed
from devices.sims.control import serve_control
from devices.sims.mangle import WIRE_FAULTS, Mangle, Send, Unplug
from devices.sims.place import hold
from devices.sims.program import ends_with
from kiosk.device import Device
from kiosk.messages.sims import AskOutput, Done, LoadPaper, Output

FAULTS: dict[str, str] = WIRE_FAULTS | sim_machine.FAULTS
TICK_S = 0.02
REQUEST_S = 10.0
LONGEST_LINE = 8192


class _Listener(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False

    def __init__(self, port: int, simulator: "Simulator") -> None:
        super().__init__(("127.0.0.1", port), _Request)
        self.simulator = simulator


class _Request(BaseHTTPRequestHandler):
    """One request, one reply, then the connection is closed."""

    server: _Listener
    timeout = REQUEST_S

    def handle(self) -> None:
        with contextlib.suppress(OSError):  # the host went away, or our plug was pulled
            self.raw_requestline = self.rfile.readline(LONGEST_LINE)
            if self.parse_request():
                self._answer()
            elif self.raw_requestline:
                self.server.simulator.machine.count_unknown()

    def _answer(self) -> None:
        simulator = self.server.simulator
        if not simulator.wait_while_hung(self.server):
            return
        length = self.headers.get("Content-Length") or "0"
        size = int(length) if length.isdecimal() else MOST_REQUEST
        body = self.rfile.read(min(size, MOST_REQUEST))
        reply = simulator.machine.answer(self.command, self.path, body)
        simulator.send(self.server, self.connection, _raw(reply))

    def log_message(self, format: str, *args: object) -> None:
        """Requests are counted by the machine, not written down."""


def _raw(reply: Reply) -> bytes:
    lines = [
        f"HTTP/1.1 {reply.status.value} {reply.status.phrase}",
        f"Content-Length: {len(reply.body)}",
        "Connection: close",
    ]
    if reply.body:
        lines.append(f"Content-Type: {reply.kind}")
    if reply.location:
        lines.append(f"Location: {reply.location}")
    return "\r\n".join([*lines, "", ""]).encode() + reply.body


class Simulator:
    """The scanner on its port. `run` blocks until `stop`."""

    def __init__(self, port: int, control: Path, pages: Path | None = None) -> None:
        self._armed = Armed(Device.SCANNER, FAULTS)
        self._mangle = Mangle(self._armed)
        self.machine = Machine(self._armed, Sheets(pages))
        self._stopped = threading.Event()
        self._sockets: set[socket.socket] = set()
        self._place = hold(port)
        self.port: int = self._place.getsockname()[1]
        self._listener: _Listener | None = self._listen(self.port)
        fresh = control.with_name("port.new")
        fresh.write_text(f"{self.port}\n", encoding="ascii")
        fresh.replace(control.with_name("port"))
        self._control = serve_control(control, self.steer)

    def stop(self) -> None:
        self._stopped.set()

    def run(self) -> None:
        while not self._stopped.wait(TICK_S):
            plugged = self._armed.on("unplug") is None
            if plugged and self._listener is None:
                self._listener = self._listen(self.port)
            elif not plugged:
                self._unplug()
        self._unplug()
        self._place.close()
        self._control.close()

    def steer(self, message: object) -> object:
        """Answer one message of kiosk.messages.sims. Runs on the control socket's thread."""
        if isinstance(message, LoadPaper):
            self.machine.load()
            return Done()
        if isinstance(message, AskOutput):
            return Output(tuple(self.machine.fetched), (), self.machine.unknown)
        return self._armed.steer(message) or Done(ok=False, detail="not for a scanner")

    def wait_while_hung(self, listener: _Listener) -> bool:
        """False where this connection's listener is gone meanwhile."""
        while self._mangle.stop() is not None and listener is self._listener:
            time.sleep(TICK_S)
        return listener is self._listener

    def send(self, listener: _Listener, connection: socket.socket, reply: bytes) -> None:
        self._sockets.add(connection)
        try:
            sent = False
            for step in self._mangle.reply(reply):
                if isinstance(step, Send):
                    self._stopped.wait(step.delay_s)
                    connection.sendall(step.data)
                    sent = True
                elif isinstance(step, Unplug):
                    return
                else:
                    self.wait_while_hung(listener)
            while not sent and self._armed.on("silent") is not None:
                time.sleep(TICK_S)
        finally:
            self._sockets.discard(connection)

    def _listen(self, port: int) -> _Listener:
        listener = _Listener(port, self)
        thread = threading.Thread(target=listener.serve_forever, args=(TICK_S,), daemon=True)
        thread.start()
        return listener

    def _unplug(self) -> None:
        listener, self._listener = self._listener, None
        if listener is not None:
            listener.shutdown()
            listener.server_close()
        for connection in list(self._sockets):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="Scanner simulator (eSCL)")
    parser.add_argument("port", type=int)
    parser.add_argument("control", type=Path)
    parser.add_argument("--pages", type=Path, metavar="FOLDER", help="pictures of the sheets")
    parser.add_argument("--kept", action="store_true", help="end with the parent process")
    got = parser.parse_args(arguments)
    simulator = Simulator(got.port, got.control, got.pages)
    ends_with(simulator.stop, got.kept)
    simulator.run()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
