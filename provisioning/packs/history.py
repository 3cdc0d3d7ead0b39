"""What was published: a note for each version beside the signed state, for deltas and roll-backs.

    FOLDER/history/ID/VERSION.json   {"rows": {CODE: hash}, "restores": VERSION or 0,
                                      "last": {CODE: [hash, package_ver]}}

Only what the signed manifest names counts: a note of an interrupted publication is overwritten.
"""

import json
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct, field

from provisioning.catalogue.content import Package, canonical
from provisioning.packs.disk import put_file

KEPT = 30
"""Versions of a pack whose content can be brought back."""


class Last(Struct, frozen=True):
    """An item as it was released last: the hash of its package, and its `package_ver`."""

    hash: bytes
    ver: int


class Note(Struct, frozen=True):
    """`rows`: hashes (32 bytes) of the packages by their codes. `last`: every item that the pack
    ever had, also those that are gone."""

    rows: dict[str, bytes]
    restores: int = 0
    last: dict[str, Last] = field(default_factory=dict)


class History(Struct, frozen=True):
    """Of all packs, in FOLDER/history."""

    folder: Path

    def write(self, pack: str, version: int, note: Note) -> None:
        rows = {code: one.hex() for code, one in note.rows.items()}
        last = {code: [one.hash.hex(), one.ver] for code, one in note.last.items()}
        raw = canonical({"rows": rows, "restores": note.restores, "last": last})
        put_file(self.folder / pack / f"{version}.json", raw)
        (self.folder / pack / f"{version - KEPT}.json").unlink(missing_ok=True)

    def read(self, pack: str, version: int) -> Note | None:
        """None where there is none, or none any more."""
        try:
            raw = json.loads((self.folder / pack / f"{version}.json").read_bytes())
        except FileNotFoundError:
            return None
        rows = {code: bytes.fromhex(one) for code, one in raw["rows"].items()}
        last = {code: Last(bytes.fromhex(h), ver) for code, (h, ver) in raw.get("last", {}).items()}
        return Note(rows, raw["restores"], last)

    def content_of(self, pack: str, version: int) -> int:
        """The version that first had the content of this one."""
        note = self.read(pack, version)
        return note.restores if note is not None and note.restores else version


def last_of(packages: Iterable[Package]) -> dict[str, Last]:
    """Of packages that were checked."""
    return {
        one.code: Last(one.hash, int(json.loads(one.document)["package_ver"])) for one in packages
    }
