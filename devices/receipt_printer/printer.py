"""A printer on its wire: made ready, printed on, and asked what became of an interrupted job.

Before anything is printed on a connection, three things are done that no status shows: what an
earlier job may have left on the strip is cut off, answers are proved to belong to their questions,
and the unit is asked whether it is the model of its profile.
"""

import itertools
import secrets
from collections.abc import Callable

from msgspec import Struct

from devices.contract import DeviceLost
from devices.receipt_printer.connection import Connection, Opener, lost
from devices.receipt_printer.exchange import ANSWER_S, Exchange, Limit
from devices.receipt_printer.job import Run
from devices.receipt_printer.profile import Profile
from devices.receipt_printer.slip import strip_cut
from devices.receipt_printer.status import Report, fault_during
from devices.receipt_printer.transport import (
    TransportError,
    TransportLost,
    TransportSilent,
    TransportStalled,
)
from kiosk.device import DeviceState, DeviceStatus
from kiosk.faults import Fault
from kiosk.values import replace

SETTLE_S = 3.0
MOVE_S = 5.0
"""For so long a presenter takes paper back."""
LOOK_EVERY_S = 0.1


class Outcome(Struct, frozen=True):
    """Of a job of which at least one byte was sent; `fault` None: it is on paper, and cut."""

    fault: Fault | None
    detail: str = ""
    ticket: bool = False


