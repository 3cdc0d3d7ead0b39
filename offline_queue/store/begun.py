"""Was there a whole database here before? Then one that is gone or empty is a loss, no first start.

A first start makes, in this order: the folder, an empty file, the tables, the device's key, the
data keys in the first commit; it may be cut off anywhere, and a key alone proves nothing (it may
also have been put there by hand). Only once all of it is on the disk are these made:

- the file BEGUN, by `note`, right after the first commit and at every later start without it;
- files of attachments and of booked documents, which only a running service takes in;
- beside a database without its first page a log with something in it: SQLite writes that page
  first. Beside one that has it the log proves nothing: its first commit may have been cut off.

So whatever of these is there tells that records were kept here.
"""

import contextlib
import os
from pathlib import Path

from offline_queue.durable import sync

BEGUN = "begun"
FOLDERS = ("attachments", "booked")
TEXT = "Records are kept beside this file. Remove it only to begin anew without them.\n"


def note(folder: Path) -> None:
    """Its database is whole and on the disk. Where no file can be made, the next start does it."""
    if (folder / BEGUN).exists():
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder / BEGUN, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(TEXT)
            file.flush()
            os.fsync(file.fileno())
        sync(folder)


def loss(path: Path) -> str:
    """Of the database `path`, which is gone or has nothing in it: what to do where it was whole
    once, "" where it never was. Raises OSError."""
    names = " and ".join(_left(path))
    if not names:
        return ""
    return (
        f"{path} is gone or empty, but {names} beside it tell that records were kept here: bring"
        f" a backup back (main.py queue restore), or move {names} away to begin anew without them"
    )


def is_empty(path: Path) -> bool:
    return not path.exists() or path.stat().st_size == 0


def _left(path: Path) -> list[str]:
    folder, log = path.parent, path.with_name(f"{path.name}-wal")
    found = [BEGUN] if (folder / BEGUN).exists() else []
    for name in FOLDERS:
        if (folder / name).is_dir() and any((folder / name).iterdir()):
            found.append(name)
    return [*found, log.name] if is_empty(path) and not is_empty(log) else found
