"""Cut off: a certificate is asked for now and printed another time, by its pick-up code."""

import pytest

from kiosk.device import PaperSupply
from kiosk.faults import Fault
from kiosk.flow.events import ServiceBack, ServiceLost
from kiosk.flow.states import State
from kiosk.messages.certificates import AskWaiting, WantCertificate, WishCertificate, WishKept
from kiosk.messages.ratings import Served
from kiosk.messages.service import PrintNews, Refused
from kiosk.print_state import PrintState
from kiosk.values import replace
from tests.kiosk.flow.bench import Bench, texts_on
from tests.kiosk.flow.prove_way import (
    HALL,
    OFFLINE,
    bench_of,
    choose,
    identify,
    issue,
    nothing_lies_here,
    open_proof,
    to_issuing,
)
from tests.kiosk.item_samples import HOUSES
from tests.kiosk.samples import GOOD_PRINTER, NO_PAPER, YI

CODE = "7KQ2M9XWE4TA"


@pytest.fixture
def bench() -> Bench:
    return bench_of(OFFLINE)


def to_wish(bench: Bench) -> State:
    open_proof(bench, HOUSES)
    identify(bench)
    nothing_lies_here(bench)
    return choose(bench)


def keep(bench: Bench) -> State:
    asked = bench.last_said(WishCertificate)
    bench.take(WishKept(asked.request_id, CODE, "job-slip" if asked.on_paper else ""))
    return bench.where()


@pytest.mark.row("S055", "CP-11")
def test_before_the_card_it_is_said_what_can_be_done_without_a_network(bench: Bench) -> None:
    assert open_proof(bench, HOUSES) is State.ITEM
    shown = bench.screen
    assert shown.notice is not None
    assert "只能先登记" in shown.notice.title
    assert "人工窗口" in shown.notice.body
    assert shown.primary is not None
    assert shown.primary.label == "先登记，以后打印"
    assert "pickup" not in {option.verb for option in shown.options}


@pytest.mark.row("CP-11")
def test_a_wish_is_kept_with_a_code_and_nothing_is_asked_of_the_platform(bench: Bench) -> None:
    assert to_wish(bench) is State.WISH
    assert "人工窗口" in texts_on(bench.screen)
    assert bench.touch("wish") is State.WISHING
    asked = bench.last_said(WishCertificate)
    assert (asked.code, asked.on_paper, asked.chosen) == (HOUSES, True, (("purpose", "self"),))
    assert asked.sealed
    assert YI.id_no not in repr(asked)
    assert keep(bench) is State.WISH_KEPT
    shown = bench.screen
    assert shown.card is not None
    assert shown.card.big == "7KQ2-M9XW-E4TA"
    assert shown.code is not None
    assert shown.code.payload == "7KQ2-M9XW-E4TA"
    assert not bench.all_said(WantCertificate)
    assert bench.touch("done") is State.RATE
    assert bench.last_said(Served).kind == "prove"


def of_the_slip(bench: Bench) -> str:
    assert bench.screen.notice is not None
    return bench.screen.notice.title


def test_whether_a_slip_came_out_is_said_as_it_is_known(bench: Bench) -> None:
    to_wish(bench)
    bench.touch("wish")
    keep(bench)
    assert of_the_slip(bench) == "正在打印凭条"
    bench.take(PrintNews("another", "another", PrintState.PRINTED))
    assert of_the_slip(bench) == "正在打印凭条"
    for state in (PrintState.RENDERING, PrintState.SPOOLED, PrintState.PRINTING):
        bench.take(PrintNews("job-slip", "slip", state))
        assert of_the_slip(bench) == "正在打印凭条"
    bench.take(ServiceLost())
    assert "不知道凭条打好没有" in of_the_slip(bench)
    bench.take(ServiceBack())
    bench.take(PrintNews("job-slip", "slip", PrintState.UNKNOWN))
    assert "不知道凭条打好没有" in of_the_slip(bench)
    bench.take(PrintNews("job-slip", "slip", PrintState.FAILED))
    assert "没有打印凭条" in of_the_slip(bench)
    bench.take(PrintNews("job-slip", "slip", PrintState.PRINTED))
    assert "凭条从小票口出来" in of_the_slip(bench)
    assert bench.screen.card is not None
    assert bench.screen.card.big == "7KQ2-M9XW-E4TA", "whatever becomes of it"


def test_without_paper_for_slips_it_is_kept_all_the_same() -> None:
    bench = bench_of(replace(OFFLINE, printer=NO_PAPER))
    to_wish(bench)
    bench.touch("wish")
    assert not bench.last_said(WishCertificate).on_paper
    assert keep(bench) is State.WISH_KEPT
    assert "没有打印凭条" in of_the_slip(bench)


