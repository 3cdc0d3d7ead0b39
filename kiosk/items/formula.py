"""The formulas of packages: a small part of Python's expressions, evaluated without Python.

Numbers are exact decimals (money), texts, yes or no, and days. Allowed: + - * / // %, comparisons
(chained too), `in` and `not in` a written-out list, and / or / not, `a if c else b`, min max round
floor ceil abs. `//` and `%` go down, as in arithmetic; round() rounds halves away from zero; a day
less a day is a number of days; a day compared with a text reads the text as 2026-03-31. No
attribute, no index, no other call, no power.
"""

import ast
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Context, Decimal, DecimalException, DivisionByZero, InvalidOperation, Overflow
from functools import lru_cache
from typing import Any, NoReturn, TypeAlias

from msgspec import Struct

from kiosk.items.formula_values import (
    ARITHMETIC,
    COMPARISONS,
    FUNCTIONS,
    CannotCompute,
    Value,
    truth,
)

__all__ = ["BadFormula", "CannotCompute", "Formula", "Value"]

LONGEST = 500
DEEPEST = 24
LARGEST = Decimal(10**15)
"""Of a number as written."""
KEPT = 256

_CONTEXT = Context(prec=28, Emax=24, Emin=-24, traps=[DivisionByZero, InvalidOperation, Overflow])
_Eval: TypeAlias = Callable[[Mapping[str, Value]], Value]


class BadFormula(Exception):
    """The text is not in the language; says which part of it."""


class Formula(Struct, frozen=True):
    text: str
    names: frozenset[str]
    """The inputs that it asks for."""
    _eval: _Eval

    @staticmethod
    def parse(text: str) -> "Formula":
        """Raises BadFormula. The last KEPT texts are not read anew."""
        if len(text) > LONGEST:
            raise BadFormula(f"is longer than {LONGEST} characters")
        return _parsed(text)

    def evaluate(self, names: Mapping[str, Value]) -> Value:
        """Raises CannotCompute: a name has no value, two kinds do not mix, division by zero, a
        number grows beyond 24 digits."""
        return self._eval(names)


@lru_cache(maxsize=KEPT)
def _parsed(text: str) -> Formula:
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise BadFormula("cannot be read: brackets, quotes and operators?") from None
    names: set[str] = set()
    evaluate = _Reader(names).read(tree.body, DEEPEST)
    return Formula(text, frozenset(names), evaluate)


class _Reader:
    """Makes a function of each part of the tree; collects the names."""

    def __init__(self, names: set[str]) -> None:
        self.names = names

    def read(self, node: ast.expr, levels: int) -> _Eval:
        if levels == 0:
            raise BadFormula(f"is nested more than {DEEPEST} levels deep")
        read = getattr(self, f"_{type(node).__name__.lower()}", None)
        if read is None:
            _refuse(node)
        made: _Eval = read(node, levels - 1)
        return made

    def _constant(self, node: ast.Constant, _: int) -> _Eval:
        value = node.value
        if isinstance(value, bool | str):
            return lambda names: value
        if not isinstance(value, int | float):
            _refuse(node)
        number = Decimal(str(value))
        if not number.is_finite() or abs(number) > LARGEST:
            raise BadFormula("a number has more than 15 digits")
        return lambda names: number

    def _name(self, node: ast.Name, _: int) -> _Eval:
        name = node.id
        if not name.isascii():
            raise BadFormula(f"{name[:40]}: a name has small letters, digits and _ only")
        self.names.add(name)

        def look_up(names: Mapping[str, Value]) -> Value:
            if name not in names:
                raise CannotCompute(f"{name} has no value")
            return names[name]

        return look_up

    def _binop(self, node: ast.BinOp, levels: int) -> _Eval:
        act = ARITHMETIC.get(type(node.op).__name__)
        if act is None:
            _refuse(node.op)
        left, right = self.read(node.left, levels), self.read(node.right, levels)
        return lambda names: _safely(act, left(names), right(names))

    def _unaryop(self, node: ast.UnaryOp, levels: int) -> _Eval:
        inner = self.read(node.operand, levels)
        if isinstance(node.op, ast.Not):
            return lambda names: not truth(inner(names))
        if not isinstance(node.op, ast.USub):
            _refuse(node.op)
        return lambda names: _safely(ARITHMETIC["Sub"], Decimal(0), inner(names))

    def _boolop(self, node: ast.BoolOp, levels: int) -> _Eval:
        parts = [self.read(one, levels) for one in node.values]
        if isinstance(node.op, ast.And):
            return lambda names: all(truth(part(names)) for part in parts)
        return lambda names: any(truth(part(names)) for part in parts)

    def _ifexp(self, node: ast.IfExp, levels: int) -> _Eval:
        test = self.read(node.test, levels)
        yes, no = self.read(node.body, levels), self.read(node.orelse, levels)
        return lambda names: yes(names) if truth(test(names)) else no(names)

    def _compare(self, node: ast.Compare, levels: int) -> _Eval:
        first = self.read(node.left, levels)
        rest = [
            self._comparison(operator, right, levels)
            for operator, right in zip(node.ops, node.comparators, strict=True)
        ]

        def compare(names: Mapping[str, Value]) -> bool:
            left = first(names)
            for holds, right in rest:
                values = [one(names) for one in right]
                if not holds(left, *values):
                    return False
                left = values[0]
            return True

        return compare

    def _comparison(
        self, operator: ast.cmpop, right: ast.expr, levels: int
    ) -> tuple[Callable[..., bool], list[_Eval]]:
        holds = COMPARISONS.get(type(operator).__name__)
        if holds is None:
            _refuse(operator)
        if isinstance(operator, ast.In | ast.NotIn):
            if not isinstance(right, ast.Tuple | ast.List) or not right.elts:
                raise BadFormula("`in` needs a list that is written out: (1, 2)")
            return holds, [self.read(one, levels) for one in right.elts]
        return holds, [self.read(right, levels)]

    def _call(self, node: ast.Call, levels: int) -> _Eval:
        if not isinstance(node.func, ast.Name) or node.func.id not in FUNCTIONS or node.keywords:
            raise BadFormula(f"only {', '.join(FUNCTIONS)} can be called")
        act, least, most = FUNCTIONS[node.func.id]
        if not least <= len(node.args) <= most:
            raise BadFormula(f"{node.func.id} takes {least} to {most} values")
        given = [self.read(one, levels) for one in node.args]
        return lambda names: _safely(act, *[one(names) for one in given])


def _safely(act: Callable[..., Value], *values: Value) -> Value:
    try:
        return act(_CONTEXT, *values)
    except ZeroDivisionError:
        raise CannotCompute("divides by zero") from None
    except DecimalException:
        raise CannotCompute("a number grows too large") from None


def _refuse(node: Any) -> NoReturn:
    raise BadFormula(f"{type(node).__name__} is not part of the language")


def kind_of(value: Value) -> str:
    """The word for people."""
    if isinstance(value, bool):
        return "yes or no"
    return {date: "day", str: "text"}.get(type(value), "number")
