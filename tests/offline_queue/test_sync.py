"""The way to a platform that answers rightly, wrongly, late or not at all. No thread, no rest."""

import json
import socket
from collections.abc import Iterator
from datetime import timedelta

import pytest

from kiosk.faults import Fault
from kiosk.messages.service import Network
from offline_queue import leases, meta, outbox
from offline_queue.store import Store
from offline_queue.sync import BACKOFF_CAP_S, LEASES_AGAIN_S, POLL_S, PROBE_S, Sync
from offline_queue.transport import CutAdapter, Transport
from offline_queue.trusted_time import TrustedClock
from tests.clock import MONDAY_MORNING, FakeClock
from tests.offline_queue.samples import GROUPS, at, by_card, given, lease, wish
from tests.offline_queue.scripted_platform import ScriptedPlatform
from tests.offline_queue.terminal import Terminal, supply

TODAY = MONDAY_MORNING.date()


@pytest.fixture
def platform() -> Iterator[ScriptedPlatform]:
    with ScriptedPlatform() as running:
        yield running


@pytest.fixture
def terminal(store: Store, platform: ScriptedPlatform, clock: FakeClock) -> Iterator[Terminal]:
    platform.now = clock.now
    made = Terminal(store, platform.url, clock)
    yield made
    made.sync.stop()


def _pending(store: Store) -> int:
    return store.call(outbox.backlog).pending


