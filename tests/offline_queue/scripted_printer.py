"""A printer host in this process that does what a test tells it, over the real socket."""

import contextlib
import queue
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

from kiosk.device import Cover, Device, DeviceState, DeviceStatus, PaperSupply
from kiosk.faults import Fault
from kiosk.link import Envelope, LinkClosed, Peer, Server
from kiosk.messages.devices import StatusChanged
from kiosk.messages.hosts import AskStatus
from kiosk.messages.printing import PrintEnded, PrintSlip
from kiosk.print_state import PrintState

GOOD = DeviceStatus(DeviceState.ONLINE, PaperSupply.FULL, cover=Cover.CLOSED)
NO_PAPER = DeviceStatus(DeviceState.ONLINE, PaperSupply.OUT, cover=Cover.CLOSED)


class ScriptedPrinter:
    """`outcome` is the state that the next jobs end with, None for silence. `on_job` sees each job
    before it is answered, on the link's thread."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self.status = GOOD
        self.deaf = False
        self.outcome: PrintState | None = PrintState.PRINTED
        self.fault: Fault | None = None
        self.on_job: Callable[[PrintSlip], None] | None = None
        self.jobs: list[PrintSlip] = []
        self.arrived: queue.SimpleQueue[tuple[Peer, PrintSlip]] = queue.SimpleQueue()
        self._server: Server | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        self._server = Server(self.path, self._on_message, self._greet).start()

    def stop(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None

    def change(self, status: DeviceStatus) -> None:
        self.status = status
        for peer in self._server.peers() if self._server else ():
            peer.send(StatusChanged(Device.RECEIPT_PRINTER, status))

    def end(self, peer: Peer, job: PrintSlip) -> None:
        if self.outcome is not None:
            with contextlib.suppress(LinkClosed):
                peer.send(PrintEnded(job.job_id, self.outcome, self.fault))

    def _greet(self, peer: Peer) -> None:
        with contextlib.suppress(LinkClosed):
            peer.send(StatusChanged(Device.RECEIPT_PRINTER, self.status))

    def _on_message(self, peer: Peer, envelope: Envelope, message: Any) -> None:
        if isinstance(message, AskStatus) and not self.deaf:
            with contextlib.suppress(LinkClosed):
                peer.send(StatusChanged(Device.RECEIPT_PRINTER, self.status), envelope.id)
        elif isinstance(message, PrintSlip):
            self.jobs.append(message)
            if self.on_job is not None:
                self.on_job(message)
            self.end(peer, message)
            self.arrived.put((peer, message))
