"""Camera pictures on their way to the glass: shared memory with one writer and any readers.

A file in /dev/shm, mode 0600, under a name that nobody guesses. Behind a header lie three slots,
written in turn, so that neither side waits for the other. A slot carries the number and a checksum
of its frame: a frame that was overwritten while it was copied is not given on, on processors that
reorder their stores neither. The writer holds a lock on the file for as long as it lives, so a file
without that lock is what a dead process left, and is overwritten and removed by the next.
"""

import fcntl
import mmap
import os
import re
import secrets
import stat
import struct
import zlib
from pathlib import Path

MEMORY = Path("/dev/shm")
PREFIX = "zizhu-frames-"
SLOTS = 3
LARGEST_SIDE = 8192
"""Pixels."""

_NAME = re.compile(PREFIX + r"[0-9a-f]{32}")
_MAGIC = b"ZZFRAME1"
_HEADER = struct.Struct("<8sII")
"""Magic, width, height; written once."""
_NEWEST = struct.Struct("<Q")
_NEWEST_AT = 64
"""The number of the newest whole frame, counted from 1; 0: none, or wiped."""
_SLOT = struct.Struct("<QI")
"""Number of the frame that this slot holds (0: none, or half written), CRC-32 of its pixels."""
_SLOTS_AT = 128
_SLOT_PITCH = 64
_PIXELS_AT = 4096


class FramesError(Exception):
    """The shared memory cannot be made or used; the text says why."""


class FrameWriter:
    """Makes the memory for frames of `width` x `height` pixels, 8-bit RGB without padding.

    Used by one thread. Raises FramesError where there is no shared memory or too little of it.
    """

    def __init__(self, width: int, height: int, folder: Path = MEMORY) -> None:
        if not (0 < width <= LARGEST_SIDE and 0 < height <= LARGEST_SIDE):
            raise FramesError(f"{width} x {height} is not a size of frames")
        if not folder.is_dir():
            raise FramesError(f"{folder} is missing: a tmpfs must be mounted there")
        self._size = width * height * 3
        self._number = 0
        self.name, self._file = _create(folder, _PIXELS_AT + SLOTS * self._size)
        self._path = folder / self.name
        self._memory = mmap.mmap(self._file, _PIXELS_AT + SLOTS * self._size)
        _HEADER.pack_into(self._memory, 0, _MAGIC, width, height)

    def write(self, rgb: bytes | bytearray | memoryview) -> None:
        """Make this the newest frame. ValueError where it has not width x height x 3 bytes."""
        pixels = memoryview(rgb).cast("B")
        if len(pixels) != self._size:
            raise ValueError(f"a frame has {self._size} bytes, not {len(pixels)}")
        self._number += 1
        slot = self._number % SLOTS
        mark, begin = _SLOTS_AT + slot * _SLOT_PITCH, _PIXELS_AT + slot * self._size
        _SLOT.pack_into(self._memory, mark, 0, 0)
        self._memory[begin : begin + self._size] = pixels
        _SLOT.pack_into(self._memory, mark, self._number, zlib.crc32(pixels, self._number))
        _NEWEST.pack_into(self._memory, _NEWEST_AT, self._number)

    def wipe(self) -> None:
        """Overwrite every slot. Readers have no news until the next `write`."""
        _NEWEST.pack_into(self._memory, _NEWEST_AT, 0)
        _overwrite(self._memory)

    def close(self) -> None:
        """Overwrite, unlink and let go. A second time: nothing."""
        if self._memory.closed:
            return
        self.wipe()
        self._memory.close()
        self._path.unlink(missing_ok=True)
        os.close(self._file)


