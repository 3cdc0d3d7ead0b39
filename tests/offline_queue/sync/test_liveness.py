"""After whatever happened, and without anything new, the queue gets empty by itself and in time."""

from collections.abc import Callable
from pathlib import Path

import pytest

from offline_queue.outbox.rows import backlog
from offline_queue.sync.backoff import CAP_S
from tests.offline_queue.scripted_platform import ScriptedPlatform
from tests.offline_queue.sync.world import SPOILED, World

FAULTS = 500


def _partition(world: World) -> None:
    """The cable is out for up to ten minutes."""
    world.cable.cut = True
    ends = world.clock.monotonic() + world.chance.uniform(1, 600)
    while world.clock.monotonic() < ends:
        world.step()
    world.cable.cut = False


def _spoiled(world: World) -> None:
    """A number of answers are of no use."""
    words = world.chance.choices(SPOILED, k=world.chance.randint(1, 8))
    world.platform.script = [words[0]] * len(words) if world.chance.random() < 0.5 else words
    while world.platform.script and world.store.call(backlog).pending:
        world.step()
    world.platform.script = []


def _killed(world: World) -> None:
    world.cable.kill_in = world.chance.randint(1, 3)
    world.cable.early = world.chance.random() < 0.5
    lives = world.lives
    while world.lives == lives:
        world.step()


def _jumped(world: World) -> None:
    world.jump()
    world.step()
    world.jump()


def _restarted(world: World) -> None:
    _spoiled(world)
    world.restart()


HAPPENINGS: tuple[Callable[[World], None], ...] = (
    *(_spoiled, _spoiled, _spoiled, _partition, _jumped, _restarted, _killed),
)


@pytest.mark.slow
@pytest.mark.row("CP-11")
def test_after_each_of_many_faults_the_queue_gets_empty_within_two_back_offs(
    platform: ScriptedPlatform, tmp_path: Path
) -> None:
    world = World(tmp_path, platform, seed=15)
    longest = 0.0
    for number in range(FAULTS):
        world.put(world.chance.randint(1, 10))
        for _ in range(world.chance.randint(1, 3)):
            world.chance.choice(HAPPENINGS)(world)
        took = world.terminal.until_empty(world.store)
        assert took <= 2 * CAP_S, f"fault {number}: {took:.0f} s"
        longest = max(longest, took)
    assert longest > CAP_S / 4  # the faults were worth it
    assert len(platform.order) == len(set(platform.order)) == len(world.put_keys)
    world.close()
