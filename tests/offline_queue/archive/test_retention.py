"""Packages are destroyed after every destination has them and the days are over; never before."""

import json
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from offline_queue.archive.policy import DEFAULT, Policy, read
from offline_queue.archive.retention import AGE, KIND, ROOM, Keeper
from offline_queue.attachments import rows as attachments
from offline_queue.attachments.sweeper import Sweeper
from offline_queue.operator.changes import drop
from offline_queue.outbox import rows as outbox
from offline_queue.outbox.claims import Claims, Settlement
from offline_queue.outbox.streams import CENTRAL, SECOND
from offline_queue.store.ledger import Ledger
from offline_queue.store.writer import Store
from offline_queue.sync.trusted_time import TrustedClock
from tests.clock import FakeClock
from tests.offline_queue.archive.samples import (
    LARGE,
    deliver,
    files,
    finished,
    standing,
    wrong_with,
)
from tests.offline_queue.audit.books import events
from tests.offline_queue.samples import acknowledge

pytestmark = pytest.mark.row("S088")
DAYS = timedelta(days=DEFAULT.days)


class Terminal:
    """Its keeper, and the time as the platform says it."""

    def __init__(self, store: Store, state: Path, clock: FakeClock) -> None:
        self.store, self.state, self.time = store, state, clock
        self.clock = TrustedClock(clock)
        self.clock.heard(clock.now())
        self.short = False
        self.keeper = Keeper(store, state, self.clock, lambda: self.short)

    def after(self, span: timedelta) -> int:
        """How many packages are destroyed then."""
        self.time.advance(span.total_seconds())
        return self.keeper.tidy()

    def set_policy(self, value: object) -> None:
        row = ("archive", json.dumps(value))
        statement = "INSERT OR REPLACE INTO policies VALUES (?, ?)"
        self.store.call(lambda c: c.execute(statement, row).rowcount)

    def told(self) -> list[dict[str, object]]:
        """What the platform will learn of packages that are gone."""
        seqs = self.store.call(
            lambda c: c.execute("SELECT seq FROM outbox WHERE kind = ?", (KIND,)).fetchall()
        )
        loaded = [self.store.call(partial(outbox.load, seq=seq)) for (seq,) in seqs]
        return [dict(one.body) for one in loaded if one is not None]


@pytest.fixture
def terminal(store: Store, state: Path, clock: FakeClock) -> Terminal:
    return Terminal(store, state, clock)


def test_a_package_goes_so_many_days_after_the_platform_has_all_of_it(
    terminal: Terminal, store: Store, state: Path
) -> None:
    made = finished(store, state, application_id="app-17")
    assert terminal.after(2 * DAYS) == 0, "nobody has it"
    deliver(store, made)
    assert terminal.after(timedelta(0)) == 0  # from now on it counts
    assert terminal.after(DAYS - timedelta(seconds=1)) == 0
    assert wrong_with(store, state, made.package_id) == ""
    assert terminal.after(timedelta(seconds=1)) == 1

    assert standing(store, made.package_id) == "" and files(state) == set()
    at = terminal.clock.now().isoformat(timespec="seconds")
    assert terminal.told() == [
        {
            "package_id": made.package_id,
            "application_id": "app-17",
            "manifest": made.manifest,
            "at": at,
            "reason": AGE,
        }
    ]
    (entry,) = events(store, "archive.destroyed")
    said = {"package": made.package_id, "manifest": made.manifest, "result": AGE}
    assert entry == {"what": "archive.destroyed"} | said
    assert terminal.after(DAYS) == 0


@pytest.mark.parametrize("short", [False, True])
def test_without_a_receipt_nothing_is_destroyed_however_short_room_is(
    terminal: Terminal, store: Store, state: Path, short: bool
) -> None:
    terminal.short = short
    terminal.set_policy({"days": 1, "most_mb": 1})
    waits = [finished(store, state, sizes=(LARGE,) * 8) for _ in range(2)]
    refused = finished(store, state)
    said = Settlement(refused={refused.seq: "rejected: form"})
    store.call(lambda c: Claims(CENTRAL).settle(c, said))
    given_up = finished(store, state)
    store.call(partial(outbox.drop, seq=given_up.seq))
    half = finished(store, state, sizes=(LARGE,))
    for one in store.call(partial(attachments.of, seq=half.seq)):
        store.call(partial(attachments.delivered, attachment_id=one.attachment_id))

    assert terminal.after(timedelta(days=4000)) == 0
    for made in (*waits, refused, given_up, half):
        assert wrong_with(store, state, made.package_id) == ""
    assert standing(store, given_up.package_id) == "dropped"
    assert standing(store, refused.package_id) == "waiting"


def test_it_waits_for_the_receipt_of_each_destination(
    terminal: Terminal, store: Store, state: Path
) -> None:
    made = finished(store, state, sizes=(), owed=CENTRAL | SECOND)
    acknowledge(store, [made.seq])
    assert terminal.after(2 * DAYS) == 0 and standing(store, made.package_id) == "waiting"
    store.call(lambda c: Claims(SECOND).settle(c, Settlement((made.seq,))))
    assert standing(store, made.package_id) == "kept"
    assert terminal.after(timedelta(0)) == 0  # the days begin with the last receipt
    assert terminal.after(DAYS) == 1


