from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from tests.devices.a4_printer.cupsd import Cupsd
from tests.devices.a4_printer.rig import Line, Sim


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Generator[None, object, object]:
    """What fails because Debian's cupsd itself crashed says nothing of the driver."""
    try:
        return (yield)
    except Exception:
        cupsd = pyfuncitem.funcargs.get("cupsd")
        if isinstance(cupsd, Cupsd) and cupsd.fell:
            pytest.skip("cupsd crashed")
        raise


@pytest.fixture(scope="module")
def shared_sim(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sim]:
    with Sim(tmp_path_factory.mktemp("a4")) as running:
        yield running


@pytest.fixture
def sim(shared_sim: Sim) -> Sim:
    """A printer in order; what came out before is still in its bin."""
    shared_sim.heal()
    return shared_sim


@pytest.fixture
def own_sim(tmp_short: Path) -> Iterator[Sim]:
    """A fresh printer, for tests that end it."""
    with Sim(tmp_short) as running:
        yield running


@pytest.fixture
def line(sim: Sim) -> Iterator[Line]:
    """A driver that has read the status of `sim` and can print."""
    with Line(sim.url) as running:
        yield running
