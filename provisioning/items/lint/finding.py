"""One thing that lint says."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from kiosk.items.national import Problem


class Level(StrEnum):
    ERROR = "error"
    """It is refused at publishing."""
    WARNING = "warning"


class Finding(Struct, frozen=True):
    package: str
    """Name of its folder."""
    path: str
    """JSON path in item.json, or a file's name."""
    level: Level
    rule: str
    """Short name of the rule: docs/items.md has a row for each."""
    text: str

    def line(self) -> str:
        return f"{self.package} {self.level}: {self.path}: {self.text} [{self.rule}]"

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def errors(rule: str, package: str, problems: Iterable[Problem]) -> Iterator[Finding]:
    return (Finding(package, path, Level.ERROR, rule, text) for path, text in problems)


def warnings(rule: str, package: str, problems: Iterable[Problem]) -> Iterator[Finding]:
    return (Finding(package, path, Level.WARNING, rule, text) for path, text in problems)
