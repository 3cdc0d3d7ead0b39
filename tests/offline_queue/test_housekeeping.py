"""A terminal that starts with a clock nobody has confirmed, and is put in order all the same."""

from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.config import TerminalConfig
from offline_queue.audit import log as audit
from offline_queue.audit.trail import Trail
from offline_queue.housekeeping import Housekeeping
from offline_queue.numbers import leases
from offline_queue.store.ledger import Ledger
from offline_queue.store.room_watch import RoomWatch
from offline_queue.store.writer import Store
from offline_queue.sync.trusted_time import TrustedClock
from offline_queue.vault.address import device_key_of
from tests.clock import MONDAY_MORNING, FakeClock
from tests.offline_queue.booked.shelf import Shelf, certificate
from tests.offline_queue.groups import GROUPS
from tests.offline_queue.samples import at, config, given, lease, wish

YEAR = timedelta(days=365)


@pytest.fixture
def cfg(tmp_path: Path) -> TerminalConfig:
    return config(tmp_path)


class Start:
    """What the service does at its start, before anybody has been heard."""

    def __init__(self, cfg: TerminalConfig, store: Store, wall: FakeClock) -> None:
        self.store, self.clock = store, TrustedClock(wall)
        trail = Trail(store, cfg.terminal_id, self.clock, lambda: self.clock.wrong)
        room = RoomWatch(store, cfg.state, self.clock.now, self.clock.monotonic)
        its = (self.clock, device_key_of(cfg), trail, room)
        self.house = Housekeeping(store, cfg.state, *its)
        trail.start()
        self.house.recover()
        self.house.tidy()

    def count(self, table: str) -> int:
        query = f"SELECT count(*) FROM {table}"
        return int(self.store.call(lambda ledger: ledger.execute(query).fetchone())[0])


@pytest.mark.parametrize("ahead", [timedelta(days=2), timedelta(days=9), 3 * YEAR])
def test_a_clock_that_is_ahead_forgets_no_number_and_destroys_no_booking(
    cfg: TerminalConfig, store: Store, clock: FakeClock, ahead: timedelta
) -> None:
    shelf = Shelf(store, cfg.state, clock)
    name = shelf.put("A1")
    lease(store, "A", 1, 50)
    first = [given(store, wish("A"), at(clock.now())).ticket_no for _ in range(3)]
    clock.set(MONDAY_MORNING + ahead)
    start = Start(cfg, store, clock)
    shelf.proven = False
    assert not shelf.found(), "it may be past its day"
    start.clock.heard(MONDAY_MORNING + timedelta(minutes=3))
    start.house.tidy()
    clock.set(MONDAY_MORNING + timedelta(minutes=3))
    shelf.proven = True
    (ready,) = shelf.found()
    assert ready.certificate_id == certificate("A1") and not shelf.reports(name)
    today = start.clock.now().date()
    wants = store.call(lambda ledger: leases.wants(ledger, GROUPS.values(), today))
    assert ("A", today.isoformat()) not in [(one.group_id, one.business_date) for one in wants]
    then = [given(store, wish("A"), at(start.clock.now())).ticket_no for _ in range(3)]
    assert not set(first) & set(then)


def test_what_is_long_past_goes_once_the_platform_has_said_so(
    cfg: TerminalConfig, store: Store, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    pruned: list[str] = []

    def prune(_ledger: Ledger, before: str) -> int:
        pruned.append(before)
        return 0

    monkeypatch.setattr(audit, "prune", prune)
    shelf = Shelf(store, cfg.state, clock)
    name = shelf.put("A1")
    lease(store, "A", 1, 50)
    given(store, wish("A"), at(clock.now()))
    clock.set(MONDAY_MORNING + timedelta(days=9))
    start = Start(cfg, store, clock)
    assert [start.count(table) for table in ("leases", "tickets", "booked")] == [1, 1, 1]
    assert not pruned
    start.clock.heard(clock.now())
    start.house.tidy()
    assert [start.count(table) for table in ("leases", "tickets", "booked")] == [0, 0, 0]
    assert pruned and shelf.reports(name) == [(1, "void"), (2, "void")]
