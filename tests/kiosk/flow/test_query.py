"""A query: what stands against it is told first; who asks is identified where it must be."""

from datetime import datetime

import pytest

from kiosk.clock import CHINA
from kiosk.device import Device, DeviceState, DeviceStatus
from kiosk.faults import Fault
from kiosk.flow.states import State
from kiosk.items.codes import OpenDays
from kiosk.messages.devices import StatusChanged
from kiosk.messages.queries import RunQuery
from kiosk.messages.service import CheckHolder, Identified
from kiosk.values import replace
from tests.clock import FakeClock
from tests.kiosk.flow.bench import Bench, texts_on
from tests.kiosk.flow.query_way import OFFLINE, to_result, type_text
from tests.kiosk.flow.test_items import WITH_ITEMS, open_item
from tests.kiosk.item_samples import (
    ENROLMENT,
    FINES,
    NAMESAKES,
    item,
)
from tests.kiosk.samples import EXPIRED, JIA, YI


@pytest.fixture
def bench() -> Bench:
    return Bench().ready(WITH_ITEMS)


def test_cut_off_it_is_said_before_the_card_is_asked_for_with_what_to_do_instead() -> None:
    bench = Bench().ready(OFFLINE)
    assert open_item(bench, FINES) is State.ITEM
    notice = bench.screen.notice
    assert notice is not None
    assert notice.code == Fault.ITEM_NEEDS_NETWORK.value
    assert "网络恢复后再来" in notice.body
    assert "到人工窗口办" in notice.body
    assert "begin" not in {bench.screen.primary.verb, bench.screen.secondary.verb}  # type: ignore[union-attr]
    assert bench.touch("begin") is State.TROUBLE, "a touch that was under way meets the same"
    assert bench.fault() is Fault.ITEM_NEEDS_NETWORK
    assert not bench.all_said(RunQuery)
    assert bench.touch("guide") is State.GUIDE


@pytest.mark.row("S064")
def test_an_item_that_is_closed_now_says_when_it_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    night = FakeClock(datetime(2026, 3, 2, 23, 30, tzinfo=CHINA))
    bench = Bench(night).ready(WITH_ITEMS)
    open_item(bench, FINES)
    shown = bench.model.visit.item
    assert shown is not None
    office = replace(shown.service_hours[0], from_=6 * 60, to=22 * 60)
    visit = replace(bench.model.visit, item=replace(shown, service_hours=(office,)))
    bench.model = replace(bench.model, visit=visit)
    notice = bench.screen.notice
    assert notice is not None
    assert notice.code == Fault.ITEM_CLOSED.value
    assert "明天 06:00 再来" in notice.body
    assert bench.touch("begin") is State.TROUBLE
    night.advance(7 * 3600)
    bench.touch("back")
    assert bench.screen.notice is None
    assert bench.touch("begin") is State.CHOOSE_MEANS


@pytest.mark.row("S064")
def test_on_a_holiday_in_the_week_it_is_closed_and_on_a_worked_saturday_open() -> None:
    """As the platform's calendar says, that came with the hall: 2026-03-02 is a Monday."""
    saturday = FakeClock(datetime(2026, 2, 28, 10, tzinfo=CHINA))
    days = (("2026-02-28", True), ("2026-03-02", False))
    bench = Bench(saturday).ready(replace(WITH_ITEMS, work_days=days))
    open_item(bench, FINES)
    shown = bench.model.visit.item
    assert shown is not None
    office = replace(shown.service_hours[0], days=OpenDays.WORKDAYS, from_=9 * 60, to=17 * 60)
    visit = replace(bench.model.visit, item=replace(shown, service_hours=(office,)))
    bench.model = replace(bench.model, visit=visit)
    before = bench.screen.notice
    saturday.advance(2 * 86_400)
    assert bench.touch("begin") is State.TROUBLE
    bench.touch("back")
    notice = bench.screen.notice
    assert before is None and notice is not None
    assert notice.code == Fault.ITEM_CLOSED.value
    assert "明天 09:00 再来" in notice.body


def test_without_a_reader_a_query_by_card_is_told_before_it_begins(bench: Bench) -> None:
    bench.take(StatusChanged(Device.ID_READER, DeviceStatus(DeviceState.OFFLINE)))
    open_item(bench, FINES)
    notice = bench.screen.notice
    assert notice is not None
    assert notice.code == Fault.READER_ABSENT.value
    assert "到旁边的自助机办" in notice.body


