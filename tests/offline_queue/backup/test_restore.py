"""A backup brought back: verified first, nothing lost that was there, and no key given twice."""

import json
import os
import shutil
import signal
import warnings
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from kiosk.config import TerminalConfig
from kiosk.messages.operator import MakeBackup
from kiosk.values import replace
from offline_queue.backup.machine import Verdict, recognise
from offline_queue.backup.make import make_backup
from offline_queue.backup.manifest import BadBackup
from offline_queue.backup.restore import Restored, restore
from offline_queue.numbers import leases
from offline_queue.outbox import rows
from offline_queue.store.database import RESTORING, CannotOpen, open_database
from offline_queue.store.writer import Store
from offline_queue.vault.address import device_key_of
from tests.clock import MONDAY_MORNING
from tests.offline_queue.operator.scene import AT, Scene, audit_of, fill
from tests.offline_queue.samples import acknowledge, config, lease, put_help
from tests.offline_queue.uploads.sender import attach, content_of

pytestmark = pytest.mark.slow
HERE = {"machine_id": ("here",)}
Spoil = Callable[[Path], object]


@pytest.fixture
def cfg(tmp_path: Path) -> TerminalConfig:
    return config(tmp_path / "terminal")


@pytest.fixture
def scene(cfg: TerminalConfig, tmp_path: Path) -> Scene:
    """A backup in tmp_path/copy and its key in tmp_path/key, of a queue that then went on."""
    store = Store(cfg.state)
    lease(store)
    made = fill(store)
    attach(store, cfg.state / "attachments", content_of(2))
    wanted = MakeBackup(str(tmp_path / "copy"), str(tmp_path / "key"))
    make_backup(cfg, store.copy_to, wanted, AT)
    acknowledge(store, [made.waiting])
    put_help(store, 3)
    store.close()
    return made


def _bring_back(cfg: TerminalConfig, tmp_path: Path, **more: object) -> Restored:
    own = device_key_of(cfg)
    return restore(cfg, tmp_path / "copy", own, HERE, AT, **more)  # type: ignore[arg-type]


def test_what_waited_keeps_its_keys_and_new_records_get_new_ones(
    cfg: TerminalConfig, scene: Scene, tmp_path: Path
) -> None:
    with closing(open_database(cfg.state)) as former:
        epoch, last = former.epoch, former.last_seq()
    done = _bring_back(cfg, tmp_path)
    assert (done.made_at, done.pending, done.dead) == (AT, 5, 3)
    store = Store(cfg.state)
    seqs = [seq for (seq,) in store.call(lambda c: c.execute("SELECT seq FROM outbox").fetchall())]
    assert seqs == list(range(1, 10))
    loaded = [store.call(partial(rows.load, seq=seq)) for seq in seqs]
    assert {one.epoch for one in loaded if one} == {epoch}
    put_help(store, 1)
    new = store.call(lambda c: rows.load(c, c.last_seq()))
    assert new is not None and new.seq <= last, "the number was given before, in another epoch"
    assert new.epoch != epoch
    today = MONDAY_MORNING.date()
    assert store.call(lambda c: leases.take(c, "A", today)) is None
    assert store.call(audit_of) == ['{"what":"operator.restored"}']
    assert store.call(lambda c: recognise(c, HERE)) is Verdict.SAME
    store.close()
    assert not (cfg.state / RESTORING).exists()
    assert not list(cfg.state.glob("*.partial"))


def test_the_files_that_were_there_are_kept(
    cfg: TerminalConfig, scene: Scene, tmp_path: Path
) -> None:
    (old,) = [one.read_bytes() for one in (cfg.state / "attachments").iterdir()]
    done = _bring_back(cfg, tmp_path)
    assert done.aside is not None and done.aside.parent == cfg.state
    assert [one.read_bytes() for one in (done.aside / "attachments").iterdir()] == [old]
    assert [one.read_bytes() for one in (cfg.state / "attachments").iterdir()] == [old]
    shutil.copy(cfg.state / "device.key", done.aside)
    with closing(open_database(done.aside)) as former:
        assert former.last_seq() == 12, "what was recorded after the backup is there"


def test_it_comes_back_on_an_empty_machine_with_its_key(
    cfg: TerminalConfig, scene: Scene, tmp_path: Path
) -> None:
    """The copy is put under the new machine's own key; the old one is not left there."""
    shutil.rmtree(cfg.state)
    cfg.state.mkdir()
    with pytest.raises(BadBackup, match="--key"):
        _bring_back(cfg, tmp_path)
    assert not list(cfg.state.iterdir())
    done = _bring_back(cfg, tmp_path, key_file=tmp_path / "key")
    assert done.aside is None
    assert (cfg.state / "device.key").read_bytes() != (tmp_path / "key").read_bytes()
    with closing(open_database(cfg.state)) as ledger:
        assert rows.load(ledger, scene.dead) is not None
    assert {one.name for one in cfg.state.iterdir()} == {
        "queue.sqlite3",
        "device.key",
        "attachments",
        "begun",
    }