@pytest.mark.parametrize(("taken", "stays"), [(CENTRAL, "kept"), (SECOND, "dropped")])
def test_what_the_platform_has_is_kept_no_longer_for_a_dead_letter_that_an_operator_dropped(
    terminal: Terminal, store: Store, state: Path, taken: int, stays: str
) -> None:
    """But what the second destination alone has, this terminal goes on to keep."""
    made = finished(store, state, sizes=(), owed=CENTRAL | SECOND)
    refused = Settlement(refused={made.seq: "rejected: form"})
    store.call(lambda c: Claims(taken).settle(c, Settlement((made.seq,))))
    store.call(lambda c: Claims((CENTRAL | SECOND) ^ taken).settle(c, refused))
    assert standing(store, made.package_id) == "waiting"
    assert terminal.after(2 * DAYS) == 0
    at = terminal.clock.now().isoformat(timespec="seconds")
    store.call(partial(drop, seq=made.seq, at=at))
    assert standing(store, made.package_id) == stays
    terminal.after(timedelta(0))  # the days begin with the drop
    assert terminal.after(DAYS) == (taken == CENTRAL)


def test_a_clock_that_nobody_has_confirmed_destroys_nothing(
    terminal: Terminal, store: Store, state: Path, clock: FakeClock
) -> None:
    made = finished(store, state)
    deliver(store, made)
    terminal.after(timedelta(0))
    started_again = TrustedClock(clock)
    keeper = Keeper(store, state, started_again, lambda: True)
    clock.advance(10 * DAYS.total_seconds())
    assert keeper.tidy() == 0 and wrong_with(store, state, made.package_id) == ""
    started_again.heard(clock.now())
    assert keeper.tidy() == 1


def test_a_wall_clock_that_jumps_ahead_destroys_nothing(
    terminal: Terminal, store: Store, state: Path
) -> None:
    made = finished(store, state)
    deliver(store, made)
    terminal.after(timedelta(0))
    terminal.time.set(datetime.fromisoformat("2036-01-01T00:00:00+08:00"))
    assert terminal.keeper.tidy() == 0 and standing(store, made.package_id) == "kept"


def test_the_platform_says_how_long(terminal: Terminal, store: Store, state: Path) -> None:
    terminal.set_policy({"days": 3})
    made = finished(store, state)
    deliver(store, made)
    terminal.after(timedelta(0))
    assert terminal.after(timedelta(days=3, seconds=-1)) == 0
    assert terminal.after(timedelta(seconds=1)) == 1


@pytest.mark.parametrize("value", [{"days": 0}, {"days": "x"}, {"most_mb": -1}, [], None, 7])
def test_a_policy_that_makes_no_sense_is_not_followed(
    value: object, terminal: Terminal, store: Store
) -> None:
    terminal.set_policy(value)
    assert store.call(read) == DEFAULT == Policy(30, 1024)


def test_where_packages_take_too_much_room_the_oldest_that_is_delivered_goes_first(
    terminal: Terminal, store: Store, state: Path
) -> None:
    terminal.set_policy({"most_mb": 1})
    made = []
    for _ in range(3):
        made.append(finished(store, state, sizes=(400_000,)))
        deliver(store, made[-1])
        terminal.after(timedelta(minutes=1))
    assert [standing(store, one.package_id) for one in made] == ["", "kept", "kept"]
    assert [one["reason"] for one in terminal.told()] == [ROOM]


def test_where_the_disk_runs_short_what_is_delivered_goes(
    terminal: Terminal, store: Store, state: Path
) -> None:
    here, gone = finished(store, state), finished(store, state)
    deliver(store, gone)
    terminal.short = True
    assert terminal.after(timedelta(0)) == 1
    assert standing(store, gone.package_id) == "" and standing(store, here.package_id) == "waiting"
    assert wrong_with(store, state, here.package_id) == ""


def test_a_package_that_cannot_be_opened_is_destroyed_and_named_by_its_manifest(
    terminal: Terminal, store: Store, state: Path
) -> None:
    made = finished(store, state)
    deliver(store, made)
    terminal.after(timedelta(0))

    def spoil(ledger: Ledger) -> None:
        ledger.execute("UPDATE archive SET key_id = 99")

    store.call(spoil)
    assert terminal.after(DAYS) == 1
    (body,) = terminal.told()
    assert (body["manifest"], body["application_id"]) == (made.manifest, "")


def test_a_file_that_stayed_behind_is_swept_at_the_next_start(
    terminal: Terminal, store: Store, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = finished(store, state)
    deliver(store, made)
    terminal.after(timedelta(0))
    monkeypatch.setattr(terminal.keeper, "_folder", state / "elsewhere")
    assert terminal.after(DAYS) == 1 and len(files(state)) == 1
    Sweeper(store, state).sweep()
    assert files(state) == set()
