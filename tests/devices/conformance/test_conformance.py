"""Every device: commands, cancels, questions, deadlines, and a clean end. No fault is injected."""

import time
from typing import Any

import pytest

from devices.contract import Failure, command_id
from devices.runner import DeviceRunner
from kiosk.device import CompletionCode, DeviceState
from kiosk.faults import Fault
from kiosk.link import decode, encode
from kiosk.link.codec import registry
from kiosk.messages.devices import CommandFailed
from kiosk.messages.printing import PrintEnded
from kiosk.print_state import PrintState
from tests.devices.conformance.bench import PACE, PATIENCE_S, SENSED, DeviceBench, succeeded
from tests.devices.conformance.running import nothing_left, open_files, threads
from tests.devices.conformance.subject import Subject


def cancelled(completion: Any) -> bool:
    """Ended early, or just before: a completion either way."""
    return isinstance(completion, CommandFailed) and completion.code is CompletionCode.CANCELED


def begun(bench: DeviceBench, name: str) -> None:
    """The driver has the command, or had it already."""
    bench.heard.until(
        f"{name} is begun",
        lambda: bench.runner.current is not None or bool(bench.heard.completions(name)),
        PATIENCE_S,
    )


def test_what_it_says_of_itself(subject: Subject) -> None:
    driver = subject.driver()
    assert driver.device is subject.device
    assert set(driver.capabilities.senses) <= set(SENSED)
    assert set(driver.capabilities.commands) <= set(registry())
    for command in (subject.command("a"), subject.long_command("a")):
        assert command is None or type(command).__name__ in driver.capabilities.commands


@pytest.mark.parametrize("begun_already", [False, True])
def test_a_failure_has_a_completion(subject: Subject, begun_already: bool) -> None:
    failure = Failure(CompletionCode.HARDWARE_ERROR, Fault.DEVICE_HUNG, "why", begun_already)
    completion = subject.driver().failed(subject.command("a"), failure)
    assert command_id(completion) == "a"
    assert decode(encode(completion, 1))[1] == completion
    assert not succeeded(subject, completion)
    if isinstance(completion, PrintEnded):
        expected = PrintState.UNKNOWN if begun_already else PrintState.FAILED
        assert completion.state is expected
        assert completion.fault is Fault.DEVICE_HUNG


def test_it_opens_and_does_what_it_is_asked(subject: Subject) -> None:
    with DeviceBench(subject) as bench:
        status = bench.online()
        assert bench.heard.statuses()[0].state is not DeviceState.STARTING
        bench.does("first")
        bench.subject.heal()
        bench.does("second")
        assert bench.ask().state is DeviceState.ONLINE
        assert bench.runner.status.identity == status.identity


def test_a_command_before_it_is_open_waits_for_that(subject: Subject) -> None:
    with DeviceBench(subject) as bench:
        bench.does("at once")


def test_a_long_command_ends_when_it_is_cancelled(subject: Subject) -> None:
    long = subject.long_command("long")
    if long is None:
        pytest.skip("no command of this device goes on by itself")
    with DeviceBench(subject) as bench:
        bench.online()
        bench.submit(long)
        begun(bench, "long")
        assert bench.ask() == bench.runner.status
        bench.runner.cancel("long")
        assert not succeeded(subject, bench.completion("long"))
        subject.heal()
        bench.does("after")


def test_a_long_command_ends_at_its_deadline(subject: Subject) -> None:
    long = subject.long_command("long", deadline_s=0.4)
    if long is None:
        pytest.skip("no command of this device goes on by itself")
    with DeviceBench(subject) as bench:
        bench.online()
        bench.submit(long)
        assert not succeeded(subject, bench.completion("long"))
        subject.heal()
        bench.does("after")


def test_a_command_that_is_cancelled_has_one_completion(subject: Subject) -> None:
    with DeviceBench(subject) as bench:
        bench.online()
        bench.give("a")
        begun(bench, "a")
        bench.runner.cancel("a")
        bench.runner.cancel("a")
        bench.completion("a")
        subject.heal()
        bench.does("after")


def test_to_cancel_what_is_not_there_does_nothing(subject: Subject) -> None:
    with DeviceBench(subject) as bench:
        bench.online()
        bench.runner.cancel("nobody")
        bench.does("a")
        bench.runner.cancel("a")
        assert len(bench.heard.completions("a")) == 1


def test_two_commands_at_once(subject: Subject) -> None:
    """The second waits, or is refused; the first is as well as alone."""
    with DeviceBench(subject) as bench:
        bench.online()
        bench.give("a", deadline_s=20.0)
        bench.give("b", deadline_s=20.0)
        assert succeeded(subject, bench.completion("a"))
        second = bench.completion("b")
        if bench.runner.capabilities.queues:
            assert succeeded(subject, second)
        else:
            assert isinstance(second, CommandFailed)
            assert second.fault is Fault.DEVICE_BUSY


@pytest.mark.parametrize("deadline_s", [0.0, 0.05])
def test_too_short_a_deadline_is_kept(subject: Subject, deadline_s: float) -> None:
    with DeviceBench(subject) as bench:
        bench.online()
        given = time.monotonic()
        bench.give("hurry", deadline_s)
        bench.completion("hurry")
        done = bench.heard.completions("hurry")[0].at
        assert done <= given + deadline_s + PACE.grace_s + PATIENCE_S / 4
        subject.heal()
        bench.online()
        bench.does("after")


def test_closing_ends_what_runs(subject: Subject) -> None:
    files, running = open_files(), threads()
    with DeviceBench(subject) as bench:
        bench.online()
        bench.submit(subject.long_command("a") or subject.command("a"))
        begun(bench, "a")
    assert len(bench.heard.completions("a")) == 1
    told = bench.heard.messages()
    nothing_left(files, running)
    assert bench.heard.messages() == told
    bench.runner.submit(subject.command("late"))
    assert not succeeded(subject, bench.completion("late"))


def test_a_runner_that_never_started_can_be_closed(subject: Subject) -> None:
    DeviceRunner(subject.driver, lambda _message: None).close()
