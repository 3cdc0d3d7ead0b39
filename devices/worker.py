"""The thread that has the device: opens it, polls it while idle, performs one command at a time."""

import threading
import time
from collections.abc import Callable
from typing import Protocol

from msgspec import Struct

from devices.contract import DeviceLost, Driver, Failure, Refused, Stopped, Token
from devices.job import BUG, Job
from kiosk.device import CompletionCode, DeviceState, DeviceStatus
from kiosk.faults import Fault


class Pace(Struct, frozen=True):
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


class Employer(Protocol):
    """What the thread needs of the runner that employs it (devices.runner)."""

    pace: Pace
    closing: bool
    left_behind: int

    def wanted(self, worker: "Worker", seconds: float) -> None: ...
    def next_job(self, worker: "Worker", seconds: float) -> Job | None: ...
    def done(self, worker: "Worker") -> None: ...
    def publish(self, worker: "Worker", status: DeviceStatus) -> None: ...
    def announce(self, worker: "Worker", message: object) -> None: ...
    def asked(self) -> int: ...
    def answer(self, worker: "Worker", most: int = ...) -> None: ...
    def fail_waiting(self, worker: "Worker", failure: Failure) -> None: ...
    def ended(self, worker: "Worker", well: bool) -> None: ...
    def stuck(self) -> None: ...


_STOPPED = {
    CompletionCode.CANCELED: Fault.DEVICE_CANCELLED,
    CompletionCode.TIMED_OUT: Fault.DEVICE_TIMED_OUT,
}


class Worker(threading.Thread):
    ends_in_order = True
    """After a bug its runner completes every command and asks for a new process: another device of
    this one may be in the middle of a print."""

    def __init__(self, runner: Employer, driver: Driver) -> None:
        super().__init__(name=str(driver.device), daemon=True)
        self._runner = runner
        self.driver = driver
        self.dismissed = False
        self.token = Token(float("inf"))
        """Of the call that runs now; without a limit while none does."""
        self._pause = runner.pace.first_pause_s
        self._opened = 0.0
        """CLOCK_MONOTONIC; 0 while it is not open."""
        driver.announce = lambda message: runner.announce(self, message)
        driver.publish = self._publish

    def hangs(self, now: float) -> bool:
        return now >= self.token.call_until + self._runner.pace.grace_s

    def run(self) -> None:
        well = False
        try:
            while self._goes_on():
                self._session()
                self._runner.wanted(self, self._next_pause())
            well = True
        finally:
            self.token.close()
            self._runner.ended(self, well)

    def _goes_on(self) -> bool:
        return not (self.dismissed or self._runner.closing)

    def _session(self) -> None:
        """From opening the device to losing it."""
        self._opened = 0.0
        try:
            self._look(self.driver.open, self.driver.open_limit_s)
            self._opened = time.monotonic()
            while self._goes_on():
                job = self._runner.next_job(self, self.driver.poll_s)
                if job is not None:
                    self._perform(job)
                elif self._goes_on():
                    self._look(self.driver.poll, self.driver.poll_limit_s)
        except DeviceLost as lost:
            self._lose(lost)
        except Stopped as stopped:
            if self._goes_on():
                state, fault = DeviceState.UNKNOWN, Fault.DEVICE_TIMED_OUT
                self._lose(DeviceLost(state, fault, stopped.code.value))
        finally:
            self._use(Token(time.monotonic() + self.driver.close_limit_s))
            self.driver.close()
            self._rest()

    def _next_pause(self) -> float:
        """Longer each time, unless the device was there for a while."""
        pace = self._runner.pace
        if self._opened and time.monotonic() - self._opened >= pace.healthy_s:
            self._pause = pace.first_pause_s
        pause, self._pause = self._pause, min(self._pause * 2, pace.longest_pause_s)
        return pause

    def _look(self, read: Callable[[Token], DeviceStatus], limit_s: float) -> None:
        """Publish what the device says, and answer who had asked for it before."""
        asked = self._runner.asked()
        status = read(self._use(Token(time.monotonic() + limit_s)))
        self._rest()
        self._publish(status)
        self._runner.answer(self, asked)

    def _perform(self, job: Job) -> None:
        """The device is free for the next command before the completion of this one is told: who
        hears it may ask for the next at once."""
        begun = False
        completion: object = BUG
        try:
            command, token = job.command, self._use(job.token)
            token.check()
            begun = True
            completion = self.driver.perform(command, job.say, token)
        except Refused as refused:
            completion = Failure(refused.code, refused.fault, refused.detail)
        except Stopped as stopped:
            completion = Failure(stopped.code, _STOPPED[stopped.code], begun=begun)
        except DeviceLost as lost:
            completion = Failure(CompletionCode.DEVICE_NOT_READY, lost.fault, lost.detail)
            raise
        finally:
            self._rest()
            self._runner.done(self)
            if isinstance(completion, Failure):
                job.fail(completion)
            else:
                job.end(completion)

    def _lose(self, lost: DeviceLost) -> None:
        """Say so, and answer who wanted the device just now."""
        detail = f"{lost.fault.value} {lost.detail}".strip()
        self._publish(DeviceStatus(lost.state, detail=detail))
        self._runner.answer(self)
        if not self._opened:
            code = CompletionCode.DEVICE_NOT_READY
            self._runner.fail_waiting(self, Failure(code, lost.fault, lost.detail, begun=False))
        if lost.state is DeviceState.BUSY and self._runner.left_behind:
            self._runner.stuck()  # a hung thread of ours holds it

    def _use(self, token: Token) -> Token:
        old, self.token = self.token, token
        old.close()
        if self._runner.closing:  # what close() cancelled may have been the one before
            token.cancel()
        return token

    def _rest(self) -> None:
        self._use(Token(float("inf")))

    def _publish(self, status: DeviceStatus) -> None:
        self._runner.publish(self, status)
