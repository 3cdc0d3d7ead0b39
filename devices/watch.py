"""The thread beside the one that has the device: notices what is late and what hangs."""

import threading
import time
from collections import deque
from typing import Protocol

from devices.contract import Failure
from devices.job import OVERDUE, Job
from devices.worker import Pace, Worker
from kiosk.device import CompletionCode, Device
from kiosk.faults import Fault


class Watched(Protocol):
    """What is looked at (devices.runner)."""

    device: Device
    closing: bool
    changed: threading.Condition
    pace: Pace
    jobs: deque[Job]
    current: Job | None
    worker: Worker

    def renew(self, hung: Worker) -> None: ...
    def stuck(self) -> None: ...


class Watch(threading.Thread):
    ends_in_order = True
    """As of a Worker."""

    def __init__(self, runner: Watched) -> None:
        super().__init__(name=f"{runner.device} watch", daemon=True)
        self._runner = runner

    def run(self) -> None:
        try:
            while not self._runner.closing:
                self._look()
        finally:
            if not self._runner.closing:
                self._runner.stuck()  # a bug: nothing that hangs would ever be noticed again

    def _look(self) -> None:
        runner = self._runner
        with runner.changed:
            runner.changed.wait(runner.pace.watch_s)
            now = time.monotonic()
            late = [job for job in runner.jobs if now >= job.token.until]
            for job in late:
                runner.jobs.remove(job)
            current = runner.current
            hung = runner.worker if runner.worker.hangs(now) else None
        fault = Fault.DEVICE_BUSY if current is not None else Fault.DEVICE_TIMED_OUT
        for job in late:
            job.fail(Failure(CompletionCode.TIMED_OUT, fault, begun=False))
        if hung is not None:
            runner.renew(hung)
        elif current is not None and now >= current.token.until + runner.pace.grace_s:
            current.fail(OVERDUE)  # its call may take longer than the command
