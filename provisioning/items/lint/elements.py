"""The thirteen elements: which one a missing or empty field leaves without its text."""

import re
from collections.abc import Iterator

from kiosk.items.guide_words import HEADINGS
from kiosk.items.model import ServiceItem
from kiosk.items.national import Problem
from provisioning.items.lint.texts import texts

FIELDS: dict[str, tuple[str, ...]] = {
    "scope": ("accept_scope", "server_type"),
    "legal_basis": ("by_law",),
    "authority": ("dept_name", "dept_code", "dept_type"),
    "conditions": ("accept_condition",),
    "quota": ("limit_explain",),
    "materials": ("materials",),
    "time_limits": (
        *("anticipate_day", "anticipate_type", "anticipate_explain"),
        *("promise_day", "promise_type", "promise_explain"),
    ),
    "result_docs": ("result_type", "result_name"),
    "fees": ("is_fee", "fee_basis", "fees"),
    "process": ("process",),
    "reviewers": ("reviewers",),
    "services": ("transact_addr", "transact_time", "link_way", "supervise_way"),
    "forms": ("form",),
}
_EMPTY = re.compile(
    r"(无|暂无|没有|略|待定|同上|详见.{0,20}|见附件|[-—/\\.。…*]+|n/?a|none|tbd)[。.]?", re.I
)
_MAY_BE_NONE = ("limit_explain", "special_procedure", "fee_basis")


def element_of(path: str) -> str:
    """ "" where the field is no part of an element; else its name as the guide shows it."""
    name = re.match(r"\$\.([a-z_]+)", path)
    for element, names in FIELDS.items():
        if name is not None and name[1] in names:
            zh, en = HEADINGS[element]
            return f"{zh} ({en})"
    return ""


def with_element(problem: Problem) -> Problem:
    """Names the element that is missing with the field."""
    path, text = problem
    element = element_of(path)
    return (path, f"{text}: the element {element}") if element else problem


def says_nothing(item: ServiceItem) -> Iterator[Problem]:
    """A field that is filled with a word for nothing."""
    for path, words in texts(item):
        name = path.removeprefix("$.")
        if name in _MAY_BE_NONE or not element_of(path):
            continue
        if _EMPTY.fullmatch(words.zh.strip()):
            yield with_element((path, f"{words.zh.strip()!r} says nothing"))
