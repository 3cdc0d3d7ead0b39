"""A backup of a queue that goes on, or of one that stands still; whole, or not there at all."""

import json
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.config import TerminalConfig
from kiosk.messages.operator import BackupMade, MakeBackup
from kiosk.values import replace
from offline_queue.attachments import rows as attachment_rows
from offline_queue.backup import make
from offline_queue.backup.make import NoBackup, make_backup
from offline_queue.outbox import rows
from offline_queue.store import copying
from offline_queue.store.commits import StoreError
from offline_queue.store.writer import Store
from tests.offline_queue.operator.conftest import Terminal, terminal
from tests.offline_queue.operator.scene import AT, audit_of, typed
from tests.offline_queue.samples import config, put_help
from tests.offline_queue.uploads.sender import attach, content_of

__all__ = ["terminal"]


@pytest.fixture
def cfg(tmp_path: Path) -> TerminalConfig:
    return config(tmp_path / "terminal")


def _copied(folder: Path) -> list[int]:
    with closing(sqlite3.connect(folder / "queue.sqlite3")) as db:
        return [seq for (seq,) in db.execute("SELECT seq FROM outbox ORDER BY seq")]


def _backup(
    cfg: TerminalConfig, copy_to: make.CopyTo, folder: Path, key_file: str = ""
) -> BackupMade:
    return make_backup(cfg, copy_to, MakeBackup(str(folder), key_file), AT)


def test_a_backup_is_made_and_says_what_is_not_in_it(
    terminal: Terminal, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed(terminal.config, "backup", tmp_path / "copy") == 0
    said = capsys.readouterr().out
    assert "4 records waiting, 3 dead" in said
    assert "key is NOT in it" in said and "--with-key" in said
    assert _copied(tmp_path / "copy") == list(range(1, 9))
    assert (tmp_path / "copy").stat().st_mode & 0o777 == 0o700
    names = {one.name: one.stat().st_mode & 0o777 for one in (tmp_path / "copy").iterdir()}
    assert names == {"queue.sqlite3": 0o600, "backup.json": 0o600, "attachments": 0o700}
    key = (terminal.config.state / "device.key").read_text().strip()
    for one in (tmp_path / "copy").iterdir():
        assert one.is_dir() or key.encode() not in one.read_bytes()
    assert terminal.within(audit_of) == ['{"what":"operator.backed_up"}']


def test_the_key_goes_into_a_file_apart_and_only_when_asked(
    terminal: Terminal, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("backup", tmp_path / "copy", "--with-key", tmp_path / "key")
    assert typed(terminal.config, *words) == 0
    assert "Keep the two apart" in capsys.readouterr().out
    own = terminal.config.state / "device.key"
    assert (tmp_path / "key").read_bytes() == own.read_bytes()
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600


def test_while_it_is_copied_others_go_on_and_nothing_acknowledged_is_missing(
    cfg: TerminalConfig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "PAGES", 4)
    store = Store(cfg.state)
    put_help(store, 300)
    written: list[int] = []
    enough, over = threading.Event(), threading.Event()

    def go_on() -> None:
        while not over.is_set():
            put_help(store, 1)
            written.append(store.call(lambda c: c.last_seq()))
            if len(written) == 20:
                enough.set()

    def copy_to(target: sqlite3.Connection) -> None:
        before = len(written)
        store.copy_to(target)
        assert len(written) > before + 3, "nobody wrote while it was copied"

    thread = threading.Thread(target=go_on)
    thread.start()
    assert enough.wait(20)
    acknowledged = written[-1]
    try:
        _backup(cfg, copy_to, tmp_path / "copy")
    finally:
        over.set()
        thread.join()
        store.close()
    copied = _copied(tmp_path / "copy")
    assert copied == list(range(1, len(copied) + 1)) and len(copied) >= acknowledged


def test_attachments_come_along_and_what_nobody_knows_does_not(
    cfg: TerminalConfig, tmp_path: Path
) -> None:
    store = Store(cfg.state)
    folder = cfg.state / "attachments"
    _seq, kept = attach(store, folder, content_of(2), content_of(1.5, 2))
    (folder / "left-over").write_bytes(b"x")
    (folder / "begun.part").write_bytes(b"x")
    made = _backup(cfg, store.copy_to, tmp_path / "copy")
    store.close()
    assert made.attachments == 2
    copies = {one.name: one.read_bytes() for one in (tmp_path / "copy/attachments").iterdir()}
    ids = [one.attachment_id for one in kept]
    assert copies == {name: (folder / name).read_bytes() for name in ids}
    manifest = json.loads((tmp_path / "copy" / "backup.json").read_text())
    assert set(manifest["sha256"]) == {"queue.sqlite3", *(f"attachments/{name}" for name in ids)}


def test_an_attachment_delivered_while_it_is_copied_begins_another_attempt(
    cfg: TerminalConfig, tmp_path: Path
) -> None:
    """The copy of the database knows it, the file is gone: restored, it would be a dead letter."""
    store = Store(cfg.state)
    folder = cfg.state / "attachments"
    seq, (first, *_) = attach(store, folder, content_of(1.5))
    attempts = 0

    def copy_to(target: sqlite3.Connection) -> None:
        nonlocal attempts
        attempts += 1
        if attempts == 1:  # taken in after the files were copied, delivered before they are again
            _, (late, *_) = attach(store, folder, content_of(1.5, 3))
            store.copy_to(target)
            (folder / late.attachment_id).unlink()
            store.call(lambda c: rows.drop(c, seq + 1))
            store.call(lambda c: c.execute("DELETE FROM attachments WHERE seq = ?", (seq + 1,)))
        else:
            store.copy_to(target)

    assert _backup(cfg, copy_to, tmp_path / "copy").attachments == 1
    assert attempts == 2
    assert store.call(attachment_rows.known) == {first.attachment_id}
    store.close()
    assert _copied(tmp_path / "copy") == [seq]


def _full(_target: sqlite3.Connection) -> None:
    raise sqlite3.OperationalError("database or disk is full")


def _closed(_target: sqlite3.Connection) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("copy_to", [_full, _closed])
def test_of_a_backup_that_failed_nothing_is_left(
    cfg: TerminalConfig, tmp_path: Path, copy_to: make.CopyTo
) -> None:
    Store(cfg.state).close()
    with pytest.raises((NoBackup, KeyboardInterrupt)):
        _backup(cfg, copy_to, tmp_path / "copy", str(tmp_path / "key"))
    assert {one.name for one in tmp_path.iterdir()} == {"terminal"}


Wanted = Callable[[Path], tuple[Path, Path | None]]


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (lambda here: (here / "terminal", None), "is there already"),
        (lambda here: (here / "terminal/state/copy", None), "belongs on another disk"),
        (lambda here: (here / "no/such/place", None), "cannot be made"),
        (lambda here: (here / "copy", here / "copy/key"), "must not lie in the backup"),
        (lambda here: (here / "copy", here / "terminal/token"), "is there already"),
        (lambda here: (here / "copy", here / "no/such/key"), "no/such/key cannot be written"),
    ],
)
def test_a_place_that_will_not_do_is_told(
    cfg: TerminalConfig, tmp_path: Path, wanted: Wanted, words: str
) -> None:
    store = Store(cfg.state)
    folder, key = wanted(tmp_path)
    with pytest.raises(NoBackup, match=words):
        _backup(cfg, store.copy_to, folder, str(key or ""))
    store.close()
    assert not (tmp_path / "copy").exists()


