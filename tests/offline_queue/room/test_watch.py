"""What is watched, and the ballast: without a service."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.faults import Fault
from kiosk.print_state import PrintState
from kiosk.room import RoomLevel
from offline_queue.audit.verify import verify
from offline_queue.numbers.tickets import Given
from offline_queue.store.ballast import FILE_NAME as BALLAST
from offline_queue.store.ballast import Ballast
from offline_queue.store.commits import StoreError
from offline_queue.store.room import MIB, Limit, Limits
from offline_queue.store.room_watch import BACKLOG_S, RoomWatch
from offline_queue.store.writer import Store
from tests.clock import FakeClock
from tests.offline_queue.audit.books import events
from tests.offline_queue.disks import LIMITS, MANY, Somebody, free, small_disk
from tests.offline_queue.samples import lease, move, put_help, take, until, wish

LARGE_BALLAST = 5 * MIB
"""A piece for each step of a print, while somebody takes at once whatever becomes free."""


@pytest.fixture
def disk(tmp_short: Path) -> Iterator[Path]:
    with small_disk(tmp_short / "disk", 24) as folder:
        yield folder


def _has_ballast(store: Store, folder: Path) -> bool:
    """It grows with every commit."""
    put_help(store, 1)
    return (folder / BALLAST).exists() and (folder / BALLAST).stat().st_size == LARGE_BALLAST


def test_what_was_begun_ends_well_on_a_disk_that_takes_nothing(
    disk: Path, tmp_short: Path, clock: FakeClock
) -> None:
    """Not a byte is free: outcomes and acknowledgements live from the ballast; when there is room
    again it is put back, and what was refused meanwhile is told."""
    store = Store(disk, LARGE_BALLAST)
    watch = RoomWatch(store, disk, clock.now, clock.monotonic, LIMITS)
    lease(store, first=1, last=999)
    until(lambda: _has_ballast(store, disk))
    printing = take(store, wish(on_paper=True))
    assert isinstance(printing, Given) and printing.job
    assert watch.look() is RoomLevel.NORMAL
    somebody = Somebody(disk)
    somebody.leave(0)
    assert watch.refusal("ticket") is Fault.DISK_FULL
    watch.refused("ticket")
    for state in (
        PrintState.RENDERING,
        PrintState.SPOOLED,
        PrintState.PRINTING,
        PrintState.PRINTED,
    ):
        move(store, printing.job.job_id, state, relief=True)
        somebody.leave(0)  # whatever becomes free is taken at once
    assert not verify(store.call).why
    assert [event["state"] for event in events(store, "print.moved")][-1] == "printed"
    assert watch.look() is RoomLevel.FULL
    somebody.go()
    assert watch.look() is RoomLevel.NORMAL
    watch.close()
    until(lambda: _has_ballast(store, disk))
    changed = events(store, "room.")
    assert [(one.get("level"), one.get("count")) for one in changed] == [
        ("full", None),
        (None, 1),
        ("normal", None),
    ]
    assert not verify(store.call).why
    store.close()


def test_a_long_backlog_is_a_lack_of_room_too(store: Store, tmp_path: Path) -> None:
    clock = FakeClock()
    few = Limits(Limit(0, 20, MANY), Limit(0, 40, MANY), Limit(0, 60, MANY), 0.25, {})
    watch = RoomWatch(store, tmp_path, clock.now, clock.monotonic, few)
    levels = [watch.look()]
    for _ in range(4):
        put_help(store, 21)
        assert watch.look() is levels[-1], "counted now and then"
        clock.advance(BACKLOG_S)
        levels.append(watch.look())
    assert levels[1:] == [RoomLevel.LEAN, RoomLevel.TIGHT, RoomLevel.FULL, RoomLevel.FULL]
    store.call(lambda ledger: ledger.execute("DELETE FROM outbox").rowcount)
    clock.advance(BACKLOG_S)
    assert watch.look() is RoomLevel.NORMAL


def test_a_database_that_grew_too_long_is_a_lack_of_room_too(store: Store, tmp_path: Path) -> None:
    clock = FakeClock()
    small = Limits(Limit(0, MANY, 200_000), Limit(0, MANY, MANY), Limit(0, MANY, MANY), 0.25, {})
    watch = RoomWatch(store, tmp_path, clock.now, clock.monotonic, small)
    assert watch.look() is RoomLevel.NORMAL
    put_help(store, 1500)
    clock.advance(BACKLOG_S)
    assert watch.look() is RoomLevel.LEAN


def test_a_database_that_is_refused_more_is_full_whatever_the_disk_says(
    store: Store, tmp_path: Path
) -> None:
    """A quota of the file system shows only when something is written."""
    clock = FakeClock()
    lease(store, first=1, last=999)
    watch = RoomWatch(store, tmp_path, clock.now, clock.monotonic, LIMITS)
    assert watch.look() is RoomLevel.NORMAL
    pages = store.call(lambda c: c.execute("PRAGMA page_count").fetchone()[0])
    store.call(lambda c: c.execute(f"PRAGMA max_page_count = {pages + 4}").fetchone())
    with pytest.raises(StoreError):
        put_help(store, 500)
    assert watch.refusal("ticket") is Fault.DISK_FULL and watch.level is RoomLevel.FULL
    store.call(lambda c: c.execute(f"PRAGMA max_page_count = {pages + 900}").fetchone())
    assert watch.refusal("ticket") is None


def test_the_ballast_comes_and_goes_piece_by_piece_and_only_where_there_is_room(disk: Path) -> None:
    somebody = Somebody(disk)
    somebody.leave(7 * MIB)
    ballast = Ballast(disk, 3 * MIB)
    assert not ballast.restore() and not (disk / BALLAST).exists(), "four times its size is needed"
    somebody.leave(13 * MIB)
    assert [ballast.restore() for _ in range(4)] == [True, True, False, False]
    assert (disk / BALLAST).stat().st_size == 3 * MIB and 9 * MIB < free(disk) <= 10 * MIB
    assert ballast.release() and (disk / BALLAST).stat().st_size == 2 * MIB
    again = Ballast(disk, 3 * MIB)
    assert [again.restore() for _ in range(2)] == [False, False]
    assert (disk / BALLAST).stat().st_size == 3 * MIB
    assert [again.release() for _ in range(4)] == [True, True, True, False]
    assert not (disk / BALLAST).exists()
