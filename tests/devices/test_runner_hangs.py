"""Calls that never return: left behind, told, and the device opened anew by a fresh driver."""

import threading
import time

import pytest

from devices.job import Job
from devices.runner import DeviceRunner
from devices.worker import Worker
from kiosk.device import CompletionCode, DeviceState
from kiosk.faults import Fault
from kiosk.messages.devices import CommandFailed
from kiosk.messages.imaging import CodeRead
from kiosk.values import replace
from tests.devices.conformance.heard import PATIENCE_S
from tests.devices.conformance.running import (
    QUICK,
    Bench,
    Online,
    nothing_left,
    open_files,
    threads,
)
from tests.devices.conformance.scripted import Act, World

pytestmark = pytest.mark.slow

HANGS = [Act.HANG, Act.HANG_IN_CALL]


def failure(bench: Bench, name: str) -> CommandFailed:
    completion = bench.heard.completion(name)
    assert isinstance(completion, CommandFailed), completion
    assert not bench.heard.wrong(name)
    return completion


def served_by(bench: Bench, driver: int) -> None:
    """The device is online again through this driver, and does what it is asked."""
    bench.heard.status("online again", lambda status: status.identity == str(driver))
    bench.submit("after")
    assert isinstance(bench.heard.completion("after"), CodeRead)
    assert not bench.stuck.is_set()


@pytest.mark.parametrize("act", HANGS)
@pytest.mark.parametrize("place", ["open", "poll"])
def test_a_look_that_never_returns(place: str, act: Act) -> None:
    world = World()
    world.plan(place, act)
    with Bench(world) as bench:
        served_by(bench, 1)
        states = [(status.state, status.identity) for status in bench.heard.statuses()]
        assert states[-2:] == [(DeviceState.UNKNOWN, ""), (DeviceState.ONLINE, "1")]


@pytest.mark.parametrize("act", HANGS)
def test_a_command_that_never_returns(act: Act) -> None:
    world = World()
    world.plan("perform", act)
    with Online(world) as bench:
        bench.submit("a", deadline_s=0.1 if act is Act.HANG else 60.0)
        failed = failure(bench, "a")
        assert (failed.code, failed.fault) == (CompletionCode.HARDWARE_ERROR, Fault.DEVICE_HUNG)
        served_by(bench, 1)


@pytest.mark.parametrize("place", ["poll", "perform"])
def test_a_close_that_never_returns(place: str) -> None:
    world = World()
    world.plan(place, Act.LOST)
    world.plan("close", Act.HANG)
    with Bench(world) as bench:
        bench.submit("a")
        bench.heard.completion("a")
        served_by(bench, 1)


def test_a_guarded_call_may_be_longer_than_the_deadline_but_the_completion_is_not_late() -> None:
    """The call gets its time; who asked gets the answer when it is due."""
    world = World()
    world.limit_s = 60.0
    world.plan("perform", Act.HANG_IN_CALL)
    with Online(world) as bench:
        bench.submit("a", deadline_s=0.1)
        failed = failure(bench, "a")
        assert (failed.code, failed.fault) == (CompletionCode.TIMED_OUT, Fault.DEVICE_TIMED_OUT)
        bench.submit("b", deadline_s=0.1)
        assert failure(bench, "b").fault is Fault.DEVICE_BUSY
        world.released.set()
        bench.submit("c")
        assert isinstance(bench.heard.completion("c"), CodeRead)
        assert not bench.heard.wrong("a")
        assert len(world.drivers) == 1


@pytest.mark.parametrize("place", ["open", "poll", "perform", "close"])
def test_a_hung_thread_that_comes_back_changes_nothing(place: str) -> None:
    files, running = open_files(), threads()
    world = World()
    if place == "close":
        world.plan("poll", Act.WELL, Act.LOST)
    world.plan(place, Act.HANG)
    with Bench(world) as bench:
        bench.submit("a", deadline_s=0.1)
        bench.heard.completion("a")
        bench.heard.status("served by another", lambda status: status.identity == "1")
        told, given = bench.heard.messages(), world.count("perform")
        world.released.set()
        bench.until("the thread ended", lambda: bench.runner.left_behind == 0)
        assert bench.heard.messages() == told
        assert world.count("perform") == given
        assert not bench.stuck.is_set()
    nothing_left(files, running)


def test_the_next_driver_is_told_of_the_one_that_hangs() -> None:
    world = World()
    world.plan("poll", Act.HANG)
    with Bench(world) as bench:
        served_by(bench, 1)
    former, heir = world.drivers
    assert (former.former, heir.former) == (None, former)


def test_a_hung_open_leaves_the_waiting_command_to_the_next_driver() -> None:
    world = World()
    world.plan("open", Act.HANG)
    with Bench(world) as bench:
        bench.submit("a")
        assert isinstance(bench.heard.completion("a"), CodeRead)
        assert world.count("perform") == 1


def test_too_many_hung_threads_ask_for_a_new_process() -> None:
    world = World()
    world.habit["open"] = Act.HANG
    with Bench(world, replace(QUICK, most_left_behind=2)) as bench:
        assert bench.stuck.wait(10)
        assert bench.runner.left_behind > 2


def test_a_device_that_our_own_hung_thread_holds_asks_for_a_new_process() -> None:
    world = World()
    world.plan("open", Act.HANG)
    world.habit["open"] = Act.HELD
    with Bench(world) as bench:
        assert bench.stuck.wait(10)


def test_a_device_that_another_program_holds_does_not() -> None:
    world = World()
    world.habit["open"] = Act.HELD
    with Bench(world) as bench:
        bench.until("tried often", lambda: world.count("open") > 5)
        assert not bench.stuck.is_set()
        assert bench.runner.status.state is DeviceState.BUSY


def test_closing_ends_the_command_of_a_hung_thread() -> None:
    world = World()
    world.plan("perform", Act.HANG)
    with Online(world) as bench:
        bench.submit("a", deadline_s=30)
        bench.performing()
        bench.runner.close()
        assert failure(bench, "a").fault is Fault.DEVICE_HUNG
        told = bench.heard.messages()
        world.released.set()
        bench.until("the thread ended", lambda: world.count("close") == 1)
        assert bench.heard.messages() == told


def test_a_thread_that_comes_back_while_it_is_replaced_keeps_its_device() -> None:
    """Making the fresh driver takes a while; meanwhile the call returned, and the next command
    began: that one must not be ended for the hang of its forerunner."""
    world = World(queues=True)
    world.plan("perform", Act.HANG, Act.LONG)

    renewed = threading.Event()

    class Slow(DeviceRunner):
        def renew(self, hung: Worker) -> None:
            world.released.set()
            bench.performing(times=2)
            super().renew(hung)
            renewed.set()

    with Online(world, kind=Slow) as bench:
        bench.submit("a", deadline_s=0.1)
        bench.submit("b")
        assert renewed.wait(PATIENCE_S)
        assert not bench.heard.completions("b")
        bench.runner.cancel("b")
        assert failure(bench, "b").code is CompletionCode.CANCELED


def test_a_long_rest_is_no_hang() -> None:
    """Between two polls the last call's limit is long over."""
    world = World()
    world.limit_s = 0.02
    watched: list[float] = []

    class Watched(DeviceRunner):
        def next_job(self, worker: Worker, seconds: float) -> Job | None:
            job = super().next_job(worker, 0.3)
            time.sleep(0.2)  # the thread is slow to take what it waited for
            watched.append(time.monotonic())
            return job

    with Online(world, kind=Watched) as bench:
        bench.until("rested", lambda: len(watched) > 2)
        assert len(world.drivers) == 1
