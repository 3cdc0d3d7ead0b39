"""The thread that has the device: opens it, polls it while idle, performs one command at a time."""

import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from devices.contract import DeviceLost, Driver, Failure, Refused, Stopped, Token
from devices.job import Ask, Job
from kiosk.device import CompletionCode, DeviceState, DeviceStatus
from kiosk.faults import Fault

if TYPE_CHECKING:
    from devices.runner import DeviceRunner


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds, unless said otherwise."""

    first_pause_s: float = 0.1
    longest_pause_s: float = 3.0
    healthy_s: float = 2.0
    """A device that served so long starts again from the first pause."""
    grace_s: float = 0.5
    """A driver must notice its own deadline; so long after it, its thread counts as hung."""
    watch_s: float = 0.1
    close_s: float = 2.0
    most_left_behind: int = 4
    """More hung threads than this, and the process asks to be replaced."""


_STOPPED = {
    CompletionCode.CANCELED: Fault.DEVICE_CANCELLED,
    CompletionCode.TIMED_OUT: Fault.DEVICE_TIMED_OUT,
}


class Worker(threading.Thread):
    def __init__(self, runner: "DeviceRunner", driver: Driver) -> None:
        super().__init__(name=str(driver.device), daemon=True)
        self._runner = runner
        self.driver = driver
        self.dismissed = False
        self.token = Token(float("inf"))
        """Of the call that runs now."""
        self._pause = runner.pace.first_pause_s
        self._waiting = False
        driver.announce = lambda message: runner.announce(self, message)

    def hangs(self, now: float) -> bool:
        return not self._waiting and now >= self.token.call_until + self._runner.pace.grace_s

    def run(self) -> None:
        clean = False
        try:
            task: Job | Ask | None = None
            while self._goes_on():
                task = self._session(task)
            clean = True
        finally:
            self.token.close()
            if not clean and not self.dismissed:
                self._runner.stuck()  # a bug: a fresh process is the only honest way on

    def _goes_on(self) -> bool:
        return not (self.dismissed or self._runner.closing)

    def _session(self, task: Job | Ask | None) -> Job | Ask | None:
        """From opening the device to losing it, and a pause. A task that came in the pause ends it
        and is returned: it is worth a try at once."""
        began = time.monotonic()
        try:
            self._open(task)
            opened, task = task, None
            self._do(opened)
            while self._goes_on():
                self._do(self._next(self.driver.poll_s))
        except DeviceLost as lost:
            self._lose(lost, task)
        except Stopped as stopped:
            if self._goes_on():
                state, fault = DeviceState.UNKNOWN, Fault.DEVICE_TIMED_OUT
                self._lose(DeviceLost(state, fault, stopped.code.value), task)
        finally:
            self.driver.close()
        if time.monotonic() - began >= self._runner.pace.healthy_s:
            self._pause = self._runner.pace.first_pause_s
        pause, self._pause = self._pause, min(self._pause * 2, self._runner.pace.longest_pause_s)
        return self._next(pause)

    def _open(self, task: Job | Ask | None) -> None:
        until = time.monotonic() + self.driver.open_limit_s
        if isinstance(task, Job):
            until = min(until, task.token.until)
        self._publish(self.driver.open(self._use(Token(until))))

    def _next(self, seconds: float) -> Job | Ask | None:
        self._waiting = True
        task = self._runner.next_task(self, seconds)
        self._waiting = False
        return task

    def _do(self, task: Job | Ask | None) -> None:
        if isinstance(task, Job):
            self._perform(task)
        elif self._goes_on():
            until = time.monotonic() + self.driver.poll_limit_s
            self._publish(self.driver.poll(self._use(Token(until))))
            if task is not None:
                task.done(self._runner.status)

    def _perform(self, job: Job) -> None:
        try:
            job.end(self.driver.perform(job.command, job.say, self._use(job.token)))
        except Refused as refused:
            job.fail(Failure(refused.code, refused.fault, refused.detail))
        except Stopped as stopped:
            job.fail(Failure(stopped.code, _STOPPED[stopped.code]))
        except DeviceLost as lost:
            job.fail(Failure(CompletionCode.DEVICE_NOT_READY, lost.fault, lost.detail))
            raise
        finally:
            self._runner.done(self)
            self._use(Token(float("inf")))

    def _lose(self, lost: DeviceLost, task: Job | Ask | None) -> None:
        """Say so, and answer who wanted the device just now."""
        detail = f"{lost.fault.value} {lost.detail}".strip()
        self._publish(DeviceStatus(lost.state, detail=detail))
        if isinstance(task, Job):
            code = CompletionCode.DEVICE_NOT_READY
            task.fail(Failure(code, lost.fault, lost.detail, begun=False))
            self._runner.done(self)
        elif task is not None:
            task.done(self._runner.status)
        if lost.state is DeviceState.BUSY and self._runner.left_behind:
            self._runner.stuck()  # a hung thread of ours holds it

    def _use(self, token: Token) -> Token:
        old, self.token = self.token, token
        old.close()
        return token

    def _publish(self, status: DeviceStatus) -> None:
        self._runner.publish(self, status)
