"""One inbox, one thread: timers under an injected clock, each effect to its link, no event lost."""

import queue
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from kiosk.flow.events import CardsBack, ServiceBack, ServiceLost, Touched
from kiosk.flow.model import Model
from kiosk.flow.states import State
from kiosk.inbox import Inbox
from kiosk.messages.cards import CardRead, ReaderChanged, StartReading, StopReading
from kiosk.messages.printing import PrintState
from kiosk.messages.service import (
    CheckHolder,
    HolderChecked,
    Identified,
    NumberTaken,
    Recorded,
    TakeNumber,
)
from tests.clock import FakeClock
from tests.kiosk.samples import HALL, READER_OK, YI, OpenVault, ticket

PATIENCE_S = 5.0


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
        self.service, self.cards = FakeLink(), FakeLink()
        self.shown: list[tuple[Model, str]] = []
        self.over = 0
        self.shown_after_the_end = 0
        self.inbox = Inbox(self.clock, OpenVault(), self.service, self.cards, self._show, self._end)
        for event in (ServiceBack(), HALL, CardsBack(), ReaderChanged(READER_OK)):
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


@pytest.fixture
def terminal() -> Terminal:
    return Terminal()


def test_records_and_questions_go_to_the_service_and_commands_to_the_reader(
    terminal: Terminal,
) -> None:
    terminal.to_ahead()
    terminal.touch("take")
    assert [type(m) for m in terminal.service.sent] == [Identified, CheckHolder, TakeNumber]
    assert [type(m) for m in terminal.cards.sent] == [StartReading]
    terminal.touch("home")
    assert terminal.where() is State.TAKING
    terminal.inbox.take(
        NumberTaken(terminal.service.sent[-1].request_id, ticket(), "", PrintState.PRINTED)
    )
    assert terminal.where() is State.TAKE_AWAY


def test_each_change_is_shown_once_with_the_name_of_its_event(terminal: Terminal) -> None:
    terminal.shown.clear()
    terminal.touch("start")
    terminal.touch("no such verb")
    terminal.touch("start")
    terminal.inbox.take(ServiceLost())
    assert [(model.state, event) for model, event in terminal.shown] == [
        (State.CHOOSE_BUSINESS, "Touched"),
        (State.CHOOSE_BUSINESS, "ServiceLost"),
    ]


@pytest.mark.row("CP-10")
def test_nobody_there_for_eighty_seconds_and_the_session_is_gone(terminal: Terminal) -> None:
    terminal.to_ahead()
    terminal.pass_time(59)
    assert terminal.inbox.model.warning_left == 0
    terminal.pass_time(1)
    assert terminal.inbox.model.warning_left == 20
    terminal.pass_time(19)
    assert (terminal.inbox.model.warning_left, terminal.over) == (1, 0)
    terminal.pass_time(1)
    assert terminal.over == 1
    assert terminal.inbox.model.holder is None
    assert terminal.shown_after_the_end == 0, "whoever ends it shows the idle screen"


def test_a_touch_within_the_countdown_starts_the_minute_anew(terminal: Terminal) -> None:
    terminal.to_ahead()
    terminal.pass_time(70)
    assert terminal.inbox.model.warning_left == 10
    assert terminal.touch("take") is State.AHEAD
    terminal.pass_time(59)
    assert terminal.inbox.model.warning_left == 0
    terminal.pass_time(1)
    assert terminal.inbox.model.warning_left == 20


def test_after_the_end_nothing_is_answered_or_shown(terminal: Terminal) -> None:
    terminal.to_ahead()
    terminal.touch("home")
    shown, sent = len(terminal.shown), len(terminal.service.sent)
    for event in (Touched("take"), Touched("home"), HALL, HolderChecked(), ServiceBack()):
        terminal.inbox.take(event)
    terminal.pass_time(300)
    assert terminal.over == 1
    assert (len(terminal.shown), len(terminal.service.sent)) == (shown, sent)
    assert terminal.shown_after_the_end == 0


def test_the_reader_is_told_to_stop_before_the_end(terminal: Terminal) -> None:
    terminal.touch("start")
    terminal.touch("home")
    assert [type(message) for message in terminal.cards.sent] == [StartReading, StopReading]
    assert terminal.over == 1


