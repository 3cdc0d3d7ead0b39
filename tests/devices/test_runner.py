"""The contract of every device host, kept by the runner: commands, completions, questions."""

import math
import threading
import time

import pytest

from devices.runner import MOST_WAITING, DeviceRunner
from devices.worker import Worker
from kiosk.device import CompletionCode, DeviceState
from kiosk.faults import Fault
from kiosk.messages.devices import Acknowledged, CommandFailed
from kiosk.messages.imaging import CodeRead, MakePdf
from tests.devices.conformance.running import Bench, Online, nothing_left, open_files, threads
from tests.devices.conformance.scripted import Act, World


def failed(bench: Bench, name: str) -> tuple[CompletionCode, Fault]:
    completion = bench.heard.completion(name)
    assert isinstance(completion, CommandFailed), completion
    assert not bench.heard.wrong(name)
    return completion.code, completion.fault


def test_a_command_is_acknowledged_told_and_completed() -> None:
    with Bench(World()) as bench:
        bench.submit("a")
        assert bench.heard.completion("a") == CodeRead("a", "QRCode", "1")
        assert not bench.heard.wrong("a")
        assert isinstance(bench.heard.about("a")[0].message, Acknowledged)
        assert len(bench.heard.about("a")) == 4


def test_a_second_command_is_refused_while_one_runs() -> None:
    world = World()
    world.plan("perform", Act.LONG)
    with Online(world) as bench:
        bench.submit("a")
        bench.performing()
        bench.submit("b")
        assert failed(bench, "b") == (CompletionCode.SEQUENCE_ERROR, Fault.DEVICE_BUSY)
        assert not bench.heard.completions("a")
        bench.runner.cancel("a")
        assert failed(bench, "a") == (CompletionCode.CANCELED, Fault.DEVICE_CANCELLED)
        bench.submit("c")
        assert isinstance(bench.heard.completion("c"), CodeRead)


def test_a_printer_queues_and_its_queue_has_an_end() -> None:
    world = World(queues=True)
    world.plan("perform", Act.LONG)
    with Online(world) as bench:
        bench.submit("first")
        bench.performing()
        names = [f"waits{number}" for number in range(MOST_WAITING)]
        for name in names:
            bench.submit(name)
        bench.submit("one too many")
        assert failed(bench, "one too many")[1] is Fault.DEVICE_BUSY
        bench.runner.cancel("first")
        for name in names:
            assert isinstance(bench.heard.completion(name), CodeRead)
        ends = [bench.heard.completions(name)[0].at for name in names]
        assert ends == sorted(ends)


def test_a_command_of_another_device_is_refused() -> None:
    with Online(World()) as bench:
        bench.runner.submit(MakePdf("a", ()))
        assert failed(bench, "a")[0] is CompletionCode.UNSUPPORTED_COMMAND


def test_what_waits_can_be_cancelled_and_the_device_never_gets_it() -> None:
    world = World(queues=True)
    world.plan("perform", Act.LONG)
    with Online(world) as bench:
        bench.submit("a")
        bench.performing()
        bench.submit("b")
        bench.runner.cancel("b")
        assert failed(bench, "b") == (CompletionCode.CANCELED, Fault.DEVICE_CANCELLED)
        bench.runner.cancel("a")
        assert failed(bench, "a")[0] is CompletionCode.CANCELED
        assert world.count("perform") == 1


def test_what_waits_too_long_is_over() -> None:
    world = World(queues=True)
    world.plan("perform", Act.LONG)
    with Online(world) as bench:
        bench.submit("a")
        bench.performing()
        bench.submit("b", deadline_s=0.1)
        assert failed(bench, "b") == (CompletionCode.TIMED_OUT, Fault.DEVICE_BUSY)
        bench.runner.cancel("a")


def test_a_refusal_ends_the_command_and_not_the_session() -> None:
    world = World()
    world.plan("perform", Act.REFUSE)
    with Online(world) as bench:
        bench.submit("a")
        assert failed(bench, "a") == (CompletionCode.USER_ERROR, Fault.CODE_NOT_FOUND)
        bench.submit("b")
        assert isinstance(bench.heard.completion("b"), CodeRead)
        assert world.count("open") == 1


def test_a_command_ends_at_its_deadline() -> None:
    world = World()
    world.plan("perform", Act.LONG)
    with Online(world) as bench:
        bench.submit("a", deadline_s=0.1)
        assert failed(bench, "a") == (CompletionCode.TIMED_OUT, Fault.DEVICE_TIMED_OUT)


