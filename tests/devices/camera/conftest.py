import time
from collections.abc import Callable, Iterator

import pytest

from devices.camera.source import Camera
from devices.contract import Token
from tests.devices.camera.sims import SimCamera
from tests.devices.conformance.sim_process import in_short_folder

PATIENCE_S = 15.0


@pytest.fixture(scope="session")
def shared_sim() -> Iterator[SimCamera]:
    yield from in_short_folder(SimCamera)


@pytest.fixture
def sim(shared_sim: SimCamera) -> SimCamera:
    """Well, and looking at its card."""
    shared_sim.heal()
    shared_sim.show_card()
    return shared_sim


@pytest.fixture
def tokens() -> Iterator[Callable[[], Token]]:
    """Makes tokens that outlast any patience."""
    made: list[Token] = []

    def make() -> Token:
        made.append(Token(time.monotonic() + PATIENCE_S))
        return made[-1]

    yield make
    for token in made:
        token.close()


@pytest.fixture
def camera(sim: SimCamera) -> Iterator[Camera]:
    """Not open."""
    camera = Camera(sim.url)
    yield camera
    camera.close()
