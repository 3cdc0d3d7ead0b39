"""The card before the start: how far one gets here, what to bring, how long, how much. Pure."""

from kiosk.items.badges import HANDLED_DEPTH
from kiosk.items.codes import Credential, SourceType
from kiosk.items.credentials import enough
from kiosk.items.guide import Element, fees, time_limits
from kiosk.items.guide_words import heading, joined, name_of, phrase
from kiosk.items.model import ServiceItem, Words
from kiosk.items.running import stages_here
from kiosk.items.scenario import Outcome, walk


def before_start(item: ServiceItem, outcome: Outcome | None = None) -> tuple[Element, ...]:
    """Four elements, never empty: reach, bring, how_long, how_much."""
    found = outcome if outcome is not None else walk(item, {})
    lines = {
        "reach": [_reach(item, found)],
        "bring": _bring(item, found),
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


def _bring(item: ServiceItem, outcome: Outcome) -> list[Words]:
    means = [one for one in enough(item) if one is not Credential.NONE]
    if means and Credential.NONE not in enough(item):
        key = "credentials" if len(means) > 1 else "one_credential"
        lines = [phrase(key, names=joined([name_of(one) for one in means]))]
    else:
        lines = [phrase("no_credential")]
    own = [
        one.material_name
        for one in outcome.materials
        if one.auto_source is None and one.source_type is not SourceType.OTHER
    ]
    lines += own or [phrase("no_materials")]
    return lines if outcome.complete else [*lines, phrase("ask_first")]
