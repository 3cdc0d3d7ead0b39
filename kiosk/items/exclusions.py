"""Who cannot use an item, and whom it may be for: rules over what the card says. Pure.

Computed where the card was read, from that card alone; nothing of it is kept or sent.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from msgspec import Struct

from kiosk.identity import Assurance, CardKind, IdentityCard, age_on
from kiosk.items.formula import BadFormula, CannotCompute, Formula, Value
from kiosk.items.model import Exclusion, ServiceItem
from kiosk.messages.hints import HintedItem, HintRule
from kiosk.numbers import person_number
from kiosk.values import Private

LONG_TERM_DAYS = 36500
"""Days left of a card that never expires (长期)."""
MOST_HINTS = 3
_OTHERS: dict[str, tuple[Value, ...]] = {
    "age": tuple(Decimal(age) for age in range(0, 100, 5)),
    "sex": ("1", "2"),
    "region": ("000000",),
    "card_days_left": tuple(Decimal(days) for days in (-400, -1, 30, 365, 3650, LONG_TERM_DAYS)),
}
"""People beside whom a hint is weighed."""


class HolderFacts(Private, frozen=True):
    """What rules may ask of a card's holder; None or empty where the card does not say."""

    age: int | None = None
    """Full years."""
    sex: str = ""
    """GB/T 2261.1: "1" male, "2" female."""
    region: str = ""
    """First six digits of the person number. Texts of equal length compare as they rank, so
    "990100" <= region <= "990199" is one city."""
    nation: str = ""
    """As on the card: "01" to "56" or its name, as the reader gives it."""
    card_days_left: int | None = None
    """0 on the last day, below 0 after it."""
    assurance: Assurance = Assurance.AL0
    social: bool = False
    """The card is a social security card: no rule asks, and the texts name the card."""

    def values(self) -> dict[str, Value]:
        """By name, without those that are not known."""
        known = {name: getattr(self, name) for name in FACT_KINDS}
        return {
            name: Decimal(value) if isinstance(value, int) else str(value)
            for name, value in known.items()
            if value is not None and value != ""
        }


FACT_KINDS: dict[str, type] = {
    "age": Decimal,
    "sex": str,
    "region": str,
    "nation": str,
    "card_days_left": Decimal,
    "assurance": str,
}


def facts_of(card: IdentityCard, today: date, assurance: Assurance) -> HolderFacts:
    number = person_number(card.id_no)
    birth = card.birth or (number.birth if number is not None else None)
    left = (card.valid_to - today).days if card.valid_to is not None else None
    return HolderFacts(
        age=None if birth is None else age_on(birth, today),
        sex=number.sex if number is not None else card.sex,
        region=card.id_no[:6] if number is not None and number.birth is not None else "",
        nation=card.nation,
        card_days_left=LONG_TERM_DAYS if card.long_term else left,
        assurance=assurance,
        social=card.kind is CardKind.SOCIAL_SECURITY,
    )


class Verdict(Struct, frozen=True):
    excluded: tuple[Exclusion, ...]
    unsure: tuple[Exclusion, ...]
    """The card does not say enough: the citizen is asked, or the counter decides."""


class Hint(Private, frozen=True):
    """What holds for the person says something of them."""

    item: HintedItem
    rule: HintRule


def judge(item: ServiceItem, facts: HolderFacts) -> Verdict:
    """Every exclusion of the item that holds, before the first field is asked for."""
    excluded, unsure = _holding(item.exclusions, facts)
    return Verdict(excluded, unsure)


def hints(items: Iterable[HintedItem], facts: HolderFacts) -> tuple[Hint, ...]:
    """您可能可以办: of each item the first hint that holds, unless an exclusion does. Those that
    hold for the fewest people come first."""
    values = facts.values()
    found = []
    for one in items:
        rule = next((each for each in one.hints if _holds(each.rule, values)), None)
        if rule is not None and not any(_holds(each, values) for each in one.against):
            found.append(Hint(one, rule))
    shares = {hint.rule.rule: _share(hint.rule.rule, values) for hint in found}
    return tuple(sorted(found, key=lambda hint: shares[hint.rule.rule])[:MOST_HINTS])


def _share(rule: str, values: Mapping[str, Value]) -> float:
    """Of other people, each unlike this one in one thing, the part for whom it holds too."""
    share = 1.0
    for name, others in _OTHERS.items():
        held = [_holds(rule, {**values, name: other}) for other in others]
        share *= (1 + sum(map(bool, held))) / (1 + len(others))
    return share


def _holding(
    rules: tuple[Exclusion, ...], facts: HolderFacts
) -> tuple[tuple[Exclusion, ...], tuple[Exclusion, ...]]:
    values = facts.values()
    held = [(one, _holds(one.rule, values)) for one in rules]
    return tuple(one for one, yes in held if yes), tuple(one for one, yes in held if yes is None)


def _holds(rule: str, values: Mapping[str, Value]) -> bool | None:
    """None where the card does not say enough."""
    try:
        return Formula.parse(rule).evaluate(values) is True
    except (BadFormula, CannotCompute):
        return None
