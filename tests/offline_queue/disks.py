"""Small disks of our own, and somebody else who fills them."""

import errno
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from offline_queue.store.room import MIB, Limit, Limits

BLOCK = 4096
MANY = 10**9
LIMITS = Limits(
    Limit(8 * MIB, MANY, MANY), Limit(5 * MIB, MANY, MANY), Limit(2 * MIB, MANY, MANY), 0.25, {}
)
"""For a disk of 24 MiB."""


@contextmanager
def small_disk(folder: Path, megabytes: float) -> Iterator[Path]:
    """A tmpfs of that size; the test is skipped where it may not be mounted."""
    size = f"size={int(megabytes * 1024)}k"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(folder)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("mounting a small disk needs root; the rules are tested without")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def free(folder: Path) -> int:
    found = os.statvfs(folder)
    return found.f_bavail * found.f_frsize


class Somebody:
    """Another program's file, as long as it takes to leave so many bytes free."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._path = folder, folder / "somebody-else"

    def leave(self, wanted: int) -> None:
        """0 fills the disk to the last byte."""
        size = self._path.stat().st_size if self._path.exists() else 0
        with self._path.open("ab", buffering=0) as file:
            missing = free(self._folder) - wanted
            if missing < 0:
                file.truncate(max(0, size + missing))
            try:
                while free(self._folder) - wanted >= BLOCK or (not wanted and missing > 0):
                    file.write(b"x" * BLOCK)
            except OSError as error:
                assert error.errno == errno.ENOSPC

    def go(self) -> None:
        self._path.unlink()
