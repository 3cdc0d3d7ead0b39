"""The way of a document to paper. A route looks whether the way is free (and takes away jobs of
ours that are still on it), submits, follows, withdraws. Here: straight to the printer.

Every call may raise NoAnswer or Stopped.
"""

import time
from abc import ABC, abstractmethod
from collections import deque

from msgspec import Struct

from devices.a4_printer.errand import Errand, sweep
from devices.a4_printer.judge import Judge, Verdict
from devices.a4_printer.protocol import Order
from devices.a4_printer.remote import Remote
from devices.a4_printer.seen import JobSeen, PrinterSeen
from devices.a4_printer.status import fault_before, status_of
from devices.contract import Token
from kiosk.device import DeviceStatus
from kiosk.faults import Fault
from kiosk.print_state import PrintState

_REMEMBERED = 32


class Look(Struct, frozen=True):
    """`fault`: why nothing may be sent now. `seen` is of whoever takes the document."""

    status: DeviceStatus
    fault: Fault | None
    seen: PrinterSeen


class Route(ABC):
    def __init__(self, user: str, one_step: bool) -> None:
        self._user = user
        self.one_step = one_step
        self._names: deque[str] = deque(maxlen=_REMEMBERED)
        self.order = Order("")
        self._wanted = 0
        self._judge: Judge | None = None
        self.before: frozenset[str] = frozenset()
        """Reasons that the printer told at the last look before a job."""

    @abstractmethod
    def use(self, token: Token, until: float) -> None:
        """For whom, and until when (CLOCK_MONOTONIC)."""

    @abstractmethod
    def look(self, media: str) -> Look: ...

    @abstractmethod
    def submit(self, order: Order, document: bytes, wanted: int, seen: PrinterSeen) -> None:
        """Until the document is accepted. `wanted` impressions are to come out of it."""

    @property
    @abstractmethod
    def sending(self) -> bool:
        """Whether a byte of the document that was submitted last may have left."""

    @abstractmethod
    def follow(self) -> Verdict | None:
        """One look at the job: what became of it, None while it goes on."""

    @abstractmethod
    def withdraw(self, until: float) -> bool:
        """Take the job away. False where it may still be there at CLOCK_MONOTONIC `until`."""

    @abstractmethod
    def finish(self, until: float) -> None:
        """All pages are out: leave nothing behind that could print them once more."""

    @abstractmethod
    def close(self) -> None: ...

    @property
    def done(self) -> int:
        """Impressions of the job that came out so far."""
        return (self._judge.done if self._judge else None) or 0

    def mine(self, job: JobSeen) -> bool:
        return job.user == self._user or job.name in self._names

    def begin(self, order: Order, wanted: int) -> None:
        self._names.append(order.name)
        self.order, self._wanted, self._judge = order, wanted, None

    def judge(self, errand: Errand, state: PrinterSeen) -> Verdict | None:
        """`state` was asked before the job is: what it counts must not be older."""
        if self._judge is None:
            self._judge = Judge(errand.job or 0, self.order.name, self._wanted, self.before)
        return self._judge.look(errand.look(), state, time.monotonic())


class Direct(Route):
    """The printer itself, by IPP."""

    def __init__(self, device: Remote, user: str, one_step: bool = False) -> None:
        super().__init__(user, one_step)
        self._device = device
        self._errand = Errand(device, self.order)

    def use(self, token: Token, until: float) -> None:
        self._device.use(token, until)

    def look(self, media: str) -> Look:
        seen = self._device.printer()
        self.before = seen.reasons or frozenset()
        status = status_of(seen, media, sweep(self._device, self.mine))
        return Look(status, fault_before(seen, status), seen)

    def submit(self, order: Order, document: bytes, wanted: int, seen: PrinterSeen) -> None:
        self.begin(order, wanted)
        self._errand = Errand(self._device, order)
        self._errand.give(document, seen, self.one_step)

    @property
    def sending(self) -> bool:
        return self._errand.sending

    def follow(self) -> Verdict | None:
        if not self._errand.find():  # the answer that would have told its number was lost
            fault, detail = Fault.A4_PRINT_CONNECTION_LOST, "the device has no job of this name"
            return Verdict(PrintState.UNKNOWN, fault, detail)
        return self.judge(self._errand, self._device.state())

    def withdraw(self, until: float) -> bool:
        return self._errand.take_back(until)

    def finish(self, until: float) -> None:
        """Its end was told by the printer itself."""

    def close(self) -> None:
        self._device.close()
