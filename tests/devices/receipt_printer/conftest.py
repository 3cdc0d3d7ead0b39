from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.devices.receipt_printer.bench import FAST, Client, Host, Sim


@pytest.fixture(scope="session")
def shared_sim(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sim]:
    with Sim(tmp_path_factory.mktemp("printer"), *FAST) as sim:
        yield sim


@pytest.fixture
def sim(shared_sim: Sim) -> Sim:
    """A printer in order; receipts and unknown bytes of earlier tests are not counted."""
    shared_sim.mark()
    return shared_sim


@pytest.fixture
def client(sim: Sim, tmp_path: Path) -> Iterator[Client]:
    """A service linked to a host that has read the status of `sim`."""
    with Host(tmp_path, sim.url) as host:
        host.client.until(lambda status: status.can_print)
        yield host.client
