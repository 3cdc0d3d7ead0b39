import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from devices.contract import Token
from tests.devices.camera.sims import SimCamera
from tests.devices.code_reader.serial_sim import SerialSim

PATIENCE_S = 15.0
Tokens = Callable[..., Token]


@pytest.fixture(scope="session")
def folder() -> Iterator[Path]:
    """A Unix socket's path is short."""
    folder = Path(tempfile.mkdtemp(prefix="zz-", dir="/tmp"))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def shared_camera(folder: Path) -> Iterator[SimCamera]:
    sim = SimCamera(folder, "code_reader")
    yield sim
    sim.stop()


@pytest.fixture
def camera(shared_camera: SimCamera) -> SimCamera:
    """Well, and no code before it."""
    shared_camera.heal()
    shared_camera.show_card()
    return shared_camera


@pytest.fixture(scope="session")
def engines(folder: Path) -> Iterator[Callable[[str], SerialSim]]:
    """One simulator for each kind of engine that a test asks for."""
    started: dict[str, SerialSim] = {}

    def start(name: str) -> SerialSim:
        if name not in started:
            started[name] = SerialSim(folder, name)
        return started[name]

    yield start
    for sim in started.values():
        sim.stop()


@pytest.fixture
def engine(engines: Callable[[str], SerialSim]) -> Callable[[str], SerialSim]:
    """Well, and no code before its window."""

    def clean(name: str) -> SerialSim:
        sim = engines(name)
        sim.heal()
        sim.show(b"")
        return sim

    return clean


@pytest.fixture
def tokens() -> Iterator[Tokens]:
    """Makes tokens; PATIENCE_S where nothing is said."""
    made: list[Token] = []

    def make(seconds: float = PATIENCE_S) -> Token:
        made.append(Token(time.monotonic() + seconds))
        return made[-1]

    yield make
    for token in made:
        token.close()


class Told(list[Any]):
    """What a driver told; give it as `tell`."""

    def __call__(self, message: object) -> None:
        self.append(message)


@pytest.fixture
def told() -> Told:
    return Told()
