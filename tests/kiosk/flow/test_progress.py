"""How far an application is, on the screen: by receipt or card, with its lamp and its parcels."""

import json

import pytest

from kiosk.faults import Fault
from kiosk.flow.states import State
from tests.kiosk.flow.bench import Bench, texts_on
from tests.kiosk.flow.query_samples import view_of
from tests.kiosk.flow.query_way import OFFLINE, answer, identify, type_text
from tests.kiosk.flow.test_items import WITH_ITEMS, open_item
from tests.kiosk.item_samples import (
    PROGRESS,
)


@pytest.fixture
def bench() -> Bench:
    return Bench().ready(WITH_ITEMS)


@pytest.mark.row("S117", "CP-12")
def test_an_application_is_found_by_its_receipt_and_shows_how_far_it_is(bench: Bench) -> None:
    open_item(bench, PROGRESS)
    bench.touch("begin")
    assert [tile.arg for tile in bench.screen.tiles] == ["IDCARD", "RECEIPT_CODE"]
    bench.touch("means", "RECEIPT_CODE")
    view = view_of()
    type_text(bench, view["local_no"])
    bench.touch("next")
    assert answer(bench, applications=json.dumps([view]).encode()) is State.QUERY_RESULT
    shown = texts_on(bench.screen)
    stages = next(one for one in bench.screen.sections if one.heading == "办到哪一步")
    assert len(stages.lines) == 8
    assert "绿灯" in shown


@pytest.mark.row("S109", "S113")
@pytest.mark.parametrize("lamp", ["green", "yellow", "red"])
def test_the_lamp_is_told_in_words_and_overdue_with_where_to_complain(
    bench: Bench, lamp: str
) -> None:
    open_item(bench, PROGRESS)
    identify(bench)
    overdue = {"since": "2026-02-28", "complaint": "12345"} if lamp == "red" else None
    view = view_of(lamp=lamp, overdue=overdue)
    answer(bench, applications=json.dumps([view]).encode())
    facts = {fact.label: fact.value for fact in bench.screen.sections[0].facts}
    assert facts["时限"].startswith({"green": "绿灯", "yellow": "黄灯", "red": "红灯"}[lamp])
    assert ("可以投诉" in facts) == (lamp == "red")


@pytest.mark.row("S119")
def test_promised_legal_and_real_time_stand_beside_each_other(bench: Bench) -> None:
    open_item(bench, PROGRESS)
    identify(bench)
    answer(bench, applications=json.dumps([view_of(actual_mean_days="1.39")]).encode())
    facts = {fact.label: fact.value for fact in bench.screen.sections[0].facts}
    assert facts["承诺时限"] == "5 个工作日"
    assert facts["法定时限"] == "20 个工作日"
    assert facts["实际平均"] == "1.39 个工作日"


@pytest.mark.row("S102")
def test_cut_off_a_receipt_finds_what_was_said_last_with_its_time(bench: Bench) -> None:
    bench.take(OFFLINE)
    open_item(bench, PROGRESS)
    assert Fault.ITEM_NEEDS_NETWORK.value not in texts_on(bench.screen), "part of it works"
    bench.touch("begin")
    assert [tile.arg for tile in bench.screen.tiles] == ["RECEIPT_CODE"]
    bench.touch("means", "RECEIPT_CODE")
    parcel = {
        "carrier": "示例快递",
        "waybill": "***4321",
        "free_post": True,
        "fee_fen": 0,
        "state": "in_transit",
        "at": "2026-02-27T18:00:00+08:00",
        "events": [],
    }
    view = view_of(parcels=[parcel])
    type_text(bench, view["local_no"])
    bench.touch("next")
    answer(bench, applications=json.dumps([view]).encode(), last_known=True)
    assert bench.screen.notice is not None
    assert "2026-03-02 09:00" in bench.screen.notice.title
    parcels = next(one for one in bench.screen.sections if one.heading == "快递")
    assert "运送途中" in [fact.value for fact in parcels.facts]
    assert "2026-02-27 18:00" in [fact.value for fact in parcels.facts]
