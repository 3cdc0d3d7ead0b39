"""Models as the flow makes them, for every state: what can stand together, in every mixture."""

from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from kiosk.device import DeviceState, DeviceStatus, PaperSupply
from kiosk.faults import Fault
from kiosk.flow.model import ANONYMOUS, Holder, Model
from kiosk.flow.rating.rating import ANONYMOUSLY, Rating, Subject
from kiosk.flow.states import RATING, State
from kiosk.flow.visit import Visit
from kiosk.identity import Assurance, Means
from kiosk.messages.cards import ReadStage
from kiosk.messages.queries import ListEntry, QueryAnswered, RunQuery
from kiosk.messages.service import CallStaff, HallView, Network, Priority, Waiting
from kiosk.present.snapshot import Modes
from kiosk.values import replace
from tests.kiosk.item_samples import FINES, PROOF, RENEWAL, SHARES, calc_of, hit, item, sample_input
from tests.kiosk.present.proof_models import PROOFS, proof_in, proving_visit
from tests.kiosk.samples import HALL, JIA, YI, ticket

BY_CARD = Holder(YI.name, YI.id_no, YI.kind.value, YI.birth, Means.IDCARD, Assurance.AL2)
BY_NUMBER = Holder("", JIA.id_no, "typed", JIA.birth, Means.TYPED, Assurance.AL1)
HOLDERS = (BY_CARD, BY_NUMBER, ANONYMOUS)

BEFORE_A_HOLDER = (State.IDLE, State.CHOOSE_MEANS, State.READ_CARD, State.TYPE_NUMBER)
WITH_A_TICKET = (
    State.PRINTING,
    State.TAKE_AWAY,
    State.ON_SCREEN,
    State.PRINT_TROUBLE,
    State.OPEN_TICKET,
    State.RATE,
)
QUERIES = (State.QUERY, State.QUERY_WAIT, State.QUERY_RESULT)
ABOUT_AN_ITEM = (
    State.ITEM,
    State.QUESTION,
    State.GUIDE,
    State.CORRECT,
    State.CALC,
    State.CALC_RESULT,
    *QUERIES,
)
INPUTS = tuple(sample_input(field) for field in calc_of(SHARES).inputs)
IN_TROUBLE = (
    *(State.TROUBLE, State.PRINT_TROUBLE, State.CERT_TROUBLE, State.CERT_UNSURE),
    State.SLIP_TROUBLE,
)
PRINT_FAULTS = [f for f in Fault if f.name.startswith("PRINT")]
ON_TILES = (
    Fault.GROUP_CLOSED,
    Fault.GROUP_QUOTA_DAY,
    Fault.GROUP_QUOTA_INTERVAL,
    Fault.GROUP_NO_NUMBERS,
    Fault.DISK_FULL,
    Fault.STORE_ERROR,
    Fault.OUT_OF_SERVICE,
)
"""What may stand in BusinessView.refusal: of the group (tests/kiosk/queueing shows that there is
no other), of the disk, or of a locked terminal."""

WAITINGS = (
    Waiting(None, None),
    Waiting(None, None, "08:15"),
    Waiting(0, 0, "08:15"),
    Waiting(7, None, "08:15"),
    Waiting(99, 495, "08:15"),
)
DAYS = ("", "2026-03-02T13:30", "2026-03-03T09:00", "2026-03-09T09:00")
GROUPS = [one.group_id for one in HALL.businesses]
CALL = CallStaff("call-1", "session-1", "help")
PRINTERS = st.builds(DeviceStatus, st.sampled_from(DeviceState), st.sampled_from(PaperSupply))
MODES = st.builds(Modes, st.booleans(), st.booleans(), st.booleans(), st.booleans())


