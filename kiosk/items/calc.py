"""试算: the package's formulas over what the citizen typed. Pure."""

from collections.abc import Mapping

from msgspec import Struct

from kiosk.items.formula import CannotCompute, Formula, Value
from kiosk.items.model import Calc, ResultLine


class Computed(Struct, frozen=True):
    line: ResultLine
    value: Value


def compute(calc: Calc, inputs: Mapping[str, Value]) -> tuple[Computed, ...]:
    """Every result, in the order of the package. Raises CannotCompute with the id of the step that
    has no value."""
    names = dict(inputs)
    for step in calc.steps:
        names[step.id] = _value(step.formula, step.id, names)
    found = []
    for line in calc.results:
        value = _value(line.formula, line.id or line.label.zh, names)
        if line.id is not None:
            names[line.id] = value
        found.append(Computed(line, value))
    return tuple(found)


def _value(text: str, name: str, names: Mapping[str, Value]) -> Value:
    try:
        return Formula.parse(text).evaluate(names)
    except CannotCompute as error:
        raise CannotCompute(f"{name}: {error}") from None
