"""What a refusal of an item rests on (否定必有依据): the item's own words. Pure."""

from collections.abc import Sequence

from kiosk.faults import Fault
from kiosk.items.guide_words import joined
from kiosk.items.model import Exclusion, ServiceItem, Words

LONGEST = 60
LONGEST_ELSE = 160
"""Characters: beside a reason and what to do now, one line is read. The guide has it whole."""
BY_RULE = frozenset(
    {
        Fault.ITEM_CLOSED,
        Fault.ITEM_NOT_IN_FORCE,
        Fault.ITEM_ELSEWHERE,
        Fault.ITEM_AT_COUNTER,
        Fault.ITEM_NOT_FOR_YOU,
        Fault.ITEM_MEANS_TOO_WEAK,
    }
)
"""Faults that are a rule of the item; the others are something that does not work."""


def basis_of(item: ServiceItem, fault: Fault, why: Sequence[Exclusion] = ()) -> Words | None:
    """One line of it; None where no rule is behind the fault. `why`: the exclusions that hold."""
    if fault not in BY_RULE:
        return None
    if fault is Fault.ITEM_NOT_FOR_YOU:
        said = [one.basis for one in why if one.basis is not None]
        return joined(list(dict.fromkeys(said))) if said else short(_law(item))
    if fault is Fault.ITEM_CLOSED:
        return short(item.transact_time)
    if fault is Fault.ITEM_ELSEWHERE:
        return short(item.accept_scope)
    if fault is Fault.ITEM_AT_COUNTER and item.referral is not None:
        return short(item.referral.why)
    return short(_law(item))


def _law(item: ServiceItem) -> Words:
    if not item.laws:
        return item.by_law
    first = item.laws[0]
    if first.clause is None:
        return first.law_name
    both = [lang for lang, _ in first.law_name.others if first.clause.has(lang)]
    others = ((lang, f"{first.law_name.say(lang)}, {first.clause.say(lang)}") for lang in both)
    return Words(first.law_name.zh + first.clause.zh, tuple(others))


def short(text: Words) -> Words:
    """Its first sentence, cut where it is longer than a line."""
    others = tuple((lang, _cut(said, LONGEST_ELSE, ".")) for lang, said in text.others)
    return Words(_cut(text.zh, LONGEST, "。"), others)


def _cut(text: str, most: int, end: str) -> str:
    first = text.split("\n")[0].split(end)[0].strip()
    return first if len(first) <= most else first[: most - 1] + "…"
