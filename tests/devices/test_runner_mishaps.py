"""Bugs of drivers, and commands that cross with opening, cancelling and closing."""

import threading
from typing import Any

import pytest

from devices.runner import DeviceRunner
from kiosk.device import CompletionCode, DeviceState
from kiosk.faults import Fault
from kiosk.messages.devices import CommandFailed
from kiosk.messages.imaging import CodeRead
from tests.devices.conformance.heard import PATIENCE_S
from tests.devices.conformance.running import Bench, Online
from tests.devices.conformance.scripted import Act, World, code_command

a_bug_is_told = pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")


def failure(bench: Bench, name: str) -> CommandFailed:
    completion = bench.heard.completion(name)
    assert isinstance(completion, CommandFailed), completion
    assert not bench.heard.wrong(name)
    return completion


@a_bug_is_told
@pytest.mark.parametrize("place", ["open", "poll", "perform"])
def test_a_bug_in_a_driver(place: str) -> None:
    """One completion, a new process, and until then nobody is told that the device is well."""
    world = World()
    with Online(world) as bench:
        world.plan(place, Act.BUG)
        if place == "open":
            world.plan("poll", Act.LOST)  # so that it is opened again
        if place == "perform":
            bench.submit("a")
            assert failure(bench, "a").fault is Fault.DEVICE_HOST_LOST
        assert bench.stuck.wait(PATIENCE_S)
        assert bench.heard.statuses()[-1].state is DeviceState.UNKNOWN
        assert bench.ask().get().state is DeviceState.UNKNOWN
        bench.submit("later")
        failure(bench, "later")


@a_bug_is_told
def test_a_bug_while_commands_and_questions_wait() -> None:
    world = World(queues=True)
    with Online(world) as bench:
        hold = world.held_at("poll")
        world.habit["poll"] = Act.BUG
        bench.until("polls", lambda: world.calls[-1] == "poll")
        answer = bench.ask()
        bench.submit("a")
        bench.submit("b")
        hold.set()
        assert failure(bench, "a").fault is Fault.DEVICE_HOST_LOST
        assert failure(bench, "b").fault is Fault.DEVICE_HOST_LOST
        assert answer.get().state is DeviceState.UNKNOWN
        assert bench.stuck.is_set()


@a_bug_is_told
def test_a_watch_that_ends_asks_for_a_new_process() -> None:
    """Without it no hang would ever be noticed again."""
    world = World()

    def make() -> Any:
        if world.drivers:
            raise ZeroDivisionError
        return world.make()

    with Online(world, make=make) as bench:
        world.plan("poll", Act.HANG)
        assert bench.stuck.wait(PATIENCE_S)


def test_a_command_that_waits_for_the_opening_can_be_cancelled() -> None:
    world = World()
    world.limit_s = 60.0
    world.plan("open", Act.LONG)
    with Bench(world) as bench:
        bench.until("opens", lambda: world.count("open") == 1)
        bench.submit("a")
        bench.runner.cancel("a")
        failed = failure(bench, "a")
        assert (failed.code, failed.fault) == (CompletionCode.CANCELED, Fault.DEVICE_CANCELLED)


def test_a_command_that_waits_for_the_opening_ends_at_its_deadline() -> None:
    world = World()
    world.limit_s = 60.0
    world.plan("open", Act.LOST, Act.LONG)
    with Bench(world) as bench:
        bench.submit("a", deadline_s=0.1)
        if failure(bench, "a").fault is Fault.CODE_READER_ABSENT:
            bench.submit("b", deadline_s=0.1)
            assert failure(bench, "b").code is CompletionCode.TIMED_OUT


def test_short_deadlines_do_not_cut_the_opening() -> None:
    """Else a device that opens slowly would never open while it is asked for often."""
    world = World()
    world.limit_s = 60.0
    world.plan("open", Act.LOST)
    with Bench(world) as bench:
        bench.until("lost", lambda: bool(bench.heard.statuses()))
        opened = world.held_at("open")
        for number in range(3):
            bench.submit(f"a{number}", deadline_s=0.05)
            failure(bench, f"a{number}")
        opened.set()
        bench.online()
        assert world.count("open") == 2


def test_cancelled_before_the_device_had_it() -> None:
    """Then a printer may say `failed`, not `unknown`: the driver never gets the command."""
    world = World()
    taken, cancelled = threading.Event(), threading.Event()

    class Slow(DeviceRunner):
        def next_job(self, *arguments: Any) -> Any:
            job = super().next_job(*arguments)
            if job is not None:
                taken.set()
                cancelled.wait(PATIENCE_S)
            return job

    with Online(world, kind=Slow) as bench:
        bench.submit("a")
        assert taken.wait(PATIENCE_S)
        bench.runner.cancel("a")
        cancelled.set()
        assert failure(bench, "a").code is CompletionCode.CANCELED
        assert world.count("perform") == 0


def test_closed_before_the_device_had_it() -> None:
    world = World()
    world.habit["open"] = Act.LOST
    taken = threading.Event()

    class Slow(DeviceRunner):
        def next_job(self, *arguments: Any) -> Any:
            job = super().next_job(*arguments)
            if job is not None:
                taken.set()
                while not self.closing:
                    pass
            return job

    with Bench(world, kind=Slow) as bench:
        bench.until("absent", lambda: bool(bench.heard.statuses()))
        world.habit["open"] = Act.WELL
        bench.submit("a")
        assert taken.wait(PATIENCE_S)
        bench.runner.close()
        failure(bench, "a")


def test_closing_while_a_call_begins_ends_the_call() -> None:
    """The token that close() cancels may just be replaced by the next one."""
    world = World()
    world.limit_s = 60.0
    world.habit["open"] = Act.LONG
    begun, closing = threading.Event(), threading.Event()

    class Slow(DeviceRunner):
        def asked(self) -> int:
            begun.set()
            closing.wait(PATIENCE_S)
            return super().asked()

    with Bench(world, kind=Slow) as bench:
        assert begun.wait(PATIENCE_S)
        closer = threading.Thread(target=bench.runner.close)
        closer.start()
        bench.until("closing", lambda: bench.runner.closing)
        closing.set()
        closer.join()
        assert not bench.runner.worker.dismissed


def test_the_next_command_may_be_given_where_a_completion_is_heard() -> None:
    world = World()
    bench = Bench(world)
    put = bench.heard.put

    def tell(message: object) -> None:
        put(message)
        if isinstance(message, CodeRead) and message.command == "a":
            bench.runner.submit(code_command("b"), tell)

    with bench:
        bench.online()
        bench.runner.submit(code_command("a"), tell)
        assert isinstance(bench.heard.completion("b"), CodeRead)


def test_opening_again_and_again_for_long_is_no_health() -> None:
    """A device that takes seconds to fail is not served seconds."""
    world = World()
    world.habit["open"] = Act.LONG
    pauses: list[float] = []

    class Noted(DeviceRunner):
        def wanted(self, worker: Any, seconds: float) -> None:
            pauses.append(seconds)
            super().wanted(worker, seconds)

    bench = Bench(world, kind=Noted)
    world.limit_s = bench.runner.pace.healthy_s
    with bench:
        bench.until("tried often", lambda: len(pauses) >= 5)
        assert pauses[:5] == [0.01, 0.02, 0.04, 0.08, 0.08]
