"""Runs one driver on a thread of its own and keeps the contract of kiosk.messages.devices.

Each command is acknowledged, may tell progress, and gets exactly one completion within its deadline
(and a grace), whatever the driver does. A call that never returns is left behind with its thread;
another thread opens the device anew with a fresh driver. What is lost is opened again with capped
pauses that reset after health. The status has one writer: the thread that has the device now.
"""

import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any

from devices.contract import Driver, Failure, Tell
from devices.job import BUG, BUSY, CANCELLED, HUNG, NOT_FITTED, Job, Over, fail_all, nothing
from devices.watch import Watch
from devices.worker import Pace, Worker
from kiosk.device import DeviceState, DeviceStatus
from kiosk.messages.devices import Acknowledged, StatusChanged
from kiosk.values import replace

MOST_WAITING = 16
"""Commands that may wait for a queueing device; one more is refused."""

Answer = Callable[[DeviceStatus], None]


class DeviceRunner:
    """`emit` gets every message about the device, on the thread where it arises; it must not block
    for long. `on_stuck` is called where only a new process can bring the device back."""

    def __init__(
        self,
        make: Callable[[], Driver],
        emit: Tell,
        on_stuck: Callable[[], None] = lambda: None,
        pace: Pace | None = None,
    ) -> None:
        self._make = make
        self._emit = emit
        self.stuck = on_stuck
        self.pace = pace or Pace()
        self.changed = threading.Condition()
        self._telling = threading.Lock()
        """Held while a status is told, so that they are told in the order in which they were read.
        Nothing is ever told under `changed`: who is told may ask for something at once."""
        self.jobs: deque[Job] = deque()
        self.asks: deque[Answer] = deque()
        self.current: Job | None = None
        self.closing = False
        self.left_behind = 0
        """Threads that hang in a library call now."""
        driver = make()
        self.device, self.capabilities = driver.device, driver.capabilities
        self._status = driver.capabilities.unheard(DeviceState.STARTING)
        self.worker = Worker(self, driver)
        self._watch = Watch(self)

    def start(self) -> "DeviceRunner":
        self.worker.start()
        self._watch.start()
        return self

    @property
    def status(self) -> DeviceStatus:
        return self._status

    @property
    def busy(self) -> bool:
        """A command that was cancelled is about to end: the next one may wait for that."""
        current = self.current
        return bool(self.jobs) or (current is not None and not current.token.cancelled)

    def submit(
        self, command: Any, tell: Tell | None = None, over: Over = nothing, owner: object = None
    ) -> None:
        """Acknowledge and perform `command`, or complete it as failed at once.

        Its messages go to `tell` (without one to `emit`); after its completion `over` is called.
        Ids are the `owner`'s own: another's may be the same.
        """
        job = Job(command, self.worker.driver, tell or self._emit, over, owner)
        refusal = job.acknowledge(Acknowledged(job.id, self.device), lambda: self._accept(job))
        if refusal is not None:
            job.fail(refusal)

    def cancel(self, command: str | None, owner: object = None) -> None:
        """End this command of the `owner` early (None: all of them); each gets its completion."""
        with self.changed:
            waiting = [job for job in self.jobs if job.is_of(owner, command)]
            for job in waiting:
                self.jobs.remove(job)
            if self.current is not None and self.current.is_of(owner, command):
                self.current.token.cancel()
        fail_all(waiting, CANCELLED)

    def ask(self, done: Answer) -> None:
        """Read the status from the device; of one that is at work, tell what it read last."""
        with self.changed:
            at_work = self.current is not None and not self.current.token.over
            if not (at_work or self.jobs or self.closing):
                self.asks.append(done)
                self.changed.notify_all()
                return
        done(self._status)

    def close(self) -> None:
        """Cancel what runs, complete what waits, end the threads. Not from `emit`."""
        self._stop(CANCELLED)
        if self._watch.is_alive():
            self._watch.join(self.pace.close_s)  # first: it may just put another worker there
        if self.worker.is_alive():
            self.worker.join(self.pace.close_s)
        if self.worker.is_alive():
            job = self._dismiss(self.worker)
            if job is not None:
                job.fail(HUNG)

    def _stop(self, failure: Failure) -> None:
        """Accept nothing more; cancel what runs, complete what waits as failed."""
        with self.changed:
            self.closing = True
            jobs, answers = list(self.jobs), list(self.asks)
            self.jobs.clear()
            self.asks.clear()
            self.worker.token.cancel()
            if self.current is not None:
                self.current.token.cancel()
            self.changed.notify_all()
        fail_all(jobs, failure)
        for done in answers:
            done(self._status)

    def _accept(self, job: Job) -> Failure | None:
        """Put it into the queue, or say why not."""
        with self.changed:
            if type(job.command).__name__ not in self.capabilities.commands:
                return NOT_FITTED
            full = len(self.jobs) >= MOST_WAITING if self.capabilities.queues else self.busy
            if self.closing or full:
                return BUSY
            self.jobs.append(job)
            self.changed.notify_all()
            return None

    # --- for the worker -------------------------------------------------------------------------

    def wanted(self, worker: Worker, seconds: float) -> None:
        """Wait until somebody wants the device, or for `seconds`."""
        with self.changed:
            self.changed.wait_for(
                lambda: worker.dismissed or self.closing or self.jobs or self.asks, seconds
            )

    def next_job(self, worker: Worker, seconds: float) -> Job | None:
        """What to perform; None where it is time to look at the device, or to end."""
        with self.changed:
            self.wanted(worker, seconds)
            if worker.dismissed or self.closing or self.asks or not self.jobs:
                return None
            self.current = self.jobs.popleft()
            return self.current

    def done(self, worker: Worker) -> None:
        with self.changed:
            if not worker.dismissed:
                self.current = None

    def publish(self, worker: Worker, status: DeviceStatus) -> None:
        with self._telling:
            if not (worker.dismissed or self.closing):
                self._tell(self.capabilities.limited(status))

    def _tell(self, status: DeviceStatus) -> None:
        if status != self._status:
            self._status = status
            self._emit(StatusChanged(self.device, status))

    def announce(self, worker: Worker, message: object) -> None:
        with self._telling:
            if not worker.dismissed:
                self._emit(message)

    def asked(self) -> int:
        """How many wait for the status."""
        return len(self.asks)

    def answer(self, worker: Worker, most: int = sys.maxsize) -> None:
        """Tell the status to the first `most` of who asked for it."""
        with self.changed:
            if worker.dismissed:
                return
            answers = [self.asks.popleft() for _ in range(min(most, len(self.asks)))]
        for done in answers:
            done(self._status)

    def fail_waiting(self, worker: Worker, failure: Failure) -> None:
        with self.changed:
            if worker.dismissed:
                return
            jobs = list(self.jobs)
            self.jobs.clear()
        fail_all(jobs, failure)

    def ended(self, worker: Worker, well: bool) -> None:
        """The last that a thread does. After a bug nobody has the device any more: a fresh process
        is the only honest way on."""
        with self.changed:
            if worker.dismissed:
                self.left_behind -= 1
                return
        if well:
            return
        try:
            with self._telling:
                self._tell(self.capabilities.unheard(DeviceState.UNKNOWN, BUG.detail))
            self._stop(replace(BUG, begun=False))
        finally:
            self.stuck()

    # --- for the watch ----------------------------------------------------------------------------

    def renew(self, hung: Worker) -> None:
        """Leave the thread behind, end its command, open the device anew."""
        driver = self._make()
        driver.follow(hung.driver)
        with self._telling:
            with self.changed:
                if self.closing or not hung.hangs(time.monotonic()):
                    return  # it came back meanwhile
                job = self._dismiss(hung)
                self.worker = Worker(self, driver)
            self._tell(self.capabilities.unheard(DeviceState.UNKNOWN, HUNG.detail))
        self.answer(self.worker)
        self.worker.start()
        if job is not None:
            job.fail(HUNG)
        if self.left_behind > self.pace.most_left_behind:
            self.stuck()

    def _dismiss(self, hung: Worker) -> Job | None:
        """Nothing that this thread does is heard any more. Its command, which has no completion."""
        with self.changed:
            hung.dismissed = True
            hung.token.end()
            self.left_behind += 1
            job, self.current = self.current, None
            return job
