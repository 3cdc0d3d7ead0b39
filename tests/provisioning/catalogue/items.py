"""Packages for tests: small ones made here, and the sample catalogue's."""

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from kiosk.clock import CHINA
from provisioning.catalogue.build import packages
from provisioning.catalogue.content import Package, PackContent, canonical, root_hash, whole

SAMPLE = Path(__file__).parents[3] / "provisioning" / "sample" / "items"
QUESTIONS = Path(__file__).with_name("questions.tsv")
AT = datetime(2026, 3, 2, 9, 0, tzinfo=CHINA)
PUBLISHER = "11990100MB0990040Q"
OTHER_PUBLISHER = "11990100MB0990059M"


def document(code: str, **changes: Any) -> dict[str, Any]:
    """What the catalogue asks of an item, of some 300 bytes."""
    return {
        "catalog_code": code,
        "package_ver": 1,
        "task_name": {"zh": f"事项{code}办理", "en": f"Item {code}"},
        "common_names": [f"办{code}"],
        "summary": "在这里办理。",
        "category": 5,
        "sort": 10,
        "themes": ["work"],
        "task_state": "1",
        "is_service_terminals": True,
        "region": "990100",
        "dept_code": PUBLISHER,
        "flow_template": "GUIDE",
        "credentials": ["NONE"],
        "questions": [],
    } | changes


def package(code: str, files: dict[str, bytes] | None = None, **changes: Any) -> Package:
    return Package(code, canonical(document(code, **changes)), files or {})


def code_of(number: int) -> str:
    return f"9920{number:08d}"


def some(count: int) -> tuple[Package, ...]:
    return tuple(package(code_of(number)) for number in range(count))


def pack(version: int, packages: tuple[Package, ...], name: str = "hall") -> PackContent:
    return whole(name, PUBLISHER, version, packages)


def delta(
    base: int, version: int, before: tuple[Package, ...], *changed: Package, removed: str = ""
) -> PackContent:
    """What leads from `before` to a version in which these are changed and `removed` is gone."""
    after = {one.code: one for one in before} | {one.code: one for one in changed}
    after.pop(removed, None)
    root = root_hash((one.code, one.hash) for one in after.values())
    gone = (removed,) if removed else ()
    return PackContent("hall", PUBLISHER, version, root, changed, gone, base)


@cache
def sample() -> tuple[Package, ...]:
    return tuple(packages(SAMPLE))


def questions() -> list[tuple[str, str, str]]:
    """(kind, text, code)."""
    lines = QUESTIONS.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return [(kind, text, code) for kind, text, code in rows]
