import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import pytest

from devices.id_reader.driver import IdReader
from devices.id_reader.profile import Profile
from devices.runner import DeviceRunner
from devices.worker import Pace
from kiosk.device import DeviceState
from kiosk.messages.devices import StatusChanged
from kiosk.values import replace
from tests.devices.id_reader.bench import Heard, ScriptedReader, Sim

FAST = Profile(
    status_s=0.1,
    sam_id_s=0.2,
    find_s=0.25,
    poll_s=0.02,
    gap_s=0.2,
    health_s=0.1,
)
"""The waits that only cost the tests time, shorter; the replies stay on the real wire."""
PATIENT = replace(FAST, health_s=60.0)
"""Asks nothing while it is idle: for scripts, which answer each request once."""
PACE = Pace(first_pause_s=0.02, watch_s=0.02)

Online = tuple[DeviceRunner, Heard]
MakeSim = Callable[..., Sim]
Script = Callable[..., ScriptedReader]
Plugged = Callable[..., Online]


class Closable(Protocol):
    def close(self) -> None: ...


@pytest.fixture(scope="module")
def one_sim(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sim]:
    sim = Sim(tmp_path_factory.mktemp("sim"))
    yield sim
    sim.close()


@pytest.fixture
def sim(one_sim: Sim) -> Sim:
    one_sim.reset()
    return one_sim


@pytest.fixture
def apart() -> Iterator[Callable[[Closable], None]]:
    """apart(thing): closed after the test, and after every driver.

    The kernel gives the number of a closed terminal to the next one, which a driver that still
    looks for the old one would then open.
    """
    things: list[Closable] = []
    yield things.append
    for thing in things:
        thing.close()


@pytest.fixture
def make_sim(tmp_path: Path, apart: Callable[[Closable], None]) -> MakeSim:
    """make_sim(baud) -> a simulator of the test's own."""

    def make(baud: int = 115200) -> Sim:
        sim = Sim(tmp_path, baud)
        apart(sim)
        return sim

    return make


@pytest.fixture
def script(apart: Callable[[Closable], None]) -> Script:
    """script(answers...) -> a terminal that gives these answers; all must be asked for."""

    def make(*answers: bytes) -> ScriptedReader:
        scripted = ScriptedReader(*answers)
        apart(scripted)
        return scripted

    return make


@pytest.fixture
def plug(apart: Callable[[Closable], None]) -> Iterator[Plugged]:
    """plug(path) -> the driver's runner and what it emits; closed after the test."""
    readers: list[DeviceRunner] = []

    def plug_in(
        path: Path | str,
        baud: int = 115200,
        profile: Profile = FAST,
        photo_decoder: Path | None = None,
    ) -> Online:
        def make() -> IdReader:
            return IdReader(str(path), baud, profile, photo_decoder)

        heard = Heard()
        readers.append(DeviceRunner(make, heard.put, pace=PACE).start())
        return readers[-1], heard

    yield plug_in
    for reader in readers:
        reader.close()


@pytest.fixture
def online(sim: Sim, plug: Plugged) -> Online:
    """A driver on the simulated reader, ready."""
    reader, heard = plug(sim.link)
    heard.next(StatusChanged, lambda m: m.status.state is DeviceState.ONLINE)
    return reader, heard


@pytest.fixture(scope="package")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vendor's decoder of chip photos, of photo_library.c."""
    path = tmp_path_factory.mktemp("vendor") / "libdecoder.so"
    source = Path(__file__).with_name("photo_library.c")
    command = ["gcc", "-shared", "-fPIC", "-O1", "-o", str(path), str(source)]
    subprocess.run(command, check=True, timeout=60)
    return path
