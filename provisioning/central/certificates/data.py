"""What a template gets: the facts of one certificate as plain JSON, in clear or masked. Pure."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from msgspec import Struct

from kiosk.identity import mask_name, mask_number
from kiosk.items.model import ServiceItem
from kiosk.items.tools import Certificate
from provisioning.central.sources.person import Asked, Facts


class BadChoice(ValueError):
    """Something chosen that the item does not offer, or not chosen where it must be. The text names
    the option, never the value."""


class Paper(Struct, frozen=True):
    """What is printed on it beside the facts. `valid_to` ISO day or ""."""

    certificate_id: str
    serial: str
    copy_no: int
    issued: str
    valid_to: str
    language: str
    page: str


def chosen_of(terms: Certificate, asked: Mapping[str, str]) -> dict[str, str]:
    """The options' values with their defaults. Raises BadChoice."""
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
        if value and option.type == "integer" and not value.isdecimal():
            raise BadChoice(f"{name} is no number")
        if value:
            values[name] = value
    return values


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