def test_first_contact_brings_leases_and_the_hall(
    store: Store, platform: ScriptedPlatform, terminal: Terminal
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
    assert [path for path, _ in platform.requests][len(asked) :] == ["/api/v1/halls/990100"]


def test_records_arrive_in_order_and_are_then_forgotten(
    store: Store, platform: ScriptedPlatform, terminal: Terminal
) -> None:
    supply(store)
    numbers = [given(store, wish()).ticket_no for _ in range(40)]
    assert terminal.sync.step() == POLL_S
    assert _pending(store) == 0
    assert [body["ticket_no"] for body in platform.bodies("ticket")] == numbers


def test_a_backlog_goes_in_batches(
    store: Store, platform: ScriptedPlatform, terminal: Terminal
) -> None:
    supply(store)
    store.call(
        lambda c: [
            outbox.put(c, "help", {"n": n}, "2026-03-02T09:00:00+08:00") for n in range(2150)
        ]
    )
    assert terminal.sync.step() == 0.0  # leases are looked at between rounds
    assert _pending(store) == 150
    assert terminal.sync.step() == POLL_S
    assert [body["n"] for body in platform.bodies("help")] == list(range(2150))
    sizes = [len(body["records"]) for path, body in platform.requests if "records" in path]
    assert max(sizes) == 100


def test_replaying_every_batch_changes_nothing(
    store: Store, platform: ScriptedPlatform, terminal: Terminal
) -> None:
    supply(store)
    for _ in range(30):
        given(store, wish())
    terminal.sync.step()
    kept = dict(platform.records)
    batches = [body for path, body in platform.requests if path.endswith("/records")]
    for body in batches:
        for record in body["records"]:  # as if the acknowledgement had never been written
            store.call(
                lambda c, r=record: c.execute(
                    "INSERT INTO outbox VALUES (?, ?, ?, ?, NULL)",
                    (r["seq"], r["kind"], r["created_at"], _dump(r["body"])),
                ).rowcount
            )
    assert _pending(store) == 30
    terminal.sync.step()
    assert _pending(store) == 0
    assert platform.records == kept and len(platform.order) == 30


@pytest.mark.parametrize(
    ("word", "fault", "network", "rest"),
    [
        ("500", Fault.PLATFORM_ERROR, Network.UP, 2.0),
        ("401", Fault.PLATFORM_REFUSED, Network.UP, 2.0),
        ("403", Fault.PLATFORM_REFUSED, Network.UP, 2.0),
        ("400", Fault.PLATFORM_ERROR, Network.UP, 2.0),
        ("html", Fault.PLATFORM_NOT_OURS, Network.DOWN, PROBE_S),
        ("empty", Fault.PLATFORM_NOT_OURS, Network.DOWN, PROBE_S),
        ("garbled", Fault.PLATFORM_NOT_OURS, Network.DOWN, PROBE_S),
        ("redirect", Fault.PLATFORM_NOT_OURS, Network.DOWN, PROBE_S),
        ("drop_reply", Fault.PLATFORM_UNREACHABLE, Network.DOWN, PROBE_S),
        ("silent_receipt", Fault.PLATFORM_ERROR, Network.UP, 2.0),
    ],
)
def test_without_a_receipt_nothing_is_forgotten(
    word: str,
    fault: Fault,
    network: Network,
    rest: float,
    store: Store,
    platform: ScriptedPlatform,
    terminal: Terminal,
) -> None:
    supply(store)
    given(store, wish())
    platform.script = [word]
    assert terminal.sync.step() == rest
    assert (terminal.sync.contact.fault, terminal.sync.contact.network) == (fault, network)
    assert _pending(store) == 1
    assert terminal.sync.step() == POLL_S
    assert _pending(store) == 0 and terminal.sync.contact.fault is None
    assert len(platform.bodies("ticket")) == 1
    assert not [path for path, _ in platform.requests if path == "/login"]


def test_the_pause_grows_and_is_bounded(
    store: Store, platform: ScriptedPlatform, terminal: Terminal
) -> None:
    supply(store)
    platform.script = ["500"] * 9
    rests = [terminal.sync.step() for _ in range(9)]
    assert rests == [2.0, 4.0, 8.0, 16.0, 32.0] + [BACKOFF_CAP_S] * 4
    terminal.sync.step()
    platform.script = ["500"]
    assert terminal.sync.step() == 2.0


def test_what_is_rejected_is_kept_aside_and_the_rest_goes_on(
    store: Store, platform: ScriptedPlatform, terminal: Terminal
) -> None:
    supply(store)
    given(store, wish())
    platform.script = ["reject"]
    terminal.sync.step()
    given(store, wish())
    terminal.sync.step()
    waits = store.call(outbox.backlog)
    assert (waits.pending, waits.dead) == (0, 1)
    assert [body["ticket_no"] for body in platform.bodies("ticket")] == ["A002"]


def test_receipts_are_matched_by_key() -> None:
    seqs = {"k.1": 1, "k.2": 2, "k.3": 3, "k.4": 4}
    results = [
        {"key": "k.1", "status": "applied"},
        {"key": "k.2", "status": "conflict", "detail": "x"},
        {"key": "k.3", "status": "maybe"},
        {"key": "other", "status": "applied"},
        {"key": ["k.4"], "status": "applied"},
        "k.4",
        {},
    ]
    assert outbox.read_receipts(seqs, results) == ([1], {2: "conflict: x"})


def test_nobody_listens(store: Store, clock: FakeClock) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        terminal = Terminal(store, f"http://127.0.0.1:{closed.getsockname()[1]}", clock)
        assert terminal.sync.step() == PROBE_S
    contact = terminal.sync.contact
    assert (contact.network, contact.fault) == (Network.DOWN, Fault.PLATFORM_UNREACHABLE)
    assert contact.since == "09:00"
    terminal.sync.stop()


def test_the_demo_cuts_and_restores_the_cable(
    store: Store, platform: ScriptedPlatform, terminal: Terminal
) -> None:
    terminal.sync.step()
    terminal.cable.cut = True
    assert terminal.sync.step() == PROBE_S
    assert terminal.sync.contact.network is Network.DOWN
    assert terminal.sync.contact.hall is not None  # its age is what the citizen is told
    terminal.cable.cut = False
    terminal.sync.step()
    assert terminal.sync.contact.connected


def test_a_lost_lease_reply_burns_no_block(
    store: Store, platform: ScriptedPlatform, terminal: Terminal
) -> None:
    platform.script = ["drop_reply"]
    terminal.sync.step()
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
    platform.script = ["500"]  # the leases
    terminal.sync.step()
    terminal.sync.step()
    assert _pending(store) == 0


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


def _dump(body: object) -> str:
    return json.dumps(body, ensure_ascii=False)
