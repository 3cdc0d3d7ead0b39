"""The keeper: what dies is started again, what cannot work is said, and the end is orderly."""

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provisioning import child as kept_child
from provisioning import keeper
from provisioning.child import (
    FIRST_PAUSE_S,
    HEALTHY_AFTER_S,
    LONGEST_PAUSE_S,
    Backoff,
    Ended,
    Line,
)
from provisioning.keeper import EXIT_UNUSABLE, Keeper
from tests.provisioning.puppet import PATIENCE_S, Stage, is_gone, kept

pytestmark = pytest.mark.slow

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture
def stage(tmp_short: Path) -> Iterator[Stage]:
    opened = Stage(tmp_short)
    yield opened
    opened.close()


def test_pauses_double_up_to_a_limit() -> None:
    backoff = Backoff()
    pauses = [backoff.after(1, 0.1) for _ in range(10)]
    assert pauses == [0.0, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 10.0, 10.0]
    assert (FIRST_PAUSE_S, LONGEST_PAUSE_S) == (0.1, 10.0)


@pytest.mark.parametrize(("status", "lived"), [(0, 2.0), (1, HEALTHY_AFTER_S), (-9, 3600.0)])
def test_health_and_a_clean_end_forget_the_former_crashes(status: int, lived: float) -> None:
    backoff = Backoff()
    for _ in range(5):
        backoff.after(1, 0.1)
    assert backoff.after(status, lived) == 0.0
    assert [backoff.after(1, 0.1) for _ in range(2)] == [0.0, FIRST_PAUSE_S]


def test_a_part_with_nothing_to_do_is_slowed_down() -> None:
    """It ends cleanly, but at once, again and again."""
    backoff = Backoff()
    assert [backoff.after(0, 0.1) for _ in range(3)] == [0.0, 0.1, 0.2]


@settings(max_examples=100, derandomize=True, database=None)
@given(st.lists(st.tuples(st.sampled_from([0, 1, -9, 70]), st.floats(0, 60)), max_size=40))
def test_no_pause_is_longer_than_the_limit(ends: list[tuple[int, float]]) -> None:
    backoff = Backoff()
    assert all(0.0 <= backoff.after(status, lived) <= LONGEST_PAUSE_S for status, lived in ends)


@pytest.mark.parametrize("status", [0, 1, 70])
def test_what_ends_is_started_again_and_nothing_else_is_touched(stage: Stage, status: int) -> None:
    with kept([stage.spec("service")]):
        first = stage.enters("service")
        first.exits(status)
        second = stage.enters("service")
        assert second.pid != first.pid
        os.kill(second.pid, signal.SIGKILL)
        third = stage.enters("service")
        assert not third.is_gone(0.0)


def test_a_clean_end_is_a_renewal_without_a_pause(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_child, "FIRST_PAUSE_S", 60.0)
    monkeypatch.setattr(kept_child, "RENEWAL_AFTER_S", 0.0)
    with kept([stage.spec("cards")]):
        for _ in range(5):
            stage.enters("cards").exits(0)


def test_a_crash_in_a_row_waits_for_its_pause(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_child, "FIRST_PAUSE_S", 0.3)
    with kept([stage.spec("cards"), stage.spec("printers")]):
        started = {one.name: one for one in (stage.enters_any(), stage.enters_any())}
        started["cards"].exits(1)
        second = stage.enters("cards")
        second.exits(1)
        ended = time.monotonic()
        started["printers"].exits(1)
        assert stage.enters("printers"), "another one's pause is no concern of this one"
        assert stage.enters("cards")
        assert time.monotonic() - ended >= 0.25


@pytest.mark.parametrize("part", ["service", "screen"])
def test_a_part_that_cannot_work_as_configured_ends_everything(stage: Stage, part: str) -> None:
    with kept([stage.spec("service")], stage.spec("screen")) as running:
        parts = {one.name: one for one in (stage.enters_any(), stage.enters_any())}
        begun = time.monotonic()
        parts[part].exits(EXIT_UNUSABLE)
        assert running.ends_with() == EXIT_UNUSABLE
        assert all(one.is_gone() for one in parts.values())
        assert time.monotonic() - begun < keeper.STOP_LIMIT_S, "nobody waits for the dead"


