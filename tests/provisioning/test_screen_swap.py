"""One citizen, one screen: its successor is warm before it is needed, and its data goes with it."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from provisioning import child, keeper
from tests.provisioning.puppet import Puppet, Stage, kept

pytestmark = pytest.mark.slow


@pytest.fixture
def stage(tmp_short: Path) -> Iterator[Stage]:
    opened = Stage(tmp_short)
    yield opened
    opened.close()


def come_up(stage: Stage) -> Puppet:
    """The screen in front: warmed up, told to show itself, shown."""
    front = stage.enters("screen")
    front.says("ready")
    assert front.hears() == "activate"
    front.says("shown")
    return front


def stand_by(stage: Stage) -> Puppet:
    following = stage.enters("screen")
    following.says("ready")
    return following


def test_the_next_screen_is_warm_before_it_is_needed(stage: Stage) -> None:
    with kept([], stage.spec("screen")):
        front = come_up(stage)
        for _ in range(3):
            following = stand_by(stage)
            front.says("over")
            assert following.hears() == "activate"
            following.says("shown")
            assert front.is_gone(), "its data goes as soon as the successor is seen"
            front = following


def test_only_one_screen_is_told_to_show_itself(stage: Stage) -> None:
    with kept([], stage.spec("screen")):
        front = come_up(stage)
        following = stand_by(stage)
        following.says("shown")
        following.says("over")
        front.says("shown")
        assert not front.is_gone(0.0), "words of the one behind are no news"
        front.says("over")
        assert following.hears() == "activate", "and this is the first that it hears"


def test_a_finished_screen_goes_even_where_no_successor_is_ready(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeper, "SWAP_LIMIT_S", 0.2)
    with kept([], stage.spec("screen")):
        front = come_up(stage)
        slow = stage.enters("screen")
        begun = time.monotonic()
        front.says("over")
        front.says("shown")
        assert front.is_gone(2.0)
        assert time.monotonic() - begun >= 0.15, "the successor had its chance"
        slow.says("ready")
        assert slow.hears() == "activate"


def test_a_screen_that_hangs_is_replaced(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """It was drawn and then answers no ping: no crash would ever tell."""
    monkeypatch.setattr(keeper, "PING_EVERY_S", 0.5)
    with kept([], stage.spec("screen")):
        front = come_up(stage)
        following = stand_by(stage)
        for _ in range(3):
            for one in (front, following):
                assert one.hears() == "ping"
                one.says("pong")
        while (word := following.hears()) == "ping":
            following.says("pong")
        assert word == "activate"
        assert front.is_gone(), "its fourth ping stayed without an answer"


def test_a_screen_that_never_shows_anything_is_replaced(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeper, "SHOWN_LIMIT_S", 0.2)
    with kept([], stage.spec("screen")):
        front = stage.enters("screen")
        front.says("ready")
        assert front.hears() == "activate"
        assert front.is_gone()
        assert stage.enters("screen")


def test_a_screen_that_never_gets_ready_is_replaced(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeper, "READY_LIMIT_S", 0.2)
    with kept([], stage.spec("screen")):
        assert stage.enters("screen").is_gone()
        assert stage.enters("screen")


def test_the_limit_keeps_the_promise_of_one_second() -> None:
    assert keeper.SWAP_LIMIT_S < 1.0


def test_a_citizen_who_leaves_before_there_is_any_successor(stage: Stage) -> None:
    with kept([], stage.spec("screen")):
        front = stage.enters("screen")
        front.says("ready")
        assert front.hears() == "activate"
        front.says("over")
        following = stand_by(stage)
        assert following.hears() == "activate"
        following.says("shown")
        assert front.is_gone()
        assert stage.enters("screen"), "and the one after is warmed up"


def test_a_killed_screen_is_followed_at_once_by_the_one_that_is_warm(stage: Stage) -> None:
    with kept([], stage.spec("screen")):
        front = come_up(stage)
        following = stand_by(stage)
        os.kill(front.pid, signal.SIGKILL)
        assert following.hears() == "activate"
        following.says("shown")
        assert stand_by(stage).pid not in (front.pid, following.pid)


def test_a_screen_that_dies_with_none_behind_it_is_started_again(stage: Stage) -> None:
    with kept([], stage.spec("screen")):
        stage.enters("screen").exits(70)
        come_up(stage)


def test_a_screen_that_crashes_on_being_shown_is_followed_by_another(stage: Stage) -> None:
    with kept([], stage.spec("screen")):
        front = stage.enters("screen")
        front.says("ready")
        assert front.hears() == "activate"
        front.exits(70)
        come_up(stage)
        stand_by(stage)


def test_a_successor_that_dies_while_it_warms_up_is_replaced(stage: Stage) -> None:
    with kept([], stage.spec("screen")):
        front = come_up(stage)
        stage.enters("screen").exits(70)
        following = stand_by(stage)
        front.says("over")
        assert following.hears() == "activate"


def test_both_screens_die_together(stage: Stage) -> None:
    with kept([], stage.spec("screen")):
        front = come_up(stage)
        following = stand_by(stage)
        for one in (following, front):
            os.kill(one.pid, signal.SIGKILL)
        come_up(stage)
        stand_by(stage)


def test_the_end_of_a_finished_screen_is_no_crash(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else each citizen would make the next start of a screen slower."""
    monkeypatch.setattr(child, "FIRST_PAUSE_S", 60.0)
    with kept([], stage.spec("screen")):
        front = come_up(stage)
        for _ in range(4):
            following = stand_by(stage)
            front.says("over")
            assert following.hears() == "activate"
            following.says("shown")
            assert front.is_gone()
            front = following
        front.exits(70)
        assert stand_by(stage)
