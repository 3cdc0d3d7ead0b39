"""Search and the way to a rating are on every page; where one is not, there is a reason."""

import pytest

from kiosk.flow.advance import advance
from kiosk.flow.events import Touched
from kiosk.flow.model import Facts, Model
from kiosk.flow.states import RATING, WORKING, State
from kiosk.present.build import build
from kiosk.values import replace
from tests.clock import FakeClock
from tests.kiosk.samples import OpenVault
from tests.ui.conftest import Opener
from tests.ui.real import MODELS

WORKS = "the machine records, asks or prints: its answer comes to this page, within seconds"
OVER = "the session is over: in five seconds the idle page is there, with both, for whoever comes"
AWAY: dict[str, dict[State, str]] = {
    "find": {
        **dict.fromkeys(WORKING, WORKS),
        State.FIND: "this is the search",
        State.GOODBYE: OVER,
    },
    "help": {
        **dict.fromkeys(WORKING, WORKS),
        State.HELP: "this is the help, with the button to rate",
        State.GOODBYE: OVER,
    },
}
"""Pages on which the button is missing, or grey."""


def with_items(model: Model) -> Model:
    """A hall that offers no item has nothing to search for."""
    return replace(model, hall=replace(model.hall, items=47)) if model.hall is not None else model


OTHERWISE = {
    "starting": "before the service has named the hall, nothing is known that could be searched",
    "warned": "the countdown lies over everything: one touch, and the page is back",
}
SHOWN = {name: with_items(one) for name, one in MODELS.items() if name not in OTHERWISE}
"""Pages as the flow comes to them."""


def works(model: Model, verb: str) -> bool:
    return any(one.verb == verb and one.enabled for one in build(model).footer)


def after(model: Model, verb: str) -> Model:
    facts = Facts(FakeClock().now(), "id-1", OpenVault())
    return advance(model, Touched(verb), facts)[0]


@pytest.mark.row("S032")
def test_every_page_is_among_those_that_are_walked() -> None:
    assert {model.state for model in SHOWN.values()} == set(State)
    back = after(with_items(MODELS["warned"]), "go_on")
    assert works(back, "find")
    assert works(back, "help")


@pytest.mark.row("S032")
@pytest.mark.parametrize("name", SHOWN)
def test_search_is_on_every_page_and_leads_there(name: str) -> None:
    model = SHOWN[name]
    assert works(model, "find") is (model.state not in AWAY["find"]), AWAY["find"].get(model.state)
    if works(model, "find"):
        assert after(model, "find").state is State.FIND


@pytest.mark.row("S032")
@pytest.mark.parametrize("name", SHOWN)
def test_a_rating_is_on_every_page_or_one_touch_behind_its_help(name: str) -> None:
    model = SHOWN[name]
    assert works(model, "help") is (model.state not in AWAY["help"]), AWAY["help"].get(model.state)
    if not works(model, "help"):
        return
    helped = after(model, "help")
    assert helped.state is State.HELP
    offered = {one.verb for one in build(helped).options}
    assert "rate_here" in offered or model.state in RATING, "there a rating is being given"


@pytest.mark.row("S032")
def test_what_the_footer_says_can_be_touched_on_the_screen(opened: Opener) -> None:
    first, *others = SHOWN.values()
    screen = opened(build(first))
    for model in (first, *others):
        screen.show(build(model))
        for verb in ("find", "help"):
            touchable = verb in screen.names() and screen.control(verb).isEnabled()
            assert touchable is (model.state not in AWAY[verb]), f"{model.state.value}: {verb}"
