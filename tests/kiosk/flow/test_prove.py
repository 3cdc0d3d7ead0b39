"""A certificate: asked for, looked at, printed, taken; and whoever goes without it leaves it."""

import pytest

from kiosk.device import PaperSupply
from kiosk.faults import Fault
from kiosk.flow.effects import Record
from kiosk.flow.events import ServiceBack, ServiceLost
from kiosk.flow.states import State
from kiosk.messages.certificates import (
    AskWaiting,
    LeaveCertificate,
    PrintCertificate,
    WantCertificate,
)
from kiosk.messages.ratings import Served
from kiosk.messages.service import Identified, Recorded, Refused
from kiosk.print_state import PrintState
from kiosk.values import replace
from tests.kiosk.flow.bench import Bench, texts_on
from tests.kiosk.flow.papers import PAPER_ID, ready
from tests.kiosk.flow.prove_way import (
    HALL,
    bench_of,
    choose,
    identify,
    issue,
    news,
    nothing_lies_here,
    open_proof,
    out,
    to_issuing,
    to_paper,
    to_preview,
)
from tests.kiosk.item_samples import PROOF
from tests.kiosk.samples import GOOD_PRINTER, YI


@pytest.fixture
def bench() -> Bench:
    return bench_of()


@pytest.mark.row("S054", "S091")
def test_from_the_item_to_the_paper_in_the_hand(bench: Bench) -> None:
    assert open_proof(bench) is State.ITEM
    assert identify(bench) is State.LOOKING
    asked = bench.last_said(AskWaiting)
    assert asked.code == PROOF
    assert nothing_lies_here(bench) is State.QUERY
    assert choose(bench) is State.ISSUING
    wanted = bench.last_said(WantCertificate)
    assert (wanted.chosen[0], wanted.lang) == (("insurance", "all"), "zh")
    assert (wanted.credential, wanted.holder_hash) == ("IDCARD", asked.holder_hash)
    assert wanted.sealed
    assert YI.id_no not in repr(bench.said)
    assert issue(bench) is State.PREVIEW
    assert to_paper(bench) is State.CERT_PRINTING
    order = bench.last_said(PrintCertificate)
    assert (order.certificate_id, order.copy_no) == (PAPER_ID, 1)
    out(bench, 1)
    assert "第 2 页，共 2 页" in bench.screen.busy
    assert news(bench, PrintState.PRINTED) is State.CERT_TAKE
    assert bench.touch("done") is State.RATE
    assert bench.last_said(Served).kind == "print"
    assert not bench.all_said(LeaveCertificate)
    assert len(bench.all_said(Identified)) == 1


def test_the_preview_is_turned_page_by_page_and_says_that_it_is_none(bench: Bench) -> None:
    to_preview(bench)
    first = bench.screen.preview
    assert first is not None
    assert first.mark == "样张 · 还不是原件"
    assert first.note == "不收费 · 1 份 · 共 2 页"
    assert first.place == "第 1 / 2 页"
    assert first.before is not None
    assert not first.before.enabled
    assert first.after is not None
    bench.touch("page", first.after.arg)
    second = bench.screen.preview
    assert second is not None
    assert second.place == "第 2 / 2 页"
    assert second.picture != first.picture
    bench.touch("page", "2")
    assert bench.screen.preview == second, "there is no third page"
    assert YI.id_no not in texts_on(bench.screen)


def test_while_the_preview_is_read_the_printer_may_fail_and_come_back(bench: Bench) -> None:
    to_preview(bench)
    bench.take(replace(HALL, a4=replace(GOOD_PRINTER, paper=PaperSupply.OUT)))
    shown = bench.screen
    assert shown.primary is not None
    assert not shown.primary.enabled
    assert shown.notice is not None
    assert shown.notice.code == Fault.A4_NO_PAPER.value
    bench.take(HALL)
    assert bench.screen.primary is not None
    assert bench.screen.primary.enabled


