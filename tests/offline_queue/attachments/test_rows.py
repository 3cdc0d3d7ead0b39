"""Records and their attachments: together or not at all, and in this order."""

import json
import sqlite3
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from offline_queue.attachments import rows
from offline_queue.attachments.material import Attachment
from offline_queue.attachments.sealed_file import CHUNK_BYTES, MISSING, Damaged, Reader
from offline_queue.attachments.store import FOLDER_NAME
from offline_queue.attachments.sweeper import Sweeper
from offline_queue.outbox import rows as outbox
from offline_queue.outbox.aside import Aside
from offline_queue.outbox.claims import Claims
from offline_queue.outbox.streams import CENTRAL, SECOND
from offline_queue.store.commits import StoreError
from offline_queue.store.database import open_database
from offline_queue.store.ledger import Ledger
from offline_queue.store.writer import Store
from offline_queue.vault.cipher import Unreadable
from tests.offline_queue.attachments.samples import apply, content, kept
from tests.offline_queue.samples import acknowledge, put_help, waiting
from tests.offline_queue.vault.parts import flip

LARGE = 2 * CHUNK_BYTES + 9


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


def delivered(store: Store, attachment: Attachment, dest: int = CENTRAL) -> bool:
    return store.call(lambda ledger: rows.delivered(ledger, attachment.attachment_id, dest))


def aside(store: Store) -> list[Any]:
    return store.call(lambda c: c.execute("SELECT dest, seq, state, why FROM aside").fetchall())


def ready(store: Store, dest: int = CENTRAL) -> list[int]:
    return [record.seq for record in store.call(lambda c: Claims(dest).take(c, 0, 1))]


def files(state: Path) -> set[str]:
    folder = state / FOLDER_NAME
    return {path.name for path in folder.iterdir()} if folder.exists() else set()


def test_a_record_waits_until_its_last_attachment_is_delivered(store: Store, state: Path) -> None:
    one, two = kept(state, content(LARGE, 1)), kept(state, content(LARGE, 2))
    seq = apply(store, [one, two])
    put_help(store, 1)
    assert ready(store) == [seq + 1]
    assert delivered(store, one) is False and ready(store) == [seq + 1]
    assert delivered(store, one) is False and ready(store) == [seq + 1]
    assert delivered(store, two) is True and ready(store) == [seq, seq + 1]
    assert delivered(store, two) is False and aside(store) == []


def test_each_destination_has_its_own_count(store: Store, state: Path) -> None:
    one, two = kept(state, content(LARGE, 1)), kept(state, content(LARGE, 2))
    seq = apply(store, [one, two], CENTRAL | SECOND)
    assert delivered(store, one, SECOND) is False
    assert delivered(store, two) is False  # each has half of them
    assert delivered(store, two, SECOND) is True
    assert ready(store, SECOND) == [seq] and ready(store) == []
    assert delivered(store, one) is True and ready(store) == [seq]


def test_small_materials_travel_in_the_record_and_it_waits_for_nothing(
    store: Store, state: Path
) -> None:
    seq = apply(store, [kept(state, b"small")])
    (record,) = waiting(store)
    assert (record.seq, record.body["materials"][0]["content"]) == (seq, "c21hbGw=")
    assert store.call(lambda ledger: rows.of(ledger, seq)) == () and not files(state)


@pytest.mark.row("S089")
def test_source_time_device_digests_and_trust_travel_in_the_record(
    store: Store, state: Path
) -> None:
    one = kept(state, content(LARGE))
    seq = apply(store, [one])
    record = store.call(lambda ledger: outbox.load(ledger, seq))
    assert record is not None
    (said,) = record.body["materials"]
    assert said == {
        "attachment_id": one.attachment_id,
        "name": "身份证明",
        "media_type": "image/png",
        "size": LARGE,
        "sha256": one.sha256,
        "sm3": one.sm3,
        "source": "scan",
        "taken_at": "2026-03-02T09:00:00+08:00",
        "device": "generic-doc-camera",
        "trust": "C",
    }
    assert json.dumps(said)


@pytest.mark.row("S089")
def test_what_a_row_says_of_an_attachment_cannot_be_changed_or_moved(
    store: Store, state: Path
) -> None:
    one, two = kept(state, content(LARGE, 1)), kept(state, content(LARGE, 2))
    seq = apply(store, [one])
    other = apply(store, [two])
    assert store.call(lambda ledger: rows.of(ledger, seq)) == (one,)

    def change(ledger: Ledger, statement: str) -> None:
        assert ledger.execute(statement).rowcount
        with pytest.raises(Unreadable):
            rows.of(ledger, seq)
        raise sqlite3.IntegrityError  # as it was

    moved = f"(SELECT sealed FROM attachments WHERE seq = {other}) WHERE seq = {seq}"
    for statement in (
        f"UPDATE attachments SET sealed = {moved}",
        f"UPDATE attachments SET seq = {seq} WHERE seq = {other}",
        f"UPDATE attachments SET sealed = sealed || x'00' WHERE seq = {seq}",
    ):
        with pytest.raises(StoreError):
            store.call(partial(change, statement=statement))
    assert store.call(lambda ledger: rows.of(ledger, seq)) == (one,)


