"""Nobody there: the warning, the countdown, the end; modes, language and help on the way."""

import pytest

from kiosk.flow.effects import Leave
from kiosk.flow.events import TimerFired, Touched
from kiosk.flow.model import Model
from kiosk.flow.states import State
from kiosk.flow.timeouts import IDLE, WARNING
from kiosk.messages.cards import StopReading
from kiosk.messages.ratings import Rate
from kiosk.messages.service import CallStaff, Recorded, TakeNumber
from kiosk.present.snapshot import Modes
from kiosk.print_state import PrintState
from kiosk.values import replace
from tests.kiosk.flow.bench import Bench
from tests.kiosk.samples import YI


@pytest.fixture
def bench() -> Bench:
    return Bench().ready()


@pytest.mark.parametrize(("mode", "factor"), [("", 1), ("contrast", 1), ("large", 3), ("voice", 3)])
def test_a_minute_then_twenty_seconds_then_gone(bench: Bench, mode: str, factor: int) -> None:
    bench.to_ahead(YI)
    if mode:
        bench.touch(mode)
    assert bench.timers["idle"] == 60.0 * factor == IDLE * factor
    bench.fire("idle")
    for left in range(20 * factor, 0, -1):
        assert bench.model.warning_left == left
        assert bench.screen.countdown is not None
        assert (bench.screen.countdown.left, bench.screen.countdown.total) == (left, 20 * factor)
        assert not bench.left
        assert bench.timers["second"] == 1.0
        bench.fire("second")
    assert bench.left
    assert WARNING == 20


@pytest.mark.parametrize("verb", ["go_on", "take", "back", "large", "help", "choose"])
def test_one_touch_anywhere_goes_on_and_does_nothing_else(bench: Bench, verb: str) -> None:
    bench.to_ahead(YI)
    bench.fire("idle")
    bench.fire("second")
    said, before = len(bench.said), bench.model.modes
    assert bench.touch(verb, "A") is State.AHEAD
    assert bench.screen.countdown is None
    assert bench.said[said:] == []
    assert bench.model.modes == before
    assert bench.timers == {"idle": 60.0}


def test_home_ends_the_session_from_under_the_warning(bench: Bench) -> None:
    bench.to_ahead(YI)
    bench.fire("idle")
    bench.touch("home")
    assert bench.left


def test_nothing_is_submitted_by_the_end_of_time(bench: Bench) -> None:
    bench.to_ahead(YI)
    bench.touch("declare", "disabled")
    said = len(bench.said)
    bench.fire("idle")
    while not bench.left:
        bench.fire("second")
    assert bench.said[said:] == []
    assert bench.all_said(TakeNumber) == []


@pytest.mark.row("CP-10")
def test_whoever_leaves_is_forgotten_at_once(bench: Bench) -> None:
    bench.touch("large")
    bench.touch("lang")
    bench.to_ahead(YI)
    bench.touch("take")
    bench.answer(PrintState.PRINTED)
    bench.touch("home")
    assert bench.left
    assert bench.model == Model(
        hall=bench.model.hall,
        service_up=True,
        cards_up=True,
        reader=bench.model.reader,
        clock="09:00",
        day="2026-03-02",
    )


def test_the_reader_is_left_alone_when_the_citizen_leaves(bench: Bench) -> None:
    bench.touch("start")
    reading = bench.model.reading
    bench.touch("back")
    assert bench.left
    assert bench.last_said(StopReading).command == reading


def test_the_untouched_idle_screen_waits_for_ever(bench: Bench) -> None:
    assert bench.timers == {}
    bench.touch("home")
    assert not bench.left
    assert not any(isinstance(effect, Leave) for effect in bench.last)


def test_modes_and_language_of_the_one_before_fall_back(bench: Bench) -> None:
    for verb in ("large", "contrast", "low", "voice", "lang"):
        bench.touch(verb)
    assert bench.model.modes == Modes(large=True, contrast=True, low=True, voice=True)
    assert bench.screen.lang == "en"
    assert bench.screen.caption == bench.screen.spoken
    assert bench.timers == {"idle": 180.0}
    bench.fire("idle")
    assert bench.model.modes == Modes()
    assert bench.screen.lang == "zh"
    assert bench.timers == {}


