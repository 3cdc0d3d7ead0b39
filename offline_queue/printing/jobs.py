"""Carries out print jobs, one after another: durable before physical.

The intent `printing` is on disk before the slip goes to the printer host, and the outcome is what
the host saw of the hardware. Whatever cannot be proved is `unknown` and is never tried again here.
"""

import logging
import queue
import threading
import uuid
from collections.abc import Callable, Collection
from dataclasses import replace

from kiosk.clock import Clock
from kiosk.faults import Fault
from kiosk.messages.printing import PrintEnded, PrintSlip, Slip
from kiosk.print_state import PrintState
from offline_queue.printing import journal
from offline_queue.printing.journal import Job
from offline_queue.printing.printer_link import PrinterLink
from offline_queue.store.commits import StoreError
from offline_queue.store.writer import Store

JOB_DEADLINE_S = 15.0
"""A slip takes two seconds; beyond this the printer hangs."""
STOP_PATIENCE_S = 5.0
"""How long an ending service waits for the slip that is being printed."""

_OUTCOMES = (PrintState.PRINTED, PrintState.FAILED, PrintState.UNKNOWN)

log = logging.getLogger("offline_queue.printing")


class Printing:
    """The printing thread. `slip_of` builds the slip of a job (it may read the store);
    `on_news` is told each durable change, `on_end` that a record for the platform was added."""

    def __init__(
        self,
        store: Store,
        link: PrinterLink,
        clock: Clock,
        slip_of: Callable[[Job], Slip],
        on_news: Callable[[Job], None],
        on_end: Callable[[], None],
        deadline_s: float = JOB_DEADLINE_S,
    ) -> None:
        self._store = store
        self._link = link
        self._clock = clock
        self._slip_of = slip_of
        self._on_news = on_news
        self._on_end = on_end
        self._deadline_s = deadline_s
        self._active: set[str] = set()
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._stopping = False
        self._released = threading.Event()
        self._released.set()
        self._thread = threading.Thread(target=self._run, name="printing", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Wait for the job in hand for a while; jobs not begun stay reserved, so never printed."""
        self._stopping = True
        self._released.set()
        self._jobs.put(None)
        if self._thread.is_alive():
            self._thread.join(STOP_PATIENCE_S)

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
        if on:
            self._released.clear()
        else:
            self._released.set()

    def hand_over(self, job: Job) -> None:
        """Print a job that is reserved on disk."""
        self._jobs.put(job)

    def _run(self) -> None:
        while True:
            job = self._jobs.get()
            self._released.wait()
            if job is None or self._stopping:
                return
            self._carry_out(job)
            self._active.discard(job.job_id)

    def _carry_out(self, job: Job) -> None:
        try:
            self._move(job, PrintState.RENDERING)
            slip = self._slip_of(job)
            self._move(job, PrintState.SPOOLED)
            self._move(job, PrintState.PRINTING)
        except StoreError as error:  # the intent is not on disk, so nothing is sent
            log.error("%s job not printed", error.fault.value)
            self._on_news(replace(job, state=PrintState.FAILED, fault=error.fault))
            return
        ended = self._link.carry_out(PrintSlip(job.job_id, slip, self._deadline_s))
        if ended.state not in _OUTCOMES:
            ended = PrintEnded(job.job_id, PrintState.UNKNOWN, Fault.PRINT_ERROR)
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
