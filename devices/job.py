"""What a device is asked to do: one command with its one completion."""

import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

from devices.contract import Driver, Failure, Tell, Token, command_id
from kiosk.device import CompletionCode
from kiosk.faults import Fault

DEFAULT_DEADLINE_S = 30.0
MOST_DEADLINE_S = 3600.0

NOT_FITTED = Failure(CompletionCode.UNSUPPORTED_COMMAND, Fault.DEVICE_NOT_FITTED, begun=False)
BUSY = Failure(CompletionCode.SEQUENCE_ERROR, Fault.DEVICE_BUSY, begun=False)
CANCELLED = Failure(CompletionCode.CANCELED, Fault.DEVICE_CANCELLED, begun=False)
HUNG = Failure(CompletionCode.HARDWARE_ERROR, Fault.DEVICE_HUNG, "a call never returned")
OVERDUE = Failure(CompletionCode.TIMED_OUT, Fault.DEVICE_TIMED_OUT, "a call takes longer")
BUG = Failure(CompletionCode.HARDWARE_ERROR, Fault.DEVICE_HOST_LOST, "a bug in the driver")


Over = Callable[[], None]


def nothing() -> None: ...


class Job:
    """One command on its way: acknowledgement, progress, exactly one completion.

    Thread-safe. After the completion nothing more of it is said, whoever tries.
    """

    def __init__(
        self,
        command: Any,
        driver: Driver,
        emit: Tell,
        over: Over = nothing,
        owner: object = None,
    ) -> None:
        self.command = command
        self.id = command_id(command)
        self._owner = owner
        seconds = max(0.0, float(getattr(command, "deadline_s", DEFAULT_DEADLINE_S)))  # NaN: 0
        self.token = Token(time.monotonic() + min(seconds, MOST_DEADLINE_S))
        self._driver = driver
        self._emit = emit
        self._when_over = over
        self._lock = threading.Lock()
        self._over = False

    def is_of(self, owner: object, command: str | None) -> bool:
        """Whether `owner` gave it, under this id (None: under any)."""
        return self._owner is owner and command in (None, self.id)

    def acknowledge(self, words: object, accept: Callable[[], Failure | None]) -> Failure | None:
        """Say `words` where `accept` gives no failure, before anything else is said of it."""
        with self._lock:
            refusal = accept()
            if refusal is None:
                self._emit(words)
            return refusal

    def say(self, message: object) -> None:
        """Progress."""
        with self._lock:
            if not self._over:
                self._emit(message)

    def end(self, completion: object) -> None:
        with self._lock:
            if self._over:
                return
            self._over = True
            self.token.end()
            self.command = None  # what was asked may be personal
            self._emit(completion)
        self._when_over()

    def fail(self, failure: Failure) -> None:
        command = self.command
        if command is not None:
            self.end(self._driver.failed(command, failure))


def fail_all(jobs: Iterable[Job], failure: Failure) -> None:
    for job in jobs:
        job.fail(failure)
