"""Who cannot use an item, and whom it may be for: rules over what the card says. Pure.

Computed where the card was read, from that card alone; nothing of it is kept or sent.
"""

from datetime import date
from decimal import Decimal

from msgspec import Struct

from kiosk.identity import Assurance, IdentityCard, age_on
from kiosk.items.formula import BadFormula, CannotCompute, Formula, Value
from kiosk.items.model import Exclusion, ServiceItem
from kiosk.numbers import person_number

LONG_TERM_DAYS = 36500
"""Days left of a card that never expires (长期)."""


class HolderFacts(Struct, frozen=True):
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

    def __repr__(self) -> str:
        return "HolderFacts(***)"

    def values(self) -> dict[str, Value]:
        """By name, without those that are not known."""
        known = {name: getattr(self, name) for name in self.__struct_fields__}
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
    )


class Verdict(Struct, frozen=True):
    excluded: tuple[Exclusion, ...]
    unsure: tuple[Exclusion, ...]
    """The card does not say enough: the citizen is asked, or the counter decides."""


def judge(item: ServiceItem, facts: HolderFacts) -> Verdict:
    """Every exclusion of the item that holds, before the first field is asked for."""
    excluded, unsure = _holding(item.exclusions, facts)
    return Verdict(excluded, unsure)


def hints(item: ServiceItem, facts: HolderFacts) -> tuple[Exclusion, ...]:
    """您可能可以办: the item's hints that hold, unless an exclusion does."""
    found, _ = _holding(item.hints, facts)
    return found if found and not judge(item, facts).excluded else ()


def _holding(
    rules: tuple[Exclusion, ...], facts: HolderFacts
) -> tuple[tuple[Exclusion, ...], tuple[Exclusion, ...]]:
    values = facts.values()
    holding, unsure = [], []
    for one in rules:
        try:
            if Formula.parse(one.rule).evaluate(values) is True:
                holding.append(one)
        except (BadFormula, CannotCompute):
            unsure.append(one)
    return tuple(holding), tuple(unsure)
