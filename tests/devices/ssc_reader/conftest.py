from collections.abc import Iterator

import pytest

from tests.devices.ssc_reader.parts import Reader, Sim


@pytest.fixture(scope="session")
def one_sim() -> Iterator[Sim]:
    sim = Sim()
    yield sim
    sim.close()


@pytest.fixture
def sim(one_sim: Sim) -> Sim:
    """An empty reader in order; commands of earlier tests are forgotten."""
    one_sim.use()
    one_sim.reset()
    return one_sim


@pytest.fixture
def reader(sim: Sim) -> Iterator[Reader]:
    """A runner that has found the reader empty."""
    with Reader() as reader:
        yield reader.empty()
