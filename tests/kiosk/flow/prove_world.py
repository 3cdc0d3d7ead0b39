"""Of the world round the flow: certificates, which come late, come twice, or do not come out."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from kiosk.faults import Fault
from kiosk.flow.effects import Effect, Query, Record
from kiosk.flow.events import TimerFired, Touched
from kiosk.flow.model import Model
from kiosk.flow.states import State
from kiosk.identity import IdentityCard
from kiosk.messages.cards import CardRead
from kiosk.messages.certificates import (
    CertificateReady,
    LeaveCertificate,
    NextCopy,
    PagesOut,
    PrintCertificate,
    WaitingFound,
    WantCertificate,
    WishKept,
)
from kiosk.messages.items import ItemShown
from kiosk.messages.service import PrintNews, PrintQueued, Refused
from kiosk.print_state import PrintState
from tests.kiosk.flow.device_world import Devices
from tests.kiosk.flow.item_world import CARDS
from tests.kiosk.flow.papers import ready
from tests.kiosk.flow.prove_way import by_id_card
from tests.kiosk.item_samples import HOUSES, PROOF

SHOWN_AT = frozenset({State.PREVIEW, State.CERT_TROUBLE, State.CERT_UNSURE, State.CERT_PRINTING})
REFUSALS = st.sampled_from(
    [
        *(Fault.CERT_NO_ANSWER, Fault.CERT_UNTRUSTED, Fault.CERT_GONE, Fault.CERT_PRINTED),
        *(Fault.A4_NO_PAPER, Fault.CERT_PICKUP, Fault.CERT_WISH_AGAIN),
    ]
)
ENDS = st.sampled_from(PrintState)


class Proofs(Devices):
    def __init__(self) -> None:
        super().__init__()
        self.no_papers()

    def no_papers(self) -> None:
        """A session of its own."""
        self.flying: set[str] = set()
        """Request ids of certificates asked for and not answered."""
        self.printed_copies: set[tuple[str, int]] = set()
        """(certificate, copy) of which the printer has said that they came out."""
        self.copies: dict[str, tuple[str, int]] = {}
        """request id of each order -> what it puts on paper"""

    # --- what the world does ----------------------------------------------------------------------

    @rule(
        code=st.sampled_from([PROOF, HOUSES]),
        verb=st.sampled_from(["begin", "begin", "pickup"]),
        steps=st.integers(2, 14),
        card=CARDS,
        end=ENDS,
    )
    def somebody_wants_a_certificate(
        self, code: str, verb: str, steps: int, card: IdentityCard, end: PrintState
    ) -> None:
        self.take(Touched("find"))
        self.take(Touched("item", code))
        self.take(ItemShown(self.bench.model.visit.asked, code, 1, by_id_card(code)))
        self.take(Touched(verb))
        for _ in range(steps):
            self._further(card, end)

    def _further(self, card: IdentityCard, end: PrintState) -> None:
        shown, where, model = self.bench.screen, self.bench.where(), self.bench.model
        if where in (State.CHOOSE_MEANS, State.READ_CARD) and model.reading:
            self.take(CardRead(model.reading, card, 1.0))
        elif where is State.CONFIRM:
            self.take(Touched("confirm"))
        elif where is State.LOOKING:
            self.take(WaitingFound(model.proof.looking))
        elif where is State.QUERY:
            verb, arg = ("answer", shown.tiles[0].arg) if shown.tiles else ("next", "")
            self.take(Touched(verb, arg))
        elif where is State.PICKUP_CODE:
            for char in "7KQ2M9XWE4TA":
                self.take(Touched("type", char))
            self.take(Touched("next"))
        elif where is State.ISSUING:
            self.take(ready(self._asked(), 2))
        elif where is State.CERT_PRINTING and model.proof.order is not None:
            self.take(PrintQueued(model.proof.order.request_id, "job-a4"))
            self.take(self._end_of(end))
        elif where is State.WISHING and model.proof.wish is not None:
            self.take(WishKept(model.proof.wish.request_id, "7KQ2M9XWE4TA", "job-slip"))
        elif shown.primary is not None:
            self.take(Touched(shown.primary.verb, shown.primary.arg))

    def _asked(self) -> str:
        kinds = (WantCertificate, NextCopy)
        asked = [one.request_id for one in self.bench.said if isinstance(one, kinds)]
        return asked[-1] if asked else "not mine"

    def _end_of(self, end: PrintState) -> PrintNews:
        shown = self.bench.model.proof.ready
        about = shown.certificate_id if shown is not None else "not mine"
        return PrintNews("job-a4", about, end, None)

    @rule(at=st.integers(0, 2), pages=st.integers(0, 3), held=st.booleans())
    def a_certificate_is_ready(self, at: int, pages: int, held: bool) -> None:
        """For the request that was made last, for one before, or for nobody's."""
        kinds = (WantCertificate, NextCopy)
        asked = [one.request_id for one in self.bench.said if isinstance(one, kinds)]
        request = asked[-1 - at] if at < len(asked) else "not mine"
        self.take(ready(request, pages, held=held))

    @rule(mine=st.booleans(), many=st.integers(0, 2))
    def something_lies_here(self, mine: bool, many: int) -> None:
        request = self.bench.model.proof.looking if mine else "not mine"
        found = tuple(ready("old", certificate_id=f"held-{n}", held=True) for n in range(many))
        self.take(WaitingFound(request, found))

    @rule(fault=REFUSALS)
    def what_is_asked_for_is_refused(self, fault: Fault) -> None:
        proof = self.bench.model.proof
        waits = [one.request_id for one in (proof.order, proof.wish) if one is not None]
        self.take(Refused([self._asked(), *waits][-1], fault))

    @rule(end=ENDS, done=st.integers(0, 3), job=st.sampled_from(["job-a4", "job-slip", "x"]))
    def paper_moves(self, end: PrintState, done: int, job: str) -> None:
        order = self.bench.model.proof.order
        if order is not None:
            self.take(PrintQueued(order.request_id, "job-a4"))
        self.take(PagesOut(job, done, 2))
        self.take(self._end_of(end))

    @rule(verb=st.sampled_from(["print", "whole", "damaged", "again", "page", "held", "fresh"]))
    def somebody_touches_what_is_about_paper(self, verb: str) -> None:
        self.take(Touched(verb, "1" if verb == "page" else "held-0"))

    # --- what must be true of it ------------------------------------------------------------------

    def watch_papers(self, before: Model, event: object, effects: tuple[Effect, ...]) -> None:
        """After each event."""
        said = [one.message for one in effects if isinstance(one, Record | Query)]
        self._one_at_a_time(before, event, said)
        self._only_by_touch(before, event, said)
        after, was = self.bench.model.proof, before.proof
        gone = was.ready is not None and after.ready is None
        left = [one for one in said if isinstance(one, LeaveCertificate)]
        fresh = [one for one in left if one not in before.unheard]
        if gone and was.left_open:
            assert was.ready is not None
            assert [one.certificate_id for one in fresh] == [was.ready.certificate_id]
        for one in fresh:
            shown = was.ready
            if shown is not None and one.certificate_id == shown.certificate_id and gone:
                assert (shown.certificate_id, shown.copy_no) not in self.printed_copies

    def _one_at_a_time(self, before: Model, event: object, said: list[Any]) -> None:
        late = isinstance(event, TimerFired) and event.name == "patience"
        if isinstance(event, CertificateReady | Refused):
            self.flying.discard(event.request_id)
        if late and before.state is State.ISSUING:
            self.flying.clear()
        for one in said:
            if isinstance(one, WantCertificate | NextCopy):
                assert self.flying <= {one.request_id}
                self.flying.add(one.request_id)

    def _only_by_touch(self, before: Model, event: object, said: list[Any]) -> None:
        for one in said:
            if isinstance(one, PrintCertificate):
                assert one == before.proof.order or isinstance(event, Touched)
                self.copies[one.request_id] = (one.certificate_id, one.copy_no)
        if isinstance(event, PrintNews) and event.state is PrintState.PRINTED:
            shown, job = before.proof.ready, before.proof.job_id
            mine = shown is not None and event.about == shown.certificate_id
            if shown is not None and mine and event.job_id == (job or event.job_id):
                self.printed_copies.add((shown.certificate_id, shown.copy_no))

    @invariant()
    def a_paper_in_hand_came_out_or_the_citizen_says_so(self) -> None:
        model = self.bench.model
        if model.state is not State.CERT_TAKE:
            return
        assert model.proof.out
        assert model.proof.ready is not None
        assert model.proof.ready.preview == ()

    @invariant()
    def a_trouble_is_no_dead_end(self) -> None:
        if self.bench.where() in (State.TROUBLE, State.CERT_TROUBLE, State.CERT_UNSURE):
            shown = self.bench.screen
            ways = [one for one in (shown.primary, shown.secondary) if one is not None]
            assert [one for one in ways if one.enabled]
            assert "home" in {one.verb for one in shown.footer}

    @invariant()
    def no_picture_of_a_paper_outlives_its_screens(self) -> None:
        model = self.bench.model
        if model.state in (State.IDLE, State.FIND, State.ITEM, State.CHOOSE_BUSINESS):
            assert model.proof.ready is None
            assert model.proof.found == ()
        if model.state is not State.PREVIEW:
            assert self.bench.screen.preview is None
