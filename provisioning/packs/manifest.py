"""What a publisher signs about a version of its pack, and the platform about its packs. Pure.

`ID/manifest.json` is small, whatever the pack holds: the root hash stands for all packages. Each
package's own hash stands in the pack's file beside it.
"""

import re
from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from provisioning.catalogue.content import canonical
from provisioning.packs.members import CODE, HEX64, NAME, Fields, json_object
from provisioning.packs.refusal import Refused, Why

FORMAT = "zizhu/manifest/1"
INDEX_FORMAT = "zizhu/packs/1"
INDEX = "packs.json"
"""The target that lists the packs; signed by the platform itself."""
MOST_PACKS = 1000


class PackInfo(Struct, frozen=True):
    """A pack as its folder's pack.json names it. `publisher`: USCC of the department. `regions`:
    administrative division codes, or beginnings of them, of the halls that it is for; none: all."""

    pack: str
    publisher: str
    name: str
    regions: tuple[str, ...] = ()

    def is_for(self, hall_id: str) -> bool:
        return not self.regions or hall_id.startswith(self.regions)


class Manifest(Struct, frozen=True):
    """`root` 32 bytes; `rows` packages. `bases`: versions from which a delta leads here.
    `restores`: the version whose content this is once more, 0 for none."""

    pack: str
    publisher: str
    name: str
    version: int
    root: bytes
    rows: int
    bases: tuple[int, ...] = ()
    restores: int = 0

    @property
    def full(self) -> str:
        """Path of the target that has everything."""
        return f"{self.pack}/{self.version}.pack"

    def delta(self, base: int) -> str:
        """Path of the target that leads here from `base`."""
        return f"{self.pack}/{self.version}.from-{base}.pack"

    def to_bytes(self) -> bytes:
        raw = {
            "format": FORMAT,
            "pack": self.pack,
            "publisher": self.publisher,
            "name": self.name,
            "version": self.version,
            "root": self.root.hex(),
            "rows": self.rows,
            "bases": list(self.bases),
            "restores": self.restores,
        }
        return canonical(raw)


def manifest_path(pack: str) -> str:
    return f"{pack}/manifest.json"


def read_manifest(data: bytes, place: str) -> Manifest:
    """Raises Refused."""
    one = Fields(json_object(data, place), place)
    if one.raw.get("format") != FORMAT:
        raise Refused(Why.MALFORMED, "not a manifest of this format", place)
    return Manifest(
        pack=one.text("pack", NAME),
        publisher=one.text("publisher", CODE),
        name=one.text("name"),
        version=one.number("version"),
        root=bytes.fromhex(one.text("root", HEX64)),
        rows=one.number("rows"),
        bases=tuple(_numbers(one, "bases")),
        restores=one.number("restores"),
    )


def index_bytes(packs: Sequence[PackInfo]) -> bytes:
    listed = [
        {"pack": p.pack, "publisher": p.publisher, "name": p.name, "regions": list(p.regions)}
        for p in sorted(packs, key=lambda one: one.pack)
    ]
    return canonical({"format": INDEX_FORMAT, "packs": listed})


def read_index(data: bytes) -> tuple[PackInfo, ...]:
    """Raises Refused."""
    raw = json_object(data, INDEX)
    listed = raw.get("packs")
    if raw.get("format") != INDEX_FORMAT or not isinstance(listed, list):
        raise Refused(Why.MALFORMED, "not a list of packs of this format", INDEX)
    if len(listed) > MOST_PACKS:
        raise Refused(Why.TOO_LARGE, f"more than {MOST_PACKS} packs", INDEX)
    return tuple(read_info(one, f"{INDEX} $.packs[{n}]") for n, one in enumerate(listed))


def read_info(raw: Any, place: str) -> PackInfo:
    """What pack.json says. Raises Refused."""
    if not isinstance(raw, dict):
        raise Refused(Why.MALFORMED, "not a JSON object", place)
    regions = raw.get("regions", [])
    good = isinstance(regions, list) and len(regions) <= 100
    if not good or not all(isinstance(r, str) and r.isdigit() and len(r) <= 12 for r in regions):
        text = 'a list of digits of administrative divisions is needed: ["9901"]'
        raise Refused(Why.MALFORMED, text, f"{place} $.regions")
    said = raw.get("name")
    if isinstance(said, dict):  # one text for each language; what lists it is Chinese
        said = said.get("zh")
    if not isinstance(said, str) or len(said) > 200:
        text = 'a text of 200 characters at most is needed, or {"zh": TEXT, "en": TEXT}'
        raise Refused(Why.MALFORMED, text, f"{place} $.name")
    pack = _shaped(raw, "pack", NAME, place)
    return PackInfo(pack, _shaped(raw, "publisher", CODE, place), said, tuple(regions))


_SHAPES = {
    "pack": "small letters, digits and -, a letter first, 40 at most, are needed",
    "publisher": "the unified social credit code of the department is needed",
}


def _shaped(raw: dict[str, Any], name: str, shape: re.Pattern[str], place: str) -> str:
    value = raw.get(name)
    if not isinstance(value, str) or not shape.fullmatch(value):
        raise Refused(Why.MALFORMED, _SHAPES[name], f"{place} $.{name}")
    return value


def _numbers(one: Fields, name: str) -> list[int]:
    values = one.raw.get(name)
    if not isinstance(values, list) or len(values) > MOST_PACKS:
        raise Refused(Why.MALFORMED, "not acceptable", f"{one.place} $.{name}")
    if not all(type(value) is int and value >= 0 for value in values):
        raise Refused(Why.MALFORMED, "not acceptable", f"{one.place} $.{name}")
    return values