def test_stop_ends_every_child_in_good_order(stage: Stage) -> None:
    with kept([stage.spec("service")], stage.spec("screen")) as running:
        one, two = stage.enters_any(), stage.enters_any()
        running.keeper.stop()
        assert running.ends_with() == 0
        assert one.is_gone(0.0)
        assert two.is_gone(0.0)


def test_a_child_that_hangs_is_killed_at_the_stop(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeper, "STOP_LIMIT_S", 0.2)
    with kept([stage.spec("service")]) as running:
        hung = stage.enters("service")
        hung.is_deaf()
        running.keeper.stop()
        assert running.ends_with() == 0
        assert hung.is_gone(0.0)


def test_a_child_that_writes_nonsense_is_kept_all_the_same(stage: Stage) -> None:
    with kept([stage.spec("service")], stage.spec("screen")):
        parts = {one.name: one for one in (stage.enters_any(), stage.enters_any())}
        for part in parts.values():
            part.says_bytes(b"\xff\xfe\x00 nonsense\n\n")
            part.says("no such word")
            part.exits(1)
        assert {stage.enters_any().name, stage.enters_any().name} == {"service", "screen"}


def test_words_to_a_child_that_has_just_died_break_nothing(stage: Stage) -> None:
    """It said `ready`, then crashed: the answer finds a closed pipe."""
    news: queue.SimpleQueue[Line | Ended | None] = queue.SimpleQueue()
    child = kept_child.Child(stage.spec("screen"), news)
    stage.enters("screen").exits(70)
    ended = news.get(timeout=PATIENCE_S)
    assert isinstance(ended, Ended)
    child.tell("activate")
    child.stop()
    child.stop(hard=True)


def test_a_child_that_is_slow_to_start_is_not_taken_for_one_that_hangs(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has begun with its first answer; from then on each question must be answered in time."""
    monkeypatch.setattr(keeper, "PING_EVERY_S", 0.05)
    rounds, ping = threading.Semaphore(0), Keeper._ping

    def counted(one: Keeper) -> None:
        ping(one)
        rounds.release()

    monkeypatch.setattr(Keeper, "_ping", counted)
    with kept([stage.spec("service")]):
        slow = stage.enters("service")
        for _ in range(10):
            assert rounds.acquire(timeout=PATIENCE_S)
        assert not slow.is_gone(0.0)
        assert slow.hears() == "ping"
        slow.says("pong")
        assert slow.hears() == "ping"
        assert slow.is_gone()


def test_a_child_that_never_starts_is_killed(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeper, "START_LIMIT_S", 0.3)
    with kept([stage.spec("service")]):
        stage.enters("service")
        assert stage.enters("service"), "another one"


# --- a keeper in its own process --------------------------------------------------------------

ALONE = """
import sys
from kiosk.link.ending import on_end
from provisioning.child import Spec
from provisioning.keeper import Keeper
child = "import signal, sys, threading\\n"
child += "from kiosk.link.lifeline import end_with_parent\\n"
child += "end_with_parent(); print(); threading.Event().wait(60)"
spec = Spec("part", (sys.executable, "-c", child))
keeper = Keeper([spec], None, lambda line: print(line, flush=True))
on_end(keeper.stop)
sys.exit(keeper.run())
"""


@pytest.fixture
def alone() -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A keeper in a process of its own, and a handle of its one child, which has begun."""
    with subprocess.Popen(
        [sys.executable, "-c", ALONE], stdout=subprocess.PIPE, text=True, cwd=REPOSITORY
    ) as process:
        assert process.stdout is not None
        handle = os.pidfd_open(int(process.stdout.readline().split()[-1]))
        yield process, handle
        os.close(handle)


def test_a_killed_keeper_leaves_no_child_behind(alone: tuple[subprocess.Popen[str], int]) -> None:
    process, child = alone
    process.kill()
    assert process.wait(PATIENCE_S) == -signal.SIGKILL
    assert is_gone(child)


def test_a_keeper_told_to_end_ends_its_children_first(
    alone: tuple[subprocess.Popen[str], int],
) -> None:
    process, child = alone
    process.terminate()
    assert process.wait(PATIENCE_S) == 0
    assert is_gone(child)
