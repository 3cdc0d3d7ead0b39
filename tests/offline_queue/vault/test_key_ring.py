"""Data keys change while old rows wait, and go when nothing needs them any more."""

import sqlite3
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from offline_queue.attachments import rows as attachments
from offline_queue.attachments.material import Attachment
from offline_queue.outbox import rows as outbox
from offline_queue.store.commits import StoreError
from offline_queue.store.database import KEY_NAME, open_database
from offline_queue.store.ledger import Ledger
from offline_queue.store.writer import Store
from offline_queue.vault import key_ring
from offline_queue.vault.device_key import FileKey, NoDeviceKey
from offline_queue.vault.rotation import EVERY_DAYS, rotate_now, rotate_when_due
from tests.clock import MONDAY_MORNING
from tests.offline_queue.samples import acknowledge, by_card, given, lease, put_help, waiting
from tests.offline_queue.vault.parts import bodies_of

TODAY = MONDAY_MORNING.date()


@pytest.fixture
def key(tmp_path: Path) -> FileKey:
    return FileKey(tmp_path / "state" / KEY_NAME)


def key_ids(store: Store) -> list[int]:
    def read(ledger: Ledger) -> list[int]:
        return [row[0] for row in ledger.execute("SELECT key_id FROM data_keys ORDER BY 1")]

    return store.call(read)


def test_old_rows_still_open_after_a_rotation_and_a_new_start(
    store: Store, key: FileKey, tmp_path: Path
) -> None:
    put_help(store, 2)
    assert rotate_now(store, key, TODAY) == 2
    put_help(store, 1)
    used = store.call(lambda c: c.execute("SELECT key_id FROM outbox ORDER BY seq").fetchall())
    assert used == [(1,), (1,), (2,)] and key_ids(store) == [0, 1, 2]
    assert [record.body["screen"] for record in waiting(store)] == ["n0", "n1", "n0"]
    store.close()
    ledger = open_database(tmp_path / "state")
    assert len(bodies_of(ledger)) == 3 and ledger.cipher.current == 2
    ledger.close()


def test_marks_are_the_same_under_every_key(store: Store, key: FileKey) -> None:
    before = store.call(lambda ledger: ledger.cipher.mark("T-1"))
    rotate_now(store, key, TODAY)
    assert store.call(lambda ledger: ledger.cipher.mark("T-1")) == before


def test_a_key_is_forgotten_once_nothing_is_sealed_under_it(store: Store, key: FileKey) -> None:
    put_help(store, 1)
    rotate_now(store, key, TODAY)
    rotate_now(store, key, TODAY)
    assert key_ids(store) == [0, 1, 3]  # under 2 nothing was ever sealed
    acknowledge(store, [1])
    rotate_now(store, key, TODAY)
    assert key_ids(store) == [0, 4]


def test_what_is_not_a_record_keeps_its_key_too(store: Store, key: FileKey) -> None:
    lease(store)
    ticket = given(store, by_card())
    acknowledge(store, [1])
    rotate_now(store, key, TODAY)
    assert key_ids(store) == [0, 1, 2]
    store.call(lambda c: c.execute("DELETE FROM tickets").rowcount)
    one = Attachment("a" * 32, "image/png", 1, "", "", key=b"k" * 32)
    store.call(lambda ledger: attachments.add(ledger, 1, one))
    rotate_now(store, key, TODAY)
    assert key_ids(store) == [0, 2, 3] and ticket.holder_mask
    found = store.call(lambda ledger: attachments.load(ledger, "a" * 32))
    assert found == one


def test_every_column_that_names_a_key_is_looked_at_before_one_is_forgotten(store: Store) -> None:
    def columns(connection: sqlite3.Connection) -> set[tuple[str, str]]:
        return set(
            connection.execute(
                "SELECT m.name, p.name FROM sqlite_master m JOIN pragma_table_info(m.name) p"
                " WHERE m.type = 'table' AND p.name LIKE '%key%' AND p.name <> 'key'"
                " AND m.name NOT IN ('data_keys', 'trust')"
            ).fetchall()
        )

    assert store.call(columns) == set(key_ring.USERS)


def test_in_a_long_backlog_no_key_is_looked_for(
    store: Store, key: FileKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key_ring, "FEW_ROWS", 3)
    put_help(store, 4)
    rotate_now(store, key, TODAY)
    rotate_now(store, key, TODAY)
    assert key_ids(store) == [0, 1, 2, 3]
    acknowledge(store, [1, 2, 3, 4])
    rotate_now(store, key, TODAY)
    assert key_ids(store) == [0, 4]


def test_a_rotation_that_was_rolled_back_leaves_the_old_key_in_use(
    store: Store, key: FileKey
) -> None:
    fresh = key_ring.fresh_key(key, store.call(key_ring.newest))

    def fails(ledger: Ledger) -> None:
        ledger.cipher = key_ring.rotate(ledger, ledger.cipher, fresh)
        put(ledger)
        raise KeyError

    with pytest.raises(KeyError):
        store.call(fails)
    assert store.call(lambda ledger: ledger.cipher.current) == 1 and key_ids(store) == [0, 1]
    put_help(store, 1)
    assert len(waiting(store)) == 1


