"""Rows of a query: read strictly, filtered, masked. Pure.

A row is an object with one value for each column of the item. Money is in yuan; a percentage is a
fraction of 1; a day is YYYY-MM-DD, a month YYYY-MM; a stage is a code of kiosk.progress.stages, a
lamp a colour of kiosk.progress.lamp. An empty text or null: not known.
"""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from kiosk.identity import mask_name, mask_number
from kiosk.items.codes_flow import ColumnFormat, FieldType
from kiosk.items.initials import matches
from kiosk.items.model import Column, Query
from kiosk.progress.lamp import Lamp
from kiosk.progress.stages import Stage

LONGEST = 500
"""Characters of one value."""
MOST_ROWS = 5000
SHORT = 8
"""Characters; four shown of so few are nearly all of them."""
_NUMBERS = frozenset(
    {ColumnFormat.MONEY, ColumnFormat.NUMBER, ColumnFormat.INTEGER, ColumnFormat.PERCENT}
)
_LARGEST = Decimal(10) ** 15
Row = tuple[str, ...]


class BadRows(Exception):
    """Not rows of this query. The text names the place, never a value."""


def rows_of(document: bytes, query: Query) -> tuple[Row, ...]:
    """From a package's file: a list, or an object with `rows`. Raises BadRows."""
    try:
        found = json.loads(document)
    except (ValueError, RecursionError):
        raise BadRows("not JSON") from None
    return read_rows(found.get("rows") if isinstance(found, dict) else found, query)


def read_rows(found: Any, query: Query) -> tuple[Row, ...]:
    """All of them, or none. Raises BadRows."""
    if not isinstance(found, list) or len(found) > MOST_ROWS:
        raise BadRows(f"not a list of at most {MOST_ROWS} rows")
    return tuple(_row(one, query, number) for number, one in enumerate(found))


def _row(found: Any, query: Query, number: int) -> Row:
    if not isinstance(found, dict):
        raise BadRows(f"row {number} is no object")
    return tuple(_value(found, column, f"row {number}, {column.id}") for column in query.columns)


def _value(row: Mapping[str, Any], column: Column, place: str) -> str:
    if column.id not in row:
        raise BadRows(f"{place}: missing")
    raw = row[column.id]
    text = "" if raw is None else str(raw)
    if isinstance(raw, bool) or not isinstance(raw, str | int | float | None):
        raise BadRows(f"{place}: neither text nor number")
    if len(text) > LONGEST or any(char < " " for char in text):
        raise BadRows(f"{place}: too long or not printable")
    if text and not _reads(text, column.format):
        raise BadRows(f"{place}: not of its format")
    return text


def _reads(text: str, kind: ColumnFormat) -> bool:
    if kind in _NUMBERS:
        return _is_number(text)
    if kind is ColumnFormat.DATE:
        return _is_day(text)
    if kind is ColumnFormat.MONTH:
        return len(text) == 7 and _is_day(f"{text}-01")
    if kind is ColumnFormat.LAMP:
        return text in {one.value for one in Lamp}
    return kind is not ColumnFormat.STAGE or text in {one.value for one in Stage}


def _is_number(text: str) -> bool:
    if not text.isascii() or "_" in text:
        return False
    try:
        value = Decimal(text)
    except InvalidOperation:
        return False
    return value.is_finite() and abs(value) < _LARGEST


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == 10


def filtered(rows: tuple[Row, ...], query: Query, inputs: Mapping[str, str]) -> tuple[Row, ...]:
    """Those that agree with what was filled in: a choice is equal, a text is part of the value or
    of its first letters. An input without a column of its name filters nothing."""
    places = {column.id: at for at, column in enumerate(query.columns)}
    wanted = [(places[f.id], f.type, inputs.get(f.id, "")) for f in query.inputs if f.id in places]
    return tuple(
        row
        for row in rows
        if all(not text or _agrees(row[at], kind, text) for at, kind, text in wanted)
    )


def _agrees(value: str, kind: FieldType, text: str) -> bool:
    return value == text if kind is FieldType.CHOICE else matches(value, text)


def masked(value: str) -> str:
    """A name, however long, and any short number keep their ends; a longer number its first two and
    last two characters."""
    number = any(char.isdigit() for char in value)
    return mask_number(value) if number and len(value) > SHORT else mask_name(value)
