"""A calculation: one question a screen, then the results. Nothing of it is kept."""

from kiosk.flow.events import Touched
from kiosk.flow.model import Facts, Model
from kiosk.flow.rules_common import Step, go, idle_timer
from kiosk.flow.states import State
from kiosk.flow.typed import NO, NUMBERS, YES, WrongInput, edited, read_input
from kiosk.items.codes_flow import FieldType
from kiosk.items.model import Field
from kiosk.values import replace

LONGEST_NUMBER = 12
DEFAULT_DECIMALS = 2


def field_now(model: Model) -> Field | None:
    """What is asked now; None where all is answered."""
    fields, at = model.visit.fields, len(model.visit.inputs)
    return fields[at] if at < len(fields) else None


def is_typed(field: Field) -> bool:
    """By the keypad; all other fields are chosen."""
    return field.type in NUMBERS


def options_of(field: Field) -> tuple[str, ...]:
    if field.type is FieldType.YES_NO:
        return (YES, NO)
    return tuple(choice.value for choice in field.choices)


def key(model: Model, event: object, facts: Facts) -> Step:
    """Digits, and one point where the field has decimals."""
    assert isinstance(event, Touched)
    field = field_now(model)
    if field is None:
        return model, ()
    fits = _may_follow(field, model.typed, event.arg)
    typed = edited(model.typed, event.arg, event.arg if fits else "")
    return replace(model, typed=typed, wrong=""), (idle_timer(model),)


def _may_follow(field: Field, typed: str, char: str) -> bool:
    if len(typed) >= LONGEST_NUMBER:
        return False
    decimals = 0 if field.type is FieldType.INTEGER else DEFAULT_DECIMALS
    if field.decimals is not None:
        decimals = field.decimals
    if char == ".":
        return decimals > 0 and "." not in typed and typed != ""
    if len(char) != 1 or char not in "0123456789":
        return False
    whole, point, rest = typed.partition(".")
    return len(rest) < decimals if point else whole != "0"


def next_field(model: Model, event: object, facts: Facts) -> Step:
    field = field_now(model)
    return (model, ()) if field is None else _take(model, field, model.typed)


def choose(model: Model, event: object, facts: Facts) -> Step:
    assert isinstance(event, Touched)
    field = field_now(model)
    if field is None or event.arg not in options_of(field):
        return model, ()
    return _take(model, field, event.arg)


def _take(model: Model, field: Field, text: str) -> Step:
    try:
        read_input(field, text)
    except WrongInput as wrong:
        return replace(model, wrong=str(wrong)), (idle_timer(model),)
    visit = replace(model.visit, inputs=(*model.visit.inputs, text))
    model = replace(model, visit=visit, typed="", wrong="")
    return go(model, State.CALC if field_now(model) is not None else State.CALC_RESULT)


def back(model: Model, event: object, facts: Facts) -> Step:
    """To the field before, with what was typed there."""
    inputs = model.visit.inputs
    if not inputs:
        return go(replace(model, typed="", wrong=""), State.ITEM)
    visit = replace(model.visit, inputs=inputs[:-1])
    model = replace(model, visit=visit, wrong="")
    field = field_now(model)
    typed = inputs[-1] if field is not None and is_typed(field) else ""
    return go(replace(model, typed=typed), State.CALC)


def again(model: Model, event: object, facts: Facts) -> Step:
    visit = replace(model.visit, inputs=())
    return go(replace(model, visit=visit, typed="", wrong=""), State.CALC)
