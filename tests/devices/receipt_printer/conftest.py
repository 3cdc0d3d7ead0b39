from collections.abc import Callable, Iterator

import pytest

from tests.devices.receipt_printer.bench import FAST, GENERIC, Client, PtySim, TcpSim

SimOf = Callable[[str], TcpSim]


@pytest.fixture(scope="session")
def sim_of(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimOf]:
    """A fast printer of each model that is asked for, in order; what came out is not counted."""
    running: dict[str, TcpSim] = {}

    def of(model: str) -> TcpSim:
        if model not in running:
            running[model] = TcpSim(tmp_path_factory.mktemp("p"), *FAST, model=model)
        running[model].mark()
        running[model].take_ticket()
        return running[model]

    yield of
    for sim in running.values():
        sim.close()


@pytest.fixture
def sim(sim_of: SimOf) -> TcpSim:
    return sim_of(GENERIC.name)


@pytest.fixture
def client(sim: TcpSim) -> Iterator[Client]:
    """A driver that has found `sim` ready."""
    with Client(sim.url) as one:
        yield one.ready()


@pytest.fixture(scope="session")
def shared_line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PtySim]:
    with PtySim(tmp_path_factory.mktemp("line"), *FAST) as sim:
        yield sim


@pytest.fixture
def line(shared_line: PtySim) -> PtySim:
    """A fast printer on a serial line; what came out before is not counted."""
    shared_line.mark()
    return shared_line
