"""Told before the first field: may this holder use this item with this credential? Pure."""

from msgspec import Struct

from kiosk.faults import Fault
from kiosk.items.codes import Credential
from kiosk.items.credentials import enough
from kiosk.items.exclusions import HolderFacts, judge
from kiosk.items.formula import BadFormula, Formula
from kiosk.items.model import Exclusion, ServiceItem


class Precheck(Struct, frozen=True):
    faults: tuple[Fault, ...]
    """Empty: go on."""
    exclusions: tuple[Exclusion, ...]
    """The package's reasons, with what to do instead, behind ITEM_NOT_FOR_YOU."""
    unsure: tuple[Exclusion, ...]
    """The card does not say enough for these: the citizen is asked."""
    means: tuple[Credential, ...]
    """Behind ITEM_MEANS_TOO_WEAK: credentials that are enough."""


def precheck(item: ServiceItem, facts: HolderFacts) -> Precheck:
    """An expired card stops everybody, unless the item has a rule of its own about it (an item for
    renewing that very card)."""
    verdict = judge(item, facts)
    faults = []
    left = facts.card_days_left
    if left is not None and left < 0 and not _speaks_of_expiry(item):
        faults.append(Fault.SSC_EXPIRED if facts.social else Fault.CARD_EXPIRED)
    if verdict.excluded:
        faults.append(Fault.ITEM_NOT_FOR_YOU)
    if facts.assurance < item.min_assurance:
        faults.append(Fault.ITEM_MEANS_TOO_WEAK)
    return Precheck(tuple(faults), verdict.excluded, verdict.unsure, enough(item))


def _speaks_of_expiry(item: ServiceItem) -> bool:
    for one in item.exclusions:
        try:
            if "card_days_left" in Formula.parse(one.rule).names:
                return True
        except BadFormula:
            continue
    return False
