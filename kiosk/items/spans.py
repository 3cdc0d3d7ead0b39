"""Spans that a form or a certificate asks for, in two fields: NAME_from and NAME_to. Pure."""

from datetime import date

from kiosk.items.codes_flow import FieldType
from kiosk.items.model import Field


def begin_of(field_id: str) -> str:
    """The field in which the span begins that ends in this one; "" where none ends in it."""
    name, _, end = field_id.rpartition("_")
    return f"{name}_from" if end == "to" else ""


def ends_before(begin: str, end: str) -> bool:
    """Both filled in, and in the wrong order. Both are written in the same way."""
    return bool(begin and end) and _order(end) < _order(begin)


def is_still_to_come(field: Field, value: str, today: date) -> bool:
    """An end of a span of days, months or years, as digits or ISO 8601, that lies after today."""
    name, _, end = field.id.rpartition("_")
    if not value or end not in ("from", "to"):
        return False
    latest = {FieldType.DATE: f"{today:%Y%m%d}", FieldType.MONTH: f"{today:%Y%m}"}
    if name == "year":
        latest[FieldType.INTEGER] = f"{today:%Y}"
    if field.type not in latest:
        return False
    return _order(value.replace("-", "")) > _order(latest[field.type])


def _order(value: str) -> tuple[int, str]:
    """Numbers by their size, all else by its letters."""
    return (int(value), "") if value.isdecimal() else (0, value)
