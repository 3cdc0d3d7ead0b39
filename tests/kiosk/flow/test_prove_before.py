"""A certificate before it is asked for: what stands against it is told first, then it is chosen."""

import pytest

from kiosk.device import PaperSupply
from kiosk.faults import Fault
from kiosk.flow.states import State
from kiosk.messages.certificates import (
    AskWaiting,
    WantCertificate,
)
from kiosk.messages.service import Identified
from kiosk.print_state import PrintState
from kiosk.values import replace
from tests.kiosk.flow.bench import Bench
from tests.kiosk.flow.prove_way import (
    HALL,
    OFFLINE,
    bench_of,
    identify,
    news,
    nothing_lies_here,
    open_proof,
    to_paper,
    to_preview,
)
from tests.kiosk.item_samples import HOUSES
from tests.kiosk.samples import EXPIRED, GOOD_PRINTER


@pytest.fixture
def bench() -> Bench:
    return bench_of()


@pytest.mark.row("S055", "CP-03")
@pytest.mark.parametrize(
    ("a4", "fault"),
    [
        (None, Fault.DEVICE_NOT_FITTED),
        (replace(GOOD_PRINTER, paper=PaperSupply.OUT), Fault.A4_NO_PAPER),
        (replace(GOOD_PRINTER, paper=PaperSupply.JAMMED), Fault.A4_JAMMED),
    ],
)
def test_a_printer_that_cannot_print_is_told_before_the_card(a4: object, fault: Fault) -> None:
    bench = bench_of(replace(HALL, a4=a4))  # type: ignore[arg-type]
    open_proof(bench)
    notice = bench.screen.notice
    assert notice is not None
    assert notice.code == fault.value
    assert "到旁边的自助机办" in notice.body
    assert bench.touch("begin") is State.TROUBLE
    assert not bench.all_said(AskWaiting)


def test_without_a_network_what_needs_one_is_told_before_the_card() -> None:
    bench = bench_of(OFFLINE)
    open_proof(bench)
    notice = bench.screen.notice
    assert notice is not None
    assert notice.code == Fault.ITEM_NEEDS_NETWORK.value
    assert bench.touch("begin") is State.TROUBLE


@pytest.mark.row("S047", "S055", "S103")
def test_the_card_of_the_item_says_what_it_costs_and_how_far_it_goes(bench: Bench) -> None:
    open_proof(bench)
    card = bench.screen.card
    assert card is not None
    assert [fact.value for fact in card.facts] == [
        "打印盖章的纸质文件",
        "证件：居民身份证；不用交材料，由部门共享",
        "当场办结",
        "不收费",
    ]


def test_a_span_cannot_end_before_it_begins(bench: Bench) -> None:
    open_proof(bench)
    identify(bench)
    nothing_lies_here(bench)
    bench.touch("answer", "all")
    for month in ("202602", "202601"):
        for digit in month:
            bench.touch("key", digit)
        bench.touch("next")
    assert bench.screen.keypad is not None
    assert "不能早于开始" in bench.screen.keypad.error
    bench.touch("key", "delete")
    bench.touch("key", "3")
    assert bench.touch("next") is State.QUERY
    assert bench.screen.tiles


def test_a_span_neither_begins_nor_ends_in_time_to_come(bench: Bench) -> None:
    open_proof(bench)
    identify(bench)
    nothing_lies_here(bench)
    bench.touch("answer", "all")
    now = bench.clock.now()
    for year, month in ((now.year + 1, now.month), (now.year, now.month)):
        for digit in f"{year}{month:02d}":
            bench.touch("key", digit)
        bench.touch("next")
        assert bench.screen.keypad is not None
        assert ("不能选以后的时间" in bench.screen.keypad.error) == (year > now.year)
        bench.touch("key", "clear")
    for digit in "209912":
        bench.touch("key", digit)
    bench.touch("next")
    assert bench.screen.keypad is not None
    assert "不能选以后的时间" in bench.screen.keypad.error


@pytest.mark.row("S048", "S053")
def test_what_is_only_half_online_has_no_begin_and_says_where_to_go(bench: Bench) -> None:
    open_proof(bench, online_handle_depth=2)
    shown = bench.screen
    assert shown.notice is not None
    assert shown.notice.code == Fault.ITEM_AT_COUNTER.value
    verbs = {one.verb for one in (shown.primary, shown.secondary) if one is not None}
    assert verbs == {"guide", "more"}
    assert not {one.verb for one in shown.options} & {"begin", "pickup", "booked"}
    assert bench.touch("begin") is State.TROUBLE


@pytest.mark.row("S056", "CP-09")
def test_an_expired_card_is_told_before_anything_is_chosen(bench: Bench) -> None:
    open_proof(bench)
    bench.touch("begin")
    bench.put_card(EXPIRED)
    assert bench.where() is State.TROUBLE
    assert not bench.all_said(AskWaiting)
    assert not bench.all_said(WantCertificate)


@pytest.mark.row("S001")
def test_who_is_known_is_asked_for_no_card_by_the_next_certificate(bench: Bench) -> None:
    to_preview(bench)
    to_paper(bench)
    news(bench, PrintState.PRINTED)
    open_proof(bench, HOUSES)
    assert bench.touch("begin") is State.LOOKING
    assert len(bench.all_said(Identified)) == 1


def test_the_language_of_the_paper_is_asked_where_there_are_several(bench: Bench) -> None:
    open_proof(bench)
    identify(bench)
    nothing_lies_here(bench)
    bench.touch("answer", "all")
    bench.touch("next")
    bench.touch("next")
    bench.touch("answer", "self")
    assert [tile.arg for tile in bench.screen.tiles] == ["zh", "en"]
    assert bench.touch("answer", "en") is State.ISSUING
    wanted = bench.last_said(WantCertificate)
    assert wanted.lang == "en"
    assert "language" not in dict(wanted.chosen), "it is no option of this package"
