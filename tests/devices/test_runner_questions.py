"""Who asks for the status is always answered, whatever the question meets."""

import threading

import pytest

from kiosk.device import DeviceState
from kiosk.messages.devices import CommandFailed
from kiosk.messages.imaging import CodeRead
from kiosk.values import replace
from tests.devices.conformance.running import QUICK, Answer, Bench, Online
from tests.devices.conformance.scripted import Act, World, code_command


def test_a_question_is_answered_with_what_is_read_after_it() -> None:
    world = World()
    with Online(world) as bench:
        world.habit["poll"] = Act.LOST
        world.habit["open"] = Act.LOST
        assert bench.ask().get().state is DeviceState.NO_DEVICE


@pytest.mark.parametrize(
    ("act", "state"),
    [
        (Act.LOST, DeviceState.NO_DEVICE),
        (Act.GARBLE, DeviceState.HARDWARE_ERROR),
        (Act.LONG, DeviceState.UNKNOWN),
        (Act.HANG, DeviceState.UNKNOWN),
    ],
)
def test_a_question_that_meets_a_loss_is_answered(act: Act, state: DeviceState) -> None:
    world = World()
    with Online(world) as bench:
        world.habit["open"] = Act.LOST
        hold = world.held_at("poll")
        world.plan("poll", act, act)
        bench.until("polls", lambda: world.calls[-1] == "poll")
        answers = [bench.ask() for _ in range(5)]
        hold.set()
        assert {answer.get().state for answer in answers} <= {state, DeviceState.NO_DEVICE}


def test_a_question_does_not_wait_for_a_device_that_hangs_again_and_again() -> None:
    world = World()
    with Online(world, replace(QUICK, most_left_behind=1000)) as bench:
        world.habit["open"] = Act.HANG
        world.plan("poll", Act.HANG)
        assert bench.ask().get().state is DeviceState.UNKNOWN


def test_a_question_while_absent_is_answered() -> None:
    world = World()
    world.habit["open"] = Act.LOST
    with Bench(world) as bench:
        assert bench.ask().get().state is DeviceState.NO_DEVICE
        assert bench.ask().get().state is DeviceState.NO_DEVICE


def test_a_question_where_a_completion_is_heard_is_answered_with_what_is_read_after_it() -> None:
    """Who is told that the device is lost must not be told, a moment later, that it is well."""
    world = World()
    world.plan("perform", Act.LOST)
    bench = Bench(world)
    answer = Answer()

    def tell(message: object) -> None:
        bench.heard.put(message)
        if isinstance(message, CommandFailed):
            bench.runner.ask(answer.put)

    with bench:
        bench.online()
        world.habit["open"] = Act.LOST
        bench.runner.submit(code_command("a"), tell)
        assert answer.get().state is DeviceState.NO_DEVICE


def test_a_question_at_the_end_is_answered() -> None:
    world = World()
    with Online(world) as bench:
        hold = world.held_at("poll")
        bench.until("polls", lambda: world.calls[-1] == "poll")
        answers = [bench.ask() for _ in range(3)]
        closer = threading.Thread(target=bench.runner.close)
        closer.start()
        bench.until("closing", lambda: bench.runner.closing)
        answers.append(bench.ask())
        hold.set()
        closer.join()
        for answer in answers:
            answer.get()


def test_many_questions_cost_one_look_and_hold_up_no_command() -> None:
    world = World()
    with Online(world) as bench:
        hold = world.held_at("poll")
        bench.until("polls", lambda: world.calls[-1] == "poll")
        answers = [bench.ask() for _ in range(200)]
        bench.submit("a")
        looks = world.count("poll")
        hold.set()
        assert isinstance(bench.heard.completion("a"), CodeRead)
        assert world.calls[: world.calls.index("perform")].count("poll") <= looks + 1
        for answer in answers:
            answer.get()
