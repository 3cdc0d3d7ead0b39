"""A citizen takes a guide or a result along on a telephone."""

import pytest

from kiosk.faults import Fault
from kiosk.flow.states import State
from kiosk.items.guide_sheet import read_situation
from kiosk.messages.service import Refused
from kiosk.messages.takeaway import EndHandOff, HandedOff, HandOff
from kiosk.values import replace
from tests.kiosk.flow.bench import Bench
from tests.kiosk.flow.query_way import OFFLINE, PLATE, identify
from tests.kiosk.flow.takeaway_way import HALL, PAGES, at_guide, at_result
from tests.kiosk.flow.test_items import WITH_ITEMS, open_item, shortest_way
from tests.kiosk.item_samples import FINES, RENEWAL
from tests.kiosk.leaks import strings_in


@pytest.fixture
def bench() -> Bench:
    return Bench().ready(HALL)


@pytest.mark.parametrize("hall", [HALL, replace(OFFLINE, pages_url=PAGES)])
def test_a_guide_has_an_address_of_its_own_and_needs_no_session(hall: object) -> None:
    bench = at_guide(Bench().ready(hall))  # type: ignore[arg-type]
    assert bench.touch("carry") is State.CARRY
    code = bench.screen.code
    assert code is not None and code.payload.startswith(f"{PAGES}/guide/{RENEWAL}?s=")
    assert list(read_situation(code.payload.partition("s=")[2]).values()) == shortest_way(RENEWAL)
    assert not bench.all_said(HandOff)
    bench.touch("home")
    assert not bench.all_said(EndHandOff), "nothing to end"


def test_a_result_gets_a_page_only_when_it_is_asked_for(bench: Bench) -> None:
    at_result(bench)
    assert not bench.all_said(HandOff)
    assert bench.touch("carry") is State.CARRY
    waiting = bench.screen
    assert waiting.code is None and waiting.busy
    wish = bench.last_said(HandOff)
    assert len(wish.token) == 32 and wish.session_id == bench.model.session_id
    assert PLATE not in str(list(strings_in(wish.sheet)))
    bench.take(HandedOff(wish.request_id, f"{PAGES}/take/{wish.token}", 600))
    code = bench.screen.code
    assert code is not None and code.payload == f"{PAGES}/take/{wish.token}"
    assert "10 分钟" in code.note
    assert bench.touch("back") is State.QUERY_RESULT


def test_whoever_leaves_ends_the_page_of_the_telephone(bench: Bench) -> None:
    at_result(bench).touch("carry")
    bench.touch("back")
    bench.touch("done")
    session = bench.model.session_id
    bench.touch("home")
    assert bench.left
    assert bench.all_said(EndHandOff) == [EndHandOff(session)]
    assert bench.model.away.wish is None


def test_who_is_forgotten_by_the_idle_time_leaves_too(bench: Bench) -> None:
    at_result(bench).touch("carry")
    bench.fire("idle")
    while not bench.left:
        bench.fire("second")
    assert len(bench.all_said(EndHandOff)) == 1


def test_offline_it_is_said_why_not_and_paper_is_offered() -> None:
    bench = at_result(Bench().ready(HALL))
    bench.take(replace(OFFLINE, pages_url=PAGES))
    assert bench.touch("carry") is State.CARRY
    assert not bench.all_said(HandOff)
    notice = bench.screen.notice
    assert notice is not None and notice.code == Fault.HAND_OFF_OFFLINE.value
    assert bench.screen.primary is not None and bench.screen.primary.verb == "paper"
    assert bench.touch("paper") is State.SLIP


def test_a_page_that_the_platform_does_not_take_is_told(bench: Bench) -> None:
    at_result(bench).touch("carry")
    bench.take(Refused(bench.last_said(HandOff).request_id, Fault.HAND_OFF_REFUSED))
    assert bench.screen.notice is not None and bench.screen.code is None
    bench.touch("carry")
    first, second = bench.all_said(HandOff)
    assert first.token != second.token


def test_a_page_that_does_not_come_is_told(bench: Bench) -> None:
    at_result(bench).touch("carry")
    bench.fire("patience")
    assert bench.model.fault is Fault.HAND_OFF_REFUSED
    assert bench.screen.busy == ""


def test_where_telephones_reach_nothing_they_are_not_offered() -> None:
    bench = at_guide(Bench().ready(WITH_ITEMS))
    assert "carry" not in {one.verb for one in bench.screen.options}
    assert bench.touch("carry") is State.GUIDE


def test_a_page_for_somebody_else_is_not_shown(bench: Bench) -> None:
    at_result(bench).touch("carry")
    bench.take(HandedOff("another", "https://elsewhere.example/take/x", 600))
    assert bench.screen.code is None


def test_nothing_of_it_is_left_on_the_idle_screen(bench: Bench) -> None:
    open_item(bench, FINES)
    identify(bench)
    bench.touch("home")
    assert bench.model.away == type(bench.model.away)()
