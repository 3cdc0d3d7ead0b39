"""A service that is lost, slow or refuses while a number is taken: one order, one number."""

import pytest

from kiosk.faults import Fault
from kiosk.flow.events import ServiceBack, ServiceLost
from kiosk.flow.states import State
from kiosk.flow.timeouts import PRINT_PATIENCE, RECORD_PATIENCE
from kiosk.messages.ratings import Served
from kiosk.messages.service import (
    NumberTaken,
    Refused,
    TakeNumber,
)
from kiosk.print_state import PrintState
from kiosk.values import replace
from tests.kiosk.flow.bench import Bench
from tests.kiosk.samples import GENERAL, HALL, NO_PAPER, YI, ticket


@pytest.mark.parametrize(
    "verb", ["home", "back", "help", "more", "done", "again", "take", "confirm"]
)
def test_no_touch_disturbs_the_machine_at_work(verb: str) -> None:
    bench = Bench().ready().to_ahead(YI)
    bench.touch("take")
    for state in (State.TAKING, State.PRINTING):
        said = len(bench.said)
        assert bench.touch(verb, "A") is state
        assert (bench.said[said:], bench.last) == ([], ())
        if state is State.TAKING:
            bench.answer(PrintState.PRINTING)


def test_the_service_is_lost_while_taking_and_asked_the_same_again(taking: Bench) -> None:
    taking.take(ServiceLost())
    assert taking.screen.busy == "系统正在恢复，您的操作不会丢，请稍候"
    taking.take(ServiceBack())
    first, second = taking.all_said(TakeNumber)
    assert first is second
    assert taking.answer(PrintState.PRINTED) is State.TAKE_AWAY


def test_the_service_is_lost_while_printing_and_says_what_became_of_it(printing: Bench) -> None:
    printing.take(ServiceLost())
    printing.take(ServiceBack())
    assert len({wish.request_id for wish in printing.all_said(TakeNumber)}) == 1
    wish = printing.last_said(TakeNumber)
    again = NumberTaken(
        wish.request_id, ticket(), "job-1", PrintState.UNKNOWN, Fault.PRINT_INTERRUPTED
    )
    printing.take(again)
    assert printing.where() is State.PRINT_TROUBLE


def test_the_service_is_lost_while_a_copy_prints(printing: Bench) -> None:
    printing.news(PrintState.UNKNOWN, fault=Fault.PRINT_ERROR)
    printing.touch("again")
    printing.take(ServiceLost())
    said = len(printing.said)
    printing.take(ServiceBack())
    again = [one for one in printing.said[said:] if not isinstance(one, Served)]
    assert again == [], "paper is never asked for by itself"
    assert printing.where() is State.PRINT_TROUBLE
    assert printing.fault() is Fault.PRINT_INTERRUPTED


def test_the_service_stays_away_too_long_and_the_order_is_taken_up_again(taking: Bench) -> None:
    assert taking.timers["patience"] == RECORD_PATIENCE
    taking.take(ServiceLost())
    assert taking.fire("patience") is State.TROUBLE
    assert taking.fault() is Fault.SERVICE_LOST
    taking.take(ServiceBack())
    assert taking.where() is State.TAKING
    assert len({wish.request_id for wish in taking.all_said(TakeNumber)}) == 1
    assert taking.answer(None) is State.ON_SCREEN
    assert taking.fault() is None


def test_the_service_comes_back_while_the_citizen_reads_the_help(taking: Bench) -> None:
    taking.take(ServiceLost())
    taking.fire("patience")
    taking.touch("help")
    taking.take(ServiceBack())
    assert taking.touch("back") is State.TAKING
    assert len({wish.request_id for wish in taking.all_said(TakeNumber)}) == 1


def test_a_slow_service_answers_after_the_citizen_was_told_to_wait(taking: Bench) -> None:
    taking.fire("patience")
    assert taking.answer(PrintState.PRINTING) is State.PRINTING
    assert taking.timers["patience"] == PRINT_PATIENCE
    assert taking.fault() is None


def test_an_answer_to_an_order_given_up_is_not_taken_for_the_new_one(taking: Bench) -> None:
    old = taking.last_said(TakeNumber)
    taking.fire("patience")
    taking.touch("more")
    taking.take(NumberTaken(old.request_id, ticket(), "", None))
    assert taking.where() is State.CHOOSE_BUSINESS
    assert taking.model.ticket is None


@pytest.mark.parametrize(
    "fault", [Fault.GROUP_NO_NUMBERS, Fault.DISK_FULL, Fault.GROUP_CLOSED, Fault.CLOCK_WRONG]
)
def test_a_refusal_leads_to_a_way_on(taking: Bench, fault: Fault) -> None:
    taking.take(Refused("not mine", fault))
    assert taking.where() is State.TAKING
    taking.take(Refused(taking.last_said(TakeNumber).request_id, fault))
    assert taking.where() is State.TROUBLE
    assert "patience" not in taking.timers
    assert taking.touch("more") is State.CHOOSE_BUSINESS


def test_a_ticket_taken_at_another_terminal_meanwhile_is_shown(taking: Bench) -> None:
    wish = taking.last_said(TakeNumber)
    taking.take(Refused(wish.request_id, Fault.OPEN_TICKET, ticket(number=5)))
    assert taking.where() is State.OPEN_TICKET
    assert taking.screen.card is not None
    assert taking.screen.card.big == "A005"


def test_a_second_tap_asks_with_a_new_id_only_after_an_answer(taking: Bench) -> None:
    for _ in range(3):
        taking.touch("take")
    assert len(taking.all_said(TakeNumber)) == 1
    taking.answer(PrintState.PRINTED)
    taking.touch("more")
    taking.touch("choose", "B")
    taking.confirm()
    taking.touch("take")
    assert len({wish.request_id for wish in taking.all_said(TakeNumber)}) == 2


def test_a_group_vanishes_under_the_finger() -> None:
    bench = Bench().ready().to_ahead(YI)
    bench.take(replace(HALL, printer=NO_PAPER, businesses=(replace(GENERAL, group_id="Z"),)))
    assert bench.touch("take") is State.AHEAD
    assert bench.all_said(TakeNumber) == []
    assert bench.touch("more") is State.CHOOSE_BUSINESS
