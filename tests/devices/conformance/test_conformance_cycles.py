"""Every device: nothing is left behind by opening, closing, commands and cancels."""

import fcntl
import os
import time
from pathlib import Path

import pytest

from devices.contract import Token
from tests.devices.conformance.bench import PATIENCE_S, DeviceBench
from tests.devices.conformance.running import nothing_left, open_files, threads
from tests.devices.conformance.subject import Subject

QUICK, MANY, SOAK = 3, 100, 10_000


def children() -> set[str]:
    """Processes that this one has started and not waited for."""
    tasks = Path("/proc/self/task").iterdir()
    return {pid for task in tasks for pid in (task / "children").read_text().split()}


def shared_memory() -> set[Path]:
    return set(Path("/dev/shm").iterdir())


def is_abandoned(path: Path) -> bool:
    """Whoever uses shared memory holds a lock on it, also a test beside this one."""
    try:
        file = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(file)
    return True


class Leftovers:
    def __init__(self) -> None:
        self._files, self._threads = open_files(), threads()
        self._memory, self._children = shared_memory(), children()

    def check(self) -> None:
        nothing_left(self._files, self._threads)
        assert [path for path in shared_memory() - self._memory if is_abandoned(path)] == []
        assert children() <= self._children


def open_and_close(subject: Subject, times: int, until: float = float("inf")) -> None:
    left = Leftovers()
    driver = subject.driver()
    for _ in range(times):
        token = Token(time.monotonic() + PATIENCE_S)
        driver.open(token)
        driver.close()
        token.close()
        if time.monotonic() >= until:
            break
    left.check()


def command_and_cancel(subject: Subject, times: int, until: float = float("inf")) -> None:
    left = Leftovers()
    with DeviceBench(subject) as bench:
        bench.online()
        for number in range(times):
            name = f"c{number}"
            bench.submit(subject.long_command(name) or subject.command(name))
            bench.runner.cancel(name)
            bench.completion(name)
            bench.judge()
            bench.heard.forget()
            bench.names.clear()
            if time.monotonic() >= until:
                break
    left.check()


def test_a_few_cycles(subject: Subject) -> None:
    open_and_close(subject, QUICK)
    command_and_cancel(subject, QUICK)


@pytest.mark.slow
def test_a_hundred_times_opened_and_closed(subject: Subject) -> None:
    open_and_close(subject, MANY)


@pytest.mark.slow
def test_a_hundred_commands_cancelled(subject: Subject) -> None:
    command_and_cancel(subject, MANY)


@pytest.mark.soak
@pytest.mark.parametrize("cycle", [open_and_close, command_and_cancel])
def test_ten_thousand_cycles(subject: Subject, cycle: object) -> None:
    """At most a share of SOAK_MINUTES for each device."""
    minutes = float(os.environ.get("SOAK_MINUTES", "30"))
    assert callable(cycle)
    cycle(subject, SOAK, time.monotonic() + minutes * 60 / 10)
