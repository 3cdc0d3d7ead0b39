"""The link to the printer host: what the printer said last, and one job at a time.

Silence is not a state of the printer: while nobody answers, its status is unknown.
"""

import logging
import threading
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from kiosk.device import Cover, Device, DeviceState, DeviceStatus, PaperSupply
from kiosk.faults import Fault
from kiosk.link import Reconnecting
from kiosk.messages.devices import Acknowledged, CommandFailed, StatusChanged
from kiosk.messages.hosts import AskStatus
from kiosk.messages.lamps import LampSet
from kiosk.messages.printing import PrintEnded, PrintSlip
from kiosk.print_state import PrintState
from offline_queue.lamps import Lamps

ANSWER_S = 2.0
"""A printer that has not told its status within this time is silent (a read takes 0.2 s)."""
GRACE_S = 2.0
"""Beyond a job's own deadline, for the way of the answer."""

HOST_LOST = DeviceStatus(detail="printer host lost")

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


class PrinterLink:
    """Keeps itself connected. `on_status` runs on a link thread at every change. `lamps` are the
    names of those that are fitted."""

    def __init__(
        self, path: Path, on_status: Callable[[], None], lamps: Collection[str] = ()
    ) -> None:
        self._on_status = on_status
        self._changed = threading.Condition()
        self._status = HOST_LOST
        self._heard = 0
        self._losses = 0
        self._ended: PrintEnded | None = None
        self._link = Reconnecting(path, self._on_message, self._on_up, self._on_down)
        self.lamps = Lamps(lamps, self._link.send)

    def start(self) -> None:
        self._link.start()

    def stop(self) -> None:
        self._link.close()

    @property
    def status(self) -> DeviceStatus:
        with self._changed:
            return self._status

    def ask(self, timeout: float = ANSWER_S) -> DeviceStatus | None:
        """The status as read now; None where no answer came in time."""
        with self._changed:
            heard, losses = self._heard, self._losses
        if not self._link.send(AskStatus(Device.RECEIPT_PRINTER)):
            return HOST_LOST
        with self._changed:
            answered = self._changed.wait_for(
                lambda: self._heard > heard or self._losses > losses, timeout
            )
            return self._status if answered else None

    def carry_out(self, job: PrintSlip) -> PrintEnded:
        """Send one job and wait for its end. Never called for two jobs at once."""
        with self._changed:
            losses, self._ended = self._losses, None
        if not self._link.send(job):  # the frame is incomplete, so the host can never act on it
            return PrintEnded(job.job_id, PrintState.FAILED, Fault.PRINTER_HOST_LOST)
        with self._changed:
            self._changed.wait_for(
                lambda: self._end_of(job) is not None or self._losses > losses,
                job.deadline_s + GRACE_S,
            )
            end, lost = self._end_of(job), self._losses > losses
        if end is not None:
            return end
        fault = Fault.PRINT_HOST_LOST if lost else Fault.PRINT_NO_ANSWER
        return PrintEnded(job.job_id, PrintState.UNKNOWN, fault)

    def _end_of(self, job: PrintSlip) -> PrintEnded | None:
        ended = self._ended
        return ended if ended is not None and ended.job_id == job.job_id else None

    def _on_message(self, message: Any) -> None:
        if isinstance(message, Acknowledged | LampSet):
            return  # of a print its end counts; of a lamp only that it failed
        if isinstance(message, StatusChanged):
            if message.device is Device.LAMPS and message.status.state is DeviceState.ONLINE:
                self.lamps.board_is_new()
            if message.device is not Device.RECEIPT_PRINTER:
                return
            with self._changed:
                changed = message.status != self._status
                self._status = message.status
                self._heard += 1
                self._changed.notify_all()
            if changed:
                self._on_status()
        elif isinstance(message, PrintEnded):
            with self._changed:
                self._ended = message
                self._changed.notify_all()
        elif isinstance(message, CommandFailed):
            log.warning("%s %s", message.fault.value, message.detail)
        else:
            log.warning("the printer host sent %s", type(message).__name__)

    def _on_up(self) -> None:
        self._link.send(AskStatus(Device.RECEIPT_PRINTER))

    def _on_down(self) -> None:
        with self._changed:
            self._status = HOST_LOST
            self._losses += 1
            self._changed.notify_all()
        log.warning("%s", Fault.PRINTER_HOST_LOST.value)
        self._on_status()
