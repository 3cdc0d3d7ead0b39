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
from kiosk.messages.printing import PrintDocument, PrintEnded, PrintProgress, PrintSlip
from kiosk.print_state import PrintState

GOOD = DeviceStatus(DeviceState.ONLINE, PaperSupply.FULL, cover=Cover.CLOSED)
NO_PAPER = DeviceStatus(DeviceState.ONLINE, PaperSupply.OUT, cover=Cover.CLOSED)


class ScriptedPrinter:
    """`outcome` is the state that the next jobs end with, None for silence; of documents
    `a4_outcome`. `on_job` and `on_document` see each job before it is answered, on the link's
    thread. `a4` None: no printer of documents."""

    def __init__(self, path: Path, a4: DeviceStatus | None = None) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self.status, self.a4 = GOOD, a4
        self.deaf = False
        self.outcome: PrintState | None = PrintState.PRINTED
        self.a4_outcome: PrintState | None = PrintState.PRINTED
        self.fault: Fault | None = None
        self.on_job: Callable[[PrintSlip], None] | None = None
        self.on_document: Callable[[PrintDocument], None] | None = None
        self.jobs: list[PrintSlip] = []
        self.documents: list[PrintDocument] = []
        self.arrived: queue.SimpleQueue[tuple[Peer, PrintSlip | PrintDocument]]
        self.arrived = queue.SimpleQueue()
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
        self._push(Device.RECEIPT_PRINTER, status)

    def change_a4(self, status: DeviceStatus) -> None:
        self.a4 = status
        self._push(Device.A4_PRINTER, status)

    def end(self, peer: Peer, job: PrintSlip | PrintDocument) -> None:
        outcome = self.outcome if isinstance(job, PrintSlip) else self.a4_outcome
        if outcome is not None:
            with contextlib.suppress(LinkClosed):
                peer.send(PrintEnded(job.job_id, outcome, self.fault))

    def _push(self, device: Device, status: DeviceStatus) -> None:
        for peer in self._server.peers() if self._server else ():
            peer.send(StatusChanged(device, status))

    def _status_of(self, device: Device) -> DeviceStatus | None:
        return self.status if device is Device.RECEIPT_PRINTER else self.a4

    def _greet(self, peer: Peer) -> None:
        for device in (Device.RECEIPT_PRINTER, Device.A4_PRINTER):
            self._say(peer, device)

    def _say(self, peer: Peer, device: Device, re: int = 0) -> None:
        status = self._status_of(device)
        if status is not None:
            with contextlib.suppress(LinkClosed):
                peer.send(StatusChanged(device, status), re)

    def _on_message(self, peer: Peer, envelope: Envelope, message: Any) -> None:
        if isinstance(message, AskStatus) and not self.deaf:
            self._say(peer, message.device, envelope.id)
        elif isinstance(message, PrintSlip):
            self.jobs.append(message)
            if self.on_job is not None:
                self.on_job(message)
            self.end(peer, message)
            self.arrived.put((peer, message))
        elif isinstance(message, PrintDocument):
            self._document(peer, message)

    def _document(self, peer: Peer, document: PrintDocument) -> None:
        self.documents.append(document)
        if self.on_document is not None:
            self.on_document(document)
        out = document.pages if self.a4_outcome is PrintState.PRINTED else 1
        with contextlib.suppress(LinkClosed):
            for page in range(1, out + 1):
                peer.send(PrintProgress(document.job_id, page, document.pages))
        self.end(peer, document)
        self.arrived.put((peer, document))
