"""Carries out print jobs, those of each printer one after another: durable before physical.

The intent `printing` is on disk before the job goes to the printer host, and the outcome is what
the host saw of the hardware. Whatever cannot be proved is `unknown` and is never tried again here.
What a job puts on paper is in memory only: a job whose content is gone has failed.
"""

import logging
import uuid
from collections.abc import Callable, Collection

from msgspec import Struct

from kiosk.clock import Clock
from kiosk.faults import Fault
from kiosk.messages.printing import PrintDocument, PrintEnded, PrintSlip
from kiosk.print_state import PrintState
from kiosk.values import replace
from offline_queue.printing import journal
from offline_queue.printing.journal import Job, Thing
from offline_queue.printing.lane import Lane
from offline_queue.printing.printer_link import PrinterLink, document_fault
from offline_queue.store.commits import StoreError
from offline_queue.store.writer import Store

JOB_DEADLINE_S = 15.0
"""A slip takes two seconds; beyond this the printer hangs."""
STOP_PATIENCE_S = 5.0
"""How long an ending service waits for the slip that is being printed."""
DOCUMENT_PATIENCE_S = 2.0
"""And then for a document, which may take minutes."""

MOST_BYTES = 24 * 1024 * 1024
"""Of a document: a message to the host may have 32 MiB."""

Content = Callable[[], PrintSlip | PrintDocument]
"""Makes what a job puts on paper, on the printing thread. May raise StoreError or NoContent: then
the job has failed. Its `job_id` need not be set, nor the deadline of a slip."""

_OUTCOMES = (PrintState.PRINTED, PrintState.FAILED, PrintState.UNKNOWN)

log = logging.getLogger("offline_queue.printing")


class NoContent(Exception):
    """What was to be printed cannot be made or is gone."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


class _Order(Struct, frozen=True):
    job: Job
    content: Content


class Printing:
    """A thread for each printer. `on_news` is told each durable change, `on_end` that a record for
    the platform was added."""

    def __init__(
        self,
        store: Store,
        link: PrinterLink,
        clock: Clock,
        on_news: Callable[[Job], None],
        on_end: Callable[[], None],
        deadline_s: float = JOB_DEADLINE_S,
    ) -> None:
        self._store = store
        self._link = link
        self._clock = clock
        self._on_news = on_news
        self._on_end = on_end
        self._deadline_s = deadline_s
        self._active: set[str] = set()
        self._receipts = Lane("receipts", self._take)
        self._documents = Lane("documents", self._take)

    def start(self) -> None:
        for lane in (self._receipts, self._documents):
            lane.start()

    def stop(self) -> None:
        """Wait for the jobs in hand for a while; jobs not begun stay reserved, so never printed."""
        for lane in (self._receipts, self._documents):
            lane.end()
        self._receipts.join(STOP_PATIENCE_S)
        self._documents.join(DOCUMENT_PATIENCE_S)

    @property
    def active(self) -> Collection[str]:
        """Jobs that are in hand or about to be: a live view, so look into it when it matters."""
        return self._active

    def expect(self) -> str:
        """An id for a job that a transaction may reserve now. Ends with `hand_over` or `drop`."""
        job_id = str(uuid.uuid4())
        self._active.add(job_id)
        return job_id

    def drop(self, job_id: str) -> None:
        self._active.discard(job_id)

    def hold(self, on: bool) -> None:
        """Demo: while held, jobs stay where they are, recorded and not begun."""
        for lane in (self._receipts, self._documents):
            lane.hold(on)

    def hand_over(self, job: Job, content: Content) -> None:
        """Print a job that is reserved on disk: certificates on the A4 printer, all else as
        receipts."""
        lane = self._documents if job.thing is Thing.CERTIFICATE else self._receipts
        lane.put(_Order(job, content))

    def _take(self, order: _Order) -> None:
        self._carry_out(order.job, order.content)
        self._active.discard(order.job.job_id)

    def _carry_out(self, job: Job, content: Content) -> None:
        try:
            self._move(job, PrintState.RENDERING)
            paper = replace(content(), job_id=job.job_id)
            self._move(job, PrintState.SPOOLED)
            fault = self._ready(paper)
            if fault is None:
                self._move(job, PrintState.PRINTING)
        except (StoreError, NoContent) as error:  # the intent is not on disk, so nothing is sent
            fault = error.fault
        if fault is not None:
            log.error("%s job not printed", fault.value)
            self._end(job, PrintEnded(job.job_id, PrintState.FAILED, fault))
            return
        ended = self._send(paper)
        if ended.state not in _OUTCOMES:
            ended = PrintEnded(job.job_id, PrintState.UNKNOWN, Fault.PRINT_ERROR)
        self._end(job, ended)

    def _ready(self, paper: PrintSlip | PrintDocument) -> Fault | None:
        """A document takes long, and its printer may have run out since it was asked for; whoever
        wants a receipt has asked its printer just now."""
        if not isinstance(paper, PrintDocument):
            return None
        if len(paper.pdf) > MOST_BYTES:
            return Fault.A4_DOCUMENT_REFUSED
        return document_fault(self._link.ask_a4())

    def _send(self, paper: PrintSlip | PrintDocument) -> PrintEnded:
        if isinstance(paper, PrintDocument):
            return self._link.carry_out_document(paper)
        return self._link.carry_out(replace(paper, deadline_s=self._deadline_s))

    def _end(self, job: Job, ended: PrintEnded) -> None:
        log.info("job %s %s", ended.state.value, ended.fault.value if ended.fault else "")
        try:
            self._move(job, ended.state, ended.fault)
        except StoreError as error:
            log.error("%s outcome of a job not written", error.fault.value)
            self._on_news(replace(job, state=ended.state, fault=ended.fault))
        self._on_end()

    def _move(self, job: Job, state: PrintState, fault: Fault | None = None) -> None:
        at = self._clock.now().isoformat(timespec="seconds")
        moved = self._store.call(
            lambda connection: journal.move(connection, job.job_id, state, at, fault),
            relief=True,
        )
        self._on_news(moved)
