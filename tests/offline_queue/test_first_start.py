"""A first start, and a database that was there once: the one is made, the other never anew."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from offline_queue.operator.ask import NoAnswer
from offline_queue.store.begun import BEGUN
from offline_queue.store.database import FILE_NAME, KEY_NAME, CannotOpen, open_database
from offline_queue.store.writer import Store
from offline_queue.vault.device_key import FileKey
from tests.offline_queue.operator.scene import typed
from tests.offline_queue.samples import config, put_help
from tests.offline_queue.uploads.sender import attach, content_of

Lose = Callable[[Path], object]
DATABASE = Path(FILE_NAME)


def _remove(state: Path) -> None:
    for one in state.glob(f"{FILE_NAME}*"):
        one.unlink()


def _empty(state: Path) -> None:
    _remove(state)
    (state / FILE_NAME).touch()


def _only_the_first_page(state: Path) -> None:
    """As where everything was still in a log that somebody has removed."""
    os.truncate(state / FILE_NAME, 0)
    other = state.parent / "other"
    with_nothing = Store(other)
    content, log = ((other / f"{FILE_NAME}{end}").read_bytes() for end in ("", "-wal"))
    with_nothing.close()
    (state / FILE_NAME).write_bytes(content)
    (other / f"{FILE_NAME}-wal").write_bytes(log)
    assert (state / FILE_NAME).stat().st_size == 1024


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """Of a terminal that has recorded something, has an attachment, and was stopped."""
    store = Store(tmp_path / "state", ballast_bytes=4096)
    put_help(store, 1)
    attach(store, tmp_path / "state" / "attachments", content_of(1.5))
    store.close()
    return tmp_path / "state"


LOSSES = pytest.mark.parametrize("lose", [_remove, _empty, _only_the_first_page])


@LOSSES
@pytest.mark.parametrize("left", [(BEGUN,), ("attachments",), (BEGUN, "attachments")])
def test_a_database_that_is_lost_is_not_made_anew(
    state: Path, lose: Lose, left: tuple[str, ...]
) -> None:
    if BEGUN not in left:
        (state / BEGUN).unlink()  # as an earlier version left it
    if "attachments" not in left:
        (state / "attachments").rename(state.parent / "elsewhere")
    lose(state)
    key = (state / KEY_NAME).read_bytes()
    for _ in range(2):
        with pytest.raises(CannotOpen, match="bring a backup back") as refused:
            open_database(state)
        text = str(refused.value)
        assert " and ".join(left) in text and "\n" not in text
    assert (state / KEY_NAME).read_bytes() == key
    for name in left:
        (state / name).rename(state.parent / name)
    open_database(state).close()


def test_a_log_without_its_database_is_kept_for_whoever_can_read_it(state: Path) -> None:
    """SQLite would remove it."""
    (state / BEGUN).unlink()
    (state / "attachments").rename(state.parent / "elsewhere")
    running = Store(state, ballast_bytes=4096)
    put_help(running, 1)
    log = (state / f"{FILE_NAME}-wal").read_bytes()
    running.close()
    _empty(state)
    (state / BEGUN).unlink()
    (state / f"{FILE_NAME}-wal").write_bytes(log)
    with pytest.raises(CannotOpen, match=f"{FILE_NAME}-wal beside it"):
        open_database(state)
    assert (state / f"{FILE_NAME}-wal").read_bytes() == log


@LOSSES
def test_an_operator_is_told_of_the_loss_and_brings_a_backup_back(
    tmp_path: Path, lose: Lose
) -> None:
    cfg = config(tmp_path)
    store = Store(cfg.state, ballast_bytes=4096)
    put_help(store, 2)
    store.close()
    assert typed(cfg, "backup", tmp_path / "copy") == 0
    lose(cfg.state)
    if lose is not _only_the_first_page:
        with pytest.raises(NoAnswer, match="bring a backup back"):
            typed(cfg, "status")
    with pytest.raises(NoAnswer, match="bring a backup back"):
        typed(cfg, "retry", 1)
    assert typed(cfg, "restore", tmp_path / "copy") == 0
    assert typed(cfg, "status") == 0
    open_database(cfg.state).close()


@pytest.mark.parametrize("made", ["nothing", "folder", "key", "file", "page", "log"])
def test_a_first_start_is_one_however_far_another_had_come(tmp_path: Path, made: str) -> None:
    state = tmp_path / "state"
    if made != "nothing":
        state.mkdir()
        (state / "attachments").mkdir()
    if made in ("key", "file", "page", "log"):
        FileKey(state / KEY_NAME).make()
    if made == "file":
        (state / FILE_NAME).touch()
    if made in ("page", "log"):
        (state / FILE_NAME).touch()
        _only_the_first_page(state)
    if made == "log":  # whose first commit was cut off
        log = (tmp_path / "other" / f"{FILE_NAME}-wal").read_bytes()
        (state / f"{FILE_NAME}-wal").write_bytes(log[:1500])
    open_database(state).close()
    assert (state / BEGUN).exists()
    _remove(state)
    with pytest.raises(CannotOpen, match=f"{BEGUN} beside it"):
        open_database(state)


def test_in_a_folder_that_others_may_read_no_file_is_theirs(tmp_path: Path) -> None:
    state = tmp_path / "state"
    state.mkdir()
    state.chmod(0o755)
    before = os.umask(0o022)
    try:
        store = Store(state, ballast_bytes=4096)
        put_help(store, 1)
        assert _open_to_others(state) == {"ballast"}  # noise alone is in it
        for one in state.glob(f"{FILE_NAME}*"):
            one.chmod(0o644)  # as an earlier version left them
        log = (state / f"{FILE_NAME}-wal").read_bytes()
        store.close()
        (state / f"{FILE_NAME}-wal").write_bytes(log)
        (state / f"{FILE_NAME}-shm").touch()
        ledger = open_database(state)
        assert _open_to_others(state) == {"ballast"}
        ledger.close()
    finally:
        os.umask(before)


def _open_to_others(state: Path) -> set[str]:
    found = (one for one in state.iterdir() if one.is_file())
    return {one.name for one in found if stat.S_IMODE(one.stat().st_mode) & 0o077}
