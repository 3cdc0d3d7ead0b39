"""A stopped database whose own disk takes nothing, full or read-only: looked at in a copy.

SQLite reads a write-ahead log only with an index beside it, which it cannot make there.
"""

import contextlib
import errno
import fcntl
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from offline_queue.store.database import AlreadyRunning, CannotOpen
from offline_queue.store.room import MIB, free_bytes

OTHERS = ("/var/tmp", "/dev/shm")
"""Where a copy may lie if not in the usual temporary folder."""
_READ_LOCK = (510, 0x40000002)
"""Length and place of the bytes that SQLite locks for reading: a service needs them for itself."""
_TAKES_NOTHING = (
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
)


def helps_against(error: sqlite3.Error) -> bool:
    """It may be that only the index cannot be made."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _TAKES_NOTHING


@contextmanager
def copied(path: Path) -> Iterator[Path]:
    """A copy of the database and its log, for this user alone, removed afterwards.

    While it is copied no service can start; a connection of this process to the same file must be
    closed before. Raises AlreadyRunning, CannotOpen.
    """
    parts = [one for one in (path, path.with_name(f"{path.name}-wal")) if one.exists()]
    size = sum(one.stat().st_size for one in parts)
    with contextlib.ExitStack() as kept:
        try:
            folder = Path(
                kept.enter_context(tempfile.TemporaryDirectory("", "zizhu-", _place(path, size)))
            )
            with path.open("rb") as held:
                fcntl.lockf(held, fcntl.LOCK_SH | fcntl.LOCK_NB, *_READ_LOCK)
                for one in parts:
                    shutil.copyfile(one, folder / one.name)
        except OSError as error:
            if error.errno in (errno.EAGAIN, errno.EACCES) and error.filename is None:
                raise AlreadyRunning("the service is running; ask it") from None
            raise CannotOpen(f"{error.filename or path} cannot be used: {error.strerror}") from None
        yield folder / path.name


def _place(path: Path, size: int) -> Path:
    """With room for the copy, on another disk."""
    for place in (*_usual(), *map(Path, OTHERS)):
        with contextlib.suppress(OSError):
            if place.stat().st_dev != path.stat().st_dev and free_bytes(place) > 2 * size + MIB:
                return place
    raise CannotOpen(
        f"{path} cannot be read where it is (its disk is full or read-only), and nowhere is room"
        f" for a copy of {size // MIB + 1} MiB: name a folder on another disk in TMPDIR"
    )


def _usual() -> tuple[Path, ...]:
    try:
        return (Path(tempfile.gettempdir()),)
    except FileNotFoundError:
        return ()
