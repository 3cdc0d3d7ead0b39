"""Journeys in which no screen is needed yet: commands go to the device hosts, as a flow's will."""

from collections.abc import Iterator
from contextlib import contextmanager

from ui.dock.actor import Actor
from ui.dock.desk import Desk
from ui.dock.stage_world import World
from ui.dock.terminal import Terminal


@contextmanager
def at_host(
    world: World,
    actor: Actor,
    host: str,
    *,
    renews: bool = False,
    terminal: Terminal | None = None,
) -> Iterator[Desk]:
    """A hand at a host, of the near terminal where none is given; what it hears is reported.

    `renews`: the host gets something personal, so its process must end once the hand is gone, and
    a fresh one is waited for.
    """
    there = terminal or world.near
    before = set(there.pids(host))
    desk = Desk(there.run, host, actor.hear)
    try:
        yield desk
    finally:
        desk.close()
    if renews:
        world.until(f"{host} is a fresh process", lambda: bool(set(there.pids(host)) - before))
