"""One world for the mishaps of this folder: platform, two terminals, simulated devices."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ui.dock.actor import Actor
from ui.dock.stage_world import World

PROGRAM = (sys.executable, str(Path(__file__).resolve().parents[2] / "main.py"))


@pytest.fixture(scope="package")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("w")
    one = World(PROGRAM, folder, folder / "out")
    try:
        one.ready()
        yield one
    finally:
        one.close()


@pytest.fixture
def actor(world: World) -> Iterator[Actor]:
    """A calm world and a citizen at the idle screen."""
    world.calm()
    one = Actor(world.near.folder / "run" / "stage.sock")
    yield one
    one.close()