def one_of(*values: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(values)


def visit_in(state: State, answered: bool) -> Visit:
    """With an item where the state is about one; `answered`: as far as it goes."""
    if state in PROOFS:
        return proving_visit(state, answered)
    if state is State.FIND:
        hits = (hit(PROOF), hit(SHARES)) if answered else ()
        return Visit(typed="sb", hits=hits, answered=True)
    if state is State.LIST:
        entry = ListEntry(PROOF, "个人参保证明打印", "", "《社会保险法》第五十条", "")
        return Visit(listed="powers", entries=(entry,) if answered else (), total=47)
    if state not in ABOUT_AN_ITEM:
        return Visit()
    if state in (State.CALC, State.CALC_RESULT):
        ended = state is State.CALC_RESULT
        return Visit(item=item(SHARES), version=1, inputs=INPUTS if ended else ())
    if state in QUERIES:
        return asking_visit(state, answered)
    return Visit(item=item(RENEWAL), version=1, thanked=answered)


def asking_visit(state: State, answered: bool) -> Visit:
    """Licence points of a person; in the middle of the questions, or with an answer."""
    fines, rows = item(FINES), ((YI.id_no, "2026-01-02", "示例路", "超速", "3", "200", "未处理"),)
    inputs = ("all",) if state is State.QUERY else ("all", "open")
    answer = QueryAnswered("q", rows if answered else (), as_of="2026-03-02T09:00:00+08:00")
    return Visit(
        item=fines,
        version=1,
        doing=True,
        by="IDCARD",
        inputs=inputs,
        query=RunQuery("q", FINES, 1, "IDCARD", Assurance.AL2),
        answer=answer if state is State.QUERY_RESULT else None,
    )


def rating_in(state: State, full: bool) -> Rating:
    """Of a number; `full`: a bad one with everything that can be said."""
    subject = Subject("service-1", "0" * 32, ticket().ticket_id)
    if state not in RATING:
        return Rating(thanked=full)
    said = Rating(subject, subject, level=2)
    if not full:
        return said
    return replace(
        said,
        reasons=("speed", "ease"),
        text="a" * 500,
        callback=ANONYMOUSLY,
        phone="13900000001",
    )


@dataclass(frozen=True)
class Mixture:
    """What the terminal knows at some moment; `model` puts it into a state where it may stand."""

    base: Model
    holder: Holder
    typed: int
    fault: Fault
    failed: bool
    copies: int

    def model(self, state: State, lang: str) -> Model:
        known = None if state in BEFORE_A_HOLDER else self.holder
        if state is State.CONFIRM and known is ANONYMOUS:
            known = BY_CARD
        in_print = self.fault if self.fault in PRINT_FAULTS else Fault.PRINT_PAPER_END
        fault = in_print if state is State.PRINT_TROUBLE else self.fault
        return replace(
            self.base,
            state=state,
            lang=lang,
            holder=known,
            typed=YI.id_no[: self.typed] if state is State.TYPE_NUMBER else "",
            fault=fault if self.failed or state in IN_TROUBLE else None,
            ticket=ticket(copies=self.copies) if state in WITH_A_TICKET else None,
            visit=visit_in(state, self.failed),
            proof=proof_in(state, self.failed),
            rating=rating_in(state, self.failed),
        )


@st.composite
def mixtures(draw: st.DrawFn) -> Mixture:
    base = Model(
        modes=draw(MODES),
        hall=draw(st.none() | halls()),
        service_up=draw(st.booleans()),
        cards_up=draw(st.booleans()),
        reader=DeviceStatus(draw(st.sampled_from(DeviceState))),
        reading=draw(one_of("", "reading-1")),
        read_stage=draw(st.sampled_from(ReadStage)),
        group_id=draw(st.sampled_from(GROUPS)),
        declared=draw(one_of(Priority.NORMAL, Priority.DISABLED, Priority.SOLDIER)),
        age_priority=draw(st.booleans()),
        copy=draw(st.booleans()),
        called=draw(st.booleans()),
        unheard=draw(one_of((), (CALL,))),
        warning_left=draw(one_of(0, 1, 20, 60)),
        clock="09:00",
        day="2026-03-02",
    )
    return Mixture(
        base,
        holder=draw(st.sampled_from(HOLDERS)),
        typed=draw(st.integers(0, 18)),
        fault=draw(st.sampled_from(Fault)),
        failed=draw(st.booleans()),
        copies=draw(st.integers(0, 2)),
    )


@st.composite
def halls(draw: st.DrawFn) -> HallView:
    waiting, refusal = draw(st.sampled_from(WAITINGS)), draw(one_of(None, *ON_TILES))
    reopens = draw(st.sampled_from(DAYS)) if refusal else ""
    shown = [
        replace(one, waiting=waiting, refusal=refusal, reopens=reopens) for one in HALL.businesses
    ]
    return replace(
        HALL,
        network=draw(st.sampled_from(Network)),
        printer=draw(PRINTERS),
        businesses=tuple(shown[: draw(st.integers(0, len(shown)))]),
        notices=draw(one_of((), HALL.notices)),
        neighbour=draw(one_of("", HALL.neighbour)),
    )
