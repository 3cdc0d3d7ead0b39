"""What a device's runner told, in order, with a way to wait for it."""

import threading
import time
from collections.abc import Callable
from typing import Any

from msgspec import Struct

from devices.contract import command_id
from kiosk.device import DeviceStatus
from kiosk.messages.devices import Acknowledged, CommandFailed, StatusChanged
from kiosk.messages.printing import PrintEnded

PATIENCE_S = 30.0
"""No statement about speed: later than this, it counts as never."""


class Said(Struct, frozen=True):
    at: float
    """CLOCK_MONOTONIC."""
    message: Any


class Heard:
    """Give `put` as `emit`. `done` are the message types that end a command with success."""

    def __init__(self, *done: type[Any]) -> None:
        self._ends: tuple[type[Any], ...] = (*done, CommandFailed, PrintEnded)
        self._said: list[Said] = []
        self._change = threading.Condition()

    def put(self, message: object) -> None:
        with self._change:
            self._said.append(Said(time.monotonic(), message))
            self._change.notify_all()

    def all(self) -> list[Said]:
        with self._change:
            return list(self._said)

    def messages(self) -> list[Any]:
        return [said.message for said in self.all()]

    def forget(self) -> None:
        with self._change:
            self._said.clear()

    def until(self, what: str, true: Callable[[], bool], patience_s: float = PATIENCE_S) -> None:
        """Wait for `true`, looked at after each message and now and then."""
        end = time.monotonic() + patience_s
        while not true():
            if time.monotonic() >= end:
                raise AssertionError(f"never: {what}; heard {self.short()}")
            with self._change:
                self._change.wait(0.02)

    def about(self, command: str) -> list[Said]:
        """Everything said about this command; not what merely names its job, as the news that its
        ticket was taken."""
        return [said for said in self.all() if command_id(said.message) == command]

    def completions(self, command: str) -> list[Said]:
        return [said for said in self.about(command) if isinstance(said.message, self._ends)]

    def completion(self, command: str, patience_s: float = PATIENCE_S) -> Any:
        """The completion, as soon as it is there."""
        what = f"a completion of {command}"
        self.until(what, lambda: bool(self.completions(command)), patience_s)
        return self.completions(command)[0].message

    def statuses(self) -> list[DeviceStatus]:
        return [m.status for m in self.messages() if isinstance(m, StatusChanged)]

    def status(
        self, what: str, where: Callable[[DeviceStatus], bool], patience_s: float = PATIENCE_S
    ) -> DeviceStatus:
        """The last status, as soon as it is so."""
        self.until(what, lambda: bool(s := self.statuses()) and where(s[-1]), patience_s)
        return self.statuses()[-1]

    def short(self) -> list[str]:
        """The last messages, cut: pictures are not for a report."""
        return [str(message)[:200] for message in self.messages()[-20:]]

    def wrong(self, command: str) -> str:
        """What breaks the contract in what was said about this command, "" where nothing does."""
        said = [one.message for one in self.about(command)]
        kinds = [type(message).__name__ for message in said]
        acknowledged = sum(isinstance(message, Acknowledged) for message in said)
        if len(self.completions(command)) != 1:
            return f"not one completion: {kinds}"
        if not isinstance(said[-1], self._ends):
            return f"told after its completion: {kinds}"
        refused = len(said) == 1 and not acknowledged
        if not refused and (acknowledged != 1 or not isinstance(said[0], Acknowledged)):
            return f"not acknowledged once and first: {kinds}"
        return ""
