"""How far an item goes here: its page, its guide and its slip say the same."""

import pytest

from kiosk.flow.model import Model
from kiosk.flow.states import State
from kiosk.flow.visit import Visit
from kiosk.items.before import before_start
from kiosk.items.codes import FlowTemplate
from kiosk.items.guide import guide
from kiosk.items.guide_sheet import guide_slip
from kiosk.items.running import runs_here
from kiosk.present.build import build
from kiosk.values import replace
from tests.kiosk.item_samples import ROOT, item
from tests.kiosk.samples import HALL

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
