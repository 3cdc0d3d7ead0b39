"""What must be on the disk before anybody is told so."""

import os
from pathlib import Path


def sync(path: Path) -> None:
    """The bytes of a file, or the names in a folder: a name that was made, changed or removed is
    on the disk only once its folder was synced. Raises OSError."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def replace(path: Path, content: bytes) -> None:
    """`path` holds all of `content`, or what it held before: also when the power goes meanwhile.
    For one writer of a path. Raises OSError."""
    new = path.with_name(f".{path.name}.new")
    new.write_bytes(content)
    sync(new)
    new.replace(path)
    sync(path.parent)
