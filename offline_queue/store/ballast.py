"""A file that takes up space until the disk is full.

A full disk refuses deletions too, so a full queue could never be delivered. Removing the ballast
gives back enough room to acknowledge what was sent and to write down how a print ended.
"""

import os
import shutil
from pathlib import Path

FILE_NAME = "ballast"


class Ballast:
    """`size` bytes really written beside the database. Used by the writer thread only."""

    def __init__(self, folder: Path, size: int) -> None:
        self._path = folder / FILE_NAME
        self._size = size
        self._held = self._path.exists() and self._path.stat().st_size == size

    def release(self) -> bool:
        """Give the room back; True where there was any."""
        held, self._held = self._held, False
        self._path.unlink(missing_ok=True)
        return held

    def restore(self) -> None:
        """Write it again where it is missing and four times its size is free."""
        if self._held or shutil.disk_usage(self._path.parent).free < 4 * self._size:
            return
        try:
            with self._path.open("wb") as file:
                file.write(os.urandom(self._size))
                file.flush()
                os.fsync(file.fileno())
            self._held = True
        except OSError:
            self._path.unlink(missing_ok=True)