def test_a_broken_printer_of_documents_stops_no_wish() -> None:
    jammed = replace(GOOD_PRINTER, paper=PaperSupply.JAMMED)
    assert to_wish(bench_of(replace(OFFLINE, a4=jammed))) is State.WISH


def test_the_network_is_lost_between_card_and_last_choice() -> None:
    bench = bench_of()
    open_proof(bench, HOUSES)
    identify(bench)
    nothing_lies_here(bench)
    bench.take(OFFLINE)
    assert choose(bench) is State.WISH
    assert not bench.all_said(WantCertificate)


def test_a_wish_that_was_not_answered_is_sent_again_under_the_same_id(bench: Bench) -> None:
    to_wish(bench)
    bench.touch("wish")
    first = bench.last_said(WishCertificate)
    bench.take(ServiceLost())
    bench.take(ServiceBack())
    assert bench.all_said(WishCertificate) == [first, first]
    assert bench.fire("patience") is State.TROUBLE
    assert bench.touch("again") is State.WISH
    bench.touch("wish")
    assert bench.last_said(WishCertificate) == first
    assert keep(bench) is State.WISH_KEPT


def test_a_wish_that_was_refused_is_another_one_the_next_time(bench: Bench) -> None:
    to_wish(bench)
    bench.touch("wish")
    first = bench.last_said(WishCertificate)
    bench.take(Refused(first.request_id, Fault.CERT_WISH_AGAIN))
    assert bench.where() is State.TROUBLE
    assert bench.screen.primary is not None
    assert bench.screen.primary.label == "再申请一次"
    bench.touch("again")
    bench.touch("wish")
    assert bench.last_said(WishCertificate).request_id != first.request_id


def test_back_from_the_wish_the_choice_can_be_changed(bench: Bench) -> None:
    to_wish(bench)
    assert bench.touch("back") is State.QUERY
    bench.touch("answer", "rent")
    bench.touch("wish")
    assert bench.last_said(WishCertificate).chosen == (("purpose", "rent"),)


def test_the_code_goes_with_the_citizen(bench: Bench) -> None:
    to_wish(bench)
    bench.touch("wish")
    keep(bench)
    bench.touch("home")
    assert CODE not in repr(bench.model)
    assert bench.model.proof.kept is None


# --- picked up -----------------------------------------------------------------------------------


@pytest.fixture
def picking() -> Bench:
    bench = bench_of()
    open_proof(bench, HOUSES)
    assert identify(bench, "pickup") is State.LOOKING
    assert nothing_lies_here(bench) is State.PICKUP_CODE
    return bench


def type_code(bench: Bench, text: str) -> State:
    for char in text:
        bench.touch("type", char)
    return bench.touch("next")


def test_with_card_and_code_it_is_fetched_and_looked_at(picking: Bench) -> None:
    assert picking.screen.keyboard is not None
    for char in "7kq2m":
        picking.touch("type", char)
    assert picking.screen.keyboard.shown == "7KQ2-M"
    assert type_code(picking, "9xwe4ta") is State.ISSUING
    wanted = picking.last_said(WantCertificate)
    assert (wanted.pickup_code, wanted.chosen) == (CODE, ())
    assert wanted.sealed
    assert CODE not in repr(picking.said)
    assert issue(picking) is State.PREVIEW


def test_what_can_be_no_code_is_asked_of_nobody(picking: Bench) -> None:
    assert type_code(picking, "7KQ2") is State.PICKUP_CODE
    assert picking.screen.keyboard is not None
    assert "十二位" in picking.screen.keyboard.error
    assert not picking.all_said(WantCertificate)


def test_a_code_under_which_nothing_lies_can_be_typed_again(picking: Bench) -> None:
    type_code(picking, CODE)
    picking.take(Refused(picking.last_said(WantCertificate).request_id, Fault.CERT_PICKUP))
    assert picking.where() is State.TROUBLE
    assert picking.touch("again") is State.PICKUP_CODE
    assert picking.model.visit.text == ""


def test_begin_after_a_pick_up_asks_for_what_to_choose(picking: Bench) -> None:
    assert picking.touch("back") is State.ITEM
    assert picking.touch("begin") is State.LOOKING
    assert nothing_lies_here(picking) is State.QUERY


def test_online_nothing_is_wished_for() -> None:
    bench = bench_of(HALL)
    assert to_issuing(bench, HOUSES) is State.ISSUING
    assert bench.last_said(AskWaiting).code == HOUSES
    assert not bench.all_said(WishCertificate)
