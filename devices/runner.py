"""Runs one driver on a thread of its own and keeps the contract of kiosk.messages.devices.

Each command is acknowledged, may tell progress, and gets exactly one completion within its deadline
(and a grace), whatever the driver does. A call that never returns is left behind with its thread;
another thread opens the device anew with a fresh driver. What is lost is opened again with capped
pauses that reset after health. The status has one writer: the thread that has the device now.
"""

import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any

from devices.contract import Driver, Failure, Tell
from devices.job import Ask, Job
from devices.worker import Pace, Worker
from kiosk.device import CompletionCode, DeviceState, DeviceStatus
from kiosk.faults import Fault
from kiosk.messages.devices import Acknowledged, StatusChanged

MOST_WAITING = 16
"""Commands that may wait for a queueing device; one more is refused."""


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
        self._on_stuck = on_stuck
        self.pace = pace or Pace()
        self.changed = threading.Condition()
        self._jobs: deque[Job] = deque()
        self._asks: deque[Ask] = deque()
        self._current: Job | None = None
        self.closing = False
        self.left_behind = 0
        """Threads that hang in a library call."""
        driver = make()
        self.device, self.capabilities = driver.device, driver.capabilities
        self._status = driver.capabilities.unheard(DeviceState.STARTING)
        self._worker = Worker(self, driver)
        self._watcher = threading.Thread(target=self._watch, name=f"{self.device} watch")
        self._watcher.daemon = True

    def start(self) -> "DeviceRunner":
        self._worker.start()
        self._watcher.start()
        return self

    @property
    def status(self) -> DeviceStatus:
        return self._status

    def submit(self, command: Any) -> None:
        """Acknowledge and perform `command`, or complete it as failed at once."""
        job = Job(command, self._worker.driver, self._emit)
        refusal = self._accept(job)
        if refusal is not None:
            job.fail(refusal)

    def cancel(self, command: str) -> None:
        """End this command early; it gets its completion. Nothing where it is not here."""
        with self.changed:
            waiting = [job for job in self._jobs if job.id == command]
            for job in waiting:
                self._jobs.remove(job)
            if self._current is not None and self._current.id == command:
                self._current.token.cancel()
        for job in waiting:
            job.fail(Failure(CompletionCode.CANCELED, Fault.DEVICE_CANCELLED, begun=False))

    def ask(self, done: Callable[[DeviceStatus], None]) -> None:
        """Read the status from the device; while a command runs, the last one it read is told."""
        with self.changed:
            if self._current is None:
                self._asks.append(Ask(done))
                self.changed.notify_all()
                return
        done(self._status)

    def close(self) -> None:
        """Cancel what runs, complete what waits, end the threads. Not from `emit`."""
        with self.changed:
            self.closing = True
            jobs = list(self._jobs)
            self._jobs.clear()
            self._worker.token.cancel()
            if self._current is not None:
                self._current.token.cancel()
            self.changed.notify_all()
        for job in jobs:
            job.fail(Failure(CompletionCode.CANCELED, Fault.DEVICE_CANCELLED, begun=False))
        self._worker.join(self.pace.close_s)
        self._watcher.join(self.pace.close_s)

    def _accept(self, job: Job) -> Failure | None:
        """Under the lock: put into the queue and acknowledge, or say why not."""
        with self.changed:
            if type(job.command).__name__ not in self.capabilities.commands:
                code, fault = CompletionCode.UNSUPPORTED_COMMAND, Fault.DEVICE_NOT_FITTED
                return Failure(code, fault, begun=False)
            busy = self._current is not None or bool(self._jobs)
            most = MOST_WAITING if self.capabilities.queues else 1
            if self.closing or (busy and not self.capabilities.queues) or len(self._jobs) >= most:
                code, fault = CompletionCode.SEQUENCE_ERROR, Fault.DEVICE_BUSY
                return Failure(code, fault, begun=False)
            job.say(Acknowledged(job.id, self.device))
            self._jobs.append(job)
            self.changed.notify_all()
            return None

    # --- for the worker -------------------------------------------------------------------------

    def next_task(self, worker: Worker, seconds: float) -> Job | Ask | None:
        """The next thing to do, None after `seconds` without one or where `worker` is dismissed."""
        until = time.monotonic() + seconds
        with self.changed:
            while not (worker.dismissed or self.closing):
                if self._asks:
                    return self._asks.popleft()
                if self._jobs:
                    self._current = self._jobs.popleft()
                    return self._current
                left = until - time.monotonic()
                if left <= 0:
                    return None
                self.changed.wait(left)
        return None

    def done(self, worker: Worker) -> None:
        with self.changed:
            if not worker.dismissed:
                self._current = None

    def publish(self, worker: Worker, status: DeviceStatus) -> None:
        status = self.capabilities.limited(status)
        with self.changed:
            if worker.dismissed or self.closing or status == self._status:
                return
            self._status = status
            self._emit(StatusChanged(self.device, status))

    def announce(self, worker: Worker, message: object) -> None:
        if not worker.dismissed:
            self._emit(message)

    def stuck(self) -> None:
        self._on_stuck()

    # --- the watch ------------------------------------------------------------------------------

    def _watch(self) -> None:
        while True:
            with self.changed:
                if self.closing:
                    return
                self.changed.wait(self.pace.watch_s)
                now = time.monotonic()
                late = [job for job in self._jobs if now >= job.token.until]
                for job in late:
                    self._jobs.remove(job)
                hung = self._worker if self._worker.hangs(now) else None
            for job in late:
                job.fail(Failure(CompletionCode.TIMED_OUT, Fault.DEVICE_BUSY, begun=False))
            if hung is not None:
                self._replace(hung)

    def _replace(self, hung: Worker) -> None:
        """Leave the thread behind, end its command, open the device anew."""
        driver = self._make()
        with self.changed:
            hung.dismissed = True
            self.left_behind += 1
            job, self._current = self._current, None
            status = self.capabilities.unheard(DeviceState.UNKNOWN, "a call never returned")
            self._status = status
            self._emit(StatusChanged(self.device, status))
            self._worker = Worker(self, driver)
            self._worker.start()
        if job is not None:
            detail = "a call never returned"
            job.fail(Failure(CompletionCode.HARDWARE_ERROR, Fault.DEVICE_HUNG, detail))
        if self.left_behind > self.pace.most_left_behind:
            self.stuck()
