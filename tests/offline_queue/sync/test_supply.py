"""What the platform supplies: leases, the hall and the right time. No thread, no rest."""

from datetime import timedelta

from kiosk.messages.service import Network
from offline_queue.numbers import leases
from offline_queue.outbox import rows as outbox
from offline_queue.store import meta
from offline_queue.store.writer import Store
from offline_queue.sync.breaker import PROBE_S
from offline_queue.sync.errands import POLL_S
from offline_queue.sync.supply import LEASES_AGAIN_S
from tests.clock import MONDAY_MORNING, FakeClock
from tests.offline_queue.samples import at, by_card, given, lease, wish
from tests.offline_queue.scripted_platform import ScriptedPlatform
from tests.offline_queue.terminal import Terminal

TODAY = MONDAY_MORNING.date()


def _pending(store: Store) -> int:
    return store.call(outbox.backlog).pending


def test_first_contact_brings_leases_and_the_hall(
    store: Store, platform: ScriptedPlatform, terminal: Terminal, clock: FakeClock
) -> None:
    assert terminal.sync.contact.network is Network.UNKNOWN
    assert terminal.sync.step() == POLL_S
    assert store.call(lambda c: leases.free(c, "A", TODAY)) == 50
    assert store.call(lambda c: leases.free(c, "B", TODAY + timedelta(days=3))) == 50
    contact = terminal.sync.contact
    assert (contact.network, contact.since, contact.connected) == (Network.UP, "09:00", True)
    assert contact.hall is not None and contact.hall.groups["A"].waiting == 7
    assert terminal.changes >= 1
    asked = [path for path, _ in platform.requests]
    terminal.sync.step()
    assert len(platform.requests) == len(asked)  # every answer carries the hall: it is not time yet
    clock.advance(POLL_S)
    terminal.sync.step()
    assert [path for path, _ in platform.requests][len(asked) :] == ["/api/v1/halls/990100"]


def test_the_demo_cuts_and_restores_the_cable(
    store: Store, platform: ScriptedPlatform, terminal: Terminal, clock: FakeClock
) -> None:
    terminal.sync.step()
    terminal.cable.cut = True
    clock.advance(POLL_S)
    assert terminal.sync.step() == PROBE_S
    assert terminal.sync.contact.network is Network.DOWN
    assert terminal.sync.contact.hall is not None  # its age is what the citizen is told
    terminal.cable.cut = False
    terminal.sync.hurry()
    terminal.sync.step()
    assert terminal.sync.contact.connected


def test_a_lost_lease_reply_burns_no_block(
    store: Store, platform: ScriptedPlatform, terminal: Terminal
) -> None:
    platform.script = ["ok", "drop_reply"]
    terminal.pass_time()
    assert store.call(lambda c: leases.free(c, "A", TODAY)) == 0
    terminal.sync.step()
    assert store.call(lambda c: leases.free(c, "A", TODAY)) == 50
    assert len(platform.leases) == 8


def test_a_platform_without_numbers_is_not_asked_at_every_step(
    store: Store, platform: ScriptedPlatform, terminal: Terminal, clock: FakeClock
) -> None:
    platform.no_numbers = True
    for _ in range(3):
        terminal.sync.step()
    assert sum(path.endswith("/leases") for path, _ in platform.requests) == 1
    clock.advance(LEASES_AGAIN_S)
    platform.no_numbers = False
    terminal.sync.step()
    assert store.call(lambda c: leases.free(c, "A", TODAY)) == 50


def test_leases_that_fail_do_not_hold_up_records(
    store: Store, platform: ScriptedPlatform, terminal: Terminal
) -> None:
    lease(store)
    given(store, wish())
    platform.script = ["ok", "500"]  # the hall, the leases
    terminal.sync.step()
    assert _pending(store) == 0
    assert store.call(lambda c: leases.free(c, "B", TODAY)) == 0
    terminal.pass_time()
    terminal.pass_time()
    assert store.call(lambda c: leases.free(c, "B", TODAY)) == 5 * 10


def test_a_wall_clock_that_is_wrong_is_overruled(
    store: Store, platform: ScriptedPlatform, terminal: Terminal, clock: FakeClock
) -> None:
    lease(store, day=TODAY + timedelta(days=1))
    platform.now = lambda: MONDAY_MORNING
    clock.set(MONDAY_MORNING + timedelta(days=1))
    given(store, by_card(), at(clock.now()))  # before the platform was heard
    assert store.call(meta.high_water) == TODAY + timedelta(days=1)
    terminal.sync.step()
    assert terminal.clock.wrong
    assert terminal.clock.now() == MONDAY_MORNING
    assert store.call(meta.high_water) == TODAY
    clock.advance(60)
    assert terminal.clock.now() == MONDAY_MORNING + timedelta(seconds=60)
    clock.set(MONDAY_MORNING + timedelta(seconds=60))  # the operator sets it
    assert not terminal.clock.wrong


def test_a_wrong_clock_leases_nothing_for_wrong_days(
    store: Store, platform: ScriptedPlatform, terminal: Terminal, clock: FakeClock
) -> None:
    platform.now = lambda: MONDAY_MORNING
    clock.set(MONDAY_MORNING + timedelta(days=400))
    terminal.sync.step()
    assert {one["business_date"] for one in platform.leases} == {
        f"2026-03-0{day}" for day in (2, 3, 4, 5)
    }