def test_a_missing_file_makes_its_record_a_dead_letter_that_says_so(
    store: Store, state: Path
) -> None:
    one, two = kept(state, content(LARGE, 1)), kept(state, content(LARGE, 2))
    seq, other = apply(store, [one, two], CENTRAL | SECOND), apply(store, [kept(state, b"small")])
    delivered(store, one, SECOND)
    delivered(store, two, SECOND)
    (state / FOLDER_NAME / two.attachment_id).unlink()
    assert Sweeper(store, state).sweep() == 1
    assert aside(store) == [(CENTRAL, seq, Aside.DEAD, MISSING)]  # the second one has it
    assert ready(store) == [other] and ready(store, SECOND) == [seq]
    assert delivered(store, one) is False
    assert delivered(store, two) is False and aside(store)[0][2] == Aside.DEAD
    assert Sweeper(store, state).sweep() == 0


@pytest.mark.row("S089")
def test_a_scan_that_was_tampered_with_is_a_dead_letter_and_no_byte_is_sent(
    store: Store, state: Path
) -> None:
    one = kept(state, content(LARGE))
    seq = apply(store, [one])
    flip(state / FOLDER_NAME / one.attachment_id, LARGE)
    (found,) = store.call(lambda ledger: rows.of(ledger, seq))
    with Reader(state / FOLDER_NAME, found) as reader, pytest.raises(Damaged) as seen:
        reader.check()
    assert store.call(lambda ledger: rows.lost(ledger, one.attachment_id, seen.value.why))
    assert aside(store) == [(CENTRAL, seq, Aside.DEAD, "attachment changed")]


def test_files_without_a_record_are_swept_at_the_start(store: Store, state: Path) -> None:
    one = kept(state, content(LARGE, 1))
    apply(store, [one])
    kept(state, content(LARGE, 2))  # killed before its record
    (state / FOLDER_NAME / ("0" * 32 + ".part")).write_bytes(b"killed while it was written")
    assert Sweeper(store, state).sweep() == 0
    assert files(state) == {one.attachment_id}


def test_a_file_whose_record_is_just_being_written_is_left_alone(store: Store, state: Path) -> None:
    sweeper = Sweeper(store, state)
    sweeper.sweep()
    one, two = kept(state, content(LARGE, 1)), kept(state, content(LARGE, 2))
    sweeper.sweep()
    assert files(state) == {one.attachment_id, two.attachment_id}
    apply(store, [one])
    sweeper.sweep()
    assert files(state) == {one.attachment_id}  # nobody came for the other one
    sweeper.sweep()
    assert files(state) == {one.attachment_id}


def test_with_its_record_an_attachment_goes_too(store: Store, state: Path) -> None:
    one = kept(state, content(LARGE))
    seq = apply(store, [one])
    delivered(store, one)
    sweeper = Sweeper(store, state)
    sweeper.sweep()
    assert files(state) == {one.attachment_id}
    acknowledge(store, [seq])
    for _ in range(2):
        sweeper.sweep()
    assert files(state) == set()
    assert store.call(lambda ledger: rows.of(ledger, seq)) == ()
    assert store.call(lambda c: c.execute("SELECT count(*) FROM uploads").fetchone()) == (0,)


def test_a_record_that_was_not_written_has_no_attachments(store: Store, state: Path) -> None:
    one = kept(state, content(LARGE))

    def half(ledger: Ledger) -> None:
        seq = outbox.put(ledger, "help", {}, "2026-03-02T09:00:00+08:00", parts=True)
        rows.add(ledger, seq, one)
        raise KeyError

    with pytest.raises(KeyError):
        store.call(half)
    assert store.call(rows.known) == frozenset() and aside(store) == []


def test_a_new_start_finds_all_as_it_was(store: Store, state: Path) -> None:
    one = kept(state, content(LARGE))
    seq = apply(store, [one])
    store.close()
    ledger = open_database(state)
    assert rows.of(ledger, seq) == (one,)
    with Reader(state / FOLDER_NAME, rows.of(ledger, seq)[0]) as reader:
        reader.check()
    ledger.close()
