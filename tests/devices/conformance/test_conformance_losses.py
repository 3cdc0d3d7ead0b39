"""Every device: absent, unplugged, silent, hung, garbled and slow. What is told stays true."""

import time

import pytest

from kiosk.device import DeviceState
from kiosk.messages.printing import PrintEnded
from kiosk.print_state import PrintState
from tests.devices.conformance.bench import PATIENCE_S, UNHEARD, DeviceBench, succeeded
from tests.devices.conformance.subject import Subject


def bench_for(subject: Subject, word: str) -> DeviceBench:
    if word not in subject.faults:
        pytest.skip(f"{word} does not befall this device")
    return DeviceBench(subject)


def well_again(bench: DeviceBench) -> None:
    bench.subject.heal()
    bench.back()
    bench.does("after")


@pytest.mark.slow
def test_absent_at_the_start_then_plugged_in(subject: Subject) -> None:
    subject.stop()
    try:
        with DeviceBench(subject) as bench:
            assert bench.gone().state in UNHEARD
            assert bench.ask().state in UNHEARD
            completion = bench.completion(bench.give("absent"))
            assert not succeeded(subject, completion)
            if isinstance(completion, PrintEnded):
                assert completion.state is PrintState.FAILED, "no byte can have left"
            subject.start()
            well_again(bench)
            states = [status.state for status in bench.heard.statuses()]
            assert states[0] is not DeviceState.ONLINE
    finally:
        subject.stop()
        subject.start()


HANG = pytest.param("hang", marks=pytest.mark.slow)


@pytest.mark.parametrize("word", ["unplug", "silent", HANG])
def test_lost_while_idle_and_back(subject: Subject, word: str) -> None:
    with bench_for(subject, word) as bench:
        bench.online()
        bench.inject(word)
        bench.gone()
        assert bench.runner.status.state is not DeviceState.ONLINE
        assert not bench.runner.status.can_print
        assert bench.ask().state is not DeviceState.ONLINE
        well_again(bench)


@pytest.mark.slow
@pytest.mark.parametrize("word", ["unplug", "silent", "hang"])
def test_lost_from_the_start(subject: Subject, word: str) -> None:
    bench = bench_for(subject, word)
    bench.inject(word)
    with bench:
        assert bench.gone().state is not DeviceState.ONLINE
        completion = bench.completion(bench.give("a", deadline_s=2.0))
        assert not succeeded(subject, completion)
        assert DeviceState.ONLINE not in [s.state for s in bench.heard.statuses()]
        well_again(bench)


def test_lost_in_the_middle_of_a_command(subject: Subject) -> None:
    with bench_for(subject, "unplug_mid") as bench:
        bench.online()
        bench.inject("unplug_mid")
        assert not succeeded(subject, bench.completion(bench.give("cut")))
        well_again(bench)


@pytest.mark.slow
@pytest.mark.parametrize("word", ["silent", "hang", "unplug"])
def test_lost_when_a_command_is_given(subject: Subject, word: str) -> None:
    """What was on its way already may be enough for it; but it ends, and the loss is told."""
    with bench_for(subject, word) as bench:
        bench.online()
        bench.inject(word)
        given = time.monotonic()
        name = bench.give("cut", deadline_s=3.0)
        bench.completion(name)
        assert bench.heard.completions(name)[0].at <= given + 3.0 + PATIENCE_S / 2
        bench.gone()
        well_again(bench)


def test_garbage(subject: Subject) -> None:
    """The command may succeed where the protocol finds its frame again; nothing breaks."""
    with bench_for(subject, "garbage") as bench:
        bench.online()
        bench.inject("garbage")
        bench.completion(bench.give("noise", deadline_s=3.0))
        bench.ask()
        well_again(bench)


@pytest.mark.slow
def test_garbage_from_the_start(subject: Subject) -> None:
    bench = bench_for(subject, "garbage")
    bench.inject("garbage")
    with bench:
        bench.completion(bench.give("noise", deadline_s=2.0))
        well_again(bench)


@pytest.mark.slow
def test_slow(subject: Subject) -> None:
    with bench_for(subject, "slow") as bench:
        bench.online()
        bench.inject("slow")
        bench.completion(bench.give("slow", deadline_s=8.0))
        well_again(bench)


@pytest.mark.slow
def test_lost_again_and_again(subject: Subject) -> None:
    with bench_for(subject, "unplug") as bench:
        for _ in range(3):
            bench.online()
            bench.inject("unplug")
            bench.gone()
            subject.heal()
        bench.online()
        bench.does("after")
