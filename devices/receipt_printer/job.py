"""Commands on their way to paper: sent, watched, and proven by the barrier.

"Sent" proves nothing and the end of sending proves nothing: a `Run` ends well only where the
barrier behind it was answered by its own answer, the paper stands still, and the status read after
that shows no fault.
"""

import time
from collections.abc import Callable, Iterable

from devices.receipt_printer.exchange import Exchange, Limit, reaches
from devices.receipt_printer.protocol import Counted
from devices.receipt_printer.status import Report, fault_after, fault_during
from devices.receipt_printer.transport import TransportStalled
from kiosk.faults import Fault

ASK_EVERY_S = 0.1
SILENCE_S = 3.0
"""A printing printer may answer late; three times the patience with an idle one is silence."""
STOP_S = 10.0
"""For so long paper may go on moving after the barrier's answer."""


class Run:
    """One piece of work on an open exchange, until `limit`. `tell` gets each status read.

    `above`: where the barrier is the counter of cuts, it is passed once that is higher.
    Methods raise TransportLost, TransportStalled (reads nothing, or answers nothing for long) and
    TransportGarbled.
    """

    def __init__(
        self, exchange: Exchange, limit: Limit, tell: Callable[[Report], None], above: int = -1
    ) -> None:
        self._exchange = exchange
        self._limit = limit
        self._tell = tell
        self._above = above
        self._next_ask = time.monotonic() + ASK_EVERY_S
        self._uncounted = False
        """The counter was told before it had grown: it is to be asked for again."""
        self._hot = False
        self._noisy = False
        """Answers cannot be trusted any more: it is let come to its end, and not believed."""
        exchange.strays = 0

    def send(self, pieces: Iterable[bytes]) -> Fault | None:
        """Hand over whole commands; the fault that ended it early, or None."""
        for piece in pieces:
            self._exchange.send(piece, self._limit)
            if time.monotonic() >= self._next_ask:
                fault, _ = self._look(self._limit.within(0.0), "")
                if fault is not None:
                    return fault
        return None

    def prove(self, mark: str) -> Fault | None:
        """Send the barrier and wait for its answer; None once it came, else what stopped it."""
        self._exchange.send_barrier(mark, self._limit)
        while self._limit.left() > 0:
            fault, reached = self._look(self._limit, mark)
            if reached:
                return None
            if fault is not None:
                return fault
        if self._exchange.asked_at is not None:
            self._tell(self._exchange.unanswered())
        return Fault.PRINT_HEAD if self._hot else Fault.PRINT_NO_ANSWER

    def finish(self, mark: str) -> tuple[Fault | None, Report]:
        """The status once the paper stands still, and what forbids to call it printed.

        An answer that does not say to which barrier it belongs may have been noise: then there is
        one too many when another barrier is asked for.
        """
        exchange, limit = self._exchange, self._limit.within(STOP_S)
        if exchange.asked_at is not None:
            exchange.status(limit.within(SILENCE_S))  # it was asked before the barrier was passed
        report = exchange.status(limit.within(SILENCE_S))
        while report.heard and report.busy and limit.left() > ASK_EVERY_S:
            time.sleep(ASK_EVERY_S)
            report = exchange.status(limit.within(SILENCE_S))
        self._tell(report)
        alone = exchange.marked or exchange.answers_once(mark, limit)
        if exchange.strays or not exchange.in_step or report.busy or not alone:
            return Fault.PRINT_NO_ANSWER, report
        return fault_after(report), report

    def _look(self, limit: Limit, mark: str) -> tuple[Fault | None, bool]:
        """Ask for the status when it is time, and hear what comes: a fault, or the barrier."""
        exchange, now = self._exchange, time.monotonic()
        if exchange.asked_at is None and now >= self._next_ask:
            exchange.ask(self._limit)
            self._next_ask = now + ASK_EVERY_S
        elif exchange.asked_at is not None and now >= exchange.asked_at + SILENCE_S:
            raise TransportStalled("answers nothing")
        wait = ASK_EVERY_S if exchange.asked_at is not None else max(0.0, self._next_ask - now)
        answers = exchange.hear(limit.within(wait))
        if exchange.strays and not self._noisy:
            self._noisy = True
            self._limit = self._limit.within(SILENCE_S)
        for heard in answers:
            if isinstance(heard, Report) and not self._noisy:
                self._tell(heard)
                self._hot = heard.head
                self._count_again(mark)
                fault = fault_during(heard)
                if fault is not None:
                    return fault, False
            elif mark and reaches(heard, mark, self._above):
                return None, True
            elif isinstance(heard, Counted):
                self._uncounted = True
            elif not mark:
                exchange.strays += 1  # no barrier was sent yet
        return None, False

    def _count_again(self, mark: str) -> None:
        if self._uncounted and mark:
            self._uncounted = False
            self._exchange.send_barrier(mark, self._limit)
