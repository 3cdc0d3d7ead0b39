"""A world round the flow: it answers, forgets to answer, answers twice or answers somebody else."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from kiosk.faults import Fault
from kiosk.flow.events import TimerFired, Touched
from kiosk.flow.states import TOUCHES, State
from kiosk.messages.cards import CardRead
from kiosk.messages.ratings import Rate
from kiosk.messages.service import (
    CallStaff,
    HolderChecked,
    Identified,
    Network,
    NumberTaken,
    PrintAgain,
    PrintNews,
    PrintQueued,
    Recorded,
    Refused,
    TakeNumber,
    Ticket,
)
from kiosk.present.snapshot import Action, Tile
from kiosk.print_state import PrintState
from kiosk.values import replace
from tests.kiosk.flow.bench import Bench
from tests.kiosk.flow.identity_world import Identities
from tests.kiosk.flow.place_samples import WITH_PLACES
from tests.kiosk.flow.prove_world import Proofs
from tests.kiosk.flow.takeaway_world import Takes
from tests.kiosk.flow.verify_world import Verifies
from tests.kiosk.item_samples import FINES, PROOF, RENEWAL, SHARES
from tests.kiosk.samples import GOOD_PRINTER, HALL, JIA, NO_PAPER, YI, ticket

VERBS = [*sorted(signal.value for signal in TOUCHES), "no such verb"]
ARGS = [
    *("", "A", "B", "C", "D", "E", "IDCARD", "IDNO", "NONE", "disabled", "soldier", "elder"),
    *("1", "5", "9", "X", "x", "delete", "clear", "on", "off", "\u0661", "-1", "5.0"),
    *(FINES, "RECEIPT_CODE", "all", "open", "powers", "fees"),
    *(PROOF, RENEWAL, SHARES, "materials", "yes", ".", "12", "s", "2", "speed", "named", " "),
]
WAY: dict[State, tuple[str, str]] = {
    State.IDLE: ("start", ""),
    State.CONFIRM: ("confirm", ""),
    State.AHEAD: ("take", ""),
    State.TAKE_AWAY: ("more", ""),
    State.ON_SCREEN: ("done", ""),
    State.PRINT_TROUBLE: ("again", ""),
    State.OPEN_TICKET: ("again", ""),
    State.TROUBLE: ("more", ""),
    State.RATE: ("rate", "2"),
    State.RATE_WHY: ("reason", "speed"),
    State.HELP: ("back", ""),
    State.FIND: ("item", SHARES),
    State.ITEM: ("guide", ""),
    State.GUIDE: ("correct", ""),
    State.CORRECT: ("element", "materials"),
    State.CALC_RESULT: ("more", ""),
    State.LISTS: ("list", "fees"),
    State.QUERY: ("next", ""),
    State.QUERY_RESULT: ("reveal", "on"),
    State.MINE: ("case", "0"),
    State.MINE_CASE: ("back", ""),
}
"""What a citizen touches who wants to go on."""
GROUPS = ["A", "B", "D"]
NUMBERS = [ticket(group, number) for group in GROUPS for number in (1, 2)]
PRINTS = st.sampled_from([*PrintState, None])
FAULTS = st.sampled_from(Fault)
SOME_FAULT = st.one_of(st.none(), FAULTS)
WITH_ITEMS = replace(WITH_PLACES, a4=GOOD_PRINTER, pages_url="https://pages.example")


class World(Proofs, Identities, Verifies, Takes):
    """`take` is where every event goes; a test looks there at what becomes of it."""

    def __init__(self) -> None:
        super().__init__()
        self.stood = {}
        self.bench = Bench().ready(WITH_ITEMS)

    def take(self, event: object) -> None:
        self.bench.take(event)

    # --- fingers and time: only a timer that is armed can fire -----------------------------------

    @rule(verb=st.sampled_from(VERBS), arg=st.sampled_from(ARGS))
    def touch_anything(self, verb: str, arg: str) -> None:
        self.take(Touched(verb, arg))

    @rule(at=st.integers(0, 12))
    def touch_what_is_shown(self, at: int) -> None:
        shown = self.bench.screen
        chief = [one for one in (shown.primary, shown.secondary) if one is not None]
        controls: list[Action | Tile] = [*chief, *shown.tiles, *shown.options, *shown.footer]
        action = controls[at % len(controls)]
        self.take(Touched(action.verb, action.arg))

    @precondition(lambda self: self.bench.where() is State.TYPE_NUMBER)
    @rule(number=st.sampled_from([JIA.id_no, YI.id_no, "12345678", "110105194912310021"]))
    def type_a_number(self, number: str) -> None:
        self.type_into_the_field(number)

    def type_into_the_field(self, number: str) -> None:
        for character in number:
            self.take(Touched("key", character))
        self.take(Touched("next"))

    @precondition(lambda self: self.bench.timers)
    @rule(at=st.integers(0, 2))
    def a_timer_fires(self, at: int) -> None:
        names = sorted(self.bench.timers)
        name = names[at % len(names)]
        del self.bench.timers[name]
        self.take(TimerFired(name))

    @rule(seconds=st.integers(1, 90_000))
    def a_while_passes(self, seconds: int) -> None:
        self.bench.clock.advance(seconds)
        self.take(TimerFired("minute"))

    # --- the way that most people go ------------------------------------------------------------

    @initialize(steps=st.integers(0, 12), group=st.sampled_from(GROUPS), printed=PRINTS)
    def somebody_is_there(self, steps: int, group: str, printed: PrintState | None) -> None:
        for _ in range(steps):
            self._step_on(group, printed)

    @rule(steps=st.integers(1, 12), group=st.sampled_from(GROUPS), printed=PRINTS)
    def some_steps_on(self, steps: int, group: str, printed: PrintState | None) -> None:
        for _ in range(steps):
            self._step_on(group, printed)

    def _step_on(self, group: str, printed: PrintState | None) -> None:
        model = self.bench.model
        where, touch = model.state, WAY.get(model.state)
        if model.warning_left:
            self.take(Touched("go_on"))
        elif where is State.CHOOSE_BUSINESS:
            self.take(Touched("choose", group))
        elif where is State.CONFIRM and not model.confirmed and not model.revealed:
            self.take(Touched("reveal", "on"))
            self.take(Touched("confirm"))
            self.take(Touched("confirm"))
        elif where is State.CONFIRM and model.confirmed:
            self.take(HolderChecked())
        elif where is State.TAKING and model.order is not None:
            self.take(self._given(model.order.request_id, ticket(model.group_id), printed))
        elif where is State.PRINTING and model.ticket is not None and printed is not None:
            self.take(self._news(printed))
        elif where is State.CHOOSE_MEANS:
            self.take(Touched("means", {"A": "IDNO", "D": "NONE"}.get(group, "IDCARD")))
        elif where is State.TYPE_NUMBER:
            self.type_into_the_field(YI.id_no)
        elif model.reading and (where is State.READ_CARD or (where is State.IDLE and group == "B")):
            self.take(CardRead(model.reading, YI, 1.0))
        elif touch is not None:
            self.take(Touched(*touch))

    # --- the service ------------------------------------------------------------------------

    @rule(
        network=st.sampled_from(Network),
        paper=st.booleans(),
        groups=st.sampled_from([HALL.businesses, HALL.businesses[1:], ()]),
        refusal=st.sampled_from([None, None, Fault.GROUP_QUOTA_DAY]),
        neighbour=st.sampled_from(["", HALL.neighbour]),
    )
    def the_hall_changes(
        self, network: Network, paper: bool, groups: Any, refusal: Any, neighbour: str
    ) -> None:
        shown = tuple(replace(one, refusal=one.refusal or refusal) for one in groups)
        printer = GOOD_PRINTER if paper else NO_PAPER
        hall = replace(WITH_PLACES, network=network, printer=printer, businesses=shown)
        self.take(replace(hall, neighbour=neighbour, a4=printer))

    @rule(fault=SOME_FAULT, number=st.sampled_from([None, *NUMBERS]))
    def a_holder_is_checked(self, fault: Fault | None, number: Any) -> None:
        self.take(HolderChecked(fault, number))

    @rule(printed=PRINTS, fault=SOME_FAULT, number=st.sampled_from(NUMBERS), mine=st.booleans())
    def a_number_is_given(self, printed: Any, fault: Any, number: Any, mine: bool) -> None:
        order = self.bench.model.order
        request = order.request_id if order is not None and mine else "not mine"
        self.take(self._given(request, number, printed, fault))

    def _given(
        self, request: str, number: Ticket, printed: PrintState | None, fault: Fault | None = None
    ) -> NumberTaken:
        return NumberTaken(request, number, "job" if printed else "", printed, fault)

    @rule(fault=FAULTS, number=st.sampled_from([None, *NUMBERS]), of=st.integers(0, 9))
    def something_is_refused(self, fault: Fault, number: Any, of: int) -> None:
        self.take(Refused(self._request(of), fault, number))

    @rule(of=st.integers(0, 9))
    def something_is_recorded(self, of: int) -> None:
        self.take(Recorded(self._request(of)))

    @rule(of=st.integers(0, 9), job=st.sampled_from(["job", "copy"]))
    def a_print_is_queued(self, of: int, job: str) -> None:
        self.take(PrintQueued(self._request(of), job))

    @rule(
        state=st.sampled_from(PrintState),
        fault=SOME_FAULT,
        job=st.sampled_from(["job", "copy", ""]),
        mine=st.sampled_from([True, True, False]),
    )
    def news_of_a_print(self, state: PrintState, fault: Any, job: str, mine: bool) -> None:
        self.take(self._news(state, fault, job, mine))

    def _news(
        self, state: PrintState, fault: Fault | None = None, job: str = "", mine: bool = True
    ) -> PrintNews:
        number = self.bench.model.ticket
        ticket_id = number.ticket_id if number is not None and mine else "not mine"
        return PrintNews(job or self.bench.model.job_id, ticket_id, state, fault)

    def _request(self, of: int) -> str:
        kinds = (TakeNumber, PrintAgain, Identified, CallStaff, Rate)
        asked = [m.request_id for m in self.bench.said if isinstance(m, kinds)]
        return asked[-1 - of] if of < len(asked) else "not mine"
