"""The card before the start: how far one gets here, what to bring, how long, how much. Pure.

Of materials and fees only what is due whatever the citizen will answer is said as a fact.
"""

from kiosk.items.badges import HANDLED_DEPTH
from kiosk.items.codes import Credential
from kiosk.items.credentials import enough, needs_card
from kiosk.items.guide import Element, fees, maybe_due, time_limits
from kiosk.items.guide_words import heading, in_one, joined, name_of, phrase
from kiosk.items.model import Fee, Material, ServiceItem, Words
from kiosk.items.running import stages_here
from kiosk.items.scenario import Outcome, to_come, walk

_CODES = frozenset({Credential.SMS, Credential.RECEIPT_CODE})
"""Nothing that lies in a pocket: they are typed."""


def before_start(item: ServiceItem, outcome: Outcome | None = None) -> tuple[Element, ...]:
    """Four elements, never empty: reach, bring, how_long, how_much."""
    found = outcome if outcome is not None else walk(item, {})
    lines = {
        "reach": [_reach(item, found)],
        "bring": bring(item, found),
        "how_long": time_limits(item)[1:],
        "how_much": fees(item, found),
    }
    return tuple(Element(key, heading(key), tuple(texts)) for key, texts in lines.items())


def _reach(item: ServiceItem, outcome: Outcome) -> Words:
    if item.referral is not None:
        return phrase("referral", where=item.referral.where, why=item.referral.why)
    here = stages_here(item)
    if not here or item.online_handle_depth < HANDLED_DEPTH:
        online = item.online_handle_url is not None
        return phrase("only_guide_online" if online else "only_guide")
    if here[-1] == item.process[-1]:
        return phrase("whole", result=outcome.result or item.result_name)
    return phrase("part_way", step=here[-1].text)


def bring(item: ServiceItem, outcome: Outcome) -> list[Words]:
    """The credential, then what is brought in every situation; the rest the questions tell."""
    own = [one.material_name for one in _certain(item, outcome) if _is_own(one)]
    lines = [_credential(item), *own]
    if not own and (outcome.complete or not any(_is_own(one) for one in item.materials)):
        lines.append(phrase("shared_materials" if outcome.materials else "no_materials"))
    return lines if outcome.complete else [*lines, phrase("ask_first")]


def _credential(item: ServiceItem) -> Words:
    means = [one for one in enough(item) if one is not Credential.NONE]
    if not means or not needs_card(item):
        return phrase("no_credential")
    names = joined([name_of(one) for one in means])
    if not set(means) - _CODES:
        return phrase("by_code", names=names)
    return phrase("credentials" if len(means) > 1 else "one_credential", names=names)


def _certain(item: ServiceItem, outcome: Outcome) -> tuple[Material, ...]:
    """Without what an answer that is still to come may take away."""
    removed = {one for effect in to_come(item, outcome) for one in effect.materials_remove}
    return tuple(one for one in outcome.materials if one.id not in removed)


def _is_own(one: Material) -> bool:
    return one.auto_source is None


def cost(item: ServiceItem, outcome: Outcome) -> Words:
    """In one line: what is due in every situation, and what may be in some."""
    due, maybe = outcome.fees, maybe_due(item, outcome)
    if not item.is_fee:
        return in_one([phrase("free")])
    if not due and not maybe:
        return in_one([phrase("free_for_you")])
    if len(due) == 1 and not maybe:
        return _amount(due[0])
    known = [_named(one) for one in due]
    if maybe:
        known.append(phrase("depends", text=in_one([_named(one) for one in maybe], "; ")))
    return in_one(known, "; ")


def _named(fee: Fee) -> Words:
    return phrase("fee_named", name=fee.fee_name, amount=_amount(fee))


def _amount(fee: Fee) -> Words:
    """A fine, or a charge by its own code, has none: the guide tells its standard."""
    if not fee.amount_fen:
        return phrase("see_guide")
    return phrase("yuan", yuan=f"{fee.amount_fen / 100:.2f}")
