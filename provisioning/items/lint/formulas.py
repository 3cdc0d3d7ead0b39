"""Formulas that ask for what nobody gives, or that have no value for something a citizen may type.

Each is tried with the ends and the middle of every input's range, so a finding names an example.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import product
from math import prod
from random import Random
from typing import TypeVar

from kiosk.items.calc import compute
from kiosk.items.codes_flow import FieldType, ResultFormat
from kiosk.items.exclusions import FACT_KINDS
from kiosk.items.formula import CannotCompute, Formula, Value, kind_of
from kiosk.items.model import Calc, Field, ServiceItem
from kiosk.items.national import Problem
from kiosk.items.soundness import formulas

_T = TypeVar("_T")
MOST_TRIALS = 600
_UNLIMITED = Decimal(10**7)
_DAYS = (date(1940, 2, 29), date(2000, 1, 1), date(2050, 12, 31))
_FACTS: dict[str, tuple[Value, ...]] = {
    "age": tuple(map(Decimal, (0, 16, 70, 120))),
    "sex": ("1", "2"),
    "region": ("990100", "990102", "110101"),
    "nation": ("汉", "回"),
    "card_days_left": tuple(map(Decimal, (-400, -1, 0, 90, 36500))),
    "assurance": ("AL0", "AL1", "AL2", "AL3"),
}
"""Something of everything that a card may say."""


def unknown_names(item: ServiceItem) -> Iterator[Problem]:
    """Of rules: facts that no card has. Of a calculation: what comes later, or never."""
    for path, text in formulas(item):
        if not path.startswith("$.calc"):
            for name in sorted(Formula.parse(text).names - FACT_KINDS.keys()):
                known = ", ".join(FACT_KINDS)
                yield path, f"nobody knows {name}; a rule may ask for {known}"
    if item.calc is None:
        return
    known_here = {one.id for one in item.calc.inputs}
    for i, step in enumerate(item.calc.steps):
        yield from _unknown(f"$.calc.steps[{i}].formula", step.formula, known_here)
        known_here.add(step.id)
    for i, line in enumerate(item.calc.results):
        yield from _unknown(f"$.calc.results[{i}].formula", line.formula, known_here)
        known_here |= {line.id} if line.id else set()


def _unknown(path: str, text: str, known: set[str]) -> Iterator[Problem]:
    for name in sorted(Formula.parse(text).names - known):
        yield path, f"nothing before it has the id {name}"


def rules_without_value(item: ServiceItem) -> Iterator[Problem]:
    """A rule is yes or no for everybody."""
    for path, text in formulas(item):
        formula = Formula.parse(text)
        if path.startswith("$.calc") or formula.names - FACT_KINDS.keys():
            continue
        names = sorted(formula.names)
        for values in _together([_FACTS[name] for name in names]):
            facts = dict(zip(names, values, strict=True))
            try:
                found = formula.evaluate(facts)
            except CannotCompute as error:
                yield path, f"{error}, for {_example(facts)}"
                break
            if not isinstance(found, bool):
                yield path, f"gives a {kind_of(found)}, and a rule is yes or no"
                break


def calculation_without_value(item: ServiceItem) -> Iterator[Problem]:
    if item.calc is None or any(True for _ in unknown_names(item)):
        return
    trials = [_trials(one) for one in item.calc.inputs]
    for values in _together(trials):
        given = {one.id: value for one, value in zip(item.calc.inputs, values, strict=True)}
        known = {name: value for name, value in given.items() if value is not None}
        found = _wrong(item.calc, known)
        if found is not None:
            yield "$.calc", f"{found}, for {_example(known)}"
            return


def _together(trials: list[tuple[_T, ...]]) -> Iterator[tuple[_T, ...]]:
    """Every combination, or MOST_TRIALS of them: chosen by chance, and the same each time."""
    if prod(map(len, trials)) <= MOST_TRIALS:
        yield from product(*trials)
        return
    chance = Random(MOST_TRIALS)
    for _ in range(MOST_TRIALS):
        yield tuple(map(chance.choice, trials))


def _wrong(calc: Calc, names: Mapping[str, Value]) -> str | None:
    try:
        for one in compute(calc, names):
            wanted = str if one.line.format is ResultFormat.TEXT else Decimal
            if not isinstance(one.value, wanted):
                kind = kind_of(one.value)
                return f"“{one.line.label.zh}” is a {kind}, shown as {one.line.format}"
    except CannotCompute as error:
        return str(error)
    return None


def _trials(field: Field) -> tuple[Value | None, ...]:
    """Ends and middle of what a field may hold; nothing at all where it may be left empty."""
    optional: tuple[Value | None, ...] = () if field.required else (None,)
    if field.choices:
        return (*(one.value for one in field.choices), *optional)
    if field.type is FieldType.YES_NO:
        return (True, False, *optional)
    if field.type is FieldType.DATE:
        return (*_DAYS, *optional)
    if field.type in (FieldType.NUMBER, FieldType.MONEY, FieldType.INTEGER):
        low = field.minimum if field.minimum is not None else Decimal(0)
        high = field.maximum if field.maximum is not None else max(low, Decimal(0)) + _UNLIMITED
        middle = (low + high) // 2
        zero = (Decimal(0),) if low <= 0 <= high else ()
        return (*dict.fromkeys((low, *zero, middle, high)), *optional)
    return ("2026-03" if field.type is FieldType.MONTH else "x", *optional)


def _example(names: Mapping[str, Value]) -> str:
    return ", ".join(f"{name}={value}" for name, value in sorted(names.items())) or "anybody"