def _flip(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)


def _changed(**more: object) -> Spoil:
    def change(copy: Path) -> None:
        content = json.loads((copy / "backup.json").read_text())
        (copy / "backup.json").write_text(json.dumps(content | more))

    return change


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda copy: _flip(copy / "queue.sqlite3"), "queue.sqlite3 of the backup is damaged"),
        (lambda copy: os.truncate(copy / "queue.sqlite3", 4096), "damaged"),
        (lambda copy: _flip(next((copy / "attachments").iterdir())), "damaged"),
        (lambda copy: next((copy / "attachments").iterdir()).unlink(), "missing"),
        (lambda copy: (copy / "queue.sqlite3").unlink(), "missing"),
        (lambda copy: (copy / "backup.json").unlink(), "not a backup"),
        (lambda copy: (copy / "backup.json").write_text("{"), "cannot be read"),
        (lambda copy: (copy / "backup.json").write_text("[]"), "cannot be read"),
        (_changed(terminal_id="T00009"), "of terminal T00009"),
        (_changed(format=2), "newer version"),
        (_changed(sha256={"queue.sqlite3": "0", "../../hall.json": "0"}), "not of a backup"),
        (_changed(sha256={"queue.sqlite3": "0", "attachments/..": "0"}), "not of a backup"),
        (_changed(sha256={}), "not of a backup"),
    ],
)
def test_a_backup_that_is_not_whole_changes_nothing(
    cfg: TerminalConfig, scene: Scene, tmp_path: Path, spoil: Spoil, words: str
) -> None:
    spoil(tmp_path / "copy")
    before = {one: one.read_bytes() for one in cfg.state.rglob("*") if one.is_file()}
    with pytest.raises(BadBackup, match=words):
        _bring_back(cfg, tmp_path)
    assert {one: one.read_bytes() for one in cfg.state.rglob("*") if one.is_file()} == before


def test_a_wrong_key_changes_nothing(cfg: TerminalConfig, scene: Scene, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("11" * 32)
    with pytest.raises(BadBackup, match="not the key of this database"):
        _bring_back(cfg, tmp_path, key_file=tmp_path / "key")
    with closing(open_database(cfg.state)) as ledger:
        assert ledger.last_seq() == 12


def test_a_terminal_that_runs_is_left_alone(
    cfg: TerminalConfig, scene: Scene, tmp_path: Path
) -> None:
    store = Store(cfg.state)
    with pytest.raises(BadBackup, match="stop the terminal first"):
        _bring_back(cfg, tmp_path)
    put_help(store, 1)
    store.close()


def test_a_database_that_cannot_be_opened_any_more_is_what_it_is_for(
    cfg: TerminalConfig, scene: Scene, tmp_path: Path
) -> None:
    (cfg.state / "queue.sqlite3").write_bytes(b"not a database" * 1000)
    done = _bring_back(cfg, tmp_path)
    assert done.pending == 5 and done.aside is not None
    assert (done.aside / "queue.sqlite3").read_bytes().startswith(b"not a database")


def _killed_before(cfg: TerminalConfig, tmp_path: Path, number: int) -> bool:
    """A restore in a process of its own, killed before its step of that number; False where it had
    fewer."""
    left = number

    def step(_name: str) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        try:
            _bring_back(cfg, tmp_path, step=step)
            os._exit(0)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


def test_a_restore_killed_anywhere_is_done_again_and_the_old_files_stay_together(
    cfg: TerminalConfig, scene: Scene, tmp_path: Path
) -> None:
    whole = tmp_path / "whole"
    shutil.copytree(cfg.state, whole)
    kills = 0
    while _killed_before(cfg, tmp_path, kills + 1):
        kills += 1
        if (cfg.state / RESTORING).exists():
            with pytest.raises(CannotOpen, match="restore was cut off"):
                open_database(cfg.state)
        else:
            with closing(open_database(cfg.state)) as ledger:
                assert ledger.last_seq() in (9, 12)
        _bring_back(cfg, tmp_path)
        kept = [
            one for one in cfg.state.glob("before-restore-*") if (one / "queue.sqlite3").exists()
        ]
        oldest = min(kept, key=lambda one: len(one.name))
        shutil.copy(whole / "device.key", oldest)
        with closing(open_database(oldest)) as former:
            assert former.last_seq() == 12, f"killed before step {kills}"
        assert list((oldest / "attachments").iterdir())
        with closing(open_database(cfg.state)) as ledger:
            assert rows.backlog(ledger).pending == 5
        shutil.rmtree(cfg.state)
        shutil.copytree(whole, cfg.state)
    assert kills == 6


def test_a_backup_of_another_hall_s_terminal_is_refused(
    cfg: TerminalConfig, scene: Scene, tmp_path: Path
) -> None:
    with pytest.raises(BadBackup, match="of terminal T00003, not of T00004"):
        _bring_back(replace(cfg, terminal_id="T00004"), tmp_path)
