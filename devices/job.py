"""What a device is asked to do: one command with its one completion, or a look at its status."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from devices.contract import Driver, Failure, Tell, Token, command_id
from kiosk.device import DeviceStatus

DEFAULT_DEADLINE_S = 30.0


@dataclass(frozen=True, slots=True)
class Ask:
    """Read the status now, then call back with it."""

    done: Callable[[DeviceStatus], None]


class Job:
    """One command on its way: acknowledgement, progress, exactly one completion.

    Thread-safe. After the completion nothing more of it is said, whoever tries.
    """

    def __init__(self, command: Any, driver: Driver, emit: Tell) -> None:
        self.command = command
        self.id = command_id(command)
        seconds = float(getattr(command, "deadline_s", DEFAULT_DEADLINE_S))
        self.token = Token(time.monotonic() + seconds)
        self._driver = driver
        self._emit = emit
        self._lock = threading.Lock()
        self._over = False

    def say(self, message: object) -> None:
        """Acknowledgement or progress."""
        with self._lock:
            if not self._over:
                self._emit(message)

    def end(self, completion: object) -> None:
        with self._lock:
            if self._over:
                return
            self._over = True
            self._emit(completion)
        self.command = None  # what was asked may be personal

    def fail(self, failure: Failure) -> None:
        command = self.command
        if command is not None:
            self.end(self._driver.failed(command, failure))
