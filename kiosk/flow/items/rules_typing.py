"""The keys with which the fields of an item are filled in: digits and letters."""

from kiosk.flow.events import Touched
from kiosk.flow.items.rules_calc import field_now
from kiosk.flow.items.rules_calc import key as number_key
from kiosk.flow.model import Facts, Model
from kiosk.flow.rules_common import Step, idle_timer
from kiosk.flow.typed import BY_DIGITS, BY_LETTERS, NUMBERS, edited, with_char
from kiosk.items.model import Field
from kiosk.values import replace

LONGEST_TEXT = 40
LONGEST_DIGITS = 18


def key(model: Model, event: object, facts: Facts) -> Step:
    """The keypad: a number, or a run of digits that is none."""
    assert isinstance(event, Touched)
    field = field_now(model)
    if field is None or field.type in NUMBERS:
        return number_key(model, event, facts)
    typed, char = model.typed, event.arg.upper()
    room = field.type in BY_DIGITS and len(typed) < BY_DIGITS[field.type]
    last = len(typed) == LONGEST_DIGITS - 1
    fits = room and (_is_digit(char) or (char == "X" and last))
    typed = edited(typed, event.arg, char if fits else "")
    return replace(model, typed=typed, wrong=""), (idle_timer(model),)


def _is_digit(char: str) -> bool:
    return len(char) == 1 and char in "0123456789"


def type_text(model: Model, event: object, facts: Facts) -> Step:
    """The letter keys."""
    assert isinstance(event, Touched)
    field, text = field_now(model), model.visit.text
    if field is None or field.type not in BY_LETTERS:
        return model, ()
    visit = replace(model.visit, text=with_char(text, event.arg, longest(field)))
    return replace(model, visit=visit, wrong=""), (idle_timer(model),)


def longest(field: Field) -> int:
    return min(LONGEST_TEXT, field.max_length or LONGEST_TEXT)
