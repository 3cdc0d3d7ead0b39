"""Files that must be whole and on the disk before anybody is told so."""

import hashlib
import os
import shutil
from pathlib import Path

from offline_queue.durable import sync

_PIECE = 1024 * 1024


def copy(source: Path, target: Path) -> None:
    """Mode 0600, on the disk; an older target is overwritten. Raises OSError."""
    with source.open("rb") as reading:
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as writing:
            shutil.copyfileobj(reading, writing, _PIECE)
            writing.flush()
            os.fsync(writing.fileno())


def write(target: Path, text: str) -> None:
    """A new file of mode 0600, on the disk. Raises OSError."""
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def put(target: Path, text: str) -> None:
    """Whole and on the disk, in the place of what was there. Raises OSError."""
    draft = target.with_name(target.name + ".new")
    draft.unlink(missing_ok=True)
    write(draft, text)
    draft.replace(target)
    sync(target.parent)


def sha256(path: Path) -> str:
    """Hexadecimal. Raises OSError."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()
