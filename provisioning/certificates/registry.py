"""The types of certificates that departments issue, as data: registry.toml beside this file.

Many types share a layout (layouts/*.typ); what differs is the name, the issuer, the colour and the
facts that are printed. A type of a service item has a template of its own in the item's package.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from kiosk.items.words import Words
from kiosk.numbers import is_credit_code

FILE = Path(__file__).with_name("registry.toml")
LAYOUTS = Path(__file__).with_name("layouts")


class BadRegistry(ValueError):
    """The text says which type and what."""


class Type(Struct, frozen=True):
    """`issuer`: credit code; `type_code`: 21 characters. `frequent`: one of the types that are
    asked for most (高频证照). `labels`: what is printed of it, in order."""

    type_code: str
    name: Words
    issuer: str
    issuer_name: str
    layout: str
    accent: str
    frequent: bool
    labels: tuple[str, ...]

    @property
    def template(self) -> bytes:
        return (LAYOUTS / f"{self.layout}.typ").read_bytes()


class Registry(Struct, frozen=True):
    types: tuple[Type, ...]

    @property
    def frequent(self) -> tuple[Type, ...]:
        return tuple(one for one in self.types if one.frequent)

    def of(self, type_code: str) -> Type | None:
        return next((one for one in self.types if one.type_code == type_code), None)


@cache
def load_registry(path: Path = FILE) -> Registry:
    """Raises BadRegistry, OSError."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadRegistry(str(error)) from None
    types: list[Type] = []
    for code, department in raw.get("department", {}).items():
        if not is_credit_code(code):
            raise BadRegistry(f"{code} is no credit code")
        types += [_type(code, department, one) for one in department.get("type", ())]
    if len({one.type_code for one in types}) < len(types):
        raise BadRegistry("a code stands for two types")
    return Registry(tuple(types))


def _type(issuer: str, department: dict[str, Any], one: dict[str, Any]) -> Type:
    try:
        code, zh, en, labels = one["code"], one["zh"], one["en"], one["labels"]
        made = Type(
            issuer + code,
            Words(zh, (("en", en),)),
            issuer,
            department["name"],
            one.get("layout", "statement"),
            department["accent"],
            bool(one.get("frequent", False)),
            tuple(labels.split()),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise BadRegistry(f"a type of {issuer}: {error}") from None
    if len(made.type_code) != 21 or not (LAYOUTS / f"{made.layout}.typ").is_file():
        raise BadRegistry(f"{made.type_code}: no such layout, or not 21 characters")
    return made
