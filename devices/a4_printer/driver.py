"""The A4 printer: a document is `printed` when its printer says so of every page of this very job.

Before a job the printer is asked; afterwards nothing of it stays behind: what did not end well is
cancelled, and cancelled again at each look until it is gone, so that it never comes out for the
next citizen.
"""

import time

from devices.a4_printer.client import NoAnswer
from devices.a4_printer.protocol import Order
from devices.a4_printer.route import Look
from devices.a4_printer.run import WITHDRAW_S, Run, lost, why_stopped
from devices.a4_printer.settings import A4Settings
from devices.a4_printer.status import cannot
from devices.contract import Driver, Failure, Stopped, Tell, Token
from kiosk.device import Capabilities, Device, DeviceState, DeviceStatus
from kiosk.faults import Fault
from kiosk.messages.printing import PrintDocument, PrintEnded
from kiosk.print_state import PrintState

MOST_BYTES = 50 * 1024 * 1024
MOST_NAME = 255
"""Bytes of a job-name (RFC 8011 5.3.5)."""
LOOK_S = 12.0
"""A few calls, one of which may meet silence."""
BUSY_POLL_S = 1.0
_BEFORE = frozenset({Fault.A4_ABSENT, Fault.A4_SILENT, Fault.A4_ERROR})


class A4Printer(Driver):
    device = Device.A4_PRINTER
    open_limit_s = poll_limit_s = LOOK_S

    def __init__(self, settings: A4Settings) -> None:
        self._settings = settings
        self._route = settings.route()
        seen = settings.via == "ipp" or bool(settings.device_url)
        senses = ("paper", "media", "cover", "toner") if seen else ()
        self.capabilities = Capabilities(("PrintDocument",), senses, queues=True)

    def open(self, token: Token) -> DeviceStatus:
        return self.poll(token)

    def poll(self, token: Token) -> DeviceStatus:
        self._route.use(token, token.until)
        try:
            status = self._route.look(self._settings.media).status
        except NoAnswer as error:
            raise lost(error) from None
        self.poll_s = self._settings.poll_s
        if status.state is DeviceState.BUSY:
            self._look_soon()
        return status

    def close(self) -> None:
        self._route.close()

    def perform(self, command: PrintDocument, tell: Tell, token: Token) -> PrintEnded:
        self.poll_s = 0.0  # what happens now is told by a look right afterwards
        until = token.until - min(WITHDRAW_S, token.left() / 4)
        self._route.use(token, until)
        flaw = _flaw(command)
        if flaw:
            return _failed(command, Fault.A4_DOCUMENT_REFUSED, flaw)
        order = Order(
            command.job_id, command.copies, command.media, command.two_sided, command.colour
        )
        try:
            look = self._ready(order, token, until)
        except NoAnswer as error:
            raise lost(error) from None
        except Stopped as stopped:
            return _failed(command, why_stopped(stopped, sending=False), "before anything was sent")
        if look.fault is not None:
            return _failed(command, look.fault, look.status.detail)
        missing = cannot(look.seen, order)
        if missing:
            return _failed(command, Fault.A4_DOCUMENT_REFUSED, f"the printer has no {missing}")
        ended = Run(self._route, command, order, tell, token, self._settings).run(look, until)
        if ended.state is PrintState.PRINTED:
            self._look_soon()  # not at once: it is still busy with the last sheet
        return ended

    def failed(self, command: PrintDocument, failure: Failure) -> PrintEnded:
        """A thread that hangs may still send: only what came before a job is certain."""
        certain = not failure.begun or failure.fault in _BEFORE
        state = PrintState.FAILED if certain else PrintState.UNKNOWN
        return PrintEnded(command.job_id, state, failure.fault, failure.detail)

    def _look_soon(self) -> None:
        self.poll_s = min(BUSY_POLL_S, self._settings.poll_s)

    def _ready(self, order: Order, token: Token, until: float) -> Look:
        """The way is free, or the reason why not; a busy printer is waited for a little."""
        patience = min(until, time.monotonic() + self._settings.busy_s)
        while True:
            token.check()
            look = self._route.look(order.media)
            if look.fault is not Fault.A4_BUSY or time.monotonic() >= patience:
                return look
            token.wait(self._settings.look_s)


def _flaw(command: PrintDocument) -> str:
    """Why no printer should get this, "" for nothing."""
    if not command.pdf.startswith(b"%PDF-"):
        return "not a PDF"
    if len(command.pdf) > MOST_BYTES:
        return "too long"
    if command.pages < 1 or command.copies < 1:
        return "no pages"
    return "" if 0 < len(command.job_id.encode()) <= MOST_NAME else "no name"


def _failed(command: PrintDocument, fault: Fault, detail: str) -> PrintEnded:
    return PrintEnded(command.job_id, PrintState.FAILED, fault, detail)
