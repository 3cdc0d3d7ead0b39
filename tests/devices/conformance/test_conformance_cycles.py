"""Every device: nothing is left behind by opening, closing, commands and cancels."""

import os
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from devices.contract import Token
from tests.devices.conformance.bench import PATIENCE_S, DeviceBench
from tests.devices.conformance.running import nothing_left, open_files, threads
from tests.devices.conformance.subject import Subject

QUICK, MANY, SOAK = 3, 100, 10_000


def children() -> set[str]:
    """Processes that this one has started and not waited for."""
    found: set[str] = set()
    for task in Path("/proc/self/task").iterdir():
        with suppress(FileNotFoundError):  # a thread that has just ended
            found.update((task / "children").read_text().split())
    return found


def note(event: str, arguments: tuple[Any, ...]) -> None:
    made = event == "os.mkdir" or (event == "open" and int(arguments[2] or 0) & os.O_CREAT)
    if made and str(arguments[0]).startswith(MEMORY):
        USED.add(Path(arguments[0]))


MEMORY = "/dev/shm/"
USED: set[Path] = set()
"""What this very process has made in shared memory: other tests may run beside it."""
sys.addaudithook(note)


class Leftovers:
    def __init__(self) -> None:
        self._files, self._threads = open_files(), threads()
        self._children = children()
        USED.clear()

    def check(self) -> None:
        nothing_left(self._files, self._threads)
        assert [path for path in USED if path.exists()] == []
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
    cycle(subject, SOAK, time.monotonic() + minutes * 60 / 40)
