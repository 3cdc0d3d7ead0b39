"""The disk of the power cuts: what is safe, what may go, and how a program's calls are read."""

import random
import sys
from pathlib import Path

import pytest

from tests.offline_queue.powercut import strace
from tests.offline_queue.powercut.disk import Cut, Disk
from tests.offline_queue.powercut.strace import NotUnderstood, parse
from tests.offline_queue.powercut.trace import Act, Op, from_text, to_text

FOLDER, FILE = Op(Act.FOLDER, "f"), Op(Act.CREATE, "f/a")
BYTES = Op(Act.WRITE, "f/a", 0, b"x" * 5000)


def dropped(*ops: Op) -> dict[str, bytes | None]:
    return image(Cut.DROP, *ops)


def image(cut: Cut, *ops: Op, seed: int = 1) -> dict[str, bytes | None]:
    disk = Disk()
    for op in ops:
        disk.do(op)
    return disk.image(cut, random.Random(seed))


def sync(path: str) -> Op:
    return Op(Act.SYNC, path)


def test_bytes_need_a_sync_of_the_file_and_names_one_of_the_folder() -> None:
    assert dropped(FOLDER, FILE, BYTES) == {"": None}
    assert dropped(FOLDER, FILE, BYTES, sync("f/a"), sync("f")) == {"": None}
    assert dropped(FOLDER, FILE, BYTES, sync(""), sync("f")) == {"": None, "f": None, "f/a": b""}
    whole = dropped(FOLDER, FILE, BYTES, sync(""), sync("f/a"), sync("f"))
    assert whole == {"": None, "f": None, "f/a": b"x" * 5000}


def test_a_renaming_and_a_removal_come_back_unless_their_folder_was_synced() -> None:
    start = (Op(Act.CREATE, "a"), sync(""))
    renamed = Op(Act.RENAME, "a", other="b")
    assert dropped(*start, renamed) == {"": None, "a": b""}
    assert dropped(*start, renamed, sync("")) == {"": None, "b": b""}
    assert dropped(*start, Op(Act.REMOVE, "a")) == {"": None, "a": b""}
    assert dropped(*start, Op(Act.REMOVE, "a"), sync("")) == {"": None}


def test_a_new_size_comes_with_the_sync() -> None:
    start = (Op(Act.CREATE, "a"), Op(Act.WRITE, "a", 0, b"12345678"), sync("a"), sync(""))
    assert dropped(*start, Op(Act.SIZE, "a", 2)) == {"": None, "a": b"12345678"}
    assert dropped(*start, Op(Act.SIZE, "a", 2), sync("a")) == {"": None, "a": b"12"}


def test_a_torn_write_keeps_whole_blocks_and_safe_bytes() -> None:
    start = (Op(Act.CREATE, "a"), Op(Act.WRITE, "a", 0, b"s" * 9000), sync("a"), sync(""))
    seen = set()
    for seed in range(60):
        content = image(Cut.TORN, *start, Op(Act.WRITE, "a", 100, b"n" * 8000), seed=seed)["a"]
        assert content and len(content) == 9000
        assert content[:100] == b"s" * 100 and content[8100:] == b"s" * 900
        seen.add(content)
        for place in range(512, 8192, 512):
            assert len(set(content[place : place + 512] if place < 7680 else b"n")) == 1
    assert len(seen) > 20
    assert b"s" * 9000 in seen or any(content.count(b"n") < 8000 for content in seen)


def test_of_the_changes_of_names_the_first_ones_stay() -> None:
    names = [Op(Act.CREATE, str(number)) for number in range(5)]
    seen = {tuple(sorted(image(Cut.TORN, *names, seed=seed))) for seed in range(60)}
    assert seen == {tuple(sorted(["", *map(str, range(kept))])) for kept in range(6)}


def test_a_trace_survives_its_text() -> None:
    ops = (FOLDER, FILE, BYTES, Op(Act.SAY, data=b'{"did":{}}'), Op(Act.RENAME, "a", other="b"))
    assert from_text(to_text(ops)) == ops


PROGRAM = """
import os, sys
root, said = sys.argv[1:]
words = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
with open(root + "/a.new", "wb") as file:
    file.write(b"hello"); file.flush(); os.fsync(file.fileno())
os.rename(root + "/a.new", root + "/a")
os.write(words, b'{"did": 1}\\n')
folder = os.open(root, os.O_RDONLY); os.fsync(folder)
with open(root + "/a", "ab") as file: file.write(b" again")
handle = os.open(root + "/a", os.O_RDWR)
os.pwrite(handle, b"J", 0); os.lseek(handle, 4, 0); os.write(handle, b"y"); os.ftruncate(handle, 6)
os.mkdir(root + "/f"); os.rmdir(root + "/f"); os.unlink(root + "/a")
"""


@pytest.mark.skipif(not strace.permitted(), reason="strace is not here or may not watch")
def test_every_call_is_read_as_what_it_does(tmp_path: Path) -> None:
    root, said = tmp_path / "d", tmp_path / "said"
    root.mkdir()
    command = [sys.executable, "-c", PROGRAM, str(root), str(said)]
    text = strace.record(command, tmp_path / "out", tmp_path)
    ops = parse(text, {"it": (root, said)})["it"]
    assert ops == (
        Op(Act.CREATE, "a.new"),
        Op(Act.SIZE, "a.new", 0),
        Op(Act.WRITE, "a.new", 0, b"hello"),
        Op(Act.SYNC, "a.new"),
        Op(Act.RENAME, "a.new", other="a"),
        Op(Act.SAY, data=b'{"did": 1}'),
        Op(Act.SYNC, ""),
        Op(Act.CREATE, "a"),
        Op(Act.WRITE, "a", 5, b" again"),
        Op(Act.WRITE, "a", 0, b"J"),
        Op(Act.WRITE, "a", 4, b"y"),
        Op(Act.SIZE, "a", 6),
        Op(Act.FOLDER, "f"),
        Op(Act.REMOVE, "f"),
        Op(Act.REMOVE, "a"),
    )


def test_calls_of_two_threads_are_put_together_and_a_race_is_refused() -> None:
    path = "".join(f"\\x{byte:02x}" for byte in b"/d/a")
    began = f"11  fsync(3<{path}> <unfinished ...>"
    write = f'12  pwrite64(4<{path}>, "\\x41", 1, 7) = 1'
    ended = "11  <... fsync resumed>) = 0"
    disks = {"it": (Path("/d"), Path("/said"))}
    apart = parse("\n".join([began, ended, write]), disks)["it"]
    assert apart == (Op(Act.SYNC, "a"), Op(Act.WRITE, "a", 7, b"A"))
    with pytest.raises(NotUnderstood):
        parse("\n".join([began, write, ended]), disks)
