"""The flow on a bench: events in by hand, its effects kept, its timers under the test's thumb."""

from typing import Any, TypeVar

from kiosk.device import Device
from kiosk.faults import Fault
from kiosk.flow.advance import advance
from kiosk.flow.effects import Command, Effect, Leave, Look, Query, Record, SetTimer
from kiosk.flow.events import CardsBack, ServiceBack, TimerFired, Touched
from kiosk.flow.model import Facts, Model
from kiosk.flow.states import State
from kiosk.identity import IdentityCard
from kiosk.messages.cards import CardRead, StartReading
from kiosk.messages.devices import StatusChanged
from kiosk.messages.service import (
    BusinessView,
    HallView,
    HolderChecked,
    Identified,
    NumberTaken,
    PrintNews,
    Recorded,
    TakeNumber,
    Ticket,
)
from kiosk.present.build import build
from kiosk.present.snapshot import Snapshot
from kiosk.print_state import PrintState
from tests.clock import FakeClock
from tests.kiosk.leaks import strings_in
from tests.kiosk.samples import HALL, READER_OK, OpenVault, ticket

T = TypeVar("T")


class Bench:
    """`said` holds every message that went out, oldest first; `timers` what is armed, in s."""

    def __init__(self, clock: FakeClock | None = None) -> None:
        self.clock = clock or FakeClock()
        self.model = Model()
        self.said: list[Any] = []
        self.last: tuple[Effect, ...] = ()
        self.timers: dict[str, float] = {}
        self.left = False
        self._ids = 0

    def facts(self) -> Facts:
        """With a fresh id each time."""
        self._ids += 1
        return Facts(self.clock.now(), f"id-{self._ids}", OpenVault())

    def take(self, event: object) -> tuple[Effect, ...]:
        self.model, self.last = advance(self.model, event, self.facts())
        for effect in self.last:
            self._perform(effect)
        return self.last

    def _perform(self, effect: Effect) -> None:
        if isinstance(effect, SetTimer):
            self.timers.pop(effect.name, None)
            if effect.seconds is not None:
                self.timers[effect.name] = effect.seconds
        elif isinstance(effect, Record | Query | Command | Look):
            self.said.append(effect.message)
        elif isinstance(effect, Leave):
            self.left = True
            self.timers.clear()

    def touch(self, verb: str, arg: str = "") -> State:
        self.take(Touched(verb, arg))
        return self.model.state

    def fire(self, name: str) -> State:
        """The time of an armed timer has come."""
        del self.timers[name]
        self.take(TimerFired(name))
        return self.model.state

    def all_said(self, kind: type[T]) -> list[T]:
        return [message for message in self.said if isinstance(message, kind)]

    def last_said(self, kind: type[T]) -> T:
        return self.all_said(kind)[-1]

    def where(self) -> State:
        return self.model.state

    def fault(self) -> Fault | None:
        return self.model.fault

    @property
    def screen(self) -> Snapshot:
        return build(self.model)

    # --- the way of a citizen ---------------------------------------------------------------

    def ready(self, hall: HallView = HALL) -> "Bench":
        """The idle screen with everything at work."""
        for event in (ServiceBack(), hall, CardsBack(), StatusChanged(Device.ID_READER, READER_OK)):
            self.take(event)
        return self

    def put_card(self, card: IdentityCard) -> State:
        self.take(CardRead(self.last_said(StartReading).command, card, 1.5))
        return self.model.state

    def type_number(self, number: str) -> State:
        for character in number:
            self.touch("key", character)
        return self.touch("next")

    def hear(self) -> None:
        """The service confirms who was identified."""
        self.take(Recorded(self.last_said(Identified).request_id))

    def confirm(self, answer: HolderChecked | None = None) -> State:
        first = not self.model.confirmed
        self.touch("confirm")
        if first:
            self.hear()
        self.take(answer or HolderChecked())
        return self.model.state

    def to_ahead(self, card: IdentityCard, group: str = "A") -> "Bench":
        self.put_card(card)
        self.touch("choose", group)
        assert self.confirm() is State.AHEAD
        return self

    def answer(self, state: PrintState | None, given: Ticket | None = None) -> State:
        """The service has recorded the number that was asked for last."""
        wish = self.last_said(TakeNumber)
        job = "job-1" if state is not None else ""
        number = given or ticket(wish.group_id)
        self.take(NumberTaken(wish.request_id, number, job, state))
        return self.model.state

    def news(self, state: PrintState, **more: Any) -> State:
        assert self.model.ticket is not None
        self.take(PrintNews(self.model.job_id, self.model.ticket.ticket_id, state, **more))
        return self.model.state

    def business(self, group: str) -> BusinessView:
        assert self.model.hall is not None
        return next(b for b in self.model.hall.businesses if b.group_id == group)


def texts_on(snapshot: Snapshot) -> str:
    """Everything that is written on a screen, one line each."""
    return "\n".join(sorted({text for _path, text in strings_in(snapshot)}))
