"""A new program on the database of every released one, with records that still wait in it."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

import pytest
from sqlite_utils import Database

from offline_queue.numbers import leases
from offline_queue.outbox import rows, upgrade
from offline_queue.outbox.aside import Aside, bring_back
from offline_queue.outbox.streams import CENTRAL
from offline_queue.store.database import CannotOpen, open_database
from offline_queue.store.schema import migrations
from offline_queue.store.writer import Store
from tests.clock import MONDAY_MORNING, FakeClock
from tests.offline_queue.kills.lives import KILLED, Lives
from tests.offline_queue.samples import put_help
from tests.offline_queue.scripted_platform import ScriptedPlatform
from tests.offline_queue.terminal import Terminal
from tests.offline_queue.upgrades.make_fixtures import (
    DEAD,
    EPOCH,
    HERE,
    LAST_GIVEN,
    VERSIONS,
    records,
)

Kept = dict[int, tuple[str, str, object]]
"""Epoch, kind and content of records, by their numbers."""

ROOT = Path(__file__).resolve().parents[3]
each_version = pytest.mark.parametrize("version", VERSIONS)


def _left_by(version: str, folder: Path) -> Path:
    return Path(shutil.copytree(HERE / version, folder))


@contextmanager
def _upgraded(state: Path) -> Iterator[Store]:
    store = Store(state, ballast_bytes=4096)
    try:
        upgrade.bring_up(store)
        yield store
    finally:
        store.close()


def _expected(version: str, dead: bool) -> Kept:
    return {
        seq: (EPOCH[version], kind, body)
        for seq, kind, _at, body in records(version)
        if (seq in DEAD) is dead
    }


def _found(store: Store) -> tuple[Kept, dict[int, str]]:
    """Every record by its number, and why those that are dead are so."""
    seqs = store.call(lambda c: c.execute("SELECT seq FROM outbox").fetchall())
    loaded = [store.call(partial(rows.load, seq=seq)) for (seq,) in seqs]
    kept: Kept = {one.seq: (one.epoch, one.kind, one.body) for one in loaded if one is not None}
    query = "SELECT seq, why FROM aside WHERE dest = ? AND state = ?"
    dead = store.call(lambda c: dict(c.execute(query, (CENTRAL, Aside.DEAD)).fetchall()))
    return kept, dead


@each_version
def test_what_waited_arrives_under_the_keys_that_it_had(
    version: str, tmp_path: Path, platform: ScriptedPlatform, clock: FakeClock
) -> None:
    with _upgraded(_left_by(version, tmp_path / "state")) as store:
        terminal = Terminal(store, platform.url, clock)
        terminal.until_empty(store)
        waited = _expected(version, dead=False)
        arrived = {
            one["seq"]: (one["key"].split(".")[1], one["kind"], one["body"])
            for one in platform.records.values()
        }
        assert arrived == waited
        assert set(platform.records) == {f"T00003.{EPOCH[version]}.{seq}" for seq in waited}
        kept, dead = _found(store)
        assert (kept, dead) == (_expected(version, dead=True), DEAD), "dead letters stay dead"

        for seq in DEAD:  # an operator sends them again
            assert store.call(partial(bring_back, dest=CENTRAL, seq=seq))
        terminal.until_empty(store)
        assert {f"T00003.{EPOCH[version]}.{seq}" for seq in DEAD} <= set(platform.records)
        terminal.sync.stop()


@each_version
def test_records_about_one_ticket_arrive_in_their_order(
    version: str, tmp_path: Path, platform: ScriptedPlatform, clock: FakeClock
) -> None:
    with _upgraded(_left_by(version, tmp_path / "state")) as store:
        terminal = Terminal(store, platform.url, clock)
        terminal.until_empty(store)
        about: dict[str, list[int]] = {}
        for key in platform.order:
            record = platform.records[key]
            about.setdefault(record["body"].get("ticket_id", key), []).append(record["seq"])
        assert all(seqs == sorted(seqs) for seqs in about.values())
        assert sum(len(seqs) == 2 for seqs in about.values()) == 3
        terminal.sync.stop()


@each_version
def test_numbers_go_on_where_they_were(version: str, tmp_path: Path) -> None:
    with _upgraded(_left_by(version, tmp_path / "state")) as store:
        put_help(store, 1)
        assert store.call(lambda c: c.last_seq()) == LAST_GIVEN[version] + 1
        assert store.call(lambda c: rows.load(c, c.last_seq())).epoch == EPOCH[version]  # type: ignore[union-attr]
        today = MONDAY_MORNING.date()
        assert store.call(lambda c: leases.take(c, "A", today)) == 6
        assert store.call(lambda c: leases.take(c, "B", today)) == 11
        ids = store.call(lambda c: c.execute("SELECT lease_id FROM leases").fetchall())
        assert {one for (one,) in ids} == {"L-A-1", 4711}, "they go back as they came"


@each_version
def test_the_first_migration_is_still_the_released_one(version: str, tmp_path: Path) -> None:
    """A fixture proves nothing about a schema that was edited after its release."""
    query = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE '%sqlite_%'"
    with (
        closing(sqlite3.connect(tmp_path / "new")) as new,
        closing(sqlite3.connect(_left_by(version, tmp_path / "s") / "queue.sqlite3")) as old,
    ):
        migrations.apply(Database(new), stop_before="0002_sealed")
        assert set(new.execute(query)) == set(old.execute(query))


@pytest.mark.slow
def test_killed_at_any_statement_of_the_upgrade_nothing_is_lost(tmp_path: Path) -> None:
    """The second start finishes it, whether it had begun, half done or just committed."""
    version = "v0.2.0"  # its last records are in the log alone
    kills = 0
    with Lives("tests.offline_queue.upgrades.victim") as lives:
        state = _left_by(version, tmp_path / "life-0")
        while lives.live(state, kills + 1) == KILLED:
            with _upgraded(state) as store:
                kept, dead = _found(store)
                both = _expected(version, dead=False) | _expected(version, dead=True)
                assert (kept, dead) == (both, DEAD), f"killed before statement {kills + 1}"
                assert store.call(lambda c: c.last_seq()) == LAST_GIVEN[version]
            shutil.rmtree(state)
            kills += 1
            state = _left_by(version, tmp_path / f"life-{kills}")
    assert kills > 60, "the upgrade has more statements than that"


def test_a_database_of_a_newer_program_is_left_as_it_is(tmp_path: Path) -> None:
    state = tmp_path / "state"
    open_database(state).close()
    with closing(sqlite3.connect(state / "queue.sqlite3")) as db:
        again = (
            "INSERT INTO _sqlite_migrations SELECT NULL, migration_set, '0099_later', applied_at"
        )
        db.execute(f"{again} FROM _sqlite_migrations LIMIT 1")
        db.commit()
    before = (state / "queue.sqlite3").read_bytes()
    with pytest.raises(CannotOpen, match="a newer version of this program has changed it"):
        open_database(state)
    assert (state / "queue.sqlite3").read_bytes() == before
