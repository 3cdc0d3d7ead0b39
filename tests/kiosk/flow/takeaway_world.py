"""Of the world round the flow: slips that are printed or not, pages of telephones, flow charts."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from kiosk.faults import Fault
from kiosk.flow.events import Touched
from kiosk.flow.states import State
from kiosk.messages.service import PrintNews, PrintQueued, Refused
from kiosk.messages.takeaway import FileShown, HandedOff
from kiosk.print_state import PrintState
from tests.kiosk.flow.bench import Bench
from tests.kiosk.flow.takeaway_screens import png

CONTENTS = st.sampled_from([png(), b"", b"no picture"])
REFUSALS = st.sampled_from(
    [Fault.PRINTER_NO_PAPER, Fault.HAND_OFF_OFFLINE, Fault.HAND_OFF_REFUSED, Fault.ITEM_GONE]
)


class Takes(RuleBasedStateMachine):
    bench: Bench

    def take(self, event: object) -> None:
        raise NotImplementedError

    @rule(
        verb=st.sampled_from(["paper", "carry", "picture"]),
        state=st.sampled_from(PrintState),
        content=CONTENTS,
        mine=st.booleans(),
        queued=st.booleans(),
    )
    def something_is_taken_along(
        self, verb: str, state: PrintState, content: bytes, mine: bool, queued: bool
    ) -> None:
        """Where there is something to take; answered for us or for somebody else."""
        self.take(Touched(verb))
        away = self.bench.model.away
        order, wish, file = (
            one.request_id if one is not None and mine else "not mine"
            for one in (away.order, away.wish, away.file)
        )
        if queued:
            self.take(PrintQueued(order, "slip-job"))
        self.take(PrintNews("slip-job", order, state, Fault.PRINT_PAPER_END))
        self.take(HandedOff(wish, "https://pages.example/take/" + "0" * 32, 600))
        self.take(FileShown(file, "flow.png", content))
        self.take(Touched("zoom", "in"))

    @rule(fault=REFUSALS, of=st.sampled_from(["order", "wish", "file"]))
    def it_is_refused(self, fault: Fault, of: str) -> None:
        asked: Any = getattr(self.bench.model.away, of)
        self.take(Refused(asked.request_id if asked is not None else "not mine", fault))

    @invariant()
    def a_picture_is_drawn_only_where_it_is_one(self) -> None:
        assert self.bench.model.away.picture in (b"", png())

    @invariant()
    def an_address_goes_with_what_it_opens(self) -> None:
        away = self.bench.model.away
        if self.bench.where() is State.CARRY and away.url and away.wish is not None:
            assert away.url.startswith("https://pages.example/take/")
