"""Pictures in shared memory: never torn, surely overwritten, whoever dies."""

import mmap
import os
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.link.frames import MEMORY, FrameReader, FramesError, FrameWriter, remove_leftovers
from tests.kiosk.link.frame_writer import LAST, colour
from tests.kiosk.link.wire import PATIENCE_S

ROOT = Path(__file__).parents[3]
WIDTH, HEIGHT = 96, 54
SIZE = WIDTH * HEIGHT * 3
PIXELS_AT = 4096


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Any folder will do for most tests, and no other terminal's frames are there."""
    return tmp_path


@contextmanager
def writing(frames: int, folder: Path, width: int = WIDTH, height: int = HEIGHT) -> Iterator[str]:
    """Another process that writes; gives the name of its memory. It is killed at the end."""
    words = [sys.executable, "-m", "tests.kiosk.link.frame_writer"]
    words += [str(width), str(height), str(frames), str(folder)]
    with subprocess.Popen(
        words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        try:
            yield child.stdout.readline().strip()
        finally:
            child.send_signal(signal.SIGKILL)
            child.wait(PATIENCE_S)


@contextmanager
def seen(path: Path) -> Iterator[mmap.mmap]:
    """The memory itself, as somebody sees it who mapped it earlier."""
    file = os.open(path, os.O_RDONLY)
    with mmap.mmap(file, 0, prot=mmap.PROT_READ) as memory:
        os.close(file)
        yield memory


def frame(number: int) -> bytes:
    return bytes([colour(number)]) * SIZE


def test_a_frame_arrives_and_is_given_once(folder: Path) -> None:
    writer = FrameWriter(WIDTH, HEIGHT, folder)
    reader = FrameReader(writer.name, folder)
    assert (reader.width, reader.height) == (WIDTH, HEIGHT)
    assert reader.read() is None
    writer.write(frame(1))
    assert reader.read() == frame(1)
    assert reader.read() is None
    for number in (2, 3, 4, 5):
        writer.write(frame(number))
    assert reader.read() == frame(5)
    reader.close()
    writer.close()


@pytest.mark.slow
def test_no_frame_of_two_thousand_is_torn() -> None:
    """Between two processes, in the real shared memory, the writer far faster than the reader."""
    width, height = 480, 270
    last, good = b"", 0
    with writing(2000, MEMORY, width, height) as name:
        reader = FrameReader(name)
        until = time.monotonic() + 6 * PATIENCE_S
        while last != bytes([LAST]):
            assert time.monotonic() < until, "the last frame never came"
            pixels = reader.read()
            if pixels is not None:
                last = pixels[:1]
                assert pixels.count(last) == len(pixels) == width * height * 3
                good += 1
        reader.close()
    assert good > 20
    remove_leftovers()


def test_a_frame_that_is_half_written_is_not_given(folder: Path) -> None:
    """As if the writer had been killed in the middle of a frame."""
    writer = FrameWriter(WIDTH, HEIGHT, folder)
    reader = FrameReader(writer.name, folder)
    writer.write(frame(1))
    with (folder / writer.name).open("r+b") as file:
        file.seek(PIXELS_AT + SIZE + SIZE // 2)
        file.write(b"\xff")
    assert reader.read() is None
    writer.write(frame(2))
    assert reader.read() == frame(2)
    reader.close()
    writer.close()


def test_wiping_leaves_nothing_in_memory(folder: Path) -> None:
    writer = FrameWriter(WIDTH, HEIGHT, folder)
    reader = FrameReader(writer.name, folder)
    with seen(folder / writer.name) as memory:
        for number in range(1, 8):
            writer.write(frame(number))
        assert memory[PIXELS_AT:].count(0) == 0, "all slots were used"
        writer.wipe()
        assert memory[PIXELS_AT:].count(0) == len(memory) - PIXELS_AT
        assert reader.read() is None
        writer.write(frame(9))
        assert reader.read() == frame(9)
        writer.close()
        assert memory[PIXELS_AT:].count(0) == len(memory) - PIXELS_AT
        assert reader.read() is None
    assert not list(folder.iterdir())
    reader.close()
    writer.close()


def test_a_reader_survives_a_writer_that_is_killed(folder: Path) -> None:
    with writing(1, folder) as name:
        reader = FrameReader(name, folder)
        while (pixels := reader.read()) is None or pixels[0] != LAST:
            pass
    assert reader.read() is None
    with seen(folder / name) as memory:
        assert memory[PIXELS_AT:].count(LAST) == SIZE, "the dead one's picture is there"
        assert remove_leftovers(folder) == 1
        assert memory[PIXELS_AT:].count(0) == len(memory) - PIXELS_AT
    assert reader.read() is None
    reader.close()
    assert not list(folder.iterdir())


def test_the_living_are_no_leftovers(folder: Path) -> None:
    ours = FrameWriter(WIDTH, HEIGHT, folder)
    ours.write(frame(1))
    (folder / "zizhu-frames-of-another-kind").write_text("not frames")
    with writing(1, folder) as theirs:
        assert remove_leftovers(folder) == 0
        reader = FrameReader(theirs, folder)
    assert remove_leftovers(folder) == 1
    reader.close()
    assert FrameReader(ours.name, folder).read() == frame(1)
    ours.close()


def test_what_a_writer_makes_is_for_nobody_else(folder: Path) -> None:
    one, other = FrameWriter(WIDTH, HEIGHT, folder), FrameWriter(WIDTH, HEIGHT, folder)
    assert (folder / one.name).stat().st_mode & 0o777 == 0o600
    assert len(one.name) == len("zizhu-frames-") + 32
    assert one.name != other.name
    one.close()
    other.close()


@pytest.mark.parametrize("size", [SIZE - 1, SIZE + 1, 0])
def test_a_frame_of_another_size_is_a_mistake(folder: Path, size: int) -> None:
    writer = FrameWriter(WIDTH, HEIGHT, folder)
    with pytest.raises(ValueError, match="a frame has"):
        writer.write(bytes(size))
    writer.close()


@pytest.mark.parametrize(("width", "height"), [(0, 1), (1, 0), (-1, 1), (8193, 1)])
def test_no_such_size(folder: Path, width: int, height: int) -> None:
    with pytest.raises(FramesError, match="not a size"):
        FrameWriter(width, height, folder)
    assert not list(folder.iterdir())


def test_without_shared_memory_it_says_so(folder: Path) -> None:
    with pytest.raises(FramesError, match="is missing"):
        FrameWriter(WIDTH, HEIGHT, folder / "shm")


def test_with_too_little_shared_memory_it_says_so(folder: Path) -> None:
    script = (
        "import resource, sys, pathlib\n"
        "from kiosk.link.frames import FrameWriter, FramesError\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 16, 1 << 16))\n"
        "try:\n"
        "    FrameWriter(640, 360, pathlib.Path(sys.argv[1]))\n"
        "except FramesError as error:\n"
        "    print(error)\n"
    )
    words = [sys.executable, "-c", script, str(folder)]
    said = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "has no room for 2077696 bytes" in said
    assert not list(folder.iterdir())


def test_a_reader_takes_only_what_a_writer_makes(folder: Path) -> None:
    writer = FrameWriter(WIDTH, HEIGHT, folder)
    link = "zizhu-frames-" + "0" * 32
    (folder / link).symlink_to(folder / writer.name)
    other = "zizhu-frames-" + "1" * 32
    (folder / other).write_bytes(bytes(PIXELS_AT + 3 * SIZE))
    short = "zizhu-frames-" + "2" * 32
    (folder / short).write_bytes(b"ZZFRAME1")
    for name in (link, other, short, "zizhu-frames-" + "3" * 32, "../" + writer.name, "a", ""):
        with pytest.raises(FramesError):
            FrameReader(name, folder)
    writer.close()


@given(
    magic=st.sampled_from([b"ZZFRAME1", b"ZZFRAME2"]),
    width=st.integers(0, 40) | st.integers(0, 2**32 - 1),
    height=st.integers(0, 40) | st.integers(0, 2**32 - 1),
    newest=st.integers(0, 9) | st.integers(0, 2**64 - 1),
    rest=st.binary(max_size=400),
    size=st.integers(PIXELS_AT, PIXELS_AT + 20_000),
)
def test_any_file_is_refused_or_gives_no_news(
    tmp_path_factory: pytest.TempPathFactory,
    magic: bytes,
    width: int,
    height: int,
    newest: int,
    rest: bytes,
    size: int,
) -> None:
    folder = tmp_path_factory.mktemp("any")
    name = "zizhu-frames-" + "0" * 32
    head = struct.pack("<8sII", magic, width, height).ljust(64, b"\0") + struct.pack("<Q", newest)
    (folder / name).write_bytes((head + rest).ljust(size, b"\x5a")[:size])
    try:
        reader = FrameReader(name, folder)
    except FramesError:
        return
    assert reader.read() is None
    reader.close()
