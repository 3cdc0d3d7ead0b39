from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.offline_queue.printing.office import Citizen, Office
from tests.offline_queue.scripted_printer import GOOD, ScriptedPrinter


@pytest.fixture
def printer(tmp_short: Path) -> Iterator[ScriptedPrinter]:
    """A host with both printers."""
    with ScriptedPrinter(tmp_short / "printers.sock", GOOD) as running:
        yield running


@pytest.fixture
def office(tmp_short: Path, printer: ScriptedPrinter) -> Iterator[Office]:
    with Office(tmp_short) as running:
        yield running.ready()


@pytest.fixture
def citizen(office: Office) -> Iterator[Citizen]:
    with Citizen(office.path) as connected:
        yield connected
