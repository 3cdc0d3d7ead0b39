"""The receipt printer as a driver: status, slips, and what lies in the presenter.

A job is `printed` only when its completion barrier was answered after the cut and the status read
after that shows no fault. Whatever else happens after the first byte is `unknown`; then the
connection is reset and the printer's buffers are cleared, so that nothing of the job comes out
later, and before the next job the strip is cut.
"""

import time
from collections.abc import Mapping
from typing import Any

from devices.contract import Driver, Failure, Refused, Stopped, Tell, Token
from devices.receipt_printer.connection import Opener
from devices.receipt_printer.exchange import Limit
from devices.receipt_printer.fonts import FontFiles, FontMissing
from devices.receipt_printer.outcome import ended_without, fault_of_stop
from devices.receipt_printer.presenter import RETRACTED, TAKEN, Presenter
from devices.receipt_printer.printer import LOOK_EVERY_S, MOVE_S, Printer
from devices.receipt_printer.profile import Profile
from devices.receipt_printer.slip import SlipRefused, render_slip, warm_up
from devices.receipt_printer.status import Report, fault_before
from devices.receipt_printer.transports import check_address, open_transport
from kiosk.device import Capabilities, CompletionCode, Device, DeviceStatus
from kiosk.faults import Fault
from kiosk.messages.devices import MediaMoved
from kiosk.messages.printing import PrintEnded, PrintSlip, RetractSlip
from kiosk.print_state import PrintState
from kiosk.values import replace

IDLE_S = 2.0
WATCH_S = 0.25
"""While a ticket lies in the presenter."""


def capabilities_of(profile: Profile) -> Capabilities:
    bits = profile.bits
    senses = {"paper": bits.paper_end, "media": bits.ticket, "cover": bits.cover_open}
    commands = ("PrintSlip", "RetractSlip") if profile.retract else ("PrintSlip",)
    return Capabilities(commands, tuple(name for name, has in senses.items() if has), queues=True)


