"""A platform whose time the test moves, with the days of 2026 and an item; who listens to it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.clock import FakeClock
from tests.kiosk.progress.samples import of_2026
from tests.provisioning.central.cases import ITEM
from tests.provisioning.central.within import Hook, Terminal, Within, module


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def within(inside: Path, clock: FakeClock) -> Iterator[Within]:
    with Within(inside, clock) as running:
        module("progress.timing").put_days(of_2026().differs.items())
        module("progress.timing").put_terms(ITEM)
        yield running


@pytest.fixture
def hook(within: Within) -> Iterator[Hook]:
    with Hook(within.clock) as running:
        gateway = {"channel": "webhook", "url": running.url, "secret": "ab" * 32}
        module("models").Gateway.objects.create(name="hall-app", **gateway)
        yield running


@pytest.fixture
def terminal(within: Within, tmp_path: Path) -> Iterator[Terminal]:
    made = Terminal(within, tmp_path / "terminal")
    yield made
    made.close()
