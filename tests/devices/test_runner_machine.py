"""Whatever the order of commands, cancels, questions, losses, hangs and noise: the contract holds.

Hypothesis makes the schedule; the threads and the clock are real, so what happens between two steps
is chance. The rules are about what was told, and hold for every interleaving.
"""

import time
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from kiosk.device import DeviceState
from kiosk.link import decode, encode
from kiosk.values import replace
from tests.devices.conformance.running import (
    QUICK,
    Answer,
    Bench,
    nothing_left,
    open_files,
    threads,
)
from tests.devices.conformance.scripted import Act, World

PACE = replace(QUICK, grace_s=0.05, watch_s=0.005, close_s=0.3, most_left_behind=1000)
LATE_S = 5.0
"""Patience with a busy machine, beyond deadline and grace."""
ACTS = st.sampled_from([act for act in Act if act is not Act.BUG])
LOOKS = ACTS.filter(lambda act: act is not Act.REFUSE)
"""Only a command can be refused."""
DEADLINES = st.sampled_from([0.0, 0.02, 0.1, 0.5])


class RunnerMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.files, self.running = open_files(), threads()
        self.due: dict[str, float] = {}
        self.answers: list[Answer] = []
        self.closed = False

    @initialize(queues=st.booleans(), opening=LOOKS)
    def start(self, queues: bool, opening: Act) -> None:
        self.world = World(queues)
        self.world.limit_s = 0.05
        self.world.plan("open", opening)
        self.bench = Bench(self.world, PACE)
        self.bench.runner.start()

    @rule(deadline_s=DEADLINES, act=ACTS)
    def submit(self, deadline_s: float, act: Act) -> None:
        name = f"c{len(self.due)}"
        self.world.plan("perform", act)
        self.due[name] = time.monotonic() + deadline_s
        self.bench.submit(name, deadline_s)

    @precondition(lambda self: self.due)
    @rule(data=st.data())
    def cancel(self, data: Any) -> None:
        self.bench.runner.cancel(data.draw(st.sampled_from(sorted(self.due))))

    @rule()
    def ask(self) -> None:
        self.answers.append(self.bench.ask())

    @rule(place=st.sampled_from(["open", "poll", "close"]), act=LOOKS)
    def befalls(self, place: str, act: Act) -> None:
        self.world.plan(place, act)

    @rule()
    def released(self) -> None:
        """What hangs comes back; what hangs later hangs again."""
        self.world.released.set()
        self.world.released.clear()

    @rule(seconds=st.sampled_from([0.001, 0.01, 0.05]))
    def time_passes(self, seconds: float) -> None:
        time.sleep(seconds)

    @rule()
    def close(self) -> None:
        self.bench.runner.close()
        self.closed = True

    def teardown(self) -> None:
        if not hasattr(self, "bench"):
            return
        try:
            if not self.closed:
                self.everything_is_completed_in_time()
            self.bench.runner.close()
            told = self.bench.heard.messages()
            self.nothing_was_told_wrong()
            self.world.released.set()
            nothing_left(self.files, self.running)
            assert self.bench.heard.messages() == told, "told after the end"
        finally:
            self.world.released.set()
            self.bench.runner.close()

    def everything_is_completed_in_time(self) -> None:
        for name, due in self.due.items():
            if not self.bench.heard.completions(name):
                self.bench.heard.completion(name, max(0.0, due - time.monotonic()) + LATE_S)
        for name, due in self.due.items():
            assert self.bench.heard.completions(name)[0].at <= due + LATE_S, name
        for answer in self.answers:
            answer.get(LATE_S)

    def nothing_was_told_wrong(self) -> None:
        heard = self.bench.heard
        assert [wrong for name in self.due if (wrong := heard.wrong(name))] == []
        statuses = heard.statuses()
        assert all(a != b for a, b in pairwise(statuses)), "told twice"
        assert not statuses or statuses[-1] == self.bench.runner.status
        speakers = [int(s.identity) for s in statuses if s.state is DeviceState.ONLINE]
        assert speakers == sorted(speakers), "a thread that was left behind spoke"
        for message in heard.messages():
            assert decode(encode(message, 1))[1] == message


RunnerMachine.TestCase.settings = settings(
    max_examples=60,
    stateful_step_count=25,
    suppress_health_check=list(HealthCheck),
)
TestRunner = pytest.mark.slow(RunnerMachine.TestCase)
