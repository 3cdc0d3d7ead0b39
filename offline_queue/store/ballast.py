"""A file that takes up space until the disk is full.

A full disk refuses deletions too, so a full queue could never be delivered. Removing the ballast
gives back enough room to acknowledge what was sent and to write down how a print ended.
"""

import os
import shutil
from pathlib import Path

FILE_NAME = "ballast"
BALLAST_BYTES = 16 * 1024 * 1024
DEMO_BYTES = 1024 * 1024
CHUNK = 1024 * 1024
"""Written and given back at a time: nobody who records waits for more than this."""
ROOM_FACTOR = 4
"""It is written only where so many times its size is free."""


def ballast_size(demo: bool) -> int:
    """Bytes; a demo's folder is thrown away, and its records with it."""
    return DEMO_BYTES if demo else BALLAST_BYTES


class Ballast:
    """`size` bytes really written beside the database, piece by piece. Used by whoever has the
    store's turn."""

    def __init__(self, folder: Path, size: int) -> None:
        self._path = folder / FILE_NAME
        self._size = size
        self._held = self._path.stat().st_size if self._path.exists() else 0
        if self._held > size:  # of a version with another size
            self._path.unlink()
            self._held = 0

    def release(self) -> bool:
        """Give a piece of the room back, and not all of it to whoever fills the disk; True where
        there was any."""
        if not self._held:
            self._path.unlink(missing_ok=True)
            return False
        self._held = max(0, self._held - CHUNK)
        if self._held:
            os.truncate(self._path, self._held)
        else:
            self._path.unlink(missing_ok=True)
        return True

    def restore(self) -> bool:
        """Write the next piece of what is missing where there is room. True where more is
        missing that could be written."""
        missing = self._size - self._held
        if not missing:
            return False
        if shutil.disk_usage(self._path.parent).free < ROOM_FACTOR * missing:
            return False
        piece = min(CHUNK, missing)
        try:
            with self._path.open("ab") as file:
                file.write(os.urandom(piece))  # what could be compressed would keep no room
                file.flush()
                os.fsync(file.fileno())
        except OSError:
            self._path.unlink(missing_ok=True)
            self._held = 0
            return False
        self._held += piece
        return self._held < self._size
