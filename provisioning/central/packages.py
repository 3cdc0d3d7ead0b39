"""The packages that this platform serves: what was published last, else the sample's.

It reads its own disk, DATA/packs as provisioning.packs.repository writes it, and checks no
signature: terminals do, and whoever can write here can do more.
"""

import json
import threading
from functools import lru_cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from kiosk.items.model import ServiceItem
from kiosk.items.parse import BadPackage, load_json, parse_item
from provisioning.catalogue.content import Package
from provisioning.packs.packfile import read_pack
from provisioning.packs.refusal import Refused
from provisioning.packs.source import read_one

SAMPLE = Path(__file__).resolve().parents[1] / "sample" / "items"


class Found(Struct, frozen=True):
    item: ServiceItem
    package: Package


class Packages:
    """Of one data folder. Thread-safe; a publication is seen at the next look."""

    def __init__(self, data: Path) -> None:
        self._folder = data / "packs"
        self._lock = threading.Lock()
        self._stamp: tuple[int, int] | None = None
        self._published: dict[str, Package] = {}
        self._parsed: dict[bytes, ServiceItem] = {}

    def find(self, code: str) -> Found | None:
        """None where there is no such package, or none that can be read."""
        if not (code.isascii() and code.isalnum() and len(code) <= 12):
            return None
        with self._lock:
            self._look()
            package = self._published.get(code) or _sample(code)
            if package is None:
                return None
            item = self._parsed.get(package.hash)
            try:
                item = item or parse_item(load_json(package.document))
            except BadPackage:
                return None
            self._parsed[package.hash] = item
            return Found(item, package)

    def all(self) -> list[Found]:
        """Of the sample and of what was published, by code."""
        with self._lock:
            self._look()
            codes = {path.name for path in SAMPLE.iterdir() if path.is_dir()} | set(self._published)
        found = (self.find(code) for code in sorted(codes))
        return [one for one in found if one is not None]

    def _look(self) -> None:
        path = self._folder / "metadata" / "timestamp.json"
        try:
            about = path.stat()
            stamp = (about.st_mtime_ns, about.st_ino)
            if stamp != self._stamp:
                self._published, self._stamp = _published(self._folder), stamp
        except (OSError, ValueError, KeyError, TypeError, Refused):
            return  # nothing was published, or it is being written: what was seen before counts


@lru_cache(maxsize=256)
def _sample(code: str) -> Package | None:
    """It comes with the program, and changes with it alone."""
    try:
        return read_one(SAMPLE / code)
    except (Refused, OSError):
        return None


def _published(folder: Path) -> dict[str, Package]:
    """Every package of the newest whole file of each pack."""
    metadata = folder / "metadata"
    timestamp = _signed(metadata / "timestamp.json")
    snapshot = _signed(metadata / f"{timestamp['meta']['snapshot.json']['version']}.snapshot.json")
    found: dict[str, Package] = {}
    for name, meta in snapshot["meta"].items():
        if name.startswith("pack-"):
            role = _signed(metadata / f"{meta['version']}.{name}")
            content = read_pack(_newest(folder / "targets", role["targets"]))
            found |= {package.code: package for package in content.changed}
    return found


def _newest(folder: Path, targets: dict[str, Any]) -> bytes:
    whole = [path for path in targets if path.endswith(".pack") and ".from-" not in path]
    path = max(whole, key=lambda one: int(one.rpartition("/")[2].removesuffix(".pack")))
    parent, _, name = path.rpartition("/")
    return (folder / parent / f"{targets[path]['hashes']['sha256']}.{name}").read_bytes()


def _signed(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_bytes())["signed"]
    return content
