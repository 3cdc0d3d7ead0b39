"""What becomes of each record by its receipt: later, refused, waiting for another one."""

import logging
from datetime import timedelta

import pytest

from offline_queue.outbox import rows as outbox
from offline_queue.outbox.aside import Aside, bring_back
from offline_queue.outbox.streams import CENTRAL
from offline_queue.store.ledger import Ledger
from offline_queue.store.writer import Store
from offline_queue.sync.backoff import CAP_S
from tests.clock import MONDAY_MORNING, FakeClock
from tests.offline_queue.samples import given, wish
from tests.offline_queue.scripted_platform import ScriptedPlatform
from tests.offline_queue.terminal import Terminal, supply

pytestmark = pytest.mark.slow

AT = MONDAY_MORNING.isoformat()


@pytest.fixture(autouse=True)
def _supplied(store: Store, terminal: Terminal) -> None:
    supply(store)
    terminal.sync.step()


def put(store: Store, kind: str, n: int, about: str = "", **more: object) -> int:
    return store.call(lambda ledger: outbox.put(ledger, kind, {"n": n, **more}, AT, about))


def arrived(platform: ScriptedPlatform, kind: str) -> list[int]:
    return [body["n"] for body in platform.bodies(kind)]


def aside(store: Store) -> list[tuple[int, int, int, str]]:
    """seq, state, attempts, why."""
    query = "SELECT seq, state, attempts, why FROM aside ORDER BY seq"
    return store.call(lambda c: c.execute(query).fetchall())


def test_what_is_rejected_is_kept_aside_and_the_rest_goes_on(
    store: Store, platform: ScriptedPlatform, terminal: Terminal
) -> None:
    given(store, wish())
    platform.script = ["reject"]
    terminal.sync.step()
    given(store, wish())
    terminal.sync.step()
    waits = store.call(outbox.backlog)
    assert (waits.pending, waits.dead) == (0, 1)
    assert [body["ticket_no"] for body in platform.bodies("ticket")] == ["A002"]


def test_a_busy_record_comes_again_by_itself_and_its_thing_waits_for_it(
    store: Store, platform: ScriptedPlatform, terminal: Terminal, clock: FakeClock
) -> None:
    head = put(store, "ticket", 1, "t1", busy=3, retry_after=5)
    put(store, "print", 2, "t1")
    put(store, "ticket", 3, "t2")
    terminal.sync.step()
    assert arrived(platform, "ticket") == [3] and arrived(platform, "print") == []
    assert aside(store) == [(head, Aside.LATER, 1, "busy")]
    for attempts in (1, 2, 3):
        pause = 5.0 + 2.0 ** (attempts - 1)
        clock.advance(pause - 0.1)
        terminal.sync.step()
        assert aside(store) == [(head, Aside.LATER, attempts, "busy")]
        clock.advance(0.1)
        terminal.sync.hurry()
        terminal.sync.step()
    assert (arrived(platform, "ticket"), arrived(platform, "print")) == ([3, 1], [2])
    assert store.call(outbox.backlog) == outbox.Backlog(0, "", 0)


def test_a_record_that_waits_for_something_unknown_does_not_come_with_every_batch(
    store: Store, platform: ScriptedPlatform, terminal: Terminal
) -> None:
    """The platform misses its attachments, say."""
    head = put(store, "application", 1, "a1", misses=2)
    put(store, "application", 2, "a1")
    for n in range(250):
        put(store, "help", n)
    terminal.sync.step()
    assert aside(store) == [(head, Aside.LATER, 1, "waits")]
    assert len(arrived(platform, "help")) == 250
    sent = [one["seq"] for batch in platform.batches() for one in batch["records"]]
    assert (sent.count(head), sent.count(head + 1)) == (1, 1)
    terminal.until_empty(store, within_s=60)
    assert arrived(platform, "application") == [1, 2]


def test_a_platform_that_is_busy_with_everything_is_not_hammered(
    store: Store, platform: ScriptedPlatform, terminal: Terminal
) -> None:
    for n in range(1000):
        put(store, "help", n, busy=1, retry_after=60)
    for _ in range(4):
        terminal.pass_time()
    assert len(platform.batches()) <= 4
    terminal.until_empty(store, within_s=2 * CAP_S)
    assert sorted(arrived(platform, "help")) == list(range(1000))
    assert len(platform.batches()) < 60


@pytest.mark.parametrize("restart", [False, True])
@pytest.mark.parametrize("days", [-1, 1])
def test_a_clock_that_jumps_by_a_day_delays_a_busy_record_by_no_more_than_the_cap(
    days: int,
    restart: bool,
    store: Store,
    platform: ScriptedPlatform,
    terminal: Terminal,
    clock: FakeClock,
) -> None:
    platform.now = lambda: MONDAY_MORNING  # the platform's clock stands still, and so corrects none
    put(store, "help", 1, busy=1, retry_after=200)
    terminal.sync.step()
    clock.set(MONDAY_MORNING + timedelta(days=days))
    after = Terminal(store, platform.url, clock) if restart else terminal
    after.until_empty(store, within_s=CAP_S)
    assert arrived(platform, "help") == [1]
    after.sync.stop()


def test_a_poison_head_parks_its_application_and_no_other(
    store: Store, platform: ScriptedPlatform, terminal: Terminal
) -> None:
    head = put(store, "application", 1, "a1", poison=True)
    put(store, "application", 2, "a1")
    put(store, "application", 3, "a2")
    terminal.sync.step()
    assert arrived(platform, "application") == [3]
    why = "rejected: not acceptable at $.body.poison"
    assert aside(store) == [(head, Aside.DEAD, 1, why)]
    assert store.call(outbox.backlog).pending == 1
    store.call(lambda c: outbox.replace(c, head, {"n": 1}))  # an operator mends it
    assert store.call(lambda c: bring_back(c, CENTRAL, head))
    terminal.sync.step()
    assert arrived(platform, "application") == [3, 1, 2]


def test_a_poison_head_of_a_ticket_is_skipped(
    store: Store, platform: ScriptedPlatform, terminal: Terminal
) -> None:
    put(store, "ticket", 1, "t1", poison=True)
    put(store, "print", 2, "t1")
    put(store, "print", 3, "t1")
    terminal.sync.step()
    assert arrived(platform, "print") == [2, 3]
    assert store.call(outbox.backlog) == outbox.Backlog(0, "", 1)


def test_a_conflict_is_a_dead_letter_and_an_alarm(
    store: Store,
    platform: ScriptedPlatform,
    terminal: Terminal,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The same key with other content: a copied disk, or a fault in one of the programs."""
    seq = put(store, "help", 1)
    terminal.sync.step()

    def another_with_its_number(ledger: Ledger) -> None:
        outbox.write(ledger, (ledger.epoch, seq), "help", {"n": 2}, AT)

    platform.books.floors.clear()
    store.call(another_with_its_number)
    with caplog.at_level(logging.CRITICAL):
        terminal.sync.step()
    assert aside(store) == [(seq, Aside.DEAD, 1, "conflict")]
    assert [one for one in caplog.records if one.levelno == logging.CRITICAL]
    assert arrived(platform, "help") == [1]
