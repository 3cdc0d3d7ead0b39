"""The receipt printer: status, and one job at a time. Not thread-safe: one owner.

A job is `printed` only when its completion barrier was answered after the cut and the status read
after that shows no fault. Whatever else happens after the first byte is `unknown`; then the
connection is reset and the printer's buffers are cleared, so that nothing of the job comes out
later, and before the next job the strip is cut.
"""

import itertools
import secrets
import time
from collections.abc import Callable

from devices.receipt_printer.connection import CONNECT_TIMEOUT_S, Connection, Opener
from devices.receipt_printer.exchange import STATUS_TIMEOUT_S, Exchange, reaches
from devices.receipt_printer.fonts import FontFiles, FontMissing
from devices.receipt_printer.profiles import Profile
from devices.receipt_printer.protocol import fault_after, fault_before, fault_during
from devices.receipt_printer.slip import SlipRefused, cut, render_slip
from devices.receipt_printer.transport import TransportLost, TransportStalled, open_transport
from kiosk.device import DeviceState, DeviceStatus
from kiosk.faults import Fault
from kiosk.messages.printing import PrintEnded, PrintSlip, PrintState

PRINT_POLL_S = 0.1
SILENCE_S = 3.0
"""A printing printer may answer late; three times the status timeout is silence."""
SETTLE_S = 3.0
READ_S = CONNECT_TIMEOUT_S + STATUS_TIMEOUT_S


class PrinterDriver:
    """`on_change` gets every status that differs from the last one, on the caller's thread."""

    def __init__(
        self,
        url: str,
        profile: Profile,
        on_change: Callable[[DeviceStatus], None],
        fonts: FontFiles | None = None,
        opener: Opener = open_transport,
    ) -> None:
        self._profile = profile
        self._fonts = fonts or FontFiles()
        self._line = Connection(url, profile, on_change, opener)
        # not the marks of an earlier process, whose answers a printer may still hold
        self._marks = itertools.count(secrets.randbelow(10_000))
        # what an earlier process left on the strip is not known, so it is cut off first
        self._dirty = True

    @property
    def status(self) -> DeviceStatus:
        """What was read last, at most 0.1 s ago while a job prints."""
        return self._line.status

    def poll_in(self) -> float:
        """Seconds until `refresh` is due by itself."""
        return self._line.poll_in()

    def refresh(self) -> DeviceStatus:
        """Read the status now, connecting if needed; cut off an interrupted job when possible."""
        status = self._ready(time.monotonic() + READ_S + SETTLE_S)
        self._line.schedule()
        return status

    def close(self) -> None:
        self._line.close()

    def print(self, job: PrintSlip, until: float) -> PrintEnded:
        """Print `job`, ending at CLOCK_MONOTONIC `until` at the latest."""
        try:
            pieces = render_slip(job.slip, self._profile, self._fonts)
        except (SlipRefused, FontMissing) as error:
            return PrintEnded(job.job_id, PrintState.FAILED, Fault.PRINTER_ERROR, str(error))
        status = self._ready(until)
        self._line.schedule()
        fault = fault_before(status)
        exchange = self._line.exchange
        if fault is not None or exchange is None:
            return PrintEnded(job.job_id, PrintState.FAILED, fault, status.detail)
        self._dirty = True
        fault = self._run(exchange, pieces, until)
        if fault is None:
            return PrintEnded(job.job_id, PrintState.PRINTED)
        self._line.drop()
        self._line.poll_now()
        return PrintEnded(job.job_id, PrintState.UNKNOWN, fault, self.status.detail)

    def _run(self, exchange: Exchange, pieces: tuple[bytes, ...], until: float) -> Fault | None:
        try:
            for piece in pieces:
                exchange.send(piece, until)
            fault = self._pass_barrier(exchange, until, self._line.publish)
            if fault is not None:
                return fault
            self._dirty = False
            status = exchange.status(min(STATUS_TIMEOUT_S, until - time.monotonic()))
        except TransportLost:
            self._line.publish(DeviceStatus(DeviceState.NO_DEVICE, detail="connection lost"))
            return Fault.PRINT_CONNECTION_LOST
        except TransportStalled:
            return self._why_stalled(until)
        self._line.publish(status)
        return fault_after(status)

    def _pass_barrier(
        self, exchange: Exchange, until: float, tell: Callable[[DeviceStatus], None]
    ) -> Fault | None:
        """Send the barrier and wait for its answer, asking for the status meanwhile.

        Raises TransportStalled where the printer reads nothing or answers nothing for long.
        """
        mark = f"{next(self._marks) % 10000:04d}"
        exchange.send_barrier(mark, until)
        next_poll = time.monotonic() + PRINT_POLL_S
        while (now := time.monotonic()) < until:
            if exchange.asked_at is None and now >= next_poll:
                exchange.ask(until)
                next_poll = now + PRINT_POLL_S
            elif exchange.asked_at is not None and now >= exchange.asked_at + SILENCE_S:
                raise TransportStalled
            wait = PRINT_POLL_S if exchange.asked_at is not None else next_poll - now
            for heard in exchange.hear(min(wait, until - now)):
                if reaches(heard, mark):
                    return None
                if isinstance(heard, DeviceStatus):
                    tell(heard)
                    fault = fault_during(heard)
                    if fault is not None:
                        return fault
        if exchange.asked_at is not None:
            tell(DeviceStatus(detail="no answer while printing"))
        return Fault.PRINT_NO_ANSWER

    def _why_stalled(self, until: float) -> Fault:
        """The printer reads or answers nothing on this connection: ask on a new one."""
        self._line.drop()
        if time.monotonic() >= until:
            return Fault.PRINT_NO_ANSWER
        status = self._line.read_status(until)
        self._line.publish(status)
        return fault_during(status) or Fault.PRINT_NO_ANSWER

    def _ready(self, until: float) -> DeviceStatus:
        """Status, after the rest of an interrupted job was cut off where there may be one.

        Until that is done the printer is not told to be ready.
        """
        status = self._line.read_status(until)
        exchange = self._line.exchange
        if self._dirty and status.can_print and exchange is not None:
            trouble = self._settle(exchange, min(until, time.monotonic() + SETTLE_S))
            if trouble is None:
                self._dirty = False
                status = self._line.read_status(until)
            else:
                status = trouble
                self._line.drop()
        self._line.publish(status)
        return status

    def _settle(self, exchange: Exchange, until: float) -> DeviceStatus | None:
        """Cut the strip. None when done, else what the printer said, UNKNOWN for nothing."""
        heard: list[DeviceStatus] = []
        try:
            exchange.send(b"\x1b\x40" + cut(self._profile), until)
            fault = self._pass_barrier(exchange, until, heard.append)
        except (TransportLost, TransportStalled):
            fault = Fault.PRINT_NO_ANSWER
        if fault is None:
            return None
        if heard and not heard[-1].can_print:
            return heard[-1]
        return DeviceStatus(detail="the cut before a new job was not confirmed")