@pytest.mark.parametrize("way", ["back", "home", "find", "idle", "help"])
def test_every_way_out_of_the_preview_leaves_the_certificate(bench: Bench, way: str) -> None:
    to_preview(bench)
    if way == "idle":
        bench.fire("idle")
        for _ in range(20):
            bench.fire("second")
    elif way == "help":
        bench.touch("help")
        assert bench.touch("back") is State.PREVIEW, "help leaves nothing"
        assert not bench.all_said(LeaveCertificate)
        bench.touch("help")
        bench.touch("home")
    else:
        bench.touch(way)
    left = bench.all_said(LeaveCertificate)
    assert [one.certificate_id for one in left] == [PAPER_ID]
    assert bench.model.proof.ready is None


def test_what_was_left_is_said_until_the_service_has_it(bench: Bench) -> None:
    to_preview(bench)
    bench.take(ServiceLost())
    bench.touch("back")
    first = bench.last_said(LeaveCertificate)
    bench.take(ServiceBack())
    assert bench.all_said(LeaveCertificate) == [first, first]
    bench.take(Recorded(first.request_id))
    bench.take(ServiceBack())
    assert len(bench.all_said(LeaveCertificate)) == 2


def test_printed_it_is_not_left_and_its_pictures_are_forgotten(bench: Bench) -> None:
    to_preview(bench)
    to_paper(bench)
    news(bench, PrintState.PRINTED)
    shown = bench.model.proof.ready
    assert shown is not None
    assert shown.preview == ()
    bench.touch("home")
    assert not bench.all_said(LeaveCertificate)


def test_a_second_touch_on_print_orders_nothing_more(bench: Bench) -> None:
    to_preview(bench)
    bench.touch("print")
    bench.touch("print")
    assert len(bench.all_said(PrintCertificate)) == 1


@pytest.mark.row("S083")
@pytest.mark.parametrize("fault", [Fault.CERT_UNTRUSTED, Fault.CERT_DAMAGED, Fault.CERT_HOLDER])
def test_a_refusal_is_told_whole_and_can_be_tried_again(bench: Bench, fault: Fault) -> None:
    to_issuing(bench)
    first = bench.last_said(WantCertificate)
    bench.take(Refused(first.request_id, fault))
    assert bench.where() is State.TROUBLE
    told = bench.screen
    assert told.trouble is not None
    assert told.trouble.code == fault.value
    assert told.primary is not None
    assert (told.primary.verb, told.primary.label) == ("again", "再试一次")
    assert bench.touch("again") is State.ISSUING
    second = bench.last_said(WantCertificate)
    assert second.request_id != first.request_id
    assert second.chosen == first.chosen


@pytest.mark.parametrize("silent", [True, False])
def test_what_may_have_been_issued_is_asked_for_under_the_same_id(
    bench: Bench, silent: bool
) -> None:
    to_issuing(bench)
    first = bench.last_said(WantCertificate)
    if silent:
        assert bench.fire("patience") is State.TROUBLE
    else:
        bench.take(Refused(first.request_id, Fault.CERT_NO_ANSWER))
    assert bench.touch("again") is State.ISSUING
    assert bench.last_said(WantCertificate) == first


def test_an_answer_that_comes_late_is_still_good_where_somebody_waits(bench: Bench) -> None:
    to_issuing(bench)
    bench.fire("patience")
    assert issue(bench) is State.PREVIEW


def test_an_answer_that_comes_when_nobody_waits_is_left_at_once(bench: Bench) -> None:
    to_issuing(bench)
    asked = bench.last_said(WantCertificate)
    bench.fire("patience")
    bench.touch("find")
    bench.take(ready(asked.request_id))
    assert bench.last_said(LeaveCertificate).certificate_id == PAPER_ID
    assert bench.where() is State.FIND
    bench.take(ready(asked.request_id))
    assert len(bench.all_said(LeaveCertificate)) == 1


def test_the_service_comes_back_while_it_is_issued(bench: Bench) -> None:
    to_issuing(bench)
    asked = bench.last_said(WantCertificate)
    bench.take(ServiceLost())
    assert bench.screen.busy.startswith("系统正在恢复")
    bench.take(ServiceBack())
    assert bench.all_said(WantCertificate) == [asked, asked]


def test_the_service_comes_back_while_it_is_printed(bench: Bench) -> None:
    to_preview(bench)
    to_paper(bench)
    order = bench.last_said(PrintCertificate)
    bench.take(ServiceLost())
    effects = bench.take(ServiceBack())
    assert Record(order) in effects
