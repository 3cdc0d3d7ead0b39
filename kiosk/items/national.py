"""The national codes of an item (GB/T 39554.1-2020): taken apart and checked against each other.

catalog_code 12 = 2 region or 00 + 2 type + 5 main item + 3 sub-item
task_code 31 = 18 credit code of the department + 1 level + catalog_code
task_handle_item 33 = task_code + 2 sequence

Local codes are opaque and never looked into.
"""

import re
from typing import TypeAlias

from msgspec import Struct

from kiosk.items.codes import UseLevel
from kiosk.items.model import ServiceItem
from kiosk.numbers import is_credit_code

NATIONWIDE = "00"
Problem: TypeAlias = tuple[str, str]
"""JSON path, and what is wrong with it."""

_CATALOG = re.compile("([0-9]{2})([0-9A-Z]{2})([0-9]{5})([0-9]{3})")


class CatalogCode(Struct, frozen=True):
    """基本编码, taken apart."""

    region: str
    """First two digits of GB/T 2260, or NATIONWIDE."""
    type: str
    main: str
    sub: str


class TaskCode(Struct, frozen=True):
    """实施编码, taken apart; `sequence` is empty but for a 业务办理项编码."""

    dept_code: str
    use_level: UseLevel
    catalog: CatalogCode
    sequence: str = ""


def catalog_code(text: str) -> CatalogCode:
    """Raises ValueError."""
    parts = _CATALOG.fullmatch(text)
    if parts is None:
        raise ValueError("2 digits of region, 2 characters of type and 8 digits are needed")
    return CatalogCode(*parts.groups())


def task_code(text: str) -> TaskCode:
    """Of 31 characters, or of 33 with the sequence. Raises ValueError."""
    if len(text) not in (31, 33):
        raise ValueError("31 characters are needed, or 33")
    if not is_credit_code(text[:18]):
        raise ValueError("characters 1 to 18 are no credit code: check character wrong")
    if text[18] not in {level.value for level in UseLevel}:
        raise ValueError("character 19, the level, is 1 to 6")
    if not re.fullmatch("[0-9]*", text[31:]):
        raise ValueError("characters 32 and 33, the sequence, are digits")
    return TaskCode(text[:18], UseLevel(text[18]), catalog_code(text[19:31]), text[31:])


def code_problems(item: ServiceItem) -> list[Problem]:
    """Every mismatch among the item's codes, each with the path of the code that is wrong."""
    found = []
    if not is_credit_code(item.dept_code):
        found.append(("$.dept_code", "is no credit code: check character wrong"))
    try:
        code = catalog_code(item.catalog_code)
    except ValueError as error:
        found.append(("$.catalog_code", str(error)))
    else:
        if code.type != item.task_type:
            text = f"says type {code.type}, task_type says {item.task_type}"
            found.append(("$.catalog_code", text))
        if code.region not in (NATIONWIDE, item.region[:2]):
            text = f"says region {code.region}, region says {item.region[:2]}"
            found.append(("$.catalog_code", text))
    for name in ("task_code", "task_handle_item"):
        found += _task_problems(item, name, getattr(item, name))
    return found + _kind_problems(item)


def _task_problems(item: ServiceItem, name: str, text: str | None) -> list[Problem]:
    if text is None:
        return []
    path = f"$.{name}"
    try:
        code = task_code(text)
    except ValueError as error:
        return [(path, str(error))]
    found = []
    if code.dept_code != item.dept_code:
        found.append((path, f"says department {code.dept_code}, dept_code says {item.dept_code}"))
    if code.use_level != item.use_level:
        found.append((path, f"says level {code.use_level}, use_level says {item.use_level}"))
    if text[19:31] != item.catalog_code:
        found.append((path, f"says {text[19:31]}, catalog_code says {item.catalog_code}"))
    if name == "task_handle_item" and item.task_code and text[:31] != item.task_code:
        found.append((path, "does not begin with task_code"))
    return found


def _kind_problems(item: ServiceItem) -> list[Problem]:
    """Kinds of e-licence: 18 characters of the department that defines them, 3 of its own."""
    kinds = [(f"$.materials[{i}].auto_source", m.auto_source) for i, m in enumerate(item.materials)]
    if item.certificate is not None:
        kinds.append(("$.certificate.type_code", item.certificate.type_code))
    return [
        (path, "characters 1 to 18 are no credit code: check character wrong")
        for path, kind in kinds
        if kind is not None and not is_credit_code(kind[:18])
    ]