@pytest.mark.parametrize("seconds", [math.nan, -1.0, 0.0])
def test_a_deadline_that_is_no_time_at_all_ends_at_once(seconds: float) -> None:
    with Online(World()) as bench:
        bench.submit("a", deadline_s=seconds)
        assert failed(bench, "a")[0] is CompletionCode.TIMED_OUT
        assert bench.world.count("perform") == 0


def test_an_endless_deadline_is_cut() -> None:
    world = World()
    world.plan("perform", Act.LONG)
    with Online(world) as bench:
        bench.submit("a", deadline_s=math.inf)
        bench.performing()
        bench.runner.cancel("a")
        assert failed(bench, "a")[0] is CompletionCode.CANCELED


def test_lost_in_mid_command_and_back() -> None:
    world = World()
    world.plan("perform", Act.LOST)
    with Online(world) as bench:
        bench.submit("a")
        code, fault = failed(bench, "a")
        assert (code, fault) == (CompletionCode.DEVICE_NOT_READY, Fault.CODE_READER_ABSENT)
        bench.until("opened anew", lambda: world.count("open") == 2)
        bench.online()
        bench.submit("b")
        assert isinstance(bench.heard.completion("b"), CodeRead)


def test_absent_at_start_then_plugged_in() -> None:
    world = World()
    world.habit["open"] = Act.LOST
    with Bench(world) as bench:
        bench.heard.status("absent", lambda status: status.state is DeviceState.NO_DEVICE)
        bench.submit("a")
        assert failed(bench, "a")[0] is CompletionCode.DEVICE_NOT_READY
        world.habit["open"] = Act.WELL
        bench.online()
        bench.submit("b")
        assert isinstance(bench.heard.completion("b"), CodeRead)


@pytest.mark.row("S111")
def test_a_status_is_told_once() -> None:
    with Online(World()) as bench:
        bench.until("polled often", lambda: bench.world.count("poll") > 5)
        assert [status.state for status in bench.heard.statuses()] == [DeviceState.ONLINE]


def test_the_wait_between_tries_grows_to_its_limit_and_shrinks_after_health() -> None:
    world = World()
    world.habit["open"] = Act.LOST
    pauses: list[float] = []

    class Noted(DeviceRunner):
        def wanted(self, worker: Worker, seconds: float) -> None:
            if world.calls[-1] == "close":
                pauses.append(seconds)
            super().wanted(worker, seconds)

    with Bench(world, kind=Noted) as bench:
        bench.until("many tries", lambda: len(pauses) >= 6)
        assert pauses[:6] == [0.01, 0.02, 0.04, 0.08, 0.08, 0.08]
        world.habit["open"] = Act.WELL
        bench.online()
        healthy = time.monotonic() + bench.runner.pace.healthy_s
        bench.until("healthy", lambda: time.monotonic() > healthy)
        pauses.clear()
        world.habit["open"] = Act.LOST
        world.plan("poll", Act.LOST)
        bench.until("tries again", lambda: len(pauses) >= 3)
        assert pauses[:3] == [0.01, 0.02, 0.04]


def cycles(times: int) -> None:
    files, running = open_files(), threads()
    for number in range(times):
        with Bench(World(queues=bool(number % 2))) as bench:
            for name in ("a", "b", "c"):
                bench.submit(name)
            bench.runner.cancel("b")
    nothing_left(files, running)


def test_nothing_is_left_after_a_hundred_runners() -> None:
    cycles(100)


@pytest.mark.soak
def test_nothing_is_left_after_ten_thousand_runners() -> None:
    cycles(10_000)


def test_close_cancels_what_runs_and_completes_what_waits() -> None:
    world = World(queues=True)
    world.plan("perform", Act.LONG)
    with Online(world) as bench:
        bench.submit("a")
        bench.performing()
        bench.submit("b")
        bench.runner.close()
        assert failed(bench, "a")[0] is CompletionCode.CANCELED
        assert failed(bench, "b")[0] is CompletionCode.CANCELED
        bench.submit("c")
        assert isinstance(bench.heard.completion("c"), CommandFailed)


def test_questions_and_commands_from_many_threads() -> None:
    world = World(queues=True)
    with Online(world) as bench:

        def use(letter: str) -> None:
            for number in range(20):
                bench.submit(f"{letter}{number}")
                bench.ask().get()
                if number % 3 == 0:
                    bench.runner.cancel(f"{letter}{number}")

        users = [threading.Thread(target=use, args=(letter,)) for letter in "abcd"]
        for user in users:
            user.start()
        for user in users:
            user.join()
        names = [f"{letter}{number}" for letter in "abcd" for number in range(20)]
        for name in names:
            bench.heard.completion(name)
    assert [wrong for name in names if (wrong := bench.heard.wrong(name))] == []