def test_a_query_of_nobody_asks_for_no_card(bench: Bench) -> None:
    open_item(bench, NAMESAKES)
    assert bench.touch("begin") is State.QUERY
    type_text(bench, "LHP")
    bench.touch("next")
    assert bench.touch("answer", "all") is State.QUERY_WAIT
    asked = bench.last_said(RunQuery)
    assert asked.inputs == (("name", "LHP"), ("sex", "all"))
    assert (asked.sealed, asked.holder_hash, asked.credential) == (b"", "", "NONE")
    assert not bench.all_said(Identified)


def test_a_query_of_a_person_names_the_means_and_goes_with_a_sealed_identity(bench: Bench) -> None:
    open_item(bench, FINES)
    assert bench.touch("begin") is State.CHOOSE_MEANS
    assert [tile.arg for tile in bench.screen.tiles] == ["IDCARD"]
    assert bench.screen.steps == ()
    assert "取号" not in texts_on(replace(bench.screen, footer=()))
    bench.put_card(YI)
    assert bench.where() is State.CONFIRM
    assert bench.touch("confirm") is State.QUERY
    assert len(bench.all_said(Identified)) == 1
    assert not bench.all_said(CheckHolder), "that is asked for numbers alone"
    bench.touch("answer", "all")
    bench.touch("answer", "open")
    asked = bench.last_said(RunQuery)
    assert asked.sealed
    assert len(asked.holder_hash) == 64
    assert (asked.credential, asked.assurance.value) == ("IDCARD", "AL2")
    assert YI.id_no not in repr(bench.said)


def test_who_was_identified_in_this_session_is_not_asked_again(bench: Bench) -> None:
    to_result(bench)
    bench.touch("find")
    open_item(bench, ENROLMENT)
    assert bench.touch("begin") is State.QUERY
    assert len(bench.all_said(Identified)) == 1


def test_a_typed_number_is_not_enough_and_the_means_that_are_get_named(bench: Bench) -> None:
    bench.touch("start")
    bench.touch("choose", "A")
    bench.touch("means", "IDNO")
    bench.type_number(YI.id_no)
    bench.confirm()
    open_item(bench, FINES)
    assert bench.touch("begin") is State.STEP_UP
    assert bench.model.holder is not None, "who is known stays known"
    assert [tile.arg for tile in bench.screen.tiles] == ["IDCARD"]
    assert bench.put_card(YI) is State.QUERY
    assert [one.assurance.value for one in bench.all_said(Identified)] == ["AL1", "AL2"]


def test_not_me_asks_for_another_card_of_the_same_item(bench: Bench) -> None:
    open_item(bench, FINES)
    bench.touch("begin")
    bench.put_card(YI)
    assert bench.touch("back") is State.CHOOSE_MEANS
    assert bench.model.holder is None
    bench.put_card(JIA)
    assert bench.touch("confirm") is State.QUERY


@pytest.mark.row("S056", "CP-09")
def test_an_expired_card_is_told_before_the_first_field_with_what_to_do(bench: Bench) -> None:
    open_item(bench, FINES)
    bench.touch("begin")
    bench.put_card(EXPIRED)
    assert bench.where() is State.TROUBLE
    assert bench.fault() is Fault.ITEM_NOT_FOR_YOU
    told = bench.screen.trouble
    why = item(FINES).exclusions[0]
    assert told is not None
    assert why.instead is not None
    assert told.cause.startswith(why.text.zh)
    assert told.now[0] == why.instead.zh
    assert bench.model.holder is None
    assert not bench.all_said(RunQuery)
    assert bench.touch("back") is State.ITEM


@pytest.mark.row("S056", "CP-09")
def test_a_holder_who_is_too_young_is_told_before_the_first_field(bench: Bench) -> None:
    child = replace(YI, id_no="990100201001010013", birth=datetime(2010, 1, 1).date())
    open_item(bench, ENROLMENT)
    bench.touch("begin")
    bench.put_card(child)
    assert bench.fault() is Fault.ITEM_NOT_FOR_YOU
    assert bench.screen.trouble is not None
    assert bench.screen.trouble.cause.startswith(item(ENROLMENT).exclusions[0].text.zh)


def test_what_is_done_for_an_item_does_not_reach_into_taking_a_number(bench: Bench) -> None:
    open_item(bench, FINES)
    bench.touch("begin")
    bench.touch("back")
    assert bench.touch("more") is State.CHOOSE_BUSINESS
    bench.touch("choose", "A")
    bench.put_card(YI)
    assert bench.where() is State.CONFIRM
    bench.touch("confirm")
    assert bench.all_said(CheckHolder)
