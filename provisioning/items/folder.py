"""A package as it lies on disk: a folder with item.json and the files that it names.

Read whole and within limits before anything of it is believed: no link is followed, nothing outside
the folder is opened.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from stat import S_ISREG
from typing import Any

from msgspec import Struct

from kiosk.items.parse import MOST_BYTES, BadPackage, load_json

ITEM = "item.json"
PACK = "pack.json"
MOST_OF_ALL = 2 * 1024 * 1024
MOST_FILES = 60
MOST_PACKAGES = 10_000


class BadFolder(Exception):
    """The folder cannot be read as a package; `place` is a file or a JSON path."""

    def __init__(self, place: str, text: str) -> None:
        super().__init__(f"{place}: {text}")
        self.place = place
        self.text = text


class PackageFolder(Struct, frozen=True):
    name: str
    """Of the folder: the item's catalogue code."""
    document: Any
    """item.json, loaded and not yet checked."""
    files: dict[str, bytes]
    """The others, by name."""
    content_hash: str
    """SHA-256 over the names and bytes of all files, hex: two views of one package share it."""


def package_folders(folder: Path) -> Iterator[Path]:
    """The folder itself where it holds item.json, else each folder in it that does, by name.
    Raises BadFolder where there is none."""
    if (folder / ITEM).exists():
        yield folder
        return
    if not folder.is_dir():
        raise BadFolder(str(folder), "there is no such folder")
    found = sorted(
        one for one in folder.iterdir() if one.is_dir() and not one.name.startswith((".", "_"))
    )
    if not found:
        raise BadFolder(str(folder), f"holds no {ITEM} and no folder with one")
    if len(found) > MOST_PACKAGES:
        raise BadFolder(str(folder), f"holds more than {MOST_PACKAGES} packages")
    yield from found


def read_package(folder: Path) -> PackageFolder:
    """Raises BadFolder."""
    if folder.is_symlink():
        raise BadFolder(folder.name, "is a link")
    files: dict[str, bytes] = {}
    left = MOST_OF_ALL
    try:
        entries = sorted(folder.iterdir())
        if len(entries) > MOST_FILES:
            raise BadFolder(folder.name, f"holds more than {MOST_FILES} files")
        for entry in entries:
            files[entry.name] = _read(entry, left)
            left -= len(files[entry.name])
    except OSError as error:
        raise BadFolder(folder.name, error.strerror or "cannot be read") from None
    if ITEM not in files:
        raise BadFolder(ITEM, "is missing")
    digest = hashlib.sha256()
    for name, content in sorted(files.items()):
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    raw = files.pop(ITEM)
    try:
        document = load_json(raw)
    except BadPackage as bad:
        raise BadFolder(bad.path, bad.text) from None
    return PackageFolder(folder.resolve().name, document, files, digest.hexdigest())


def _read(path: Path, left: int) -> bytes:
    """`left`: bytes that the package may still have."""
    status = path.lstat()
    if not S_ISREG(status.st_mode):
        raise BadFolder(path.name, "is no plain file: links and folders do not belong here")
    most = min(MOST_BYTES, left) if path.name == ITEM else left
    if status.st_size > most:
        limit = MOST_BYTES if most == MOST_BYTES else MOST_OF_ALL
        raise BadFolder(path.name, f"makes it larger than {limit // 1024} KiB")
    with path.open("rb") as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise BadFolder(path.name, "grew while it was read")
    return content
