"""One runner with a scripted device, closed and without a thread left at the end of the test."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

from devices.contract import Driver
from devices.runner import DeviceRunner
from devices.worker import Pace
from kiosk.device import DeviceState, DeviceStatus
from kiosk.messages.imaging import CodeRead
from tests.devices.conformance.heard import PATIENCE_S, Heard
from tests.devices.conformance.scripted import World, code_command

QUICK = Pace(
    first_pause_s=0.01, longest_pause_s=0.08, healthy_s=0.3, grace_s=0.1, watch_s=0.01, close_s=0.5
)


class Bench:
    """A runner on a World, what it told, and whether it asked for a new process."""

    def __init__(
        self,
        world: World,
        pace: Pace = QUICK,
        make: Callable[[], Driver] | None = None,
        kind: type[DeviceRunner] = DeviceRunner,
    ) -> None:
        self.world = world
        self.heard = Heard(CodeRead)
        self.stuck = threading.Event()
        self.runner = kind(make or world.make, self.heard.put, self.stuck.set, pace)

    def __enter__(self) -> "Bench":
        self.runner.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.runner.close()
        self.world.released.set()

    def online(self) -> None:
        self.heard.status("online", lambda status: status.state is DeviceState.ONLINE)

    def submit(self, name: str, deadline_s: float = 5.0) -> None:
        self.runner.submit(code_command(name, deadline_s))

    def until(self, what: str, true: Callable[[], bool]) -> None:
        self.heard.until(what, true)

    def performing(self, times: int = 1) -> None:
        """Wait until the device has been given so many commands."""
        self.until("a command is performed", lambda: self.world.count("perform") >= times)

    def ask(self) -> "Answer":
        answer = Answer()
        self.runner.ask(answer.put)
        return answer


class Online(Bench):
    """A bench whose device is there."""

    def __enter__(self) -> "Online":
        super().__enter__()
        self.online()
        return self


class Answer:
    """The answers to one question for the status."""

    def __init__(self) -> None:
        self._given: list[DeviceStatus] = []
        self._ready = threading.Event()

    def put(self, status: DeviceStatus) -> None:
        self._given.append(status)
        self._ready.set()

    def get(self, patience_s: float = PATIENCE_S) -> DeviceStatus:
        assert self._ready.wait(patience_s), "no answer came"
        assert len(self._given) == 1, "answered more than once"
        return self._given[0]


def open_files() -> set[str]:
    """What this process has open, one word for each: number and what it is."""
    found = set()
    for link in Path("/proc/self/fd").iterdir():
        try:
            found.add(f"{link.name} {link.readlink()}")
        except FileNotFoundError:  # the one that listed the folder
            continue
    return found


def threads() -> set[str]:
    return {f"{thread.ident} {thread.name}" for thread in threading.enumerate()}


def nothing_left(files: set[str], running: set[str]) -> None:
    """Fails where more is open, or runs, than at the beginning; gives threads time to end."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        if threads() <= running and len(open_files()) <= len(files):
            return
        time.sleep(0.01)
    raise AssertionError(f"left: {threads() - running}, {sorted(open_files() - files)}")
