"""What comes while the citizen reads help: nothing of it is lost, and back again nothing turns for
ever."""

from collections.abc import Callable

import pytest

from kiosk.faults import Fault
from kiosk.flow.events import ServiceBack, ServiceLost
from kiosk.flow.states import MEANWHILE, TOUCHES, Signal, State
from kiosk.flow.table import TABLE
from kiosk.messages.certificates import VerifyCode
from kiosk.messages.items import AskItem, ItemShown
from kiosk.messages.places import AskPlaces, PlacesShown
from kiosk.messages.service import CheckHolder, HolderChecked, PrintNews, Refused
from kiosk.messages.takeaway import HandedOff, HandOff
from kiosk.messages.themes import AskThemes, ThemesShown
from kiosk.print_state import PrintState
from kiosk.values import replace
from tests.kiosk.flow.bench import Bench
from tests.kiosk.flow.means_way import WITH_MEANS, ready, scan
from tests.kiosk.flow.query_way import to_result
from tests.kiosk.item_samples import FINES, package
from tests.kiosk.samples import YI

PAGES = replace(WITH_MEANS, pages_url="https://p.example")


def to_themes(bench: Bench) -> object:
    bench.touch("find")
    bench.touch("open_themes")
    return ThemesShown(bench.last_said(AskThemes).request_id, ())


def to_places(bench: Bench) -> object:
    bench.touch("find")
    bench.touch("open_places")
    return PlacesShown(bench.last_said(AskPlaces).request_id, (), ())


def to_verdict(bench: Bench) -> object:
    bench.touch("find")
    bench.touch("verify")
    scan(bench)
    return Refused(bench.last_said(VerifyCode).request_id, Fault.QUERY_NO_ANSWER)


def to_carry(bench: Bench) -> object:
    to_result(bench)
    bench.touch("carry")
    return HandedOff(bench.last_said(HandOff).request_id, "https://p.example/1", 600)


def to_carry_refused(bench: Bench) -> object:
    to_carry(bench)
    return Refused(bench.last_said(HandOff).request_id, Fault.HAND_OFF_REFUSED)


def to_item(bench: Bench) -> object:
    bench.touch("find")
    bench.touch("item", FINES)
    return ItemShown(bench.last_said(AskItem).request_id, FINES, 1, package(FINES))


def to_confirm(bench: Bench) -> object:
    bench.put_card(YI)
    bench.touch("choose", "A")
    bench.touch("confirm")
    return HolderChecked()


ASKING: list[Callable[[Bench], object]] = [
    *(to_themes, to_places, to_verdict, to_carry, to_carry_refused, to_item, to_confirm)
]
EACH = pytest.mark.parametrize("way", ASKING)


@EACH
@pytest.mark.parametrize("rates", [False, True])
def test_an_answer_in_help_is_the_answer_of_the_screen_behind(
    way: Callable[[Bench], object], rates: bool
) -> None:
    usual, helped = ready(PAGES), ready(PAGES)
    usual.take(way(usual))
    answer = way(helped)
    assert helped.touch("help") is State.HELP
    if rates:
        assert helped.touch("rate_here") is State.RATE
    helped.take(answer)
    assert helped.where() is (State.RATE if rates else State.HELP)
    assert helped.timers == {"idle": 60.0}
    if rates:
        assert helped.touch("back") is State.HELP
    assert helped.touch("back") is usual.where()
    assert helped.screen == usual.screen


@EACH
def test_no_answer_in_time_is_told_when_the_citizen_is_back(
    way: Callable[[Bench], object],
) -> None:
    usual, helped = ready(PAGES), ready(PAGES)
    way(usual)
    usual.fire("patience")
    way(helped)
    helped.touch("help")
    assert helped.fire("patience") is State.HELP
    assert helped.touch("back") is usual.where()
    assert not helped.screen.busy
    assert helped.fault() is usual.fault()


def test_a_service_that_was_away_meanwhile_is_asked_again() -> None:
    bench = ready()
    to_verdict(bench)
    bench.touch("help")
    bench.take(ServiceLost())
    bench.take(ServiceBack())
    assert len(bench.all_said(VerifyCode)) == 2
    bench = ready()
    to_confirm(bench)
    bench.touch("help")
    bench.take(ServiceBack())
    assert len(bench.all_said(CheckHolder)) == 2


def test_a_late_proof_of_paper_is_not_lost() -> None:
    bench = ready()
    bench.to_ahead(YI)
    bench.touch("take")
    bench.answer(PrintState.UNKNOWN)
    assert bench.where() is State.PRINT_TROUBLE
    bench.touch("help")
    assert bench.model.ticket is not None
    bench.take(PrintNews("job-1", bench.model.ticket.ticket_id, PrintState.PRINTED))
    assert bench.where() is State.HELP
    assert bench.touch("back") is State.TAKE_AWAY


HARDWARE = {
    *(Signal.READ_PROGRESS, Signal.CARD, Signal.CARD_FAILED, Signal.COMPARED),
    *(Signal.CODE_READ, Signal.CODE_HINT, Signal.LIVE, Signal.LOOK_FAILED),
}
"""Left alone in help, and asked anew on the way back."""
OWN = {Signal.IDLE_TIME, Signal.HIDE}
"""Timers that help has of its own, or that are over in it."""


def test_whatever_a_screen_with_help_waits_for_reaches_it() -> None:
    with_help = [row for row in TABLE.values() if Signal.HELP not in row]
    # A trouble is taken up again on the way back (rules_ticket).
    troubled = set(TABLE[State.TROUBLE])
    waited = {signal for row in with_help for signal in row} - TOUCHES - HARDWARE - OWN
    assert waited - troubled <= MEANWHILE <= waited
