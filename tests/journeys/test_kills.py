"""kill -9 at random: whatever is killed is back, and the terminal serves."""

import os
import random
import signal
import time
from functools import partial

import pytest

from ui.dock.actor import Actor
from ui.dock.journeys.canary import PARTS
from ui.dock.journeys.script import finish, take_number, times_held
from ui.dock.stage_world import World

RECOVERY_S = 30.0


def serves(world: World, actor: Actor) -> str:
    """A number, through the screen."""
    shown = take_number(world, actor, world.somebody())
    actor.reach("take_away")
    finish(world, actor)
    return shown.ticket_no


def kill_one(world: World, part: str) -> float:
    """Kill it; seconds until another process of this part lives and the service answers."""
    began = time.monotonic()
    killed = world.near.kill(part)
    world.until(
        f"{part} is back",
        lambda: bool(set(world.near.pids(part)) - {killed}),
        RECOVERY_S,
    )
    world.until("the printer is well", lambda: world.hall().printer.can_print, RECOVERY_S)
    return time.monotonic() - began


@pytest.mark.slow
@pytest.mark.row("S063")
def test_every_process_killed_is_back_within_thirty_seconds(world: World, actor: Actor) -> None:
    numbers: list[str] = []
    for part in PARTS:
        assert kill_one(world, part) <= RECOVERY_S
        numbers.append(serves(world, actor))
    world.drained()
    assert [times_held(world, number) for number in numbers] == [1] * len(numbers)


@pytest.mark.slow
def test_every_process_that_hangs_is_replaced(world: World, actor: Actor) -> None:
    """Stopped, not dead: no exit status will ever tell."""
    for part in PARTS:
        hung = world.near.pids(part)[0]
        os.kill(hung, signal.SIGSTOP)
        world.until(f"{part} is replaced", partial(is_replaced, world, part, hung), RECOVERY_S)
        world.until("the printer is well", lambda: world.hall().printer.can_print, RECOVERY_S)
        serves(world, actor)


def is_replaced(world: World, part: str, hung: int) -> bool:
    pids = world.near.pids(part)
    return bool(pids) and hung not in pids


@pytest.mark.soak
@pytest.mark.row("S063")
def test_half_an_hour_of_random_kills(world: World, actor: Actor) -> None:
    minutes = float(os.environ.get("SOAK_MINUTES", "30"))
    chance, end = random.Random(20260101), time.monotonic() + minutes * 60
    numbers: list[str] = []
    while time.monotonic() < end:
        assert kill_one(world, chance.choice(PARTS)) <= RECOVERY_S
        if chance.random() < 0.3:
            numbers.append(serves(world, actor))
    world.drained()
    assert [times_held(world, number) for number in numbers] == [1] * len(numbers)
