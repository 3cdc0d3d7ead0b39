"""The link to the printer host: what its printers said last, and one job of each at a time.

Silence is not a state of a printer: while nobody answers, its status is unknown.
"""

import logging
import threading
import time
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from kiosk.a4 import a4_fault
from kiosk.device import Cover, Device, DeviceState, DeviceStatus, PaperSupply
from kiosk.faults import Fault
from kiosk.link import Reconnecting
from kiosk.messages.devices import Acknowledged, CommandFailed, StatusChanged
from kiosk.messages.hosts import AskStatus
from kiosk.messages.lamps import LampSet
from kiosk.messages.printing import PrintDocument, PrintEnded, PrintProgress, PrintSlip
from kiosk.print_state import PrintState
from offline_queue.lamps import Lamps

ANSWER_S = 2.0
"""A printer that has not told its status within this time is silent (a read takes 0.2 s)."""
A4_ANSWER_S = 6.0
"""The same of the A4 printer: a look is a few calls over the network."""
GRACE_S = 2.0
"""Beyond a job's own deadline, for the way of the answer."""

RENEWAL_S = 4.0
"""A host that was lost is back by then, where all is well: it starts within a second or two."""

_NOT_READ = (DeviceState.UNKNOWN, DeviceState.STARTING)

HOST_LOST = DeviceStatus(detail="printer host lost")
NOT_FITTED = DeviceStatus(DeviceState.NO_DEVICE, detail="not fitted")

log = logging.getLogger("offline_queue.printer")


def printer_fault(status: DeviceStatus | None) -> Fault | None:
    """Why nothing can be printed, or None. A status of None: the host did not answer."""
    if status is None:
        return Fault.PRINTER_SILENT
    if status is HOST_LOST:
        return Fault.PRINTER_HOST_LOST
    if status.can_print:
        return None
    if status.cover is Cover.OPEN:
        return Fault.PRINTER_COVER_OPEN
    if status.paper is PaperSupply.OUT:
        return Fault.PRINTER_NO_PAPER
    if status.state in (DeviceState.NO_DEVICE, DeviceState.POWER_OFF):
        return Fault.PRINTER_ABSENT
    if status.state is DeviceState.UNKNOWN:
        return Fault.PRINTER_SILENT
    return Fault.PRINTER_ERROR


def document_fault(status: DeviceStatus | None) -> Fault | None:
    """The same of the A4 printer."""
    if status is None:
        return Fault.A4_SILENT
    return Fault.DEVICE_HOST_LOST if status is HOST_LOST else a4_fault(status)


