"""Whatever happens, in whatever order: the flow never breaks, never lies and always ends.

A world answers, forgets to answer, answers twice and answers somebody else; fingers touch anything.
"""

import pytest
from hypothesis import settings
from hypothesis.stateful import invariant, precondition, rule

from kiosk.flow.effects import Effect, Leave, Query, Record, in_order
from kiosk.flow.events import TimerFired, Touched
from kiosk.flow.states import RATING, WORKING, State
from kiosk.messages.certificates import LeaveCertificate
from kiosk.messages.ratings import Rate
from kiosk.messages.service import CallStaff, Identified, NumberTaken, PrintNews, TakeNumber
from kiosk.messages.takeaway import EndHandOff
from kiosk.print_state import PrintState
from tests.kiosk.flow.bench import Bench, texts_on
from tests.kiosk.flow.world import WITH_ITEMS, World
from tests.kiosk.leaks import leaks_of
from tests.kiosk.samples import PERSONS

GIVEN_UP = (LeaveCertificate, EndHandOff)
"""What time alone may say: that somebody is gone."""


class Walk(World):
    def __init__(self) -> None:
        super().__init__()
        self._sit_down()

    def _sit_down(self) -> None:
        """A session of its own: what is counted is counted for one citizen."""
        self.orders: dict[str, int] = {}
        """request id of each TakeNumber -> the tap that asked for it"""
        self.taps = 0
        self.rated: set[str] = set()
        self.proved: set[str] = set()
        """ids of tickets of which the service has said that they are printed"""

    def take(self, event: object) -> None:
        before = self.bench.where()
        if isinstance(event, Touched):
            self.taps += event.verb == "take"
        if isinstance(event, PrintNews) and event.state is PrintState.PRINTED:
            self.proved.add(event.about)
        if isinstance(event, NumberTaken) and event.print_state is PrintState.PRINTED:
            self.proved.add(event.ticket.ticket_id)
        model = self.bench.model
        effects = self.bench.take(event)
        assert effects == in_order(effects)
        self.watch_papers(model, event, effects)
        self._nobody_is_named(effects)
        self._one_order_a_tap(effects)
        self._rated_by_a_touch(event, effects)
        if isinstance(event, TimerFired):
            asked = [one.message for one in effects if isinstance(one, Record | Query)]
            assert all(isinstance(one, GIVEN_UP) for one in asked)
        if isinstance(event, Touched) and before in WORKING:
            self._undisturbed(before, effects)
        if self.bench.left:
            assert self.bench.model.holder is None
            self.bench = Bench(self.bench.clock).ready(WITH_ITEMS)
            self._sit_down()
            self.no_papers()

    def _nobody_is_named(self, effects: tuple[Effect, ...]) -> None:
        said = repr(effects)
        assert not [one for one in PERSONS if one.id_no in said or one.name in said]

    def _one_order_a_tap(self, effects: tuple[Effect, ...]) -> None:
        for effect in effects:
            if isinstance(effect, Record) and isinstance(effect.message, TakeNumber):
                self.orders.setdefault(effect.message.request_id, self.taps)
        assert len(set(self.orders.values())) == len(self.orders)

    @precondition(lambda self: self.bench.where() in RATING and "idle" in self.bench.timers)
    @rule()
    def nobody_answers_what_is_asked(self) -> None:
        self.bench.timers.pop("idle")
        self.take(TimerFired("idle"))

    def _rated_by_a_touch(self, event: object, effects: tuple[Effect, ...]) -> None:
        """A level that was touched, or "send": nothing else gives a rating."""
        said = [one.message for one in effects if isinstance(one, Record)]
        for rating in (one for one in said if isinstance(one, Rate)):
            if rating.request_id not in self.rated:
                assert isinstance(event, Touched)
                assert event.verb in ("rate", "send")
                self.rated.add(rating.request_id)

    def _undisturbed(self, before: State, effects: tuple[Effect, ...]) -> None:
        assert self.bench.where() is before
        asked = [one.message for one in effects if isinstance(one, Record | Query)]
        assert all(isinstance(message, CallStaff) for message in asked)
        assert not any(isinstance(one, Leave) for one in effects)

    @invariant()
    def the_screen_can_be_drawn_and_shows_nobody(self) -> None:
        shown = self.bench.screen
        assert shown.title or shown.trouble
        assert shown.spoken
        model = self.bench.model
        leaks = leaks_of(shown, model.typed, PERSONS)
        if model.revealed:
            assert model.state in (State.CONFIRM, State.QUERY_RESULT)
            assert not model.warning_left
            hidden = (".card.facts", ".sections")
            leaks = [path for path in leaks if not path.startswith(hidden)]
        assert leaks == []
        assert not [c for c in "{}" if c in texts_on(shown)]

    @invariant()
    def nobody_is_on_the_idle_screen(self) -> None:
        if self.bench.where() is State.IDLE:
            assert self.bench.model.holder is None
            assert self.bench.model.typed == ""

    @invariant()
    def one_identification_in_a_session_for_each_level(self) -> None:
        """And for each document: nobody is asked for the same proof twice."""
        seen: dict[str, dict[str, object]] = {}
        for one in self.bench.all_said(Identified):
            seen.setdefault(one.session_id, {})[one.request_id] = (one.means, one.assurance)
        for proofs in seen.values():
            assert len(set(proofs.values())) == len(proofs)

    @invariant()
    def nothing_is_called_printed_without_proof(self) -> None:
        model = self.bench.model
        if model.state is State.TAKE_AWAY:
            assert model.ticket is not None
            assert model.ticket.ticket_id in self.proved
        if model.state is State.PRINT_TROUBLE:
            assert not model.printed
            assert model.fault is not None

    @invariant()
    def no_state_waits_for_ever(self) -> None:
        if self.bench.where() is not State.IDLE:
            assert self.bench.timers

    def teardown(self) -> None:
        """From wherever the walk came: time alone leads back to an idle screen of nobody."""
        for _ in range(300):
            if self.bench.left or not self.bench.timers:
                break
            name = min(self.bench.timers, key=lambda one: self.bench.timers[one])
            self.bench.fire(name)
        assert self.bench.left or self.bench.where() is State.IDLE


TestWalk = pytest.mark.slow(Walk.TestCase)
TestWalk.settings = settings(
    max_examples=60, stateful_step_count=40, derandomize=True, database=None
)
