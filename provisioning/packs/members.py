"""Members of JSON that came from outside, read one by one. Pure; errors name the place."""

import json
import re
from collections.abc import Mapping
from typing import Any

from provisioning.packs.refusal import Refused, Why

HEX64 = re.compile(r"[0-9a-f]{64}")
CODE = re.compile(r"[0-9A-Za-z]{1,40}")
"""Of a package, and of a publisher."""
NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")
"""Of a pack."""


class Fields:
    """Members of one JSON line; errors name the place."""

    def __init__(self, raw: Mapping[str, Any], place: str) -> None:
        self.raw, self.place = raw, place

    def text(self, name: str, shape: re.Pattern[str] | None = None) -> str:
        value = self.raw.get(name)
        if not isinstance(value, str) or len(value) > 200 or (shape and not shape.fullmatch(value)):
            raise Refused(Why.MALFORMED, "not acceptable", f"{self.place} $.{name}")
        return value

    def number(self, name: str) -> int:
        value = self.raw.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**53:
            raise Refused(Why.MALFORMED, "not acceptable", f"{self.place} $.{name}")
        return value

    def code(self, value: Any) -> str:
        if not isinstance(value, str) or not CODE.fullmatch(value):
            raise Refused(Why.MALFORMED, "not acceptable", f"{self.place} $.removed")
        return value


def json_object(raw: bytes, place: str) -> dict[str, Any]:
    """Raises Refused; a member twice is refused, since two readers could read two things."""
    try:
        value = json.loads(raw, object_pairs_hook=_once, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Refused(Why.MALFORMED, "not JSON, or a member twice", place) from None
    if not isinstance(value, dict):
        raise Refused(Why.MALFORMED, "not a JSON object", place)
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a member twice")
    return made


def _no_constant(name: str) -> Any:
    raise ValueError(name)
