"""One job from its first byte to its end, and away with what did not end well."""

import time

from devices.a4_printer.client import NoAnswer, Why
from devices.a4_printer.judge import Verdict
from devices.a4_printer.protocol import Order
from devices.a4_printer.remote import Rejected
from devices.a4_printer.route import Look, Route
from devices.a4_printer.settings import A4Settings
from devices.contract import DeviceLost, Stopped, Tell, Token
from kiosk.device import CompletionCode, DeviceState
from kiosk.faults import Fault
from kiosk.messages.printing import PrintDocument, PrintEnded, PrintProgress
from kiosk.print_state import PrintState

WITHDRAW_S = 5.0
"""Kept back from a job's time to take it away again; a quarter of it where that is less."""
_LOST = {
    Why.ABSENT: (DeviceState.NO_DEVICE, Fault.A4_ABSENT, Fault.A4_PRINT_CONNECTION_LOST),
    Why.LOST: (DeviceState.NO_DEVICE, Fault.A4_ABSENT, Fault.A4_PRINT_CONNECTION_LOST),
    Why.SILENT: (DeviceState.UNKNOWN, Fault.A4_SILENT, Fault.A4_PRINT_NO_ANSWER),
    Why.NONSENSE: (DeviceState.HARDWARE_ERROR, Fault.A4_ERROR, Fault.A4_PRINT_NO_ANSWER),
}
"""why -> state of the device, fault before a job, fault of a job"""
_REJECTED = {0x040A: Fault.A4_NO_PDF, 0x0507: Fault.A4_BUSY, 0x050B: Fault.A4_BUSY}


def why_stopped(stopped: Stopped, sending: bool) -> Fault:
    """`sending`: a document may have left for the printer."""
    if stopped.code is CompletionCode.TIMED_OUT:
        return Fault.DEVICE_TIMED_OUT
    return Fault.A4_PRINT_CANCELLED if sending else Fault.DEVICE_CANCELLED


def lost(error: NoAnswer, during: bool = False) -> DeviceLost:
    """`during`: a document may have left for the printer."""
    state, before, mid = _LOST[error.why]
    return DeviceLost(state, mid if during else before, str(error))


class Run:
    """`run` raises DeviceLost where the printer is away, or not to be understood."""

    def __init__(
        self,
        route: Route,
        command: PrintDocument,
        order: Order,
        tell: Tell,
        token: Token,
        settings: A4Settings,
    ) -> None:
        self._route = route
        self._command = command
        self._order = order
        self._tell = tell
        self._token = token
        self._settings = settings
        self._wanted = command.pages * command.copies

    def run(self, look: Look, until: float) -> PrintEnded:
        """`until` is CLOCK_MONOTONIC; the rest of the token's time is for taking the job away."""
        try:
            verdict = self._submit(look) or self._follow(until)
        except Stopped as stopped:
            sending = self._route.sending
            state = PrintState.UNKNOWN if sending else PrintState.FAILED
            detail = f"{self._route.done}/{self._wanted} pages by then"
            verdict = Verdict(state, why_stopped(stopped, sending), detail)
        verdict = self._clear_up(verdict)
        return PrintEnded(self._order.name, verdict.state, verdict.fault, verdict.detail)

    def _submit(self, look: Look) -> Verdict | None:
        """None: go on and follow it, also where the answer was lost and it may have arrived."""
        try:
            self._route.submit(self._order, self._command.pdf, self._wanted, look.seen)
        except Rejected as rejected:
            refused = Fault.A4_DOCUMENT_REFUSED if rejected.status < 0x0500 else Fault.A4_ERROR
            fault = _REJECTED.get(rejected.status, refused)
            return Verdict(PrintState.FAILED, fault, str(rejected))
        except NoAnswer as error:
            if not self._route.sending:
                raise lost(error) from None
        return None

    def _follow(self, until: float) -> Verdict:
        told, heard = 0, time.monotonic()
        while True:
            self._token.check()
            if time.monotonic() >= until:
                raise Stopped(CompletionCode.TIMED_OUT)
            verdict = None
            try:
                verdict = self._route.follow()
                heard = time.monotonic()
            except NoAnswer as error:
                if time.monotonic() - heard >= self._settings.lost_s:
                    raise lost(error, during=True) from None
            if self._route.done > told:
                told = self._route.done
                self._tell(PrintProgress(self._order.name, told, self._wanted))
            if verdict is not None:
                return verdict
            self._token.wait(self._settings.look_s)

    def _clear_up(self, verdict: Verdict) -> Verdict:
        """Leave nothing behind. A job that was withdrawn too late has come out after all; a failure
        is certain only when the job is gone and no page was counted."""
        until = min(self._token.until, time.monotonic() + WITHDRAW_S)
        self._route.use(self._token, until)
        gone, late = False, None
        try:
            if verdict.state is PrintState.PRINTED:
                self._route.finish(until)
                return verdict
            gone = self._route.withdraw(until)
            late = self._route.follow() if self._route.sending else None
        except (NoAnswer, Stopped):
            pass  # not reached in time: the next look at the printer goes on with it
        if verdict.state is PrintState.PRINTED or (late and late.state is PrintState.PRINTED):
            return Verdict(PrintState.PRINTED)
        if not self._route.sending:
            return verdict
        if self._route.done and verdict.state is PrintState.FAILED:
            return Verdict(PrintState.UNKNOWN, verdict.fault, verdict.detail)
        if gone:
            return verdict
        return Verdict(PrintState.UNKNOWN, verdict.fault, f"{verdict.detail}, perhaps still inside")
