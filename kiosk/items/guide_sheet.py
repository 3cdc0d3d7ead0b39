"""办事指南 to take away: whole for a phone, its card for a slip, the address of the whole. Pure.

An address names the item and the citizen's answers, never a person, so that it can be made with
no network and opened by any phone.
"""

import re
from collections.abc import Iterable, Mapping

from kiosk.items.guide import Element, guide, guide_card, questions
from kiosk.items.guide_words import heading, phrase
from kiosk.items.model import ServiceItem, Words
from kiosk.items.scenario import Outcome, walk
from kiosk.sheet import Part, Sheet

MOST_ANSWERS = 20
LONGEST_SITUATION = 240
"""Characters that a code on narrow paper still takes; beyond, the guide of no situation."""
_PAIR = re.compile(r"([a-z][a-z0-9_]{0,39})\.([a-z][a-z0-9_]{0,39})")
_ORDER = ("materials", "process", "time_limits", "fees", "legal_basis")
"""On paper: what must be done comes first."""


class BadSituation(ValueError):
    """Not what `guide_link` writes."""


def whole_guide(item: ServiceItem, answers: Mapping[str, str], lang: str) -> Sheet:
    """Every element. Raises kiosk.items.scenario.BadAnswer."""
    found = walk(item, answers)
    parts = [_part(one, lang) for one in guide(item, found)]
    return _sheet(item, found, parts, lang)


def guide_slip(item: ServiceItem, answers: Mapping[str, str], lang: str) -> Sheet:
    """For paper: the citizen's own materials, steps, time limit, fees and basis; where, when and
    whom to ask; last what people ask. Raises kiosk.items.scenario.BadAnswer."""
    found = walk(item, answers)
    card = {one.key: one for one in guide_card(item, found)}
    parts = [_part(card[key], lang) for key in _ORDER]
    where = tuple(one.say(lang) for one in (*_where(item, found), *questions(item)))
    place = Part(heading("services").say(lang), where)
    return _sheet(item, found, [*parts, place], lang)


def _sheet(item: ServiceItem, found: Outcome, parts: list[Part], lang: str) -> Sheet:
    """A situation in which it cannot be handled is said first."""
    if found.exclusion is not None:
        parts = [Part("", (phrase("cannot", text=found.exclusion).say(lang),)), *parts]
    lead = " · ".join(option.label.say(lang) for _, option in found.asked)
    return Sheet(item.task_name.say(lang), lead, tuple(parts))


def _part(element: Element, lang: str) -> Part:
    return Part(element.heading.say(lang), tuple(line.say(lang) for line in element.lines))


def _where(item: ServiceItem, found: Outcome) -> list[Words]:
    lines = [phrase("where", text=item.transact_addr)]
    if found.window is not None:
        lines.append(phrase("your_window", text=found.window))
    return [
        *lines,
        phrase("when", text=item.transact_time),
        phrase("ask", text=item.link_way),
    ]


def guide_link(pages_url: str, code: str, answers: Iterable[tuple[str, str]], lang: str) -> str:
    """The address of the whole guide, "" where phones reach no pages."""
    return pages_url + guide_path(code, answers, lang) if pages_url else ""


def guide_path(code: str, answers: Iterable[tuple[str, str]], lang: str) -> str:
    situation = ",".join(f"{node}.{option}" for node, option in answers)
    foreign = ["lang=en"] if lang == "en" else []
    query = ([f"s={situation}"] if situation else []) + foreign
    if len("&".join(query)) > LONGEST_SITUATION:
        query = foreign
    return f"/guide/{code}" + ("?" + "&".join(query) if query else "")


def read_situation(text: str) -> dict[str, str]:
    """What stands behind `s=`. Raises BadSituation."""
    pairs = text.split(",") if text else []
    found = [_PAIR.fullmatch(one) for one in pairs[: MOST_ANSWERS + 1]]
    if len(found) > MOST_ANSWERS or None in found:
        raise BadSituation("not the answers of a guide")
    return {one[1]: one[2] for one in found if one is not None}