class PrinterLink:
    """Keeps itself connected. `on_status` runs on a link thread at every change, `on_pages` at
    every page (job, done, of how many). `lamps` are the names of those that are fitted, `a4`
    whether a printer of documents is."""

    def __init__(
        self,
        path: Path,
        on_status: Callable[[], None],
        lamps: Collection[str] = (),
        a4: bool = False,
        on_pages: Callable[[str, int, int], None] = lambda job_id, done, pages: None,
    ) -> None:
        self._on_status = on_status
        self._on_pages = on_pages
        self._changed = threading.Condition()
        self._printers = (Device.RECEIPT_PRINTER, *((Device.A4_PRINTER,) if a4 else ()))
        self._status = dict.fromkeys(self._printers, HOST_LOST)
        self._heard = dict.fromkeys(self._printers, 0)
        self._losses = 0
        self._lost_at = -RENEWAL_S
        self._ended: dict[str, PrintEnded | None] = {}
        """How the jobs ended that somebody waits for, None for not yet."""
        self._link = Reconnecting(path, self._on_message, self._on_up, self._on_down)
        self.lamps = Lamps(lamps, self._link.send)

    def start(self) -> None:
        self._link.start()

    def stop(self) -> None:
        self._link.close()

    @property
    def status(self) -> DeviceStatus:
        """Of the receipt printer."""
        with self._changed:
            return self._status[Device.RECEIPT_PRINTER]

    @property
    def a4_status(self) -> DeviceStatus | None:
        """Of the printer of documents; None where there is none."""
        with self._changed:
            return self._status.get(Device.A4_PRINTER)

    def ask(self, timeout: float = ANSWER_S) -> DeviceStatus | None:
        """The status as read now; None where no answer came in time."""
        return self._ask(Device.RECEIPT_PRINTER, timeout)

    def ask_a4(self, timeout: float = A4_ANSWER_S) -> DeviceStatus | None:
        """The same of the printer of documents."""
        return self._ask(Device.A4_PRINTER, timeout)

    def carry_out(self, job: PrintSlip) -> PrintEnded:
        """Send one receipt and wait for its end. Never called for two at once."""
        return self._carry_out(job, Fault.PRINT_HOST_LOST, Fault.PRINT_NO_ANSWER)

    def carry_out_document(self, job: PrintDocument) -> PrintEnded:
        """Send one document and wait for its end. Never called for two at once."""
        return self._carry_out(job, Fault.A4_PRINT_HOST_LOST, Fault.A4_PRINT_NO_ANSWER)

    def _ask(self, device: Device, timeout: float) -> DeviceStatus | None:
        if device not in self._printers:
            return NOT_FITTED
        with self._changed:
            heard, losses = self._heard[device], self._losses
        if not self._link.send(AskStatus(device)):
            return self._after_renewal(device, heard)
        with self._changed:
            answered = self._changed.wait_for(
                lambda: self._heard[device] > heard or self._losses > losses, timeout
            )
            return self._status[device] if answered else None

    def _after_renewal(self, device: Device, heard: int) -> DeviceStatus:
        """The host ends by itself after a document and is back at once: who asks just then waits.
        Until then it has not read its printers."""
        with self._changed:
            left = self._lost_at + RENEWAL_S - time.monotonic()
            self._changed.wait_for(
                lambda: self._heard[device] > heard and self._status[device].state not in _NOT_READ,
                max(left, 0.0),
            )
            return self._status[device]

    def _carry_out(self, job: PrintSlip | PrintDocument, lost: Fault, silent: Fault) -> PrintEnded:
        with self._changed:
            losses, self._ended[job.job_id] = self._losses, None
        if not self._link.send(job):  # the frame is incomplete, so the host can never act on it
            self._ended.pop(job.job_id)
            slip = isinstance(job, PrintSlip)
            before = Fault.PRINTER_HOST_LOST if slip else Fault.DEVICE_HOST_LOST
            return PrintEnded(job.job_id, PrintState.FAILED, before)
        with self._changed:
            self._changed.wait_for(
                lambda: self._ended[job.job_id] is not None or self._losses > losses,
                job.deadline_s + GRACE_S,
            )
            end, gone = self._ended.pop(job.job_id), self._losses > losses
        return end or PrintEnded(job.job_id, PrintState.UNKNOWN, lost if gone else silent)

    def _on_message(self, message: Any) -> None:
        if isinstance(message, Acknowledged | LampSet):
            return  # of a print its end counts; of a lamp only that it failed
        if isinstance(message, StatusChanged):
            self._heard_of(message)
        elif isinstance(message, PrintProgress):
            self._on_pages(message.job_id, message.done, message.pages)
        elif isinstance(message, PrintEnded):
            with self._changed:
                if message.job_id in self._ended:  # else too late to be believed
                    self._ended[message.job_id] = message
                    self._changed.notify_all()
        elif isinstance(message, CommandFailed):
            log.warning("%s %s", message.fault.value, message.detail)
        else:
            log.warning("the printer host sent %s", type(message).__name__)

    def _heard_of(self, news: StatusChanged) -> None:
        if news.device is Device.LAMPS and news.status.state is DeviceState.ONLINE:
            self.lamps.board_is_new()
        if news.device not in self._printers:
            return
        with self._changed:
            changed = news.status != self._status[news.device]
            self._status[news.device] = news.status
            self._heard[news.device] += 1
            self._changed.notify_all()
        if changed:
            self._on_status()

    def _on_up(self) -> None:
        for device in self._printers:
            self._link.send(AskStatus(device))

    def _on_down(self) -> None:
        with self._changed:
            self._status = dict.fromkeys(self._printers, HOST_LOST)
            self._losses += 1
            self._lost_at = time.monotonic()
            self._changed.notify_all()
        log.warning("%s", Fault.PRINTER_HOST_LOST.value)
        self._on_status()
