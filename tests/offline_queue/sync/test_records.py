"""Records on their way to a platform that answers rightly. No thread, no rest."""

from pathlib import Path

import pytest

from offline_queue.outbox import rows as outbox
from offline_queue.store.ledger import Ledger
from offline_queue.store.writer import Store
from offline_queue.sync.backoff import CAP_S
from offline_queue.sync.errands import POLL_S
from offline_queue.sync.transport import GZIP_ABOVE
from tests.clock import FakeClock
from tests.offline_queue.samples import given, put_help, wish
from tests.offline_queue.scripted_books import fingerprint
from tests.offline_queue.scripted_platform import ScriptedPlatform
from tests.offline_queue.terminal import Terminal, supply

pytestmark = pytest.mark.slow


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
    assert max(len(batch["records"]) for batch in platform.batches()) == 100


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
        terminal.pass_time()
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
    again = [one for batch in platform.batches() for one in batch["records"]]
    platform.books.floors.clear()  # by their keys alone
    platform.books.known |= {one["key"]: fingerprint(one["body"]) for one in again}

    def as_if_never_acknowledged(ledger: Ledger) -> None:
        for one in again:
            number = (ledger.epoch, one["seq"])
            outbox.write(ledger, number, one["kind"], one["body"], one["created_at"])

    store.call(as_if_never_acknowledged)
    assert _pending(store) == 30
    terminal.sync.step()
    assert _pending(store) == 0
    assert platform.records == kept and len(platform.order) == 30


def test_each_batch_says_below_what_nothing_will_come(
    store: Store, platform: ScriptedPlatform, terminal: Terminal
) -> None:
    """So the platform may forget the keys below, and still know every replay."""
    supply(store)
    put_help(store, 250)
    terminal.sync.step()
    assert [batch["floor"] for batch in platform.batches()] == [1, 101, 201]
    assert [len(batch["records"]) for batch in platform.batches()] == [100, 100, 50]
    given(store, wish())
    terminal.sync.step()
    assert platform.batches()[-1]["floor"] == 251 and len(platform.books.known) == 1


def test_large_batches_are_compressed_and_small_ones_are_not(
    store: Store, platform: ScriptedPlatform, terminal: Terminal
) -> None:
    supply(store)
    put_help(store, 1)
    terminal.sync.step()
    put_help(store, 100)
    terminal.sync.step()
    assert platform.encodings == ["", "gzip"]
    assert len(platform.bodies("help")) == 101


def test_a_platform_that_reads_no_gzip_gets_none(
    store: Store, platform: ScriptedPlatform, terminal: Terminal
) -> None:
    supply(store)
    platform.reads_gzip = False
    put_help(store, 300)
    assert terminal.sync.step() == POLL_S
    assert len(platform.bodies("help")) == 300 and platform.encodings == [""] * 3
    assert len(str(platform.batches()[0])) > GZIP_ABOVE


def test_the_platform_sets_the_pace(
    store: Store, platform: ScriptedPlatform, terminal: Terminal, clock: FakeClock
) -> None:
    supply(store)
    terminal.sync.step()
    platform.pace = {"max_records": 7, "min_pause_s": 4.0}
    put_help(store, 120)
    terminal.sync.step()  # one batch of a hundred, whose answer says so
    for _ in range(3):
        terminal.sync.wake()  # new records do not matter
        assert terminal.sync.step() == 4.0
    assert [len(batch["records"]) for batch in platform.batches()] == [100]
    clock.advance(4.0)
    terminal.sync.step()
    assert [len(batch["records"]) for batch in platform.batches()] == [100, 7]
    platform.pace = None
    clock.advance(4.0)
    terminal.sync.step()  # an answer without a pace ends it
    clock.advance(4.0)
    terminal.sync.step()
    assert [len(batch["records"]) for batch in platform.batches()] == [100, 7, 7, 6]


@pytest.mark.parametrize(
    "pace", ["fast", {"max_records": "7"}, {"max_records": True}, {"min_pause_s": None}, []]
)
def test_a_pace_that_cannot_be_understood_is_none(
    pace: object, store: Store, platform: ScriptedPlatform, terminal: Terminal
) -> None:
    supply(store)
    platform.pace = pace  # type: ignore[assignment]
    put_help(store, 300)
    assert terminal.sync.step() == POLL_S
    assert _pending(store) == 0


def test_a_pace_is_bounded(
    store: Store, platform: ScriptedPlatform, terminal: Terminal, clock: FakeClock
) -> None:
    """A mistyped pace must not stop a terminal for good."""
    supply(store)
    platform.pace = {"max_records": 0, "min_pause_s": 1e300}
    put_help(store, 3)
    terminal.sync.step()
    assert _pending(store) == 2
    clock.advance(CAP_S)
    terminal.sync.step()
    assert _pending(store) == 1


def test_a_batch_that_is_too_large_is_halved_until_it_fits(
    store: Store, platform: ScriptedPlatform, terminal: Terminal
) -> None:
    supply(store)
    platform.most_records = 30
    put_help(store, 200)
    assert terminal.sync.step() == POLL_S
    assert [body["screen"] for body in platform.bodies("help")] == [f"n{n}" for n in range(200)]
    assert len(platform.records) == len(platform.order) == 200
    assert terminal.sync.contact.fault is None


def test_a_record_that_alone_is_too_large_becomes_a_dead_letter(
    store: Store, platform: ScriptedPlatform, terminal: Terminal
) -> None:
    supply(store)
    terminal.sync.step()
    put_help(store, 2)
    platform.script = ["413", "413"]
    terminal.pass_time()
    waits = store.call(outbox.backlog)
    assert (waits.pending, waits.dead) == (0, 1)
    assert [body["screen"] for body in platform.bodies("help")] == ["n1"]


@pytest.mark.parametrize("word", ["html413", "400", "422"])
def test_what_may_be_the_platforms_own_mistake_is_tried_again(
    word: str, store: Store, platform: ScriptedPlatform, terminal: Terminal
) -> None:
    """A proxy that takes nothing so large, or a platform that reads nothing: no dead letters."""
    supply(store)
    terminal.sync.step()
    put_help(store, 2)
    platform.script = [word, word]
    terminal.pass_time()
    waits = store.call(outbox.backlog)
    assert (waits.pending, waits.dead) == (2, 0)
    assert terminal.until_empty(store, within_s=30) > 0
    assert len(platform.order) == 2


def test_what_cannot_be_opened_does_not_stop_the_rest(
    store: Store, platform: ScriptedPlatform, terminal: Terminal
) -> None:
    """A row whose bytes the disk has changed: a dead letter for an operator."""
    supply(store)
    put_help(store, 3)
    store.call(lambda c: c.execute("UPDATE outbox SET payload = zeroblob(90) WHERE seq = 2"))
    terminal.sync.step()
    assert [body["screen"] for body in platform.bodies("help")] == ["n0", "n2"]
    assert store.call(outbox.backlog) == outbox.Backlog(0, "", 1)


def test_the_sender_ends_where_the_disk_takes_nothing(
    store: Store, platform: ScriptedPlatform, terminal: Terminal, tmp_path: Path
) -> None:
    supply(store)
    terminal.sync.step()
    put_help(store, 5)
    store.close()
    assert 0 < terminal.sync.step() <= POLL_S
    assert not platform.records
