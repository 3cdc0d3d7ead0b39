from collections.abc import Callable, Iterator
from typing import Any

import pytest

from kiosk.device import DeviceState
from tests.devices.lamps.bench import Board, Wired, profile

Wire = Callable[..., Wired]


@pytest.fixture(scope="module")
def one_board(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Board]:
    board = Board(tmp_path_factory.mktemp("board"))
    yield board
    board.close()


@pytest.fixture
def board(one_board: Board) -> Board:
    """As new: every output off."""
    one_board.heal()
    one_board.fault("forget")
    return one_board


@pytest.fixture
def wire(board: Board) -> Iterator[Wire]:
    """wire(**changes of the profile) -> a driver on the board; closed after the test."""
    drivers: list[Wired] = []

    def connect(**changes: Any) -> Wired:
        drivers.append(Wired(board.link, profile(baud=board.BAUD, **changes)))
        return drivers[-1]

    yield connect
    for driver in drivers:
        driver.close()


@pytest.fixture
def wired(wire: Wire) -> Wired:
    """A driver on the board, ready."""
    driver = wire()
    driver.status(DeviceState.ONLINE)
    return driver
