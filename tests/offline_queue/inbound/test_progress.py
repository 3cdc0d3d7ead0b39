"""What the platform says of applications that were made here: the latest counts, old ones go."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from offline_queue.inbound.items import Progress
from offline_queue.inbound.progress import KEPT, keep, last_known
from offline_queue.store.writer import Store
from tests.clock import MONDAY_MORNING


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(tmp_path / "state", ballast_bytes=4096)
    yield made
    made.close()


def said(event: int, number: str = "T00003", at: datetime = MONDAY_MORNING) -> Progress:
    return Progress(number, event, at.isoformat(), {"event": event})


def known(store: Store, number: str = "T00003") -> Any:
    found = store.call(lambda c: last_known(c, number))
    return found.view["event"] if found else None


@pytest.mark.row("S102")
@given(order=st.permutations([1, 2, 3, 4]))
@settings(
    max_examples=10,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_in_whatever_order_they_come_the_latest_counts(store: Store, order: list[int]) -> None:
    store.call(lambda c: c.execute("DELETE FROM progress"))
    for event in order:
        store.call(partial(keep, said=said(event), now=MONDAY_MORNING))
    assert known(store) == 4


def test_what_was_said_long_ago_goes(store: Store) -> None:
    store.call(lambda c: keep(c, said(1), MONDAY_MORNING))
    later = MONDAY_MORNING + KEPT + timedelta(seconds=1)
    store.call(lambda c: keep(c, said(2, "T00005", later), later))
    assert (known(store), known(store, "T00005")) == (None, 2)


def test_a_time_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="soon"):
        Progress("T00003", 1, "soon", {})
