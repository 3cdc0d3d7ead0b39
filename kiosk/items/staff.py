"""业务手册: everything that a package says, for staff and technicians, from the same item as the
guide. Pure."""

from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from msgspec import Struct

from kiosk.items.guide import Element
from kiosk.items.labels import label
from kiosk.items.model import ServiceItem, Words

_PARTS = {"ResultLine": "result_line", "ResultDoc": "result_doc"}
_YES = Words("是", (("en", "yes"),))
_NO = Words("否", (("en", "no"),))
_TIMES = ("from_", "to")


def staff_view(item: ServiceItem) -> tuple[Element, ...]:
    """One element for each field that is filled, in the order of the package; parts of parts are
    indented."""
    return tuple(
        Element(name, _label(name, "$"), tuple(_lines(name, getattr(item, name))))
        for name in item.__struct_fields__
        if getattr(item, name) not in (None, ())
    )


def _lines(name: str, value: Any, indent: str = "") -> list[Words]:
    if isinstance(value, tuple):
        if any(isinstance(one, Struct) and not isinstance(one, Words) for one in value):
            found = []
            for i, one in enumerate(value, 1):
                found += [Words(f"{indent}#{i}"), *_lines(name, one, indent + "  ")]
            return found
        return [_indented(indent, _said(one, name)) for one in value]
    if isinstance(value, Struct) and not isinstance(value, Words):
        return _part(value, indent)
    return [_indented(indent, _said(value, name))]


def _part(value: Any, indent: str) -> list[Words]:
    kind = type(value).__name__
    part = _PARTS.get(kind, kind.lower())
    found = []
    for name in value.__struct_fields__:
        inner = getattr(value, name)
        if inner in (None, ()):
            continue
        title = _label(name, part)
        lines = _lines(name, inner, indent + "  ")
        if len(lines) == 1:
            found.append(_both(indent, title, lines[0]))
        else:
            found += [_indented(indent, title), *lines]
    return found


def _said(value: Any, name: str) -> Words:
    if isinstance(value, Words):
        return value
    if isinstance(value, bool):
        return _YES if value else _NO
    if isinstance(value, int) and name in _TIMES:
        return Words(f"{value // 60:02d}:{value % 60:02d}")
    if isinstance(value, Enum):
        return Words(str(value.value))
    if isinstance(value, Decimal):
        return Words(f"{value:f}")
    return Words(value.isoformat() if isinstance(value, date) else str(value))


def _label(name: str, part: str) -> Words:
    key = name.rstrip("_")
    return Words(label(key, "zh", part), (("en", label(key, "en", part)),))


def _indented(indent: str, words: Words) -> Words:
    return Words(indent + words.zh, tuple((lang, indent + text) for lang, text in words.others))


def _both(indent: str, title: Words, line: Words) -> Words:
    chinese = f"{indent}{title.zh}：{line.zh.strip()}"
    return Words(chinese, (("en", f"{indent}{title.say('en')}: {line.say('en').strip()}"),))
