"""What is typed or chosen: key by key, and as a value of a field for its formulas. Pure."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation

from kiosk.items.codes_flow import FieldType
from kiosk.items.formula import Value
from kiosk.items.model import Field
from kiosk.numbers import is_credit_code, is_person_number

NUMBERS = frozenset({FieldType.NUMBER, FieldType.MONEY, FieldType.INTEGER})
BY_DIGITS = {
    FieldType.ID_NUMBER: 18,
    FieldType.PHONE: 11,
    FieldType.DATE: 8,
    FieldType.MONTH: 6,
}
"""Runs of digits that are no amount, with their length."""
BY_LETTERS = frozenset({FieldType.TEXT, FieldType.CODE, FieldType.CREDIT_CODE})
YES = "yes"
NO = "no"
_DIGITS = frozenset("0123456789")
CODE_LENGTH = 18
CODE_DIGITS = 8
"""A credit code has at least so many digits: type, region."""


class WrongInput(Exception):
    """No value of this field: `below` or `above` its range, `missing`, `unreadable`, a number whose
    check character is `wrong`, an end before its begin (`order`), or a time still to come
    (`future`)."""


def edited(text: str, key: str, char: str) -> str:
    """A field after this key of a keypad or keyboard. `char`: what it adds, "" where nothing may
    stand there."""
    if key == "delete":
        return text[:-1]
    return "" if key == "clear" else text + char


def with_digit(text: str, key: str, most: int) -> str:
    """A run of up to `most` digits after this key."""
    fits = key in _DIGITS and len(text) < most
    return edited(text, key, key if fits else "")


def with_char(text: str, key: str, most: int) -> str:
    """A text of up to `most` characters after this key."""
    fits = len(key) == 1 and key.isprintable() and len(text) < most
    return edited(text, key, key if fits else "")


def row_of(arg: str) -> int:
    """The row that a touch names; -1 where it names none."""
    return int(arg) if arg.isascii() and arg.isdecimal() else -1


def read_input(field: Field, text: str) -> Value | None:
    """None where an optional field is empty. Raises WrongInput."""
    if text == "":
        if field.required:
            raise WrongInput("missing")
        return None
    if field.type in NUMBERS:
        return _number(field, text)
    if field.type is FieldType.YES_NO:
        return text == YES
    if field.type is FieldType.DATE:
        return _day(text)
    if field.type is FieldType.MONTH:
        return f"{_day(text.replace('-', '') + '01'):%Y-%m}"
    if field.type is FieldType.PHONE and len(text) != BY_DIGITS[FieldType.PHONE]:
        raise WrongInput("unreadable")
    if is_wrong_number(field, text):
        raise WrongInput("wrong")
    return text


def is_wrong_number(field: Field, text: str) -> bool:
    """It should be a person number or a credit code, and its check character says that it is none:
    so it leaves for nowhere. In a text, eighteen letters and digits are meant as one of them."""
    if field.type is FieldType.ID_NUMBER:
        return not is_person_number(text)
    code = text.upper()
    if field.type is FieldType.CREDIT_CODE:
        return not is_credit_code(code)
    meant = len(code) == CODE_LENGTH and code.isascii() and code.isalnum()
    meant = meant and sum(map(str.isdigit, code)) >= CODE_DIGITS
    return (
        field.type is FieldType.TEXT
        and meant
        and not (is_credit_code(code) or is_person_number(code))
    )


def as_sent(field: Field, text: str) -> str:
    """As the platform gets it: days and months in ISO 8601. Raises WrongInput."""
    value = read_input(field, text)
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if field.type is FieldType.MONTH else text


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise WrongInput("unreadable") from None


def read_inputs(fields: Iterable[Field], texts: Iterable[str]) -> dict[str, Value]:
    """By field id; without those that are empty. Raises WrongInput."""
    values = {field.id: read_input(field, text) for field, text in zip(fields, texts, strict=True)}
    return {name: value for name, value in values.items() if value is not None}


def _number(field: Field, text: str) -> Decimal:
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise WrongInput("unreadable") from None
    if field.minimum is not None and value < field.minimum:
        raise WrongInput("below")
    if field.maximum is not None and value > field.maximum:
        raise WrongInput("above")
    return value