@pytest.mark.parametrize("verb", ["large", "contrast", "low", "voice", "lang"])
def test_each_mode_alone_falls_back(bench: Bench, verb: str) -> None:
    found = bench.model
    bench.touch(verb)
    assert bench.model != found
    bench.fire("idle")
    assert bench.model == found


def test_modes_put_back_by_hand_leave_nothing_to_wait_for(bench: Bench) -> None:
    for verb in ("large", "large", "lang", "lang"):
        bench.touch(verb)
    assert bench.timers == {}


@pytest.mark.parametrize(
    ("way", "state"),
    [
        ([], State.IDLE),
        ([("start", "")], State.CHOOSE_BUSINESS),
        ([("start", ""), ("choose", "A")], State.CHOOSE_MEANS),
        ([("start", ""), ("choose", "A"), ("means", "IDCARD")], State.READ_CARD),
        (
            [("start", ""), ("choose", "A"), ("means", "IDNO"), ("key", "9")],
            State.TYPE_NUMBER,
        ),
        ([("start", ""), ("choose", "D"), ("means", "NONE")], State.AHEAD),
        ([("start", ""), ("choose", "E")], State.TROUBLE),
    ],
)
def test_help_returns_to_where_it_was(
    bench: Bench, way: list[tuple[str, str]], state: State
) -> None:
    for verb, arg in way:
        bench.touch(verb, arg)
    before = bench.model
    assert bench.touch("help") is State.HELP
    assert bench.touch("help") is State.HELP
    assert bench.touch("call") is State.HELP
    assert bench.last_said(CallStaff).state == "help"
    assert bench.touch("back") is state
    for name in ("typed", "fault", "group_id", "holder", "session_id"):
        assert getattr(bench.model, name) == getattr(before, name)
    assert bool(bench.model.reading) == bool(before.reading)


def test_working_states_have_no_idle_time(bench: Bench) -> None:
    bench.to_ahead(YI)
    bench.touch("take")
    assert set(bench.timers) == {"patience"}
    bench.take(TimerFired("idle"))
    bench.take(Touched("large"))
    assert bench.model.warning_left == 0
    assert set(bench.timers) == {"patience"}


def called_and_rated(bench: Bench) -> None:
    """Somebody who begins nothing: into help, and there all that is offered."""
    bench.touch("help")
    bench.touch("call")
    bench.take(Recorded(bench.last_said(CallStaff).request_id))
    for _ in range(2):
        assert bench.touch("rate_here") is State.RATE
        assert bench.touch("rate", "5") is State.HELP
    assert bench.touch("rate_here") is State.HELP, "rated once, and once more"


def test_each_citizen_may_call_somebody_and_rate(bench: Bench) -> None:
    found = bench.model
    called_and_rated(bench)
    assert bench.touch("back") is State.IDLE
    now = bench.model
    assert now == replace(found, unheard=now.unheard, reading=now.reading)
    called_and_rated(bench)
    assert len(bench.all_said(CallStaff)) == 2
    assert len(bench.all_said(Rate)) == 4


def test_a_call_that_is_heard_when_its_citizen_is_gone_is_nobodys_else(bench: Bench) -> None:
    bench.touch("help")
    bench.touch("call")
    bench.touch("back")
    bench.take(Recorded(bench.last_said(CallStaff).request_id))
    assert not bench.model.called
    assert not bench.model.unheard


def test_help_keeps_what_its_citizen_has_set(bench: Bench) -> None:
    bench.touch("large")
    called_and_rated(bench)
    bench.touch("back")
    assert bench.model.modes == Modes(large=True)
    bench.touch("start")
    called_and_rated(bench)
    bench.touch("back")
    assert bench.where() is State.CHOOSE_BUSINESS
    assert bench.model.called, "one call is enough in a session"
    bench.touch("help")
    assert bench.touch("rate_here") is State.HELP


def test_help_out_of_a_rating_that_help_led_to_is_the_help_of_before(bench: Bench) -> None:
    bench.touch("start")
    bench.touch("help")
    bench.touch("rate_here")
    bench.touch("rate", "1")
    assert bench.touch("help") is State.HELP
    assert bench.model.rating.level == 0
    assert bench.touch("back") is State.CHOOSE_BUSINESS
    assert not bench.all_said(Rate)