def test_a_machine_that_slept_fires_each_timer_once_and_in_order(terminal: Terminal) -> None:
    terminal.touch("start")
    terminal.pass_time(60)
    terminal.shown.clear()
    terminal.clock.advance(3600)
    terminal.inbox.take_due()
    assert [model.warning_left for model, _ in terminal.shown][:1] == [19]
    assert terminal.over == 0, "the countdown is seen, however late the machine wakes"


def test_a_timer_that_an_earlier_one_moved_does_not_fire(terminal: Terminal) -> None:
    terminal.touch("start")
    timers = terminal.inbox._timers
    timers["idle"], timers["second"] = 0.0, 0.5
    terminal.inbox.take_due()
    assert terminal.inbox.model.warning_left == 20
    assert timers == {"second": terminal.clock.monotonic() + 1.0}


def test_the_end_takes_every_other_timer_with_it(terminal: Terminal) -> None:
    terminal.to_ahead()
    terminal.pass_time(79)
    assert terminal.inbox.model.warning_left == 1
    timers = terminal.inbox._timers
    timers["idle"] = timers["second"] + 0.1
    terminal.clock.advance(5)
    terminal.inbox.take_due()
    assert (terminal.over, timers) == (1, {})


def test_the_clock_on_the_screen_follows_the_minute_and_the_day(terminal: Terminal) -> None:
    terminal.shown.clear()
    terminal.pass_time(59)
    assert terminal.shown == []
    terminal.pass_time(1)
    assert terminal.inbox.model.clock == "09:01"
    terminal.clock.set(terminal.clock.now() + timedelta(days=1))
    terminal.inbox.take_due()
    assert (terminal.inbox.model.clock, terminal.inbox.model.day) == ("09:01", "2026-03-03")
    terminal.clock.set(terminal.clock.now() - timedelta(hours=3))
    terminal.inbox.take_due()
    assert terminal.inbox.model.clock == "06:01"
    assert [event for _, event in terminal.shown] == ["TimerFired"] * 3


def test_a_wall_clock_that_jumps_moves_no_timer(terminal: Terminal) -> None:
    terminal.touch("start")
    terminal.clock.set(terminal.clock.now() + timedelta(days=400))
    terminal.inbox.take_due()
    assert terminal.inbox.model.warning_left == 0
    terminal.clock.set(terminal.clock.now() - timedelta(days=800))
    terminal.pass_time(60)
    assert terminal.inbox.model.warning_left == 20


def test_what_a_dead_link_did_not_take_is_asked_again_with_the_same_id(terminal: Terminal) -> None:
    terminal.to_ahead()
    terminal.service.up = False
    terminal.touch("take")
    (lost,) = terminal.service.refused
    terminal.service.up = True
    terminal.inbox.take(ServiceLost())
    terminal.inbox.take(ServiceBack())
    assert terminal.service.sent[-1] is lost


def post_touches(inbox: Inbox, count: int) -> None:
    for _ in range(count):
        inbox.post(Touched("contrast"))


def in_thread(then: Callable[[Inbox, "queue.SimpleQueue[Model]"], None]) -> None:
    shown: queue.SimpleQueue[Model] = queue.SimpleQueue()
    inbox = Inbox(
        FakeClock(),
        OpenVault(),
        FakeLink(),
        FakeLink(),
        lambda model, _event: shown.put(model),
        lambda: None,
    ).start()
    then(inbox, shown)
    inbox.close()
    assert not inbox._thread.is_alive()


def test_no_event_of_many_threads_is_lost() -> None:
    each, threads = 200, 4

    def many(inbox: Inbox, shown: "queue.SimpleQueue[Model]") -> None:
        posters = [
            threading.Thread(target=post_touches, args=(inbox, each)) for _ in range(threads)
        ]
        for poster in posters:
            poster.start()
        for poster in posters:
            poster.join()
        seen = [shown.get(timeout=PATIENCE_S).modes.contrast for _ in range(each * threads)]
        assert seen == [True, False] * (each * threads // 2)

    in_thread(many)


def test_events_are_taken_in_the_order_in_which_they_came() -> None:
    def ordered(inbox: Inbox, shown: "queue.SimpleQueue[Model]") -> None:
        for event in (HALL, ServiceLost(), ServiceBack(), Touched("start")):
            inbox.post(event)
        models = [shown.get(timeout=PATIENCE_S) for _ in range(4)]
        assert [model.service_up for model in models] == [True, False, True, True]
        assert models[-1].state is State.CHOOSE_BUSINESS

    in_thread(ordered)
