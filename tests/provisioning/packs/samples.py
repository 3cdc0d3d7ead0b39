"""Packs for tests: folders of small complete packages, a platform's folder, a terminal's."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from kiosk.clock import SystemClock
from provisioning.catalogue.content import Package, canonical
from provisioning.catalogue.writer import Writer
from provisioning.packs.manifest import PackInfo
from provisioning.packs.publish import Press, Published
from provisioning.packs.settings import ItemsSettings, Site
from provisioning.packs.source import read_folder
from provisioning.packs.updater import Updater
from tests.kiosk.items.samples import DEPT, package

ONE, TWO, THREE = "990501001000", "990501002000", "990501003000"
CITY = "11990100MB0990155Y"
HEALTH = "11990100MB09901399"
INFO = PackInfo("city", CITY, "示例市政务服务事项")


def document(code: str, **changes: Any) -> dict[str, Any]:
    """A whole item.json."""
    whole = {
        "catalog_code": code,
        "task_code": f"{DEPT}3{code}",
        "task_handle_item": f"{DEPT}3{code}01",
    }
    return package(**(whole | changes))


def one(code: str, files: dict[str, bytes] | None = None, **changes: Any) -> Package:
    return Package(code, canonical(document(code, **changes)), files or {})


def summary(text: str) -> dict[str, str]:
    return {"zh": text, "en": text}


def write_folder(folder: Path, packages: list[Package], info: PackInfo = INFO) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    raw = {"pack": info.pack, "publisher": info.publisher, "name": {"zh": info.name}}
    (folder / "pack.json").write_text(json.dumps(raw), encoding="utf-8")
    for single in packages:
        place = folder / single.code
        place.mkdir(exist_ok=True)
        (place / "item.json").write_bytes(single.document)
        for name, content in single.files.items():
            (place / name).write_bytes(content)
    return folder


def release(press: Press, *packages: Package, info: PackInfo = INFO) -> Published:
    return press.publish(info, packages, SystemClock().now())


def root_of(press: Press, pack: str = INFO.pack) -> bytes:
    """The root hash that is signed now."""
    repository = press.repository
    manifest = repository.manifest(repository.load(), pack)
    assert manifest is not None
    return manifest.root


class Clock:
    """The real time, moved by hand."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def now(self) -> datetime:
        return SystemClock().now() + self.ahead

    def monotonic(self) -> float:
        return SystemClock().monotonic()


class Terminal:
    """The updater of one terminal, whose looks the test takes itself; `said` is what it told."""

    def __init__(self, folder: Path, url: str, root: Path, hall: str = "990100") -> None:
        self.clock = Clock()
        self.settings = ItemsSettings(
            root_file=root,
            url=url,
            site=Site(hall),
            stale_after=timedelta(hours=24),
            folder=folder / "packs",
            catalogue=folder / "catalogue.sqlite3",
        )
        self.said: list[Any] = []
        self.updater = Updater(self.settings, self.clock, lambda: 0.5, link=self)

    def send(self, message: object) -> bool:
        self.said.append(message)
        return True

    def look(self) -> float:
        return self.updater.look()

    def version(self, pack: str = INFO.pack) -> int:
        with Writer(self.settings.catalogue) as writer:
            current = writer.installed(pack)
            return current.version if current else 0

    def root(self, pack: str = INFO.pack) -> bytes:
        with Writer(self.settings.catalogue) as writer:
            current = writer.installed(pack)
            return current.root if current else b""

    def heard(self, kind: type[Any]) -> list[Any]:
        """All of this kind, oldest first, and forget them."""
        found = [message for message in self.said if isinstance(message, kind)]
        self.said = [message for message in self.said if not isinstance(message, kind)]
        return found


def read(folder: Path) -> tuple[Package, ...]:
    return read_folder(folder)[1]
