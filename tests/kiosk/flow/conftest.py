"""A citizen in the middle of a number: asked for, and being printed."""

import pytest

from kiosk.flow.states import State
from kiosk.print_state import PrintState
from tests.kiosk.flow.bench import Bench
from tests.kiosk.samples import YI


@pytest.fixture
def taking() -> Bench:
    """The number is asked for, nothing is answered yet."""
    bench = Bench().ready().to_ahead(YI)
    assert bench.touch("take") is State.TAKING
    return bench


@pytest.fixture
def printing(taking: Bench) -> Bench:
    assert taking.answer(PrintState.RESERVED) is State.PRINTING
    return taking
