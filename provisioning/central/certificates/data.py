"""What a template gets: the facts of one certificate as plain JSON, in clear or masked. Pure."""

import re
from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from typing import Any

from msgspec import Struct

from kiosk.flow.typed import NUMBERS, WrongInput, as_sent
from kiosk.identity import mask_name, mask_number
from kiosk.items import spans
from kiosk.items.codes_flow import FieldType
from kiosk.items.model import Field, ServiceItem
from kiosk.items.tools import Certificate
from provisioning.central.sources.person import Asked, Facts


class BadChoice(ValueError):
    """Something chosen that the item does not offer, or not chosen where it must be. The text names
    the option, never the value."""


_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,4})?")
_FORMS = {
    **dict.fromkeys(NUMBERS, _NUMBER),
    FieldType.INTEGER: re.compile("[0-9]{1,15}"),
    FieldType.MONTH: re.compile("[0-9]{4}-[0-9]{2}"),
    FieldType.DATE: re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    FieldType.YES_NO: re.compile("yes|no"),
}
"""Of what is sent; what it means, `as_sent` finds out."""


class Paper(Struct, frozen=True):
    """What is printed on it beside the facts. `valid_to` ISO day or ""."""

    certificate_id: str
    serial: str
    copy_no: int
    issued: str
    valid_to: str
    language: str
    page: str


def chosen_of(terms: Certificate, asked: Mapping[str, str], today: date) -> dict[str, str]:
    """The options' values with their defaults. A span NAME_from, NAME_to begins before it ends, and
    neither month, day or year of it is still to come. Raises BadChoice."""
    known = {option.id: option for option in terms.options}
    for name in asked:
        if name not in known:
            raise BadChoice(f"no option {name}")
    values: dict[str, str] = {}
    for name, option in known.items():
        value = asked.get(name) or ("" if option.default is None else str(option.default))
        if not value and option.required:
            raise BadChoice(f"{name} must be chosen")
        if value and option.choices and value not in {one.value for one in option.choices}:
            raise BadChoice(f"{name} is none of the choices")
        if value:
            values[name] = _read(option, value)
    for name, option in known.items():
        _in_time(name, option, values, today)
    return values


def _read(option: Field, value: str) -> str:
    """As a terminal sends it. Raises BadChoice."""
    form = _FORMS.get(option.type)
    if form is not None and not form.fullmatch(value):
        raise BadChoice(f"{option.id} is no {option.type}")
    if len(value) > (option.max_length or len(value)):
        raise BadChoice(f"{option.id} is too long")
    try:
        return as_sent(option, value)
    except WrongInput as wrong:
        raise BadChoice(f"{option.id} is {wrong}") from None


def _in_time(name: str, option: Field, values: Mapping[str, str], today: date) -> None:
    """Raises BadChoice."""
    value, begin = values.get(name, ""), spans.begin_of(name)
    if spans.is_still_to_come(option, value, today):
        raise BadChoice(f"{name} is still to come")
    if spans.ends_before(values.get(begin, ""), value):
        raise BadChoice(f"{name} is before {begin}")


def data_of(
    item: ServiceItem, terms: Certificate, asked: Asked, facts: Facts, paper: Paper
) -> dict[str, Any]:
    """JSON for lib/certificate.typ; `chosen` in words."""
    return {
        "lang": paper.language,
        "type_name": terms.type_name.all(),
        "serial": paper.serial,
        "certificate_id": paper.certificate_id,
        "copy_no": paper.copy_no,
        "issuer": {"name": item.dept_name.all(), "code": item.dept_code},
        "item": {"name": item.task_name.all(), "code": item.catalog_code},
        "issued": paper.issued,
        "valid_to": paper.valid_to,
        "page": paper.page,
        "holder": {"name": asked.name, "id_no": asked.number},
        "facts": list(facts.facts),
        "tables": list(facts.tables),
        "chosen": _in_words(terms, asked.chosen),
        "preview": False,
    } | facts.more


def _in_words(terms: Certificate, chosen: Mapping[str, str]) -> dict[str, Any]:
    words: dict[str, Any] = dict(chosen)
    for option in terms.options:
        for choice in option.choices:
            if chosen.get(option.id) == choice.value:
                words[option.id] = choice.label.all()
    return words


def masked(data: Mapping[str, Any]) -> dict[str, Any]:
    """For a preview on a public screen: the holder, and facts and columns that say so."""
    shown = deepcopy(dict(data))
    shown["preview"] = True
    holder = shown["holder"]
    shown["holder"] = {"name": _name(holder["name"]), "id_no": mask_number(holder["id_no"])}
    for fact in shown["facts"]:
        if fact.get("kind") in _MASKS and isinstance(fact["value"], str):
            fact["value"] = _MASKS[fact["kind"]](fact["value"])
    for table in shown["tables"]:
        for row in table["rows"]:
            for column in table.get("masked", ()):
                row[column] = _name(row[column])
    return shown


def _name(text: str) -> str:
    return mask_name(text) if text else ""


def _address(text: str) -> str:
    return text[:6] + "*" * min(8, max(0, len(text) - 6))


_MASKS = {"name": _name, "number": mask_number, "address": _address}