def test_a_key_that_is_no_file_cannot_be_copied(cfg: TerminalConfig, tmp_path: Path) -> None:
    Store(cfg.state).close()
    with pytest.raises(NoBackup, match="is not a file"):
        tpm = replace(cfg, device_key="tpm:device:/dev/tpmrm0")
        _backup(tpm, _full, tmp_path / "copy", str(tmp_path / "key"))


def test_a_damaged_database_gives_no_backup(cfg: TerminalConfig, tmp_path: Path) -> None:
    store = Store(cfg.state)
    put_help(store, 200)
    store.close()
    file = cfg.state / "queue.sqlite3"
    index = "WHERE name = 'outbox_owed_1'"
    with closing(sqlite3.connect(file, isolation_level=None)) as db:
        db.execute("PRAGMA writable_schema = ON")
        hidden = db.execute(f"SELECT * FROM sqlite_master {index}").fetchone()
        db.execute(f"DELETE FROM sqlite_master {index}")
    with closing(sqlite3.connect(file, isolation_level=None)) as db:
        db.execute("UPDATE outbox SET prio = 9 WHERE seq = 7")  # which its index is not told
        db.execute("PRAGMA writable_schema = ON")
        db.execute("INSERT INTO sqlite_master VALUES (?, ?, ?, ?, ?)", hidden)
    with closing(sqlite3.connect(file)) as damaged, pytest.raises(NoBackup, match="damaged"):
        _backup(cfg, damaged.backup, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


def test_a_store_that_is_closed_meanwhile_gives_no_backup(
    cfg: TerminalConfig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "PAGES", 1)
    store = Store(cfg.state)
    put_help(store, 50)
    monkeypatch.setattr("offline_queue.store.copying.time.sleep", lambda _seconds: store.close())
    with pytest.raises(StoreError, match="closed"):
        _backup(cfg, store.copy_to, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()
    Store(cfg.state).close()  # which nobody holds any more
