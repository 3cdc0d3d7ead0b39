"""Which fault applies when: at its point, once, and until healed."""

import threading
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.sims.armed import POINTS, Armed
from kiosk.messages.sims import Done, FaultRule, Heal, Inject, TakeCard

FAULTS = {"jam": "a sheet is stuck", "late": "so many ms"}


@dataclass
class Clock:
    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


def rule(fault: str, when: str = "now", at: int = 0, value: int = 0) -> FaultRule:
    return FaultRule("scanner", fault, when, at, value)


@pytest.mark.parametrize("when", ["now", "always"])
def test_a_fault_without_a_point_lasts_until_healed(when: str) -> None:
    armed = Armed("scanner", FAULTS)
    assert armed.on("late") is None
    assert armed.steer(Inject((rule("late", when, value=40),))) == Done()
    assert armed.on("late") == 40
    assert armed.passed("page") == ()
    assert armed.on("late") == 40
    assert armed.steer(Heal()) == Done()
    assert armed.on("late") is None


def test_a_word_that_is_not_known_refuses_the_whole() -> None:
    armed = Armed("scanner", FAULTS)
    answer = armed.steer(Inject((rule("jam"), rule("fire"))))
    assert answer == Done(False, "scanner knows no 'fire': jam, late")
    assert armed.on("jam") is None


def test_rules_of_other_devices_are_passed_over() -> None:
    """One script steers several simulators; each takes its own lines."""
    armed = Armed("scanner", FAULTS)
    other = FaultRule("id_reader", "take_card", "now")
    assert armed.steer(Inject((other, rule("jam")))) == Done()
    assert armed.on("jam") == 0
    assert armed.on("take_card") is None


def test_other_messages_are_not_for_it() -> None:
    assert Armed("scanner", FAULTS).steer(TakeCard()) is None


def test_a_fault_goes_on_from_its_point_where_the_simulator_says_so() -> None:
    armed = Armed("scanner", FAULTS)
    armed.begin("jam", 3)
    assert armed.on("jam") == 3
    armed.end("jam")
    armed.end("jam")
    assert armed.on("jam") is None


def test_after_so_many_ms() -> None:
    clock = Clock()
    armed = Armed("scanner", FAULTS, clock)
    clock.now += 5
    armed.arm([rule("late", "ms", 250, 7)])
    clock.now += 0.249
    assert armed.on("late") is None
    clock.now += 0.001
    assert armed.on("late") == 7
    clock.now += 100
    assert armed.on("late") == 7


def test_counting_starts_when_a_rule_is_armed() -> None:
    clock = Clock()
    armed = Armed("scanner", FAULTS, clock)
    armed.arm([rule("late", value=1)])
    armed.passed("page", 10)
    armed.arm([rule("jam", "page", 2)])
    clock.now += 9
    armed.arm([rule("late", "ms", 1000, 2)])
    assert armed.passed("page") == ()
    assert armed.passed("page") == (rule("jam", "page", 2),)
    assert armed.on("late") == 1
    clock.now += 1
    assert armed.on("late") == 2


@given(
    st.sampled_from(POINTS),
    st.lists(st.integers(1, 30), max_size=6),
    st.lists(st.integers(1, 9), max_size=20),
)
def test_a_rule_strikes_once_and_exactly_there(
    point: str, ats: list[int], steps: list[int]
) -> None:
    armed = Armed("scanner", FAULTS)
    rules = [rule("jam", point, at, number) for number, at in enumerate(ats)]
    armed.arm(rules)
    other = next(one for one in POINTS if one != point)
    passed = 0
    for step in steps:
        assert armed.passed(other, step) == ()
        due = [one.at - passed for one in rules if one.at > passed]
        assert armed.until(point) == (min(due) if due else None)
        struck = armed.passed(point, step)
        assert list(struck) == [one for one in rules if passed < one.at <= passed + step]
        passed += step


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 20)), max_size=5))
def test_each_rule_counts_for_itself(armings: list[tuple[int, int]]) -> None:
    armed = Armed("scanner", FAULTS)
    count = 0
    due: dict[int, int] = {}
    for number, (before, at) in enumerate(armings):
        for _ in range(before):
            count += 1
            struck = armed.passed("page")
            assert sorted(r.value for r in struck) == sorted(
                n for n, d in due.items() if d == count
            )
        armed.arm([rule("jam", "page", at, number)])
        due[number] = count + at


def test_a_rule_strikes_once_on_many_threads() -> None:
    armed = Armed("scanner", FAULTS)
    armed.arm([rule("jam", "command", at) for at in range(1, 201)])
    struck: list[FaultRule] = []

    def work() -> None:
        for _ in range(100):
            struck.extend(armed.passed("command"))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(one.at for one in struck) == list(range(1, 201))
