"""The device's key as a file: never open to others, never replaced, never half there."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from offline_queue.store.database import FILE_NAME, KEY_NAME, CannotOpen, open_database
from offline_queue.store.writer import Store
from offline_queue.vault.device_key import FileKey, NoDeviceKey
from tests.offline_queue.samples import put_help
from tests.offline_queue.vault.parts import bodies_of

KEY = bytes(range(32))


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """Of a terminal that has recorded something and was stopped."""
    store = Store(tmp_path / "state")
    put_help(store, 1)
    store.close()
    return tmp_path / "state"


def test_a_new_terminal_makes_its_key_for_itself_alone(state: Path) -> None:
    path = state / KEY_NAME
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(bytes.fromhex(path.read_text(encoding="ascii"))) == 32
    assert [file.name for file in state.iterdir() if file.suffix == ".new"] == []
    first = path.read_bytes()
    open_database(state).close()
    assert path.read_bytes() == first


def test_a_database_without_its_key_is_refused_and_no_key_is_made(state: Path) -> None:
    (state / KEY_NAME).unlink()
    before = (state / FILE_NAME).read_bytes()
    for _ in range(2):
        with pytest.raises(CannotOpen, match="is missing: bring it back from the backup"):
            open_database(state)
    assert not (state / KEY_NAME).exists()
    assert (state / FILE_NAME).read_bytes() == before


def test_the_key_brought_back_opens_everything_again(state: Path) -> None:
    kept = (state / KEY_NAME).rename(state.parent / "backup")
    with pytest.raises(CannotOpen):
        open_database(state)
    kept.rename(state / KEY_NAME)
    ledger = open_database(state)
    assert len(bodies_of(ledger)) == 1
    ledger.close()


def test_another_machines_key_is_told_from_ours(state: Path, tmp_path: Path) -> None:
    Store(tmp_path / "other").close()
    (tmp_path / "other" / KEY_NAME).replace(state / KEY_NAME)
    with pytest.raises(CannotOpen, match="is not the key of this database"):
        open_database(state)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o700 | 0o001])
def test_a_key_that_others_may_touch_is_refused(state: Path, mode: int) -> None:
    (state / KEY_NAME).chmod(mode)
    with pytest.raises(CannotOpen, match="must belong to this user alone"):
        open_database(state)


def test_a_key_of_another_user_is_refused(state: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("giving a file away needs root")
    os.chown(state / KEY_NAME, 12345, -1)
    with pytest.raises(CannotOpen, match="must belong to this user alone"):
        open_database(state)


@pytest.mark.parametrize(
    "content", [b"", b"00" * 31, b"00" * 33, b"xy" * 32, b"\xff" * 64, b"0" * 5000]
)
def test_a_spoilt_key_file_says_what_it_must_hold(state: Path, content: bytes) -> None:
    (state / KEY_NAME).write_bytes(content)
    with pytest.raises(CannotOpen, match=r"must hold 64 hexadecimal|cannot be read") as refused:
        open_database(state)
    assert "00000000" not in str(refused.value)


def test_one_digit_of_the_key_or_one_bit_of_what_it_wrapped_is_enough(state: Path) -> None:
    path = state / KEY_NAME
    good = path.read_bytes()
    path.write_bytes((b"1" if good[:1] == b"0" else b"0") + good[1:])
    with pytest.raises(CannotOpen, match="is not the key"):
        open_database(state)
    path.write_bytes(good)
    key = FileKey(path)
    wrapped = key.wrap(KEY)
    with pytest.raises(NoDeviceKey):
        key.unwrap(wrapped[:-1] + bytes([wrapped[-1] ^ 1]))
    assert key.unwrap(wrapped) == KEY


def test_wrapping_without_a_key_file_makes_none(tmp_path: Path) -> None:
    with pytest.raises(NoDeviceKey, match="is missing"):
        FileKey(tmp_path / "key").wrap(KEY)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_takes_no_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(NoDeviceKey, match="cannot be made"):
        FileKey(tmp_path / "file" / "key").make()


DIE = """
import os, pathlib, signal, sys
folder, step = pathlib.Path(sys.argv[1]), int(sys.argv[2])
count = 0
def before(function):
    def called(*args, **more):
        global count
        count += 1
        if count == step:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*args, **more)
    return called
os.urandom, os.fsync = before(os.urandom), before(os.fsync)
pathlib.Path.replace = before(pathlib.Path.replace)
from offline_queue.store.database import open_database
open_database(folder)
print("alive")
"""


@pytest.mark.slow
def test_killed_while_it_makes_its_key_the_next_start_is_a_good_one(tmp_path: Path) -> None:
    steps = 0
    while True:
        steps += 1
        state = tmp_path / str(steps)
        command = [sys.executable, "-c", DIE, str(state), str(steps)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
        first = (state / KEY_NAME).read_bytes() if (state / KEY_NAME).exists() else None
        store = Store(state)
        put_help(store, 1)
        store.close()
        assert first is None or (state / KEY_NAME).read_bytes() == first
        open_database(state).close()
        if "alive" in done.stdout:
            break
    assert steps > 5
