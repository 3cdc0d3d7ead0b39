"""Another person takes over, by "not me", "another person" or another proof: nothing of the former
one is handed on."""

import pytest
from msgspec import structs

from kiosk.faults import Fault
from kiosk.flow.identify.face import Face
from kiosk.flow.items.bundle import Bundle
from kiosk.flow.model import Model
from kiosk.flow.rating.rating import Rating
from kiosk.flow.states import State
from kiosk.flow.takeaway.away import Away
from kiosk.messages.service import CallStaff, Priority, Recorded
from kiosk.messages.takeaway import EndHandOff
from kiosk.messages.themes import ThemeLine
from kiosk.values import replace
from tests.kiosk.flow.bench import Bench
from tests.kiosk.flow.means_way import ready, to_means
from tests.kiosk.samples import JIA, YI, ticket

KEPT = {
    *("lang", "modes", "hall", "service_up", "cards_up", "reader", "ssc_reader", "imaging_up"),
    *("code_reader", "face_camera", "clock", "day", "unheard", "help_from", "group_id", "scan"),
    *("check", "visit", "session_id", "state", "reading", "read_stage", "lift", "warning_left"),
}
"""Of the terminal, of where the citizen is, or looked at field by field below."""


@pytest.fixture
def bench() -> Bench:
    """Jia has answered, stood before the camera, took a number and carried something away."""
    bench = ready(faces=True)
    to_means(bench, "AL3", "IDCARD_FACE")
    bench.put_card(JIA)
    assert bench.touch("confirm") is State.FACE
    assert bench.touch("back") is State.STEP_UP
    assert bench.model.visit.item is not None
    line = ThemeLine("?", "", "", "", "", "", 0)
    answers = (("q1", "yes"),)
    bundle = Bundle(line, ((bench.model.visit.item, 1),), answers=(("?", answers),))
    visit = replace(bench.model.visit, answers=answers, bundle=bundle, thanked=True)
    bench.model = replace(
        bench.model,
        visit=visit,
        face=Face(told=Fault.FACE_DIFFERENT, tries=2, is_off=True),
        fault=Fault.FACE_DIFFERENT,
        ticket=ticket(),
        copy=True,
        printed=True,
        declared=Priority.DISABLED,
        called=True,
        rating=Rating(done=("/",), thanked=True),
        away=Away(handed=True, url="https://p.example/1"),
        known=(bench.model.holder,),
    )
    return bench


def is_untouched(model: Model) -> bool:
    new = Model()
    names = {field.name for field in structs.fields(Model)} - KEPT
    return not [name for name in names if getattr(model, name) != getattr(new, name)]


@pytest.mark.parametrize("by_confirm", [False, True])
def test_nothing_of_the_former_person_is_handed_on(bench: Bench, by_confirm: bool) -> None:
    before = bench.model
    if by_confirm:
        bench.model = replace(before, state=State.CONFIRM)
        assert bench.touch("back") is State.CHOOSE_MEANS
    else:
        assert bench.touch("again") is State.CHOOSE_MEANS
    now = bench.model
    assert is_untouched(now)
    assert now.session_id not in ("", before.session_id)
    assert bench.last_said(EndHandOff).session_id == before.session_id
    assert now.visit.item is before.visit.item, "the item stays"
    assert now.visit.doing
    assert (now.visit.answers, now.visit.thanked) == ((), False)
    assert now.visit.bundle is not None
    assert now.visit.bundle.answers == ()


def test_the_next_one_may_step_before_the_camera_call_and_rate(bench: Bench) -> None:
    bench.touch("again")
    bench.put_card(YI)
    assert bench.touch("confirm") is State.FACE
    bench.touch("help")
    bench.touch("call")
    bench.take(Recorded(bench.last_said(CallStaff).request_id))
    assert bench.model.called
    assert bench.touch("rate_here") is State.RATE


def test_a_card_that_nobody_confirmed_ends_no_session() -> None:
    bench = ready()
    bench.touch("start")
    bench.touch("help")
    bench.touch("call")
    bench.take(Recorded(bench.last_said(CallStaff).request_id))
    bench.touch("back")
    session = bench.model.session_id
    bench.touch("choose", "A")
    bench.put_card(JIA)
    assert bench.touch("back") is State.CHOOSE_MEANS
    assert (bench.model.session_id, bench.model.called) == (session, True)
    assert bench.model.holder is None