class FrameReader:
    """Looks at the memory `name` of a writer. Raises FramesError where it is not there, is not of
    this user or is not what a FrameWriter makes. Goes on after the writer's death: no news."""

    def __init__(self, name: str, folder: Path = MEMORY) -> None:
        self._memory = _map(name, folder)
        magic, self.width, self.height = _HEADER.unpack_from(self._memory)
        self._size = self.width * self.height * 3
        self._given = 0
        if magic != _MAGIC or len(self._memory) != _PIXELS_AT + SLOTS * self._size:
            self._memory.close()
            raise FramesError(f"{name} holds no frames")

    def read(self) -> bytes | None:
        """The newest frame, whole, if there is one that was not given before; None: no news.

        Never waits. A frame that the writer overtook meanwhile counts as no news: the next call
        gets a newer one.
        """
        (number,) = _NEWEST.unpack_from(self._memory, _NEWEST_AT)
        if number in (0, self._given):
            return None
        slot = number % SLOTS
        begin = _PIXELS_AT + slot * self._size
        pixels = self._memory[begin : begin + self._size]
        mark, checksum = _SLOT.unpack_from(self._memory, _SLOTS_AT + slot * _SLOT_PITCH)
        if mark != number or zlib.crc32(pixels, number) != checksum:
            return None
        self._given = number
        return pixels

    def close(self) -> None:
        self._memory.close()


def remove_leftovers(folder: Path = MEMORY) -> int:
    """Overwrite and remove what processes of this user left behind when they died; says how many.
    The memory of a living writer, of this or any other terminal, is not touched."""
    removed = 0
    for path in folder.glob(f"{PREFIX}*"):
        try:
            file = os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
        except OSError:
            continue  # gone meanwhile, or somebody else's
        try:
            removed += _remove_if_left(path, file)
        finally:
            os.close(file)
    return removed


def _remove_if_left(path: Path, file: int) -> bool:
    state = os.fstat(file)
    if not _is_ours(state) or not _NAME.fullmatch(path.name) or not _lock(file):
        return False
    if state.st_size > _PIXELS_AT:
        with mmap.mmap(file, state.st_size) as memory:
            _NEWEST.pack_into(memory, _NEWEST_AT, 0)
            _overwrite(memory)
    path.unlink(missing_ok=True)
    return True


def _create(folder: Path, size: int) -> tuple[str, int]:
    """A new locked file with all its memory reserved."""
    while True:
        name = PREFIX + secrets.token_hex(16)
        flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC
        try:
            file = os.open(folder / name, flags, 0o600)
        except OSError as error:
            raise FramesError(f"{folder}: {error.strerror}") from None
        if not _lock(file) or os.fstat(file).st_nlink == 0:
            os.close(file)  # a `remove_leftovers` of this moment took it for a dead one's
            continue
        try:
            # a mere ftruncate would promise memory that a full tmpfs answers with SIGBUS
            os.posix_fallocate(file, 0, size)
        except OSError as error:
            (folder / name).unlink()
            os.close(file)
            raise FramesError(f"{folder} has no room for {size} bytes: {error.strerror}") from None
        return name, file


def _map(name: str, folder: Path) -> mmap.mmap:
    if not _NAME.fullmatch(name):
        raise FramesError("not a name of frames")
    try:
        file = os.open(folder / name, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError as error:
        raise FramesError(f"{name}: {error.strerror}") from None
    try:
        state = os.fstat(file)
        if not _is_ours(state) or state.st_size <= _PIXELS_AT:
            raise FramesError(f"{name} is not frames of this user")
        return mmap.mmap(file, state.st_size, prot=mmap.PROT_READ)
    finally:
        os.close(file)


def _is_ours(state: os.stat_result) -> bool:
    return stat.S_ISREG(state.st_mode) and state.st_uid == os.geteuid()


def _lock(file: int) -> bool:
    """Held until the last descriptor of this opening is closed, at the latest by the kernel."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _overwrite(memory: mmap.mmap) -> None:
    zeros = bytes(1 << 16)
    for begin in range(_SLOTS_AT, len(memory), len(zeros)):
        part = zeros[: len(memory) - begin]
        memory[begin : begin + len(part)] = part
