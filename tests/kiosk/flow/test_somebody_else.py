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
from kiosk.identity import Assurance, IdentityCard, Means
from kiosk.messages.items import ItemShown
from kiosk.messages.queries import RunQuery
from kiosk.messages.service import CallStaff, Identified, Priority, Recorded
from kiosk.messages.takeaway import EndHandOff
from kiosk.messages.themes import ThemeLine
from kiosk.values import replace
from tests.kiosk.flow.bench import Bench
from tests.kiosk.flow.means_way import demanding, found, ready, scan, to_means
from tests.kiosk.item_samples import PROGRESS
from tests.kiosk.samples import JIA, YI, OpenVault, ticket

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
    item, jia = bench.model.visit.item, bench.model.holder
    assert item is not None
    assert jia is not None
    line = ThemeLine("?", "", "", "", "", "", 0)
    answers = (("q1", "yes"),)
    bundle = Bundle(line, ((item, 1),), answers=(("?", answers),))
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
        known=(jia,),
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


RECEIPT = ("RECEIPT_CODE", "IDCARD", "QR_APP")


def by_telephone(bench: Bench, card: IdentityCard) -> State:
    """Jia is known by a card; then an item for which a means is chosen anyhow."""
    to_means(bench, "AL2", "IDCARD")
    bench.put_card(JIA)
    assert bench.touch("confirm") is State.QUERY
    bench.touch("find")
    bench.touch("item", PROGRESS)
    raw = demanding("AL1", *RECEIPT, code=PROGRESS)
    bench.take(ItemShown(bench.model.visit.asked, PROGRESS, 1, raw))
    assert bench.touch("begin") is State.CHOOSE_MEANS
    bench.touch("means", "QR_APP")
    scan(bench)
    return found(bench, card)


def test_another_person_by_telephone_is_asked_first_and_nothing_is_asked_of_the_former() -> None:
    bench = ready()
    session = bench.model.session_id
    assert by_telephone(bench, YI) is State.CONFIRM
    model = bench.model
    assert model.holder is not None
    assert (model.holder.id_no, model.known, model.confirmed) == (YI.id_no, (), False)
    assert model.session_id != session
    assert bench.touch("confirm") is State.QUERY_WAIT
    said = bench.last_said(Identified)
    assert (said.session_id, said.means) == (bench.model.session_id, Means.QR_APP)
    query = bench.last_said(RunQuery)
    assert query.holder_hash == OpenVault().holder_hash(YI.id_no)
    assert query.credential == "QR_APP"


def test_the_same_person_by_telephone_goes_on_and_that_is_recorded() -> None:
    bench = ready()
    assert by_telephone(bench, JIA) is State.QUERY_WAIT
    assert bench.model.holder is not None
    assert bench.model.holder.means is Means.QR_APP
    said = [(one.means, one.assurance) for one in bench.all_said(Identified)]
    assert said == [(Means.IDCARD, Assurance.AL2), (Means.QR_APP, Assurance.AL2)]
    query = bench.last_said(RunQuery)
    assert query.holder_hash == OpenVault().holder_hash(JIA.id_no)
    assert query.credential == "QR_APP"
