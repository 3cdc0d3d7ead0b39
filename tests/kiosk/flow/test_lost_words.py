"""Cables and processes that go and come back: what was said is said again, once in effect."""

import pytest

from kiosk.faults import Fault
from kiosk.flow.events import CardsBack, CardsLost, ServiceBack, ServiceLost
from kiosk.flow.states import State
from kiosk.messages.cards import (
    CardFailed,
    CardRead,
    ReadProgress,
    ReadStage,
    StartReading,
    StopReading,
)
from kiosk.messages.ratings import Rate
from kiosk.messages.service import CallStaff, CheckHolder, HolderChecked, Identified, Recorded
from kiosk.print_state import PrintState
from tests.kiosk.flow.bench import Bench, texts_on
from tests.kiosk.samples import JIA, YI, ticket


@pytest.fixture
def bench() -> Bench:
    return Bench().ready()


def test_staff_have_been_told_only_when_it_is_recorded(bench: Bench) -> None:
    bench.touch("help")
    bench.take(ServiceLost())
    bench.touch("call")
    assert "已经通知工作人员" not in texts_on(bench.screen)
    assert "您的操作不会丢" in texts_on(bench.screen)
    bench.take(ServiceBack())
    first, second = bench.all_said(CallStaff)
    assert first is second
    bench.take(Recorded(first.request_id))
    assert "已经通知工作人员" in texts_on(bench.screen)


def test_many_touches_on_call_are_one_call(bench: Bench) -> None:
    bench.touch("help")
    for _ in range(3):
        bench.touch("call")
    assert len({call.request_id for call in bench.all_said(CallStaff)}) == 1
    bench.take(Recorded(bench.last_said(CallStaff).request_id))
    said = len(bench.said)
    bench.touch("call")
    assert bench.said[said:] == []


def test_an_identification_that_the_service_did_not_hear_is_said_again(bench: Bench) -> None:
    bench.put_card(YI)
    bench.touch("choose", "A")
    bench.touch("confirm")
    bench.take(ServiceLost())
    bench.take(ServiceBack())
    assert len(bench.all_said(Identified)) == 2
    assert len({one.request_id for one in bench.all_said(Identified)}) == 1
    bench.hear()
    bench.take(ServiceLost())
    bench.take(ServiceBack())
    assert len(bench.all_said(Identified)) == 2, "heard is heard"


def test_an_identification_is_said_again_in_the_midst_of_taking(bench: Bench) -> None:
    bench.put_card(YI)
    bench.touch("choose", "A")
    bench.touch("confirm")
    bench.take(HolderChecked())
    bench.touch("take")
    bench.take(ServiceBack())
    assert len(bench.all_said(Identified)) == 2


def test_a_rating_reaches_a_service_that_comes_back_during_the_farewell(bench: Bench) -> None:
    bench.to_ahead(YI)
    bench.touch("take")
    bench.answer(PrintState.PRINTED)
    bench.touch("done")
    bench.take(ServiceLost())
    bench.touch("rate", "5")
    bench.take(ServiceBack())
    assert len({rate.request_id for rate in bench.all_said(Rate)}) == 1
    assert len(bench.all_said(Rate)) == 2


def test_confirming_without_a_service_is_told_and_nothing_is_said(bench: Bench) -> None:
    bench.put_card(YI)
    bench.touch("choose", "A")
    bench.take(ServiceLost())
    said = len(bench.said)
    assert bench.touch("confirm") is State.TROUBLE
    assert bench.fault() is Fault.SERVICE_LOST
    assert bench.said[said:] == []
    bench.take(ServiceBack())
    assert bench.touch("more") is State.CHOOSE_BUSINESS
    assert bench.touch("choose", "A") is State.CONFIRM
    assert bench.confirm() is State.AHEAD


def test_a_question_lost_with_the_service_is_asked_again(bench: Bench) -> None:
    bench.put_card(YI)
    bench.touch("choose", "A")
    bench.touch("confirm")
    bench.take(ServiceLost())
    bench.take(ServiceBack())
    assert len(bench.all_said(CheckHolder)) == 2, "without another touch"
    assert bench.touch("confirm") is State.CONFIRM
    assert len({one.request_id for one in bench.all_said(Identified)}) == 1
    bench.take(HolderChecked())
    assert bench.where() is State.AHEAD
    bench.take(HolderChecked(Fault.OPEN_TICKET, ticket()))
    assert bench.where() is State.AHEAD, "the second answer comes too late to matter"


