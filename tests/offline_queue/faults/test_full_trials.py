"""A disk that is full, a hundred times: what was acknowledged is still acknowledged and drained."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.faults import Fault
from offline_queue.outbox import rows as outbox
from offline_queue.outbox.claims import Claims, Settlement
from offline_queue.outbox.streams import CENTRAL
from offline_queue.store.commits import StoreError
from offline_queue.store.writer import Store
from tests.offline_queue.disks import Somebody, small_disk
from tests.offline_queue.powercut.run import AT, body_of, take

TRIALS = 100
BALLAST_BYTES = 128 * 1024


@pytest.fixture
def own_disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "disk", 1.5) as folder:
        yield folder


def put(store: Store, n: int) -> None:
    store.call(lambda ledger: outbox.put(ledger, "help", body_of(n, 800), AT))


def drained(store: Store) -> list[int]:
    """Every record, taken and acknowledged while the disk is full."""
    claims, seen = Claims(CENTRAL), list[int]()
    while batch := take(store, claims, most=25):
        seen += [int(one.body["n"]) for one in batch]
        said = Settlement(tuple(one.seq for one in batch))
        store.call(lambda ledger, said=said: claims.settle(ledger, said), relief=True)  # type: ignore[misc]
    return seen


@pytest.mark.slow
def test_a_full_disk_is_drained_a_hundred_times(own_disk: Path) -> None:
    dice, somebody = random.Random(20260302), Somebody(own_disk)
    for trial in range(TRIALS):
        state = own_disk / str(trial)
        store = Store(state, BALLAST_BYTES)
        acknowledged = list(range(dice.randint(1, 120)))
        for n in acknowledged:
            put(store, n)
        somebody.leave(0)
        with pytest.raises(StoreError) as refused:
            while True:
                put(store, len(acknowledged))
                acknowledged.append(len(acknowledged))
        assert refused.value.fault is Fault.DISK_FULL
        if dice.random() < 0.3:  # a start in between
            store.close()
            store = Store(state, BALLAST_BYTES)
        assert drained(store) == acknowledged, f"trial {trial}"
        assert store.call(outbox.backlog).pending == 0
        store.close()
        shutil.rmtree(state)
        somebody.go()
