"""Host process of the receipt printer: the service's print requests on a socket, one printer.

One worker owns the driver: jobs run one after the other, each answered by exactly one PrintEnded,
and it alone writes the status. Every peer gets StatusChanged at connection and at each change.
"""

import queue
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from devices.receipt_printer.driver import PrinterDriver
from devices.receipt_printer.fonts import FontFiles
from devices.receipt_printer.profiles import Profile, profile_named
from devices.receipt_printer.slip import render_slip
from kiosk.device import Device, DeviceStatus
from kiosk.faults import Fault
from kiosk.link import Envelope, LinkClosed, Peer, Server
from kiosk.messages.devices import AskStatus, StatusChanged
from kiosk.messages.printing import (
    PrintEnded,
    PrintSlip,
    PrintState,
    Slip,
    SlipLine,
)

_WARM_UP = Slip(
    lines=tuple(
        SlipLine(f"暖机𠮷0{size}", size=size, bold=bold)
        for size in (1, 2, 4)
        for bold in (False, True)
    ),
    qr="0123456789abcdef0123456789abcdef",
)


class PrinterHost:
    """`run` works until `stop`. Everything else may be called from any thread."""

    def __init__(
        self, socket_path: Path, url: str, profile: Profile, fonts: FontFiles | None = None
    ) -> None:
        self._fonts = fonts or FontFiles()
        self._profile = profile
        self._driver = PrinterDriver(url, profile, self._tell_all, self._fonts)
        self._work: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._printing = False
        self._stopping = False
        self._telling = threading.Lock()
        self._server = Server(socket_path, self._on_message, on_peer=self._greet)

    def run(self) -> None:
        """Serve; render once first, so that fonts and encoder are warm for the first citizen."""
        render_slip(_WARM_UP, self._profile, self._fonts)
        self._server.start()
        try:
            while not self._stopping:
                self._step()
            while not self._work.empty():
                self._step()
        finally:
            self._server.close()
            self._driver.close()

    def stop(self) -> None:
        """End after the job that is printing; those that wait are answered as failed."""
        self._stopping = True
        self._work.put(None)

    def _step(self) -> None:
        try:
            task = self._work.get(timeout=self._driver.poll_in())
        except queue.Empty:
            self._driver.refresh()
            return
        if task is not None:
            task()

    def _on_message(self, peer: Peer, envelope: Envelope, message: Any) -> None:
        if isinstance(message, PrintSlip):
            until = time.monotonic() + message.deadline_s
            self._work.put(lambda: self._print(peer, envelope.id, message, until))
        elif isinstance(message, AskStatus):
            if self._printing:
                # the running job reads the status every 0.1 s and owns the connection
                _send(peer, StatusChanged(Device.RECEIPT_PRINTER, self._driver.status), envelope.id)
            else:
                self._work.put(lambda: self._ask(peer, envelope.id))

    def _print(self, peer: Peer, request: int, job: PrintSlip, until: float) -> None:
        if self._stopping:
            fault, detail = Fault.PRINTER_HOST_LOST, "the printer host is stopping"
            ended = PrintEnded(job.job_id, PrintState.FAILED, fault, detail)
        elif time.monotonic() >= until:
            fault, detail = Fault.PRINTER_ERROR, "another job was printing"
            ended = PrintEnded(job.job_id, PrintState.FAILED, fault, detail)
        else:
            self._printing = True
            ended = self._driver.print(job, until)
            self._printing = False
        _send(peer, ended, request)

    def _ask(self, peer: Peer, request: int) -> None:
        _send(peer, StatusChanged(Device.RECEIPT_PRINTER, self._driver.refresh()), request)

    def _greet(self, peer: Peer) -> None:
        with self._telling:
            _send(peer, StatusChanged(Device.RECEIPT_PRINTER, self._driver.status))

    def _tell_all(self, status: DeviceStatus) -> None:
        with self._telling:
            for peer in self._server.peers():
                _send(peer, StatusChanged(Device.RECEIPT_PRINTER, status))


def run_printer_host(socket_path: Path, url: str, profile: str) -> int:
    """Run the host until SIGTERM or SIGINT; the exit status is 0.

    `url` is tcp://host:port, `profile` a name of devices.receipt_printer.profiles. Raises
    ValueError for an unknown profile or a malformed url, FontMissing, and AddressInUse where
    another host runs.
    """
    host = PrinterHost(socket_path, url, profile_named(profile))
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _signal, _frame: host.stop())
    host.run()
    return 0


def _send(peer: Peer, message: object, re: int = 0) -> None:
    try:
        peer.send(message, re)
    except LinkClosed:
        return  # the peer went away; the next one that connects is told the status anew
