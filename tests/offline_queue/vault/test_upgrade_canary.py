"""A database of version 0.2 has people in clear; the new program leaves nothing of them in it."""

import contextlib
import errno
import json
import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlite_utils import Database

from kiosk.faults import Fault
from offline_queue.numbers.ticket_rows import load
from offline_queue.numbers.tickets import check_holder
from offline_queue.outbox import upgrade
from offline_queue.store.commits import StoreError
from offline_queue.store.database import FILE_NAME
from offline_queue.store.schema import migrations
from offline_queue.store.writer import Store
from tests.clock import MONDAY_MORNING
from tests.offline_queue.groups import GROUPS
from tests.offline_queue.samples import HOLDER, OTHER, at
from tests.offline_queue.vault.canary import files_in, leaks

AT = "2026-03-02T09:00:00+08:00"
NAMES = [f"测试{a}{b}" for a in "甲乙丙丁戊己庚辛" for b in "子丑寅卯辰巳午未"]
SECRETS: list[str | bytes] = [*NAMES, HOLDER]
LOG = FILE_NAME + "-wal"


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """As a terminal of version 0.2 left it that lost its power: records that wait, dead letters,
    and what it had deleted without overwriting it, in the file and in its log."""
    made, left = tmp_path / "made", tmp_path / "state"
    made.mkdir()
    with contextlib.closing(sqlite3.connect(made / FILE_NAME, isolation_level=None)) as db:
        for setting in ("page_size = 1024", "journal_mode = WAL", "secure_delete = OFF"):
            db.execute(f"PRAGMA {setting}").fetchall()
        migrations.apply(Database(db), stop_before="0002_sealed")
        for number, name in enumerate(NAMES, 1):
            _ticket(db, number, name)
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        db.execute("DELETE FROM outbox WHERE seq BETWEEN 10 AND 30")
        db.execute("DELETE FROM tickets WHERE seq BETWEEN 15 AND 40")
        db.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        db.execute("UPDATE outbox SET dead = 'rejected: holder_mask' WHERE seq = 5")
        shutil.copytree(made, left)
    return left


def _ticket(db: sqlite3.Connection, number: int, name: str) -> None:
    body = {"ticket_id": f"T-{number}", "holder_mask": name, "holder_hash": HOLDER}
    text = json.dumps(body, ensure_ascii=False)
    db.execute(
        "INSERT INTO tickets VALUES (?, ?, ?, 'A', ?, '2026-03-02', ?, 540, 'normal', '[]', ?, ?,"
        " 0, NULL, NULL, '')",
        (f"T-{number}", f"R-{number}", f"A{number:03d}", number, AT, HOLDER, name),
    )
    db.execute("INSERT INTO outbox VALUES (?, 'ticket', ?, ?, NULL)", (number, AT, text))


def mask_of(store: Store, ticket_id: str) -> str:
    return store.call(lambda c: load(c, ticket_id, GROUPS, MONDAY_MORNING)).holder_mask


def test_after_the_upgrade_nothing_is_in_clear(state: Path) -> None:
    before = leaks(files_in(state), SECRETS)
    assert (FILE_NAME, "utf-8") in before and (LOG, "utf-8") in before
    store = Store(state, ballast_bytes=4096)
    assert upgrade.bring_up(store) == len(NAMES) - 21
    assert leaks(files_in(state), SECRETS) == set()  # as it runs
    assert mask_of(store, "T-2") == NAMES[1]
    assert store.call(lambda c: check_holder(c, "A", HOLDER, at())) is not None  # still known
    assert store.call(lambda c: check_holder(c, "A", OTHER, at())) is None
    assert upgrade.bring_up(store) == 0
    store.close()
    assert leaks(files_in(state), SECRETS) == set()


def test_a_power_cut_between_the_sealing_and_the_scrubbing_is_made_good(
    state: Path, tmp_path: Path
) -> None:
    store = Store(state, ballast_bytes=4096)
    store.call(upgrade.seal_plain)
    cut = shutil.copytree(state, tmp_path / "cut")
    store.close()
    assert leaks(files_in(cut), SECRETS) != set()
    again = Store(cut, ballast_bytes=4096)
    assert upgrade.bring_up(again) == 0
    assert leaks(files_in(cut), SECRETS) == set()
    assert mask_of(again, "T-64") == NAMES[63]
    again.close()


def test_without_room_for_the_scrubbing_the_terminal_starts_and_tries_again(
    state: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(store: Store) -> None:
        raise StoreError(Fault.DISK_FULL, errno.errorcode[errno.ENOSPC])

    scrub = upgrade.scrub
    monkeypatch.setattr(upgrade, "scrub", full)
    store = Store(state, ballast_bytes=4096)
    assert upgrade.bring_up(store) == len(NAMES) - 21
    assert "traces of an earlier version" in caplog.text
    monkeypatch.setattr(upgrade, "scrub", scrub)
    assert upgrade.bring_up(store) == 0
    assert leaks(files_in(state), SECRETS) == set()
    store.close()
