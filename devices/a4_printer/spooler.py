"""A CUPS queue between us and the printer. What the queue says of a job is no proof: it calls
completed what was lost on the way. Only the printer itself, asked beside it, can tell.
"""

import time

from devices.a4_printer.errand import Errand, sweep
from devices.a4_printer.judge import SETTLE_S, TROUBLE_S, Verdict
from devices.a4_printer.protocol import JobState, Order, PrinterState
from devices.a4_printer.remote import Remote
from devices.a4_printer.route import Look, Route
from devices.a4_printer.seen import JobSeen, PrinterSeen, plain
from devices.a4_printer.status import fault_before, status_of, trouble_during
from devices.contract import Token
from kiosk.device import DeviceState
from kiosk.faults import Fault
from kiosk.print_state import PrintState
from kiosk.values import replace


class Queue(Route):
    """`device` None: the printer cannot be asked, and no job is ever called printed."""

    def __init__(
        self, queue: Remote, device: Remote | None, user: str, one_step: bool = False
    ) -> None:
        super().__init__(user, one_step)
        self._queue = queue
        self._device = device
        self._queued = Errand(queue, self.order)
        self._printing = Errand(device or queue, self.order)
        self._over_since: float | None = None
        self._trouble_since: float | None = None
        self._up_time = 0
        self._proof = True
        """The printer was there all the time: what it does not know never reached it."""

    def use(self, token: Token, until: float) -> None:
        for remote in self._remotes():
            remote.use(token, until)

    def look(self, media: str) -> Look:
        """Of the queue only whether it works: its word on paper and toner is of the last job."""
        queue = self._queue.printer()
        inside = sweep(self._queue, self.mine)
        seen = replace(queue, reasons=None, supplies=(), trays=(), ready=None, ready_sizes=())
        if self._device is not None:
            seen = replace(self._device.printer(), formats=queue.formats)
            self._up_time = seen.up_time or 0
            inside += sweep(self._device, self.mine)
        self.before = seen.reasons or frozenset()
        status = status_of(seen, media, inside)
        fault = fault_before(seen, status)
        if queue.state == PrinterState.STOPPED or queue.accepting is False:
            fault = fault if fault not in (None, Fault.A4_BUSY) else Fault.A4_ERROR
            status = replace(status, state=DeviceState.OFFLINE, detail=f"queue: {queue.detail}")
        return Look(status, fault, queue)

    def submit(self, order: Order, document: bytes, wanted: int, seen: PrinterSeen) -> None:
        self.begin(order, wanted)
        self._over_since = self._trouble_since = None
        self._proof = True
        self._queued = Errand(self._queue, order)
        self._printing = Errand(self._device or self._queue, order)
        self._printing.remember_former()
        self._queued.give(document, seen, self.one_step)

    @property
    def sending(self) -> bool:
        return self._queued.sending

    def follow(self) -> Verdict | None:
        if self._device is None:
            state = self._queue.state()
        else:
            self._proof, proof = False, self._proof  # until the device has answered this time too
            state = self._device.state()
            found = self._printing.find()
            self._proof = proof and self._is_still_up(state)
            if found:
                return self.judge(self._printing, state)
        if not self._queued.find():
            fault, detail = Fault.A4_PRINT_CONNECTION_LOST, "the queue has no job of this name"
            return Verdict(PrintState.UNKNOWN, fault, detail)
        return self._ask_queue(self._queued.look(), state, time.monotonic())

    def withdraw(self, until: float) -> bool:
        """The queue first, or it would give the job to the device once more."""
        unqueued = self._queued.take_back(until)
        return self._printing.take_back(until) and unqueued

    def finish(self, until: float) -> None:
        self._queued.take_back(until)

    def close(self) -> None:
        for remote in self._remotes():
            remote.close()

    def _remotes(self) -> list[Remote]:
        return [self._queue] if self._device is None else [self._queue, self._device]

    def _is_still_up(self, state: PrinterSeen) -> bool:
        before, self._up_time = self._up_time, state.up_time or 0
        return self._up_time >= before

    def _ask_queue(self, job: JobSeen | None, state: PrinterSeen, now: float) -> Verdict | None:
        """While the device has no job of this name, or cannot be asked."""
        if job is None:
            return _unknown(Fault.A4_PRINT_NO_ANSWER, "the queue no longer knows the job")
        if job.name not in (None, self.order.name):
            return _unknown(Fault.A4_PRINT_OTHER_JOB, "the queue answers for another job")
        if job.state != JobState.STOPPED and not job.over:
            self._over_since = None
            return self._ask_state(state, now)
        self._over_since = now if self._over_since is None else self._over_since
        if self._device is not None and now - self._over_since < SETTLE_S:
            return None  # the device may list it a moment later
        detail = f"queue: state {job.state} {plain(job.reasons)}"
        if job.state == JobState.COMPLETED:
            return _unknown(Fault.A4_PRINT_ONLY_SPOOLED, detail)
        if job.state == JobState.CANCELED:
            return _unknown(Fault.A4_PRINT_CANCELLED, detail)
        if self._device is not None and self._proof:
            return Verdict(PrintState.FAILED, Fault.A4_DOCUMENT_REFUSED, detail)
        return _unknown(Fault.A4_PRINT_ERROR, detail)

    def _ask_state(self, state: PrinterSeen, now: float) -> Verdict | None:
        """Trouble that lasts, told by whoever can be asked. CUPS tells it up to 6 s late, and at
        first what its printer said during the last job."""
        trouble = trouble_during(state, self.before)
        if trouble is None:
            self._trouble_since = None
            return None
        self._trouble_since = now if self._trouble_since is None else self._trouble_since
        lasting = now - self._trouble_since >= TROUBLE_S
        return _unknown(trouble, state.detail) if lasting else None


def _unknown(fault: Fault, detail: str) -> Verdict:
    return Verdict(PrintState.UNKNOWN, fault, detail)
