"""A citizen takes a guide or a result along on a slip."""

from hashlib import sha256

import pytest

from kiosk.faults import Fault
from kiosk.flow.events import ServiceBack, ServiceLost
from kiosk.flow.states import State
from kiosk.messages.ratings import Served
from kiosk.messages.service import PrintNews, PrintQueued, Refused
from kiosk.messages.takeaway import PrintGuide, PrintSheet
from kiosk.print_state import PrintState
from kiosk.values import replace
from tests.kiosk.flow.bench import Bench, texts_on
from tests.kiosk.flow.query_way import OFFLINE, PLATE
from tests.kiosk.flow.takeaway_way import HALL, PAGES, at_calculation, at_guide, at_result, news
from tests.kiosk.flow.test_items import shortest_way
from tests.kiosk.item_samples import RENEWAL
from tests.kiosk.leaks import strings_in
from tests.kiosk.samples import YI


@pytest.fixture
def bench() -> Bench:
    return Bench().ready(HALL)


@pytest.mark.row("S019")
def test_the_guide_is_printed_with_the_answers_that_were_given(bench: Bench) -> None:
    at_guide(bench)
    assert bench.touch("paper") is State.SLIP
    order = bench.last_said(PrintGuide)
    assert order.code == RENEWAL and order.version == bench.model.visit.version
    assert [option for _, option in order.answers] == shortest_way(RENEWAL)
    bench.take(PrintQueued(order.request_id, "job-1"))
    assert bench.touch("home") is State.SLIP, "the machine works: no way out"
    assert news(bench, PrintState.PRINTING) is State.SLIP
    assert news(bench, PrintState.PRINTED) is State.SLIP_OUT
    assert bench.touch("done") is State.GUIDE


@pytest.mark.row("S019")
def test_offline_the_guide_is_printed_all_the_same() -> None:
    bench = at_guide(Bench().ready(replace(OFFLINE, pages_url=PAGES)))
    assert bench.touch("paper") is State.SLIP
    assert bench.all_said(PrintGuide)


def test_another_slip_is_another_request(bench: Bench) -> None:
    at_guide(bench).touch("paper")
    news(bench, PrintState.PRINTED)
    bench.touch("done")
    bench.touch("paper")
    first, second = bench.all_said(PrintGuide)
    assert first.request_id != second.request_id


def test_when_the_service_is_back_the_same_slip_is_asked_for_again(bench: Bench) -> None:
    at_guide(bench).touch("paper")
    bench.take(ServiceLost())
    bench.take(ServiceBack())
    first, second = bench.all_said(PrintGuide)
    assert first is second


@pytest.mark.parametrize("state", [PrintState.UNKNOWN, PrintState.VOID])
def test_a_slip_that_nobody_can_prove_is_said_to_be_so(bench: Bench, state: PrintState) -> None:
    at_guide(bench).touch("paper")
    assert news(bench, state, Fault.PRINT_PAPER_END) is State.SLIP_TROUBLE
    told = bench.screen.trouble
    assert told is not None and told.code == "RP-0204"
    assert bench.model.fault is Fault.SLIP_UNPROVED
    assert "carry" in {one.verb for one in bench.screen.options}
    assert len(bench.all_said(PrintGuide)) == 1, "never again by itself"
    assert news(bench, PrintState.PRINTED) is State.SLIP_OUT, "late proof"


def test_without_paper_the_code_for_a_telephone_is_offered(bench: Bench) -> None:
    at_guide(bench).touch("paper")
    order = bench.last_said(PrintGuide)
    bench.take(Refused(order.request_id, Fault.PRINTER_NO_PAPER))
    told = bench.screen.trouble
    assert bench.where() is State.SLIP_TROUBLE and told is not None
    assert told.code == "RP-0102" and "手机" in " ".join(told.now)
    assert bench.touch("carry") is State.CARRY
    assert bench.screen.code is not None


def test_news_of_another_job_changes_nothing(bench: Bench) -> None:
    at_guide(bench).touch("paper")
    bench.take(PrintNews("job-1", "ticket-1", PrintState.PRINTED))
    assert bench.where() is State.SLIP
    bench.take(PrintQueued(bench.last_said(PrintGuide).request_id, "job-1"))
    assert news(bench, PrintState.PRINTED, job="job-2") is State.SLIP


def test_silence_ends_with_what_is_not_known(bench: Bench) -> None:
    at_guide(bench).touch("paper")
    assert bench.fire("patience") is State.SLIP_TROUBLE
    assert bench.model.fault is Fault.SLIP_UNPROVED


@pytest.mark.row("S121")
def test_the_slip_leads_to_the_rating_of_the_same_service(bench: Bench) -> None:
    at_guide(bench).touch("paper")
    (served,) = bench.all_said(Served)
    token = bench.last_said(PrintGuide).rate.removeprefix(f"{PAGES}/rate/")
    assert served.link == sha256(token.encode()).hexdigest()
    assert served.item is not None and served.item.code == RENEWAL
    news(bench, PrintState.PRINTED)
    bench.touch("done")
    assert bench.touch("done") is State.RATE
    assert len(bench.all_said(Served)) == 1, "the same service, told once"
    assert bench.screen.code is not None and bench.screen.code.payload.endswith(token)


def test_a_result_is_printed_masked_as_it_is_shown(bench: Bench) -> None:
    at_result(bench)
    bench.touch("reveal", "on")
    assert PLATE in texts_on(bench.screen)
    assert bench.touch("paper") is State.SLIP
    sheet = bench.last_said(PrintSheet).sheet
    texts = "\n".join(text for _, text in strings_in(sheet))
    assert PLATE not in texts and YI.id_no not in texts and YI.name not in texts
    assert "超速" in texts and "200.00" in texts
    assert "不是证明" in sheet.note
    assert news(bench, PrintState.PRINTED) is State.SLIP_OUT
    assert bench.touch("back") is State.QUERY_RESULT
    assert "超速" in texts_on(bench.screen)


def test_a_calculation_says_on_paper_that_it_is_no_decision(bench: Bench) -> None:
    at_calculation(bench).touch("paper")
    sheet = bench.last_said(PrintSheet).sheet
    item = bench.model.visit.item
    assert item is not None and item.calc is not None
    assert sheet.note == item.calc.disclaimer.zh
    assert [one for part in sheet.parts for one in part.lines if one.startswith("自己大约付：")]
    assert sheet.parts[0].facts


def test_a_query_that_has_no_slip_is_not_printed(bench: Bench) -> None:
    at_result(bench)
    item = bench.model.visit.item
    assert item is not None and item.query is not None
    without = replace(item, query=replace(item.query, receipt=False))
    bench.model = replace(bench.model, visit=replace(bench.model.visit, item=without))
    assert "paper" not in {one.verb for one in bench.screen.options}
    assert bench.touch("paper") is State.QUERY_RESULT
    assert not bench.all_said(PrintSheet)
