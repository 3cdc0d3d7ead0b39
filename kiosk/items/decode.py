"""From JSON values to the model, by the types and limits written in it. Nothing is trusted.

A decoder is made once for each type and kept. The depth of a value is bounded by the model's own:
what the model does not know is refused.
"""

import re
import types
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Annotated, Any, Literal, TypeAlias, Union, get_args, get_origin

from msgspec import Struct
from msgspec.structs import fields

from kiosk.items.limits import Many, Range, Speech, Text
from kiosk.items.words import Words
from kiosk.queueing.group import parse_minute

Decoder: TypeAlias = Callable[[Any, str], Any]
"""(value, its JSON path) -> value of the model. Raises BadPackage."""

_HIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LANGUAGE = re.compile("[a-z]{2}")
_NAME = re.compile("[A-Za-z_][A-Za-z0-9_]{0,60}")
_LARGEST = Decimal(10**15)


class BadPackage(Exception):
    """The package cannot be used. `path` is the JSON path of the first thing that is wrong."""

    def __init__(self, path: str, text: str) -> None:
        super().__init__(f"{path}: {text}")
        self.path = path
        self.text = text


@cache
def decoder(kind: Any) -> Decoder:
    """For a type of the model. A type that it does not know is a bug: TypeError."""
    if isinstance(kind, type) and issubclass(kind, Struct):
        return _object(kind)
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _limited(inner[0], inner[1])
    if origin is Literal:
        return _one_of({value: value for value in inner})
    if origin is tuple:
        return _list(inner[0], Many(10**6))
    if origin in (Union, types.UnionType):
        rest = [one for one in inner if one is not types.NoneType]
        return _scalar if len(rest) > 1 else decoder(rest[0])
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _one_of({one.value: one for one in kind})
    found = {bool: _yes_or_no, date: _date}.get(kind)
    if found is None:
        raise TypeError(f"no decoder for {kind}")
    return found


def _limited(kind: Any, limit: Any) -> Decoder:
    if kind is Words:
        return _words(limit)
    if get_origin(kind) is tuple:
        return _list(get_args(kind)[0], limit)
    if kind is str:
        return _text(limit)
    if kind is int:
        return _minute(limit) if isinstance(limit, Text) else _whole(limit)
    if kind is Decimal:
        return _decimal(limit)
    if get_origin(kind) is Annotated:  # an alias with a narrower limit
        return _limited(get_args(kind)[0], limit)
    raise TypeError(f"no decoder for {kind}")


def _object(kind: type[Struct]) -> Decoder:
    parts = {one.name.rstrip("_"): (one.name, decoder(one.type)) for one in fields(kind)}
    needed = [one.name.rstrip("_") for one in fields(kind) if one.required]

    def decode(value: Any, path: str) -> Any:
        if not isinstance(value, Mapping):
            raise BadPackage(path, "an object is needed")
        for key in value:
            if key not in parts:
                known = isinstance(key, str) and _NAME.fullmatch(key)
                raise BadPackage(f"{path}.{key}" if known else path, "this name is not known")
        for key in needed:
            if key not in value:
                raise BadPackage(f"{path}.{key}", "is missing")
        found = {parts[key][0]: parts[key][1](one, f"{path}.{key}") for key, one in value.items()}
        return kind(**found)

    return decode


def _list(kind: Any, limit: Many) -> Decoder:
    one_of = decoder(kind)

    def decode(value: Any, path: str) -> Any:
        if not isinstance(value, list | tuple):
            raise BadPackage(path, "a list is needed")
        if not limit.least <= len(value) <= limit.most:
            text = f"{limit.least} to {limit.most} entries are needed, not {len(value)}"
            raise BadPackage(path, text)
        found = tuple(one_of(one, f"{path}[{i}]") for i, one in enumerate(value))
        if limit.unique and len(set(found)) != len(found):
            raise BadPackage(path, "an entry is there twice")
        return found

    return decode


def _text(limit: Text) -> Decoder:
    pattern = re.compile(limit.pattern) if limit.pattern else None

    def decode(value: Any, path: str) -> str:
        text = _plain(value, path)
        if not limit.least <= len(text) <= limit.most:
            wanted = limit.most if limit.least == limit.most else f"{limit.least} to {limit.most}"
            raise BadPackage(path, f"{wanted} characters are needed, not {len(text)}")
        if pattern is not None and not pattern.fullmatch(text):
            raise BadPackage(path, f"does not have the form {limit.pattern}")
        return text

    return decode


def _plain(value: Any, path: str) -> str:
    if not isinstance(value, str):
        raise BadPackage(path, "a text is needed")
    if not value.strip():
        raise BadPackage(path, "a text is needed that is not blank")
    if _HIDDEN.search(value):
        raise BadPackage(path, "a control character or half a character is in the text")
    return value


def _words(limit: Speech) -> Decoder:
    chinese, other = _text(Text(limit.zh)), _text(Text(limit.other))

    def decode(value: Any, path: str) -> Words:
        if isinstance(value, str):
            return Words(chinese(value, path))
        if not isinstance(value, Mapping) or "zh" not in value:
            raise BadPackage(path, "a text is needed, or one for each language with zh among them")
        if not all(isinstance(lang, str) and _LANGUAGE.fullmatch(lang) for lang in value):
            raise BadPackage(path, "a language is two small letters")
        rest = sorted(lang for lang in value if lang != "zh")
        others = tuple((lang, other(value[lang], f"{path}.{lang}")) for lang in rest)
        return Words(chinese(value["zh"], f"{path}.zh"), others)

    return decode


def _minute(limit: Text) -> Decoder:
    text = _text(limit)
    return lambda value, path: parse_minute(text(value, path))


def _whole(limit: Range) -> Decoder:
    def decode(value: Any, path: str) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise BadPackage(path, "a whole number is needed")
        _within(limit, value, path)
        return value

    return decode


def _decimal(limit: Range) -> Decoder:
    def decode(value: Any, path: str) -> Decimal:
        number = _number(value, path)
        _within(limit, number, path)
        return number

    return decode


def _number(value: Any, path: str) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise BadPackage(path, "a number is needed")
    number = Decimal(str(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite() or abs(number) > _LARGEST:
        raise BadPackage(path, "a number up to 15 digits is needed")
    return number


def _within(limit: Range, value: int | Decimal, path: str) -> None:
    if (limit.least is not None and value < limit.least) or (
        limit.most is not None and value > limit.most
    ):
        raise BadPackage(path, f"{limit.least} to {limit.most} is needed, not {value}")


def _scalar(value: Any, path: str) -> str | bool | Decimal:
    """What a field begins with: of any of the three kinds."""
    if isinstance(value, bool):
        return value
    return _text(Text(1000))(value, path) if isinstance(value, str) else _number(value, path)


def _yes_or_no(value: Any, path: str) -> bool:
    if not isinstance(value, bool):
        raise BadPackage(path, "true or false is needed")
    return value


def _date(value: Any, path: str) -> date:
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise BadPackage(path, "a day of the calendar is needed, as 2026-03-31")


def _one_of(values: dict[Any, Any]) -> Decoder:
    def decode(value: Any, path: str) -> Any:
        # True is 1 for Python, and a list has no hash: neither is one of these.
        if isinstance(value, str | int) and not isinstance(value, bool) and value in values:
            return values[value]
        raise BadPackage(path, f"one of {', '.join(map(str, values))} is needed")

    return decode
