"""How far an item goes here: its page, its guide and its slip say the same."""

import pytest

from kiosk.flow.model import Model
from kiosk.flow.states import State
from kiosk.flow.visit import Visit
from kiosk.items.before import before_start
from kiosk.items.codes import Credential, FlowTemplate
from kiosk.items.credentials import enough, needs_card
from kiosk.items.guide import guide
from kiosk.items.guide_sheet import guide_slip
from kiosk.items.guide_words import name_of, phrase
from kiosk.items.running import runs_here
from kiosk.items.scenario import walk
from kiosk.present.build import build
from kiosk.values import replace
from tests.kiosk.item_samples import ROOT, TRAVEL, item
from tests.kiosk.samples import HALL

LICENCE = "992000401000"
"""社会保障卡申领/补换: a fee for whoever lost the card."""
CODES = sorted(one.parent.name for one in ROOT.glob("*/item.json"))


def begins(code: str) -> bool:
    """The item's page leads to more than the guide and a number at the counter."""
    model = Model(hall=replace(HALL, items=len(CODES)), service_up=True, state=State.ITEM)
    page = build(replace(model, visit=Visit(item=item(code), version=1)))
    assert page.primary is not None
    guides = item(code).flow_template is FlowTemplate.GUIDE
    return guides or page.primary.verb == "begin" or page.notice is not None


def told(code: str) -> list[str]:
    """The card before the start, the guide and the slip, line by line."""
    shown = (*before_start(item(code)), *guide(item(code)))
    slip = guide_slip(item(code), {}, "zh")
    return [
        *(line.say("zh") for one in shown for line in one.lines),
        *(line for part in slip.parts for line in part.lines),
    ]


@pytest.mark.row("S055")
@pytest.mark.parametrize("code", CODES)
def test_what_only_has_a_guide_here_is_said_to_be_done_here_nowhere(code: str) -> None:
    assert runs_here(item(code)) is begins(code)
    if not runs_here(item(code)) and item(code).referral is None:
        lines = told(code)
        assert not [
            one for one in lines if one.endswith("（在本机办）") or one.startswith("在本机")
        ]
        assert [one for one in lines if one.endswith(("（到窗口办）", "（到窗口或网上办）"))]


def card_of(code: str, lang: str, **answers: str) -> dict[str, str]:
    """What the card of the item's page says, by its labels."""
    model = Model(hall=replace(HALL, items=len(CODES)), service_up=True, state=State.ITEM)
    visit = Visit(item=item(code), version=1, answers=tuple(answers.items()))
    card = build(replace(model, visit=visit, lang=lang)).card
    assert card is not None
    return {fact.label: fact.value for fact in card.facts}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("code", CODES)
def test_the_card_names_what_everybody_brings_and_nothing_else(code: str, lang: str) -> None:
    one, outcome = item(code), walk(item(code), {})
    told = card_of(code, lang)[{"zh": "要带", "en": "Bring"}[lang]]
    means = [name_of(each).say(lang) for each in enough(one) if each is not Credential.NONE]
    assert (any(name in told for name in means)) is needs_card(one)
    assert (phrase("ask_first").say(lang).rstrip("。.") in told) is not outcome.complete
    for each in one.materials:
        name = each.material_name.say(lang)
        always = each in outcome.materials and each.auto_source is None
        # The names of an e-licence and of the card that shows who one is are the same words.
        assert (name in told) is always or (name in " ".join(means) and not always), name
    assert [line for line in told_by(code, lang) if line.rstrip("。.") not in told] == []


def told_by(code: str, lang: str) -> list[str]:
    """The same in `items show`."""
    found = {one.key: one.lines for one in before_start(item(code))}
    return [line.say(lang) for line in found["bring"]]


@pytest.mark.parametrize("code", CODES)
def test_a_fee_that_only_one_answer_brings_is_said_to_depend(code: str) -> None:
    one, due = item(code), walk(item(code), {}).fees
    told = card_of(code, "zh")["多少钱"]
    always, _, maybe = told.partition("看情况：")
    for fee in one.fees:
        amount = f"{fee.amount_fen / 100:.2f}元" if fee.amount_fen else "看指南里的收费"
        assert amount in (always if fee in due else maybe)
        assert fee in due or fee.fee_name.zh in maybe
    assert one.is_fee or told == "不收费"
    assert bool(maybe) is (len(due) < len(one.fees))


def test_the_guide_says_of_such_a_fee_that_it_depends() -> None:
    fees = next(one for one in guide(item(TRAVEL)) if one.key == "fees")
    lines = [line.zh for line in fees.lines]
    assert len([line for line in lines if line.startswith("看情况：")]) == 3


def test_whoever_answered_sees_what_is_theirs() -> None:
    assert card_of(LICENCE, "zh", who="me")["多少钱"].startswith("看情况：")
    assert card_of(LICENCE, "zh", who="me", why="lost")["多少钱"] == "16.00元"
    assert card_of(LICENCE, "zh", who="me", why="first")["多少钱"] == "您的情形不收费"
