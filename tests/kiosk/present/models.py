"""Models as the flow makes them, for every state: what can stand together, in every mixture."""

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from kiosk.device import DeviceState, PaperSupply, PrinterStatus, ReaderStatus
from kiosk.faults import Fault
from kiosk.flow.model import ANONYMOUS, Holder, Model
from kiosk.flow.states import State
from kiosk.identity import Assurance, Means
from kiosk.messages.cards import ReadStage
from kiosk.messages.service import BusinessView, CallStaff, Network, Priority, Waiting
from kiosk.present.snapshot import Modes
from kiosk.texts.language import LANGUAGES
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
IN_TROUBLE = (State.TROUBLE, State.PRINT_TROUBLE)
PRINT_FAULTS = [f for f in Fault if f.name.startswith("PRINT")]
ON_TILES = (
    Fault.GROUP_CLOSED,
    Fault.GROUP_QUOTA_DAY,
    Fault.GROUP_QUOTA_INTERVAL,
    Fault.GROUP_NO_NUMBERS,
)
"""What may stand in BusinessView.refusal: tests/kiosk/queueing shows that there is no other."""

WAITINGS = st.one_of(
    st.builds(Waiting, st.none(), st.none(), st.sampled_from(["", "08:15"])),
    st.builds(Waiting, st.just(0), st.just(0), st.just("08:15")),
    st.builds(Waiting, st.integers(1, 99), st.none() | st.integers(1, 500), st.just("08:15")),
)
MODES = st.builds(Modes, st.booleans(), st.booleans(), st.booleans(), st.booleans())
PRINTERS = st.builds(PrinterStatus, st.sampled_from(DeviceState), st.sampled_from(PaperSupply))


@st.composite
def businesses(draw: st.DrawFn) -> tuple[BusinessView, ...]:
    shown = []
    for one in HALL.businesses:
        refusal = draw(st.sampled_from([None, *ON_TILES]))
        days = ["2026-03-02T13:30", "2026-03-03T09:00", "2026-03-09T09:00"]
        reopens = draw(st.sampled_from(["", *days])) if refusal else ""
        waiting = draw(WAITINGS)
        shown.append(replace(one, refusal=refusal, reopens=reopens, waiting=waiting))
    return tuple(shown[: draw(st.integers(0, len(shown)))])


@st.composite
def halls(draw: st.DrawFn) -> Any:
    return replace(
        HALL,
        network=draw(st.sampled_from(Network)),
        printer=draw(PRINTERS),
        businesses=draw(businesses()),
        notices=draw(st.sampled_from([(), HALL.notices])),
        neighbour=draw(st.sampled_from(["", HALL.neighbour])),
    )


@st.composite
def models(draw: st.DrawFn, state: State, lang: str) -> Model:
    hall = draw(st.none() | halls())
    calls = ((), (CallStaff("call-1", "session-1", state.value),))
    model = Model(
        state=state,
        lang=lang,
        modes=draw(MODES),
        hall=hall,
        service_up=draw(st.booleans()),
        cards_up=draw(st.booleans()),
        reader=ReaderStatus(draw(st.sampled_from(DeviceState))),
        reading=draw(st.sampled_from(["", "reading-1"])),
        read_stage=draw(st.sampled_from(ReadStage)),
        group_id=draw(st.sampled_from([one.group_id for one in HALL.businesses])),
        declared=draw(st.sampled_from([Priority.NORMAL, Priority.DISABLED, Priority.SOLDIER])),
        age_priority=draw(st.booleans()),
        copy=draw(st.booleans()),
        called=draw(st.booleans()),
        unheard=draw(st.sampled_from(calls)),
        warning_left=draw(st.sampled_from([0, 0, 1, 20, 60])),
        clock="09:00",
        day="2026-03-02",
    )
    return replace(model, **draw(_persons(state)), **draw(_outcomes(state)))


@st.composite
def _persons(draw: st.DrawFn, state: State) -> dict[str, Any]:
    known = draw(st.sampled_from([None, *HOLDERS]))
    if state in BEFORE_A_HOLDER:
        known = None
    elif state is State.CONFIRM:
        known = draw(st.sampled_from([BY_CARD, BY_NUMBER]))
    elif state not in (State.CHOOSE_BUSINESS, State.TROUBLE, State.HELP, State.GOODBYE):
        known = draw(st.sampled_from(HOLDERS))
    typed = draw(st.integers(0, 18)) if state is State.TYPE_NUMBER else 0
    return {"holder": known, "typed": YI.id_no[:typed]}


@st.composite
def _outcomes(draw: st.DrawFn, state: State) -> dict[str, Any]:
    number = ticket(copies=draw(st.integers(0, 2))) if state in WITH_A_TICKET else None
    fault = draw(st.none() | st.sampled_from(Fault))
    if state in IN_TROUBLE:
        fault = draw(st.sampled_from(PRINT_FAULTS if state is State.PRINT_TROUBLE else list(Fault)))
    return {"ticket": number, "fault": fault}


@st.composite
def any_model(draw: st.DrawFn) -> Model:
    state = draw(st.sampled_from(State))
    return draw(models(state, draw(st.sampled_from(sorted(LANGUAGES)))))