class ReceiptPrinter(Driver):
    """`url` is tcp://, serial:// or usblp:// (devices.receipt_printer.transports);
    `retract_after_s` None: as the profile says, 0: never; `idle_s`: between two looks at an idle
    printer. Raises ValueError for an address of no known wire, and FontMissing."""

    device = Device.RECEIPT_PRINTER

    def __init__(
        self,
        url: str,
        profile: Profile,
        fonts: FontFiles | None = None,
        retract_after_s: float | None = None,
        opener: Opener = open_transport,
        idle_s: float = IDLE_S,
    ) -> None:
        check_address(url)
        self.capabilities = capabilities_of(profile)
        self.poll_s = self._idle_s = idle_s
        self._profile = profile
        self._fonts = fonts or FontFiles()
        self._printer = Printer(url, profile, lambda status: self.publish(status), opener)
        wait = profile.retract_after_s if retract_after_s is None else retract_after_s
        self._presenter = Presenter(wait if profile.retract else 0.0)
        warm_up(self._fonts)

    def open(self, token: Token) -> DeviceStatus:
        return self._look(token)

    def poll(self, token: Token) -> DeviceStatus:
        return self._look(token)

    def perform(self, command: Any, tell: Tell, token: Token) -> object:
        if isinstance(command, RetractSlip):
            moved = self._retract(Limit(token.until, token))
            return replace(moved, command=command.command)
        assert isinstance(command, PrintSlip)
        try:
            pieces = render_slip(command.slip, self._profile, self._fonts)
            self._prepare(Limit(token.until, token))
        except (SlipRefused, FontMissing) as error:
            raise Refused(Fault.PRINTER_ERROR, CompletionCode.INVALID_DATA, str(error)) from None
        except Stopped as stopped:
            raise Refused(fault_of_stop(stopped.code), stopped.code) from None
        # from the first byte on nobody can stop it: half a ticket helps nobody
        outcome = self._printer.print(pieces, Limit(token.until))
        if outcome.fault is not None:
            self.poll_s = 0.0
            return PrintEnded(command.job_id, PrintState.UNKNOWN, outcome.fault, outcome.detail)
        self._saw(outcome.ticket, Limit(token.until), command.job_id)
        return PrintEnded(command.job_id, PrintState.PRINTED)

    def close(self) -> None:
        self._printer.close()

    def failed(self, command: Any, failure: Failure) -> object:
        if isinstance(command, PrintSlip):
            return ended_without(command, failure)
        return super().failed(command, failure)

    def counters(self) -> Mapping[str, int]:
        """The model's own counters (paper left in cm, cuts, ...), as last read; empty where it has
        none. Read when the printer gets ready and after each job."""
        return dict(self._printer.counts)

    # --- status and presenter --------------------------------------------------------------------

    def _look(self, token: Token) -> DeviceStatus:
        """Say what moved; take back what nobody takes, without waiting for it."""
        limit = Limit(token.until, token)
        report = self._ready(limit)
        self._saw(report.ticket, limit)
        if self._presenter.is_due(time.monotonic()):
            self._printer.retract(limit)
            self._presenter.take_back(time.monotonic())
        return report.status

    def _ready(self, limit: Limit) -> Report:
        report = self._printer.ready(limit)
        if self._printer.cleared:
            self._printer.cleared = False
            self.announce(MediaMoved(self.device, RETRACTED))
        return report

    def _saw(self, ticket: bool, limit: Limit, job_id: str = "") -> None:
        """Announce what moved since the last look, if anything did."""
        moved = self._movement(ticket, limit, job_id)
        if moved is not None:
            self.announce(moved)

    def _movement(self, ticket: bool, limit: Limit, job_id: str = "") -> MediaMoved | None:
        moved = self._presenter.see(ticket, time.monotonic(), job_id)
        self.poll_s = WATCH_S if self._presenter.lies else self._idle_s
        if moved == RETRACTED and not self._printer.took_back(limit):
            moved = TAKEN
        return MediaMoved(self.device, moved, self._presenter.job_id) if moved else None

    def _prepare(self, limit: Limit) -> None:
        """The printer is ready and the presenter empty, or Refused, DeviceLost, Stopped."""
        _check_time(limit)
        report = self._ready(limit)
        self._saw(report.ticket, limit)
        if report.ticket and self._profile.retract and report.can_print:
            report = self._take_back(limit)
            self._saw(report.ticket, limit)
        fault = fault_before(report)
        if fault is None and report.ticket:
            fault = Fault.PRINTER_TICKET_WAITING
        if fault is not None:
            self.publish(report.status)
            raise Refused(fault, CompletionCode.DEVICE_NOT_READY, report.status.detail)
        limit.check()
        _check_time(limit)

    def _take_back(self, limit: Limit) -> Report:
        """Retract and wait until it is gone, or MOVE_S; the last status."""
        patience = limit.within(MOVE_S)
        self._printer.retract(limit)
        self._presenter.take_back(time.monotonic())
        report = self._ready(limit)
        while (report.ticket or report.busy) and patience.left() > 0:
            limit.pause(LOOK_EVERY_S)
            report = self._ready(limit)
        return report

    def _retract(self, limit: Limit) -> MediaMoved:
        report = self._ready(limit)
        self._saw(report.ticket, limit)
        if not report.ticket:
            detail = "no ticket lies in the presenter"
            raise Refused(Fault.PRINTER_ERROR, CompletionCode.SEQUENCE_ERROR, detail)
        report = self._take_back(limit)
        moved = self._movement(report.ticket, limit)
        if moved is None:
            detail = report.status.detail
            raise Refused(Fault.PRINTER_TICKET_WAITING, CompletionCode.HARDWARE_ERROR, detail)
        return moved


def _check_time(limit: Limit) -> None:
    """A job without time would only be unknown for ever."""
    if limit.left() <= 0:
        raise Refused(Fault.PRINTER_SILENT, CompletionCode.TIMED_OUT, "no time is left")
