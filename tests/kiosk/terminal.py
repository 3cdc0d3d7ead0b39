"""An inbox at a table: its links only listen, its clock stands still until it is moved."""

from typing import Any

from kiosk.device import Device
from kiosk.flow.events import CardsBack, ServiceBack, Touched
from kiosk.flow.model import Model
from kiosk.flow.states import State
from kiosk.inbox import Inbox
from kiosk.messages.cards import CardRead, StartReading
from kiosk.messages.devices import StatusChanged
from kiosk.messages.service import HolderChecked, Recorded
from tests.clock import FakeClock
from tests.kiosk.samples import HALL, READER_OK, YI, OpenVault


class FakeLink:
    """Keeps what is sent; `up` False refuses like a link whose other end is gone."""

    def __init__(self) -> None:
        self.up = True
        self.sent: list[Any] = []
        self.refused: list[Any] = []

    def send(self, message: object) -> bool:
        (self.sent if self.up else self.refused).append(message)
        return self.up


class Terminal:
    """An inbox at a table: events are taken by hand, time passes by hand."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.service, self.cards, self.imaging = FakeLink(), FakeLink(), FakeLink()
        self.shown: list[tuple[Model, str]] = []
        self.over = 0
        self.shown_after_the_end = 0
        links = (self.service, self.cards, self.imaging)
        self.inbox = Inbox(self.clock, OpenVault(), *links, self._show, self._end)
        for event in (ServiceBack(), HALL, CardsBack(), StatusChanged(Device.ID_READER, READER_OK)):
            self.inbox.take(event)

    def _show(self, model: Model, event: str) -> None:
        self.shown.append((model, event))
        self.shown_after_the_end += self.over

    def _end(self) -> None:
        self.over += 1

    def where(self) -> State:
        return self.inbox.model.state

    def touch(self, verb: str, arg: str = "") -> State:
        self.inbox.take(Touched(verb, arg))
        return self.where()

    def pass_time(self, seconds: float) -> None:
        """As the inbox's thread sees it: it wakes at each second."""
        while seconds > 0:
            step = min(1.0, seconds)
            self.clock.advance(step)
            self.inbox.take_due()
            seconds -= step

    def to_ahead(self) -> None:
        reading = self.cards.sent[-1]
        assert isinstance(reading, StartReading)
        self.inbox.take(CardRead(reading.command, YI))
        self.touch("choose", "A")
        self.touch("confirm")
        self.inbox.take(Recorded(self.service.sent[-2].request_id))
        self.inbox.take(HolderChecked())
        assert self.where() is State.AHEAD
