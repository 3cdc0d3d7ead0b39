"""What was published: a note for each version beside the signed state, for deltas and roll-backs.

    FOLDER/history/ID/VERSION.json   {"rows": {CODE: hash}, "restores": VERSION or 0}

Only what the signed manifest names counts: a note of an interrupted publication is overwritten.
"""

import json
from pathlib import Path

from msgspec import Struct

from provisioning.catalogue.content import canonical
from provisioning.packs.disk import put_file

KEPT = 30
"""Versions of a pack whose content can be brought back."""


class Note(Struct, frozen=True):
    """`rows`: hashes (32 bytes) of the packages by their codes."""

    rows: dict[str, bytes]
    restores: int = 0


class History(Struct, frozen=True):
    """Of all packs, in FOLDER/history."""

    folder: Path

    def write(self, pack: str, version: int, note: Note) -> None:
        rows = {code: one.hex() for code, one in note.rows.items()}
        raw = canonical({"rows": rows, "restores": note.restores})
        put_file(self.folder / pack / f"{version}.json", raw)
        (self.folder / pack / f"{version - KEPT}.json").unlink(missing_ok=True)

    def read(self, pack: str, version: int) -> Note | None:
        """None where there is none, or none any more."""
        try:
            raw = json.loads((self.folder / pack / f"{version}.json").read_bytes())
        except FileNotFoundError:
            return None
        rows = {code: bytes.fromhex(one) for code, one in raw["rows"].items()}
        return Note(rows, raw["restores"])

    def content_of(self, pack: str, version: int) -> int:
        """The version that first had the content of this one."""
        note = self.read(pack, version)
        return note.restores if note is not None and note.restores else version
