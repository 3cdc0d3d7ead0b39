"""What a backup says of itself: whose it is, when it was made, and the digest of every file."""

import json
from pathlib import Path, PurePosixPath

from msgspec import Struct

from offline_queue.attachments.store import FOLDER_NAME as ATTACHMENTS
from offline_queue.backup import files
from offline_queue.store.database import FILE_NAME

MANIFEST = "backup.json"
FORMAT = 1


class BadBackup(Exception):
    """It cannot be brought back; the text says why."""


class Manifest(Struct, frozen=True):
    """`sha256` in hexadecimal, by path in the backup's folder."""

    terminal_id: str
    made_at: str
    sha256: dict[str, str]


def write_manifest(folder: Path, terminal_id: str, at: str) -> None:
    """Of the files that are there. Raises OSError."""
    names = [FILE_NAME, *(f"{ATTACHMENTS}/{one.name}" for one in attachments(folder))]
    content = {
        "format": FORMAT,
        "terminal_id": terminal_id,
        "made_at": at,
        "sha256": {name: files.sha256(folder / name) for name in names},
    }
    files.write(folder / MANIFEST, json.dumps(content, indent=1) + "\n")


def read_manifest(folder: Path) -> Manifest:
    """Raises BadBackup."""
    try:
        raw = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        digests = {str(name): str(value) for name, value in raw["sha256"].items()}
        made = Manifest(str(raw["terminal_id"]), str(raw["made_at"]), digests)
        known = raw["format"] == FORMAT
    except FileNotFoundError:
        raise BadBackup(f"{folder} is not a backup: {MANIFEST} is missing") from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise BadBackup(f"{folder / MANIFEST} cannot be read") from None
    if not known:
        raise BadBackup(f"{folder} was made by a newer version of this program")
    if FILE_NAME not in digests or not all(_has_place(name) for name in digests):
        raise BadBackup(f"{folder / MANIFEST} names files that are not of a backup")
    return made


def check(folder: Path, manifest: Manifest) -> None:
    """Every file is there as it was written. Raises BadBackup."""
    for name, digest in manifest.sha256.items():
        try:
            whole = files.sha256(folder / name) == digest
        except OSError as error:
            raise BadBackup(f"{name} of the backup: {error.strerror}") from None
        if not whole:
            raise BadBackup(f"{name} of the backup is damaged: take another backup")


def attachments(folder: Path) -> list[Path]:
    """Their files in a state folder or a backup."""
    try:
        return sorted(one for one in (folder / ATTACHMENTS).iterdir() if one.is_file())
    except FileNotFoundError:
        return []


def _has_place(name: str) -> bool:
    path = PurePosixPath(name)
    return name == FILE_NAME or (path.parts[:-1] == (ATTACHMENTS,) and path.name != "..")
