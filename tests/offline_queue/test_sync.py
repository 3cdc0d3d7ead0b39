"""The way to a platform that answers rightly, wrongly, late or not at all. No thread, no rest."""

import socket

import pytest

from kiosk.faults import Fault
from kiosk.messages.service import Network
from offline_queue.outbox import rows as outbox
from offline_queue.outbox.claims import Settlement
from offline_queue.store.ledger import Ledger
from offline_queue.store.writer import Store
from offline_queue.sync.loop import BACKOFF_CAP_S, POLL_S, PROBE_S
from offline_queue.sync.receipts import read_receipts
from tests.clock import MONDAY_MORNING, FakeClock
from tests.offline_queue.samples import given, put_help, wish
from tests.offline_queue.scripted_platform import ScriptedPlatform
from tests.offline_queue.terminal import Terminal, supply

TODAY = MONDAY_MORNING.date()


def _pending(store: Store) -> int:
    return store.call(outbox.backlog).pending


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
    put_help(store, 2150)
    assert terminal.sync.step() == 0.0  # leases are looked at between rounds
    assert _pending(store) == 150
    assert terminal.sync.step() == POLL_S
    assert [body["screen"] for body in platform.bodies("help")] == [f"n{n}" for n in range(2150)]
    sizes = [len(body["records"]) for path, body in platform.requests if "records" in path]
    assert max(sizes) == 100


@pytest.mark.slow
@pytest.mark.row("S128")
def test_a_hundred_thousand_records_drain_without_loss(
    store: Store, platform: ScriptedPlatform, terminal: Terminal
) -> None:
    """Replies are lost, and the platform fails now and then, all the way."""
    supply(store)
    put_help(store, 100_000)
    spoiled = ("drop_reply", "500", "html", "silent_receipt")
    for number in range(400):
        platform.script = ["ok"] * 7 + [spoiled[number % 4]]
        terminal.sync.step()
        if not _pending(store):
            break
    assert [body["screen"] for body in platform.bodies("help")] == [f"n{n}" for n in range(100_000)]
    assert store.call(outbox.backlog) == outbox.Backlog(0, "", 0)


def test_replaying_every_batch_changes_nothing(
    store: Store, platform: ScriptedPlatform, terminal: Terminal
) -> None:
    supply(store)
    for _ in range(30):
        given(store, wish())
    terminal.sync.step()
    kept = dict(platform.records)
    batches = [body for path, body in platform.requests if path.endswith("/records")]
    again = [one for body in batches for one in body["records"]]

    def as_if_never_acknowledged(ledger: Ledger) -> None:
        for one in again:
            number = (ledger.epoch, one["seq"])
            outbox.write(ledger, number, one["kind"], one["body"], one["created_at"])

    store.call(as_if_never_acknowledged)
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
    terminal.sync.step()
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
    terminal.sync.step()
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
    assert read_receipts(seqs, results) == Settlement((1,), refused={2: "conflict: x"})


def test_nobody_listens(store: Store, clock: FakeClock) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        terminal = Terminal(store, f"http://127.0.0.1:{closed.getsockname()[1]}", clock)
        assert terminal.sync.step() == PROBE_S
    contact = terminal.sync.contact
    assert (contact.network, contact.fault) == (Network.DOWN, Fault.PLATFORM_UNREACHABLE)
    assert contact.since == "09:00"
    terminal.sync.stop()
