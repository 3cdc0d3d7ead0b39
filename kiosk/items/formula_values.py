"""What formulas do with their values."""

from collections.abc import Callable
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal
from typing import TypeAlias

Value: TypeAlias = Decimal | str | bool | date


class CannotCompute(Exception):
    """There is no value; says why."""


def number(value: Value) -> Decimal:
    if isinstance(value, Decimal):
        return value
    raise CannotCompute("a number is needed")


def truth(value: Value) -> bool:
    if isinstance(value, bool):
        return value
    raise CannotCompute("yes or no is needed")


def _add(context: Context, a: Value, b: Value) -> Value:
    return context.add(number(a), number(b))


def _subtract(context: Context, a: Value, b: Value) -> Value:
    if isinstance(a, date) and isinstance(b, date):
        return Decimal((a - b).days)
    return context.subtract(number(a), number(b))


def _multiply(context: Context, a: Value, b: Value) -> Value:
    return context.multiply(number(a), number(b))


def _divide(context: Context, a: Value, b: Value) -> Value:
    if not number(b):
        raise ZeroDivisionError
    return context.divide(number(a), number(b))


def _floor_divide(context: Context, a: Value, b: Value) -> Value:
    return _floor(context, _divide(context, a, b))


def _modulo(context: Context, a: Value, b: Value) -> Value:
    return context.subtract(number(a), number(context.multiply(number(b), _whole(context, a, b))))


def _whole(context: Context, a: Value, b: Value) -> Decimal:
    return number(_floor_divide(context, a, b))


def _floor(context: Context, a: Value) -> Value:
    return number(a).to_integral_value(ROUND_FLOOR, context)


def _ceil(context: Context, a: Value) -> Value:
    return number(a).to_integral_value(ROUND_CEILING, context)


def _round(context: Context, a: Value, places: Value = Decimal(0)) -> Value:
    digits = number(places)
    if digits not in (0, 1, 2, 3, 4):
        raise CannotCompute("round() gives 0 to 4 places")
    return number(a).quantize(Decimal(1).scaleb(-int(digits)), ROUND_HALF_UP, context)


def _abs(context: Context, a: Value) -> Value:
    return context.abs(number(a))


def _least(context: Context, *values: Value) -> Value:
    return min(_alike(values), key=_key)


def _most(context: Context, *values: Value) -> Value:
    return max(_alike(values), key=_key)


def _alike(values: tuple[Value, ...]) -> tuple[Value, ...]:
    kinds = {type(value) for value in values}
    if kinds in ({Decimal}, {date}):
        return values
    raise CannotCompute("numbers only, or days only, are needed")


def _key(value: Value) -> float | Decimal:
    return Decimal(value.toordinal()) if isinstance(value, date) else number(value)


def _pair(a: Value, b: Value) -> tuple[Value, Value]:
    """Two values that can be compared; a text beside a day is read as one."""
    if isinstance(a, date) and isinstance(b, str):
        return a, _day(b)
    if isinstance(a, str) and isinstance(b, date):
        return _day(a), b
    if type(a) is not type(b):
        raise CannotCompute("two values of different kinds are compared")
    return a, b


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CannotCompute("a day is needed, as 2026-03-31") from None


def _equal(a: Value, b: Value) -> bool:
    left, right = _pair(a, b)
    return left == right


def _less(a: Value, b: Value) -> bool:
    left, right = _pair(a, b)
    if isinstance(left, bool):
        raise CannotCompute("yes and no have no order")
    return bool(left < right)  # type: ignore[operator]  # _pair: both of one kind


ARITHMETIC: dict[str, Callable[..., Value]] = {
    "Add": _add,
    "Sub": _subtract,
    "Mult": _multiply,
    "Div": _divide,
    "FloorDiv": _floor_divide,
    "Mod": _modulo,
}
COMPARISONS: dict[str, Callable[..., bool]] = {
    "Eq": _equal,
    "NotEq": lambda a, b: not _equal(a, b),
    "Lt": _less,
    "Gt": lambda a, b: _less(b, a),
    "LtE": lambda a, b: not _less(b, a),
    "GtE": lambda a, b: not _less(a, b),
    "In": lambda a, *rest: any(_equal(a, one) for one in rest),
    "NotIn": lambda a, *rest: not any(_equal(a, one) for one in rest),
}
FUNCTIONS: dict[str, tuple[Callable[..., Value], int, int]] = {
    "min": (_least, 2, 12),
    "max": (_most, 2, 12),
    "round": (_round, 1, 2),
    "floor": (_floor, 1, 1),
    "ceil": (_ceil, 1, 1),
    "abs": (_abs, 1, 1),
}
"""Name -> what it does, least and most values."""
