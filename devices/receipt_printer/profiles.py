"""Reads models.toml. A new model is a new row there, never an `if` in the protocol."""

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any

from msgspec.structs import FieldInfo, fields

from devices.receipt_printer.profile import (
    ASK_FULL,
    FULL_STATUS,
    Barrier,
    Bits,
    Counter,
    Profile,
    QrMode,
    StatusBits,
    TextMode,
)

MODELS = Path(__file__).with_name("models.toml")
WIDEST = 576
"""Dots of an 80 mm head; the raster encoder's own table knows no wider one."""


_WORDS = {str: "a text", int: "a whole number", float: "a number", bool: "true or false"}


class BadModel(ValueError):
    """A row cannot be used; the text names the row, the line and what is wrong with it."""


def read_models(path: Path) -> dict[str, Profile]:
    """The rows of the file by name. Raises BadModel, OSError."""
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadModel(f"{path.name}: {error}") from None
    return {name: _profile(name, _whole(name, tables)) for name in tables}


def profile_named(name: str) -> Profile:
    """The row with this name. Raises ValueError that lists the known names."""
    if name not in PROFILES:
        raise ValueError(f"no receipt printer profile {name!r}; known: {', '.join(PROFILES)}")
    return PROFILES[name]


def _whole(name: Any, tables: Mapping[str, Any], below: tuple[str, ...] = ()) -> dict[str, Any]:
    """The row with everything that it takes from others."""
    if name in below or not isinstance(name, str) or not isinstance(tables.get(name), dict):
        raise BadModel(f"[{below[-1] if below else name}] like = {name!r}: not another row")
    row = dict(tables[name])
    parent = row.pop("like", None)
    if parent is None:
        return row
    inherited = _whole(parent, tables, (*below, name))
    bits = {**_table(parent, inherited), **_table(name, row)}
    return {**inherited, **row, "bits": bits}


def _table(name: str, row: Mapping[str, Any]) -> dict[str, Any]:
    bits = row.get("bits", {})
    if not isinstance(bits, dict):
        raise BadModel(f"[{name}] bits = {bits!r}: a table of masks is needed")
    return bits


def _profile(name: str, row: dict[str, Any]) -> Profile:
    known = {one.name: one for one in fields(Profile) if one.name != "name"}
    values: dict[str, Any] = {}
    for key, value in row.items():
        if key not in known:
            raise BadModel(f"[{name}] {key}: not one of {', '.join(known)}")
        where = f"[{name}] {key}"
        if key == "bits":
            values[key] = _bits(where, _table(name, row))
        elif key == "counters":
            values[key] = _counters(where, value)
        else:
            values[key] = _value(where, value, _example(known[key]))
    profile = Profile(name=name, **values)
    _check(profile)
    return profile


def _example(one: FieldInfo) -> Any:
    return None if one.required else one.default


def _value(where: str, value: Any, like: Any) -> Any:
    """`value` as the kind of thing that the field's default is."""
    if isinstance(like, StrEnum):
        kinds: dict[str, Any] = {str(word): word for word in type(like)}
        if value not in kinds:
            raise BadModel(f"{where} = {value!r}: not one of {', '.join(kinds)}")
        return kinds[value]
    if isinstance(like, bytes):
        return _bytes(where, value)
    if isinstance(like, tuple):
        if not isinstance(value, list) or not all(type(n) is int and 0 < n < 256 for n in value):
            raise BadModel(f"{where}: a list of numbers from 1 to 255 is needed")
        return tuple(value)
    if isinstance(like, float) and type(value) is int:
        value = float(value)
    if type(value) is not type(like):
        raise BadModel(f"{where} = {value!r}: {_WORDS[type(like)]} is needed")
    return value


def _bytes(where: str, text: Any) -> bytes:
    try:
        return bytes.fromhex(text)
    except (TypeError, ValueError):
        raise BadModel(f"{where} = {text!r}: bytes in hexadecimal are needed") from None


def _bits(where: str, table: dict[str, Any]) -> StatusBits:
    known = set(StatusBits.__struct_fields__)
    found: dict[str, Bits] = {}
    for condition, masks in table.items():
        if condition not in known:
            raise BadModel(f"{where}.{condition}: not one of {', '.join(sorted(known))}")
        if not isinstance(masks, list):
            raise BadModel(f"{where}.{condition} = {masks!r}: a list of masks is needed")
        found[condition] = tuple(_mask(f"{where}.{condition}", text) for text in masks)
    return StatusBits(**found)


def _mask(where: str, text: Any) -> tuple[str, int]:
    answer, _, mask = str(text).partition(":")
    try:
        value = int(mask, 16)
    except ValueError:
        value = 0
    if not 0 < value < 256 or not (answer.isdigit() or answer in FULL_STATUS):
        raise BadModel(f'{where} = {text!r}: such as "3:04" or "paper:20" is needed')
    return answer, value


def _counters(where: str, table: Any) -> Mapping[str, Counter]:
    found = {}
    if not isinstance(table, dict):
        raise BadModel(f"{where} = {table!r}: a table of counters is needed")
    for name, row in table.items():
        if (
            not isinstance(row, dict)
            or set(row) != {"ask", "unit"}
            or not str(row["unit"]).isalpha()
        ):
            raise BadModel(f'{where}.{name}: {{ ask = "...", unit = "..." }} is needed')
        found[name] = Counter(_bytes(f"{where}.{name}", row["ask"]), row["unit"])
    return MappingProxyType(found)


def _check(profile: Profile) -> None:
    """What no single line shows."""
    where = f"[{profile.name}]"
    asked = {str(n) for n in profile.ask if n != ASK_FULL}
    asked |= set(FULL_STATUS) if ASK_FULL in profile.ask else set()
    for name in StatusBits.__struct_fields__:
        for answer, _ in getattr(profile.bits, name):
            if answer not in asked:
                raise BadModel(f"{where} bits.{name}: {answer} is not asked for")
    if not profile.bits.paper_end:
        raise BadModel(f"{where} bits.paper_end: a printer must tell when its paper ends")
    if profile.barrier is Barrier.CUT_COUNTER and "cuts" not in profile.counters:
        raise BadModel(f"{where} barrier: there is no counter of cuts")
    if not profile.fixed_bits and profile.barrier in (Barrier.GS_R, Barrier.ESC_V):
        raise BadModel(f"{where} barrier: its answer could be taken for a status byte")
    if not 0 < profile.width <= WIDEST or profile.width % 8:
        raise BadModel(f"{where} width: a multiple of 8 up to {WIDEST} is needed")
    if (profile.present or profile.retract) and not profile.bits.ticket:
        raise BadModel(f"{where} bits.ticket: a presenter must tell whether a ticket lies in it")


PROFILES: dict[str, Profile] = read_models(MODELS)
__all__ = ["PROFILES", "BadModel", "Barrier", "Profile", "QrMode", "TextMode", "profile_named"]
