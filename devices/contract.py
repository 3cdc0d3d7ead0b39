"""What a driver is: synchronous, used by one thread, every call bounded. devices/runner does the
rest: threads, deadlines, one completion for each command, back-off, what hangs.

A driver raises DeviceLost where the device is not there or answers nothing it can use, lets
Stopped pass through (the citizen left, or time is up), and lets no exception of a library out.
"""

import os
import select
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from msgspec import Struct

from kiosk.device import Capabilities, CompletionCode, Device, DeviceState, DeviceStatus
from kiosk.faults import Fault
from kiosk.messages.devices import CommandFailed, MediaMoved

Tell = Callable[[object], None]


class DeviceLost(Exception):
    """The device cannot be used now. `detail` is for the operator and names no person."""

    def __init__(self, state: DeviceState, fault: Fault, detail: str = "") -> None:
        super().__init__(f"{fault.value} {detail}")
        self.state = state
        self.fault = fault
        self.detail = detail


class Stopped(Exception):
    """The call is no longer wanted: CANCELED or TIMED_OUT."""

    def __init__(self, code: CompletionCode) -> None:
        super().__init__(code.value)
        self.code = code


class Refused(Exception):
    """The device is well, but this command cannot succeed: a card of another kind, no page found,
    a document that the printer rejects. Ends the command, not the session with the device."""

    def __init__(
        self, fault: Fault, code: CompletionCode = CompletionCode.USER_ERROR, detail: str = ""
    ) -> None:
        super().__init__(f"{fault.value} {detail}")
        self.fault = fault
        self.code = code
        self.detail = detail


class Token:
    """The permission to go on: a deadline (CLOCK_MONOTONIC `until`) and a way to be cancelled.

    Safe from any thread; closed by the thread whose call it was made for.
    """

    def __init__(self, until: float) -> None:
        self.until = until
        self.cancelled = False
        self.over = False
        """Nobody hears any more what this call does: its command has its completion, or another
        thread has the device. Set with `cancelled`."""
        self.call_until = until
        """The watchdog's limit: later than this the thread counts as hung."""
        self._fd = -1
        self._closed = False
        self._lock = threading.Lock()

    @property
    def fd(self) -> int:
        """Readable from the cancellation on, for drivers that wait in select; -1 once closed."""
        with self._lock:
            if self._fd < 0 and not self._closed:
                self._fd = os.eventfd(int(self.cancelled), os.EFD_NONBLOCK | os.EFD_CLOEXEC)
            return self._fd

    def cancel(self) -> None:
        with self._lock:
            self.cancelled = True
            if self._fd >= 0:
                os.eventfd_write(self._fd, 1)

    def end(self) -> None:
        """Cancel for good."""
        self.over = True
        self.cancel()

    def left(self) -> float:
        """Seconds until the deadline, never negative."""
        return max(0.0, self.until - time.monotonic())

    def check(self) -> None:
        """Raises Stopped where the command was cancelled or its time is up."""
        if self.cancelled:
            raise Stopped(CompletionCode.CANCELED)
        if time.monotonic() >= self.until:
            raise Stopped(CompletionCode.TIMED_OUT)

    def wait(self, seconds: float) -> None:
        """Sleep, but no longer than the command is wanted. Raises Stopped."""
        self.check()
        select.select([self.fd], [], [], min(seconds, self.left()))
        self.check()

    @contextmanager
    def call(self, limit_s: float) -> Iterator[None]:
        """Around a library call that may never return: after `limit_s` this thread is left behind,
        the command fails, and the device is opened anew by another thread. A limit beyond the
        command's deadline gives the call its time; the completion comes at the deadline."""
        before, self.call_until = self.call_until, time.monotonic() + limit_s
        try:
            yield
        finally:
            self.call_until = before

    def close(self) -> None:
        """Nothing is permitted any more. Safe to call twice."""
        with self._lock:
            self.cancelled = self._closed = True
            fd, self._fd = self._fd, -1
            if fd >= 0:
                os.close(fd)


class Failure(Struct, frozen=True):
    """Why a command did not succeed. `begun`: the driver had already been given it."""

    code: CompletionCode
    fault: Fault
    detail: str = ""
    begun: bool = True


class Driver(ABC):
    """One device. All methods run on one thread at a time, `close` also after a failure of any.

    Set by the runner before `open`, for use during any call: `announce` takes messages that nobody
    asked for (MediaMoved), `publish` a status that was read while a command goes on.
    """

    device: Device
    capabilities: Capabilities
    poll_s: float = 5.0
    """How often an idle device is asked whether it is still there."""
    open_limit_s: float = 10.0
    poll_limit_s: float = 5.0
    close_limit_s: float = 2.0
    """Later than this, and a grace, `open`, `poll` and `close` count as hung."""
    announce: Tell = staticmethod(lambda _message: None)
    publish: Callable[[DeviceStatus], None] = staticmethod(lambda _status: None)

    def follow(self, former: "Driver") -> None:  # noqa: B027 # most drivers learn nothing
        """Take over what `former`, of the same make, has learnt of the device. Called before
        `open` where the thread of `former` hangs: read plain values of it, call nothing."""

    @abstractmethod
    def open(self, token: Token) -> DeviceStatus:
        """Connect and read the first status. Raises DeviceLost or Stopped."""

    @abstractmethod
    def poll(self, token: Token) -> DeviceStatus:
        """Read the status of the idle device. Raises DeviceLost or Stopped."""

    @abstractmethod
    def perform(self, command: Any, tell: Tell, token: Token) -> object:
        """Do it: `tell` progress, return the completion message.

        Raises Refused, DeviceLost or Stopped; `failed` then makes the completion.
        """

    @abstractmethod
    def close(self) -> None:
        """Free everything; nothing personal stays in reach. Never raises."""

    def failed(self, command: Any, failure: Failure) -> object:
        """The completion of a command that did not succeed. Pure; may run on any thread."""
        return CommandFailed(
            command_id(command), self.device, failure.code, failure.fault, failure.detail
        )


def command_id(message: Any) -> str:
    """The command that a message is or belongs to: `command`, or for prints `job_id`; "" for news
    that nobody asked for, also where it names the job that printed what moved."""
    if isinstance(message, MediaMoved):
        return message.command
    return str(getattr(message, "command", None) or getattr(message, "job_id", ""))
