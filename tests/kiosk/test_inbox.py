"""One inbox, one thread: timers under an injected clock, each effect to its link, no event lost."""

from datetime import timedelta

import pytest

from kiosk.flow.events import ServiceBack, ServiceLost, Touched
from kiosk.flow.states import State
from kiosk.messages.cards import StartReading, StopReading
from kiosk.messages.service import (
    CheckHolder,
    HolderChecked,
    Identified,
    NumberTaken,
    TakeNumber,
)
from kiosk.print_state import PrintState
from tests.kiosk.samples import HALL, ticket
from tests.kiosk.terminal import Terminal


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