class Printer:
    """`tell` gets each status that is read while something prints. Methods raise DeviceLost and
    Stopped before the first byte of a job, and nothing after it."""

    def __init__(
        self, url: str, profile: Profile, tell: Callable[[DeviceStatus], None], opener: Opener
    ) -> None:
        self._profile = profile
        self._tell = tell
        self._line = Connection(url, profile, opener)
        # not the marks of an earlier process, whose answers a printer may still hold
        self._numbers = itertools.count(secrets.randbelow(10_000))
        # what an earlier process left on the strip is not known, so it is cut off first
        self._dirty = True
        self._identity = ""
        self._last = DeviceStatus()
        self.counts: dict[str, int] = {}
        """The model's counters, as last read."""
        self.cleared = False
        """A ticket that lay there was taken back while the printer got ready."""

    def ready(self, limit: Limit) -> Report:
        """The status now, connecting if needed. It says ready only when a job may follow."""
        report = self._line.read(limit)
        blocked = report.ticket and not self._profile.retract
        if report.can_print and self._dirty and not blocked:
            report = self._settle(report, limit)
        if report.can_print and not self._line.in_step:
            report = self._get_acquainted(limit)
        return replace(report, status=replace(report.status, identity=self._identity))

    def print(self, pieces: tuple[bytes, ...], limit: Limit) -> Outcome:
        """Print on the printer that `ready` found ready; ends within `limit`."""
        before = self.counts.get("cuts")
        self._dirty = True
        try:
            above = -1 if before is None else before
            run = Run(self._line.exchange(limit), limit, self._heard, above)
            fault = run.send(pieces) or run.prove(self._mark())
            if fault is None:
                fault, report = run.finish(self._mark())
                if fault is None:
                    self._dirty = False
                    self._try_to_count(limit)
                    return Outcome(None, ticket=report.ticket)
        except TransportLost as error:
            self._line.drop()
            self._heard(_unreached(lost(error)))
            fault = Fault.PRINT_CONNECTION_LOST
        except TransportStalled:
            fault = self._why_stalled(limit)
        except TransportError as error:
            self._heard(_unreached(lost(error)))
            fault = Fault.PRINT_NO_ANSWER
        detail = f"{self._last.detail} {self._reconcile(before, limit)}".strip()
        self._line.drop()
        return Outcome(fault, detail)

    def retract(self, limit: Limit) -> None:
        """Have the presenter take back what lies in it; that takes a while."""
        try:
            self._line.exchange(limit).send(self._profile.retract, limit)
        except TransportError as error:
            self._line.drop()
            raise lost(error) from None

    def took_back(self, limit: Limit) -> bool:
        """Whether what went after `retract` went back, as far as the model can tell: some eject it
        instead where retracting is off in their set-up."""
        before = self.counts.get("retracts")
        if before is None or not self._try_to_count(limit):
            return True
        return self.counts["retracts"] > before

    def close(self) -> None:
        self._line.close()

    # --- getting ready ---------------------------------------------------------------------------

    def _settle(self, before: Report, limit: Limit) -> Report:
        """Cut the strip and take it back; what the printer says then, or why it could not."""
        heard: list[Report] = []
        if before.ticket:
            self.retract(limit)  # nothing may be pushed onto what lies there
            self.cleared = not self._at_rest(limit).ticket
        try:
            run = Run(self._line.exchange(limit), limit.within(SETTLE_S), heard.append)
            fault = run.send((strip_cut(self._profile),)) or run.prove(self._mark())
        except TransportError:
            fault = Fault.PRINT_NO_ANSWER
        if fault is None:
            self._dirty = False
            return self._at_rest(limit)
        self._line.drop()
        if heard and heard[-1].heard and not heard[-1].can_print:
            return heard[-1]
        detail = "the cut before a new job was not confirmed"
        raise DeviceLost(DeviceState.UNKNOWN, Fault.PRINTER_SILENT, detail)

    def _at_rest(self, limit: Limit) -> Report:
        """The status once nothing moves and the blank strip is gone from the presenter."""
        moving = limit.within(MOVE_S)
        goes = bool(self._profile.retract)
        report = self._line.read(limit)
        while report.can_print and (report.busy or (report.ticket and goes)) and moving.left() > 0:
            limit.pause(LOOK_EVERY_S)
            report = self._line.read(limit)
        return report

    def _get_acquainted(self, limit: Limit) -> Report:
        try:
            exchange = self._line.exchange(limit)
            exchange.keep_step(self._mark(), limit)
            self._identify(exchange, limit)
            self._count(exchange, limit)
        except TransportError as error:
            self._line.drop()
            raise lost(error) from None
        return self._line.read(limit)

    def _identify(self, exchange: Exchange, limit: Limit) -> None:
        wanted = self._profile.identity_is
        if not self._profile.identity:
            return
        told = exchange.identity(limit.within(ANSWER_S))
        if not told:
            raise TransportSilent("identity not told")
        self._identity = told.hex().upper()
        if told != wanted:
            self._line.drop()
            detail = f"identity {self._identity}, {wanted.hex().upper()} expected"
            raise DeviceLost(DeviceState.HARDWARE_ERROR, Fault.PRINTER_ERROR, detail)

    def _count(self, exchange: Exchange, limit: Limit) -> None:
        for name in self._profile.counters:
            value = exchange.counter(name, limit.within(ANSWER_S))
            if value is None:
                raise TransportSilent(f"counter {name} not told")
            self.counts[name] = value

    def _try_to_count(self, limit: Limit) -> bool:
        try:
            self._count(self._line.exchange(limit), limit)
        except TransportError:
            self._line.drop()
            return False
        return True

    def _mark(self) -> str:
        return f"{next(self._numbers) % 10000:04d}"

    # --- after an interruption -------------------------------------------------------------------

    def _why_stalled(self, limit: Limit) -> Fault:
        """The printer reads or answers nothing on this connection: ask on a new one."""
        self._line.drop()
        if limit.left() <= 0:
            return Fault.PRINT_NO_ANSWER
        try:
            report = self._line.read(limit)
        except DeviceLost as error:
            report = _unreached(error)
        self._heard(report)
        return fault_during(report) or Fault.PRINT_NO_ANSWER

    def _reconcile(self, before: int | None, limit: Limit) -> str:
        """What the counter of cuts says of the job, for the operator."""
        if before is None or limit.left() <= 0:
            return ""
        try:
            exchange = self._line.exchange(limit)
            exchange.drain(limit)
            now = exchange.counter("cuts", limit.within(ANSWER_S))
        except TransportError:
            now = None
        if now is None:
            return "cut counter not read"
        self.counts["cuts"] = now
        return f"cuts {before} -> {now}: {'it was cut' if now > before else 'it was not cut'}"

    def _heard(self, report: Report) -> None:
        self._last = report.status
        self._tell(replace(report.status, identity=self._identity))


def _unreached(error: DeviceLost) -> Report:
    return Report(DeviceStatus(error.state, detail=error.detail), heard=False)