def test_a_question_that_nobody_answers_is_no_dead_end(bench: Bench) -> None:
    bench.put_card(YI)
    bench.touch("choose", "A")
    bench.touch("confirm")
    bench.fire("patience")
    assert bench.where() is State.TROUBLE
    assert bench.model.fault is Fault.SERVICE_LOST


def test_the_answer_about_the_person_before_is_not_shown_to_the_next(bench: Bench) -> None:
    bench.put_card(JIA)
    bench.touch("choose", "A")
    bench.touch("confirm")
    bench.touch("back")
    bench.put_card(YI)
    bench.take(HolderChecked(Fault.OPEN_TICKET, ticket(number=99)))
    assert bench.where() is State.CONFIRM
    assert "A099" not in texts_on(bench.screen)


def test_an_open_ticket_of_another_group_is_not_this_answer(bench: Bench) -> None:
    bench.put_card(YI)
    bench.touch("choose", "B")
    bench.touch("confirm")
    bench.take(HolderChecked(Fault.OPEN_TICKET, ticket("A")))
    assert bench.where() is State.CONFIRM


def test_the_reader_goes_while_a_card_lies_on_it(bench: Bench) -> None:
    bench.touch("start")
    bench.touch("choose", "B")
    bench.touch("means", "IDCARD")
    old = bench.model.reading
    bench.take(ReadProgress(old, ReadStage.FOUND))
    assert bench.screen.busy == "正在读取，请不要移动身份证"
    bench.take(CardsLost())
    assert bench.screen.busy == "等您放上身份证"
    assert bench.screen.notice is not None
    bench.take(CardRead(old, YI))
    assert bench.model.holder is None
    bench.take(CardsBack())
    assert bench.last_said(StartReading).command == bench.model.reading != old
    assert bench.put_card(YI) is State.CONFIRM


def test_a_card_that_arrives_after_the_citizen_went_elsewhere_is_not_taken(bench: Bench) -> None:
    bench.touch("start")
    bench.touch("choose", "A")
    old = bench.model.reading
    bench.take(ReadProgress(old, ReadStage.FOUND))
    bench.touch("help")
    assert bench.last_said(StopReading).command == old
    bench.take(CardRead(old, YI))
    assert bench.model.holder is None
    bench.touch("back")
    assert bench.model.reading not in ("", old)
    assert bench.screen.busy == "", "nothing of the former reading is left"
    bench.take(CardRead(old, YI))
    assert bench.model.holder is None


def test_a_reader_that_gives_up_can_be_asked_again(bench: Bench) -> None:
    bench.touch("start")
    bench.touch("choose", "B")
    bench.touch("means", "IDCARD")
    bench.take(CardFailed(bench.model.reading, Fault.READER_SILENT, final=True))
    assert bench.model.reading == ""
    assert bench.screen.primary is not None
    bench.touch(bench.screen.primary.verb, bench.screen.primary.arg)
    assert bench.model.reading != ""
    assert bench.fault() is None


def test_a_card_badly_placed_is_told_and_the_next_try_counts(bench: Bench) -> None:
    bench.touch("start")
    bench.touch("choose", "B")
    bench.touch("means", "IDCARD")
    bench.take(CardFailed(bench.model.reading, Fault.CARD_READ_FAILED))
    assert bench.screen.notice is not None
    assert bench.screen.notice.code == "ID-0201"
    assert bench.put_card(YI) is State.CONFIRM
    assert bench.fault() is None


def test_a_card_failed_on_the_idle_screen_does_not_stay_there_all_night(bench: Bench) -> None:
    bench.take(CardFailed(bench.model.reading, Fault.READER_SILENT, final=True))
    assert "没有应答" in texts_on(bench.screen)
    bench.fire("idle")
    assert bench.fault() is None
    assert bench.model.reading != "", "and the reader is asked again"
    bench.take(CardFailed(bench.model.reading, Fault.CARD_READ_FAILED))
    bench.touch("start")
    assert bench.fault() is None
