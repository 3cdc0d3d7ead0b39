"""From item.json, already loaded, to the model. Complete in itself: it trusts nobody before it."""

import json
from collections.abc import Mapping
from typing import Any

from kiosk.items.decode import BadPackage, decoder
from kiosk.items.model import ServiceItem
from kiosk.items.soundness import problems

__all__ = ["MOST_BYTES", "BadPackage", "decode_item", "load_json", "parse_item"]

MOST_BYTES = 256 * 1024
DEEPEST = 16
"""Levels of brackets; the model itself has eight."""


def parse_item(document: Mapping[str, Any]) -> ServiceItem:
    """Raises BadPackage with the path of the first thing that is wrong."""
    item = decode_item(document)
    for path, text in problems(item):
        raise BadPackage(path, text)
    return item


def decode_item(document: Mapping[str, Any]) -> ServiceItem:
    """Names, types and limits only, so that a tool can go on to list every problem.

    Raises BadPackage.
    """
    item: ServiceItem = decoder(ServiceItem)(document, "$")
    return item


def load_json(raw: bytes) -> Any:
    """JSON of a package's file: at most MOST_BYTES and DEEPEST levels, no name twice in an object,
    no NaN. Raises BadPackage with the path `$`."""
    if len(raw) > MOST_BYTES:
        raise BadPackage("$", f"is larger than {MOST_BYTES // 1024} KiB")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadPackage("$", f"is not UTF-8: byte {error.start}") from None
    if _depth(text) > DEEPEST:
        raise BadPackage("$", f"is nested more than {DEEPEST} levels deep")
    try:
        return json.loads(text, object_pairs_hook=_no_name_twice, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise BadPackage("$", f"is no JSON: {error.msg}, {where}") from None
    except ValueError:  # a number of thousands of digits
        raise BadPackage("$", "is no JSON: a number is too long") from None


def _depth(text: str) -> int:
    """Most brackets open at once, outside texts."""
    most = depth = 0
    inside = escaped = False
    for character in text:
        if inside:
            inside = escaped or character != '"'
            escaped = character == "\\" and not escaped
        elif character in "[{":
            depth += 1
            most = max(most, depth)
        elif character in "]}":
            depth -= 1
        else:
            inside = character == '"'
    return most


def _no_name_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise BadPackage("$", f"the name {twice[:40]!r} is there twice in one object")
    return found


def _no_constant(name: str) -> Any:
    raise BadPackage("$", f"{name} is no JSON number")
