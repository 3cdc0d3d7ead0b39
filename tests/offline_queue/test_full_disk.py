"""A full disk: refused in clear words, nothing lost, and the queue still drains."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.faults import Fault
from kiosk.print_state import PrintState
from offline_queue.numbers.tickets import Given
from offline_queue.outbox import rows as outbox
from offline_queue.store import meta
from offline_queue.store.ballast import FILE_NAME as BALLAST
from offline_queue.store.commits import StoreError
from offline_queue.store.writer import Store
from tests.clock import FakeClock
from tests.offline_queue.disks import Somebody, small_disk
from tests.offline_queue.samples import acknowledge, at, given, lease, move, take, waiting, wish
from tests.offline_queue.scripted_platform import ScriptedPlatform
from tests.offline_queue.terminal import Terminal, supply

BALLAST_BYTES = 256 * 1024


@pytest.fixture
def own_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 2 MiB of our own; where there is none, the page limit below stands in."""
    with small_disk(tmp_path / "disk", 2) as folder:
        yield folder


def _fill(folder: Path) -> Somebody:
    """Somebody else's file takes what is left."""
    filler = Somebody(folder)
    filler.leave(0)
    return filler


def _take_until_refused(store: Store) -> tuple[list[str], StoreError]:
    numbers = []
    for _ in range(5000):
        try:
            numbers.append(given(store, wish(holder_mask="*" * 16)).ticket_no)
        except StoreError as error:
            return numbers, error
    raise AssertionError("the disk never filled")


def test_a_full_disk_refuses_clearly_and_drains(own_disk: Path, clock: FakeClock) -> None:
    store = Store(own_disk / "state", BALLAST_BYTES)
    lease(store, first=1, last=999)
    supply(store)
    before = [given(store, wish()).ticket_no for _ in range(20)]
    printing = take(store, wish(on_paper=True))
    assert isinstance(printing, Given) and printing.job
    job_id = printing.job.job_id
    filler = _fill(own_disk)
    more, refused = _take_until_refused(store)
    assert refused.fault is Fault.DISK_FULL
    with pytest.raises(StoreError):
        given(store, wish())
    acknowledged = [*before, printing.ticket.ticket_no, *more]
    assert store.call(_numbers) == acknowledged
    # The way of a job that was recorded can still be written down.
    for state in (PrintState.RENDERING, PrintState.SPOOLED, PrintState.PRINTING):
        move(store, job_id, state, relief=True)
    assert not (own_disk / "state" / BALLAST).exists()
    with ScriptedPlatform() as platform:
        platform.now = clock.now
        terminal = Terminal(store, platform.url, clock)
        terminal.sync.step()
        assert [body["ticket_no"] for body in platform.bodies("ticket")] == acknowledged
        assert store.call(outbox.backlog).pending == 0
        terminal.sync.stop()
    filler.go()
    following = given(store, wish()).ticket_no
    assert following == f"A{len(acknowledged) + 1:03d}"
    assert (own_disk / "state" / BALLAST).stat().st_size == BALLAST_BYTES
    store.close()


def told(store: Store) -> Fault | None:
    return store.fault


def test_a_full_disk_is_known_before_anybody_asks_until_there_is_room(own_disk: Path) -> None:
    store = Store(own_disk / "state", BALLAST_BYTES)
    lease(store, first=1, last=999)
    assert told(store) is None
    filler = _fill(own_disk)
    _take_until_refused(store)
    assert told(store) is Fault.DISK_FULL
    with pytest.raises(StoreError):
        store.call(meta.touch)
    assert told(store) is Fault.DISK_FULL
    filler.go()
    store.call(meta.touch)
    assert told(store) is None
    store.close()


def test_a_full_disk_is_survived_by_a_new_start(own_disk: Path) -> None:
    store = Store(own_disk / "state", BALLAST_BYTES)
    lease(store, first=1, last=999)
    _fill(own_disk)
    numbers, _ = _take_until_refused(store)
    store.close()
    again = Store(own_disk / "state", BALLAST_BYTES)
    assert again.call(_numbers) == numbers
    again.close()


def test_a_database_that_may_not_grow_refuses_clearly(store: Store) -> None:
    lease(store, first=1, last=999)
    pages = store.call(lambda c: c.execute("PRAGMA page_count").fetchone()[0])
    store.call(lambda c: c.execute(f"PRAGMA max_page_count = {pages + 20}").fetchone())
    numbers, refused = _take_until_refused(store)
    assert refused.fault is Fault.DISK_FULL
    assert numbers and store.call(_numbers) == numbers
    acknowledge(store, [record.seq for record in waiting(store)])
    store.call(lambda c: c.execute(f"PRAGMA max_page_count = {pages + 900}").fetchone())
    assert given(store, wish(), at()).ticket_no == f"A{len(numbers) + 1:03d}"


def _numbers(connection: sqlite3.Connection) -> list[str]:
    return [row[0] for row in connection.execute("SELECT ticket_no FROM tickets ORDER BY seq")]
