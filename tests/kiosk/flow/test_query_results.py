"""What a query brings: shown whole and masked, or not at all; forgotten with the citizen."""

import pytest

from kiosk.faults import Fault
from kiosk.flow.events import ServiceBack, ServiceLost
from kiosk.flow.states import State
from kiosk.items.rows import masked
from kiosk.messages.items import AskItem, ItemShown
from kiosk.messages.queries import QueryAnswered, RunQuery
from kiosk.messages.ratings import Served
from kiosk.messages.service import Refused
from kiosk.values import replace
from tests.kiosk.flow.bench import Bench, texts_on
from tests.kiosk.flow.query_way import OFFLINE, PLATE, ROW, answer, identify, to_result, type_text
from tests.kiosk.flow.test_items import WITH_ITEMS, open_item
from tests.kiosk.item_samples import (
    DRUGS,
    FINES,
    LIFE_EVENTS,
    NAMESAKES,
    PROGRESS,
    item,
    package,
)


@pytest.fixture
def bench() -> Bench:
    return Bench().ready(WITH_ITEMS)


def test_what_is_masked_is_shown_only_while_it_is_held(bench: Bench) -> None:
    to_result(bench)
    assert PLATE not in texts_on(bench.screen)
    assert bench.screen.hold is not None
    bench.touch("reveal", "on")
    assert PLATE in texts_on(bench.screen)
    bench.touch("reveal", "off")
    assert PLATE not in texts_on(bench.screen)
    bench.touch("reveal", "on")
    bench.fire("hide")
    assert PLATE not in texts_on(bench.screen)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("测试", "测*"),
        ("测试甲乙", "测**乙"),
        ("测试甲乙丙", "测***丙"),
        ("测试·甲乙丙丁戊", "测****戊"),
        ("ZHANG SAN", "Z****N"),
        ("示A12345", "示****5"),
        ("990101199001011234", "99**************34"),
    ],
)
def test_of_a_name_and_of_a_short_number_two_characters_are_seen(value: str, told: str) -> None:
    assert masked(value) == told


def test_values_stand_as_people_read_them_with_the_time_of_the_data(bench: Bench) -> None:
    to_result(bench)
    (section,) = bench.screen.sections
    values = {fact.label: fact.value for fact in section.facts}
    assert values["罚款"] == "200.00 元"
    assert values["记分"] == "3"
    assert "2026-03-02 09:00" in bench.screen.lead


def test_nothing_found_is_said_in_the_packages_words(bench: Bench) -> None:
    open_item(bench, FINES)
    identify(bench)
    bench.touch("answer", "all")
    bench.touch("answer", "open")
    assert answer(bench) is State.QUERY_RESULT
    query = item(FINES).query
    assert bench.screen.notice is not None
    assert query is not None
    assert bench.screen.notice.body == query.empty.zh


def test_finished_leads_to_the_rating_of_this_service(bench: Bench) -> None:
    to_result(bench)
    assert bench.touch("done") is State.RATE
    served = bench.last_said(Served)
    assert served.kind == "query"
    assert served.item is not None
    assert served.item.code == FINES


def test_once_more_asks_anew_and_shows_nothing_of_before(bench: Bench) -> None:
    to_result(bench)
    assert bench.touch("again") is State.QUERY
    assert bench.model.visit.answer is None


def test_an_answer_to_another_question_is_not_shown(bench: Bench) -> None:
    open_item(bench, NAMESAKES)
    bench.touch("begin")
    type_text(bench, "LHP")
    bench.touch("next")
    bench.touch("answer", "1")
    bench.take(QueryAnswered("another", (("李和平", "1", "1", "0", "0", "2026-01-01"),)))
    assert bench.where() is State.QUERY_WAIT
    assert answer(bench, ("too", "short")) is State.TROUBLE
    assert bench.fault() is Fault.QUERY_NOT_OURS


@pytest.mark.parametrize("broken", [b"{}", b"[1]", b"[{}]", b"\xff", b"not json"])
def test_applications_that_cannot_be_read_are_not_shown_in_part(
    bench: Bench, broken: bytes
) -> None:
    open_item(bench, PROGRESS)
    identify(bench)
    assert bench.where() is State.QUERY_WAIT
    assert answer(bench, applications=broken) is State.TROUBLE
    assert bench.fault() is Fault.QUERY_NOT_OURS


@pytest.mark.row("CP-06")
def test_a_refusal_says_why_and_the_same_can_be_asked_again(bench: Bench) -> None:
    open_item(bench, FINES)
    identify(bench)
    bench.touch("answer", "all")
    bench.touch("answer", "open")
    first = bench.last_said(RunQuery)
    bench.take(Refused(first.request_id, Fault.QUERY_NO_ANSWER))
    assert bench.where() is State.TROUBLE
    told = bench.screen.trouble
    assert told is not None
    assert told.now
    assert told.phone
    assert bench.touch("again") is State.QUERY_WAIT
    second = bench.last_said(RunQuery)
    assert second.inputs == first.inputs
    assert second.request_id != first.request_id
    bench.take(QueryAnswered(first.request_id, (ROW,)))
    assert bench.where() is State.QUERY_WAIT, "too late for the first question"


def test_a_silent_service_is_told_and_asked_again_when_it_is_back(bench: Bench) -> None:
    open_item(bench, FINES)
    identify(bench)
    bench.touch("answer", "all")
    bench.touch("answer", "open")
    bench.take(ServiceLost())
    bench.take(ServiceBack())
    one, two = bench.all_said(RunQuery)
    assert one == two
    assert bench.fire("patience") is State.TROUBLE
    assert bench.fault() is Fault.SERVICE_LOST


def test_the_next_citizen_sees_nothing_of_it(bench: Bench) -> None:
    to_result(bench)
    bench.touch("home")
    assert bench.left
    assert bench.model.visit.answer is None
    assert bench.model.holder is None


def test_a_list_of_the_package_is_open_without_network_and_says_its_version() -> None:
    bench = Bench().ready(replace(OFFLINE, items_as_of="2026-03-01T08:00:00+08:00"))
    open_item(bench, DRUGS)
    assert bench.screen.notice is None
    bench.touch("begin")
    for _ in range(3):
        bench.touch("next" if bench.screen.keyboard else "answer")
    assert bench.where() is State.QUERY_WAIT
    answer(bench, ("阿莫西林", "药品", "甲类", "胶囊", "消炎", "0", ""))
    assert bench.screen.lead == "第 3 版 · 2026-03-01 核对为最新"
    assert bench.screen.sections[0].heading == "阿莫西林"
    assert bench.screen.hold is None


@pytest.mark.row("CP-07")
def test_life_events_lead_to_the_items_they_name(bench: Bench) -> None:
    open_item(bench, LIFE_EVENTS)
    assert bench.touch("begin") is State.QUERY
    bench.touch("answer", "生孩子")
    answer(bench, ("生孩子", "给新生儿起名，查重名", NAMESAKES))
    tile = bench.screen.tiles[0]
    assert (tile.verb, tile.arg) == ("item", NAMESAKES)
    bench.touch("item", NAMESAKES)
    asked = bench.last_said(AskItem)
    bench.take(ItemShown(asked.request_id, NAMESAKES, 1, package(NAMESAKES)))
    assert bench.where() is State.ITEM
    assert not bench.model.visit.doing