def test_a_neighbour_that_fails_takes_no_rotation_along(store: Store, key: FileKey) -> None:
    """All in one commit: a record, the rotation, one that fails, another record."""
    fresh = key_ring.fresh_key(key, store.call(key_ring.newest))
    entered, release = threading.Event(), threading.Event()

    def block(ledger: Ledger) -> None:
        entered.set()
        assert release.wait(10)

    def turn(ledger: Ledger) -> None:
        ledger.cipher = key_ring.rotate(ledger, ledger.cipher, fresh)

    def bug(ledger: Ledger) -> None:
        raise KeyError

    first = store.submit(block)
    assert entered.wait(10)
    futures = [store.submit(work) for work in (put, turn, bug, put)]
    release.set()
    assert first.result(10) is None
    assert isinstance(futures[2].exception(10), KeyError)
    for good in (futures[0], futures[1], futures[3]):
        assert good.exception(10) is None
    used = store.call(lambda c: c.execute("SELECT key_id FROM outbox ORDER BY seq").fetchall())
    assert used == [(1,), (2,)] and len(waiting(store)) == 2


def test_a_commit_that_fails_takes_the_rotation_back(
    store: Store, key: FileKey, tmp_path: Path
) -> None:
    fresh = key_ring.fresh_key(key, store.call(key_ring.newest))
    pages = store.call(lambda c: c.execute("PRAGMA page_count").fetchone()[0])
    store.call(lambda c: c.execute(f"PRAGMA max_page_count = {pages}").fetchone())

    def too_much(ledger: Ledger) -> None:
        ledger.cipher = key_ring.rotate(ledger, ledger.cipher, fresh)
        ledger.execute("INSERT INTO meta VALUES ('much', hex(randomblob(99999)))")

    with pytest.raises(StoreError):
        store.call(too_much)
    store.call(lambda c: c.execute("PRAGMA max_page_count = 99999").fetchone())
    put_help(store, 1)
    store.close()
    ledger = open_database(tmp_path / "state")
    assert len(bodies_of(ledger)) == 1
    ledger.close()


def test_a_lost_device_key_stops_a_rotation_before_it_locks_the_rows_up(
    store: Store, key: FileKey, tmp_path: Path
) -> None:
    path = tmp_path / "state" / KEY_NAME
    ours = path.read_bytes()
    path.unlink()
    with pytest.raises(NoDeviceKey):
        rotate_now(store, key, TODAY)
    assert not path.exists()
    FileKey(path).make()  # somebody puts another one there
    with pytest.raises(NoDeviceKey, match="is not the key of this database"):
        rotate_now(store, key, TODAY)
    path.write_bytes(ours)
    assert key_ids(store) == [0, 1] and rotate_now(store, key, TODAY) == 2


def test_a_key_is_changed_after_its_time_and_a_wrong_clock_does_not_stop_that(
    store: Store, key: FileKey
) -> None:
    def due(days: int) -> bool:
        return rotate_when_due(store, key, TODAY + timedelta(days=days))

    assert [due(0), due(EVERY_DAYS - 1), due(EVERY_DAYS), due(EVERY_DAYS)] == [
        False,
        False,
        True,
        False,
    ]
    assert due(9999)  # the clock jumps ahead,
    assert due(EVERY_DAYS + 1)  # and back: that key is of a day to come
    assert not due(EVERY_DAYS + 1)


def test_another_device_key_opens_the_same_rows(store: Store, key: FileKey, tmp_path: Path) -> None:
    put_help(store, 1)
    other = FileKey(tmp_path / "other.key")
    store.call(lambda ledger: key_ring.rewrap(ledger, key, other))
    store.close()
    (tmp_path / "state" / KEY_NAME).unlink()
    ledger = open_database(tmp_path / "state", other)
    assert len(bodies_of(ledger)) == 1
    ledger.close()


class Forgetful(FileKey):
    """Wraps, and gives nothing back."""

    def unwrap(self, wrapped: bytes) -> bytes:
        raise NoDeviceKey("it is gone")


def test_a_keeper_that_gives_nothing_back_does_not_get_the_keys(
    store: Store, key: FileKey, tmp_path: Path
) -> None:
    put_help(store, 1)
    with pytest.raises(NoDeviceKey):
        store.call(lambda ledger: key_ring.rewrap(ledger, key, Forgetful(tmp_path / "other")))
    store.close()
    ledger = open_database(tmp_path / "state")
    assert len(bodies_of(ledger)) == 1
    ledger.close()


def put(ledger: Ledger) -> None:
    when = MONDAY_MORNING.isoformat()
    outbox.put(ledger, "help", {"session_id": "s", "screen": "", "fault": "", "at": when}, when)
