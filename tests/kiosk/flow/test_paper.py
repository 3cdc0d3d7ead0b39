"""Paper that runs out, sticks or cannot be proved: the number is kept and nothing is claimed."""

import pytest

from kiosk.faults import Fault
from kiosk.flow.states import State
from kiosk.messages.service import (
    PrintAgain,
    PrintNews,
    PrintQueued,
    Refused,
    TakeNumber,
)
from kiosk.print_state import PrintState
from tests.kiosk.flow.bench import Bench, texts_on
from tests.kiosk.samples import HALL_WITHOUT_PAPER, YI

UNPROVED = [PrintState.UNKNOWN, PrintState.FAILED, PrintState.VOID]


@pytest.mark.row("CP-03")
def test_without_paper_it_is_told_before_the_card_and_the_number_comes_on_the_screen() -> None:
    bench = Bench().ready(HALL_WITHOUT_PAPER)
    assert "打印暂停" in texts_on(bench.screen)
    bench.touch("start")
    assert bench.screen.notice is not None
    assert bench.screen.notice.title == "本机现在不能打印号票"
    bench.to_ahead(YI)
    assert bench.screen.primary is not None
    assert bench.screen.primary.label == "取号（不打印）"
    bench.touch("take")
    assert not bench.last_said(TakeNumber).on_paper
    assert bench.answer(None) is State.ON_SCREEN
    assert bench.screen.card is not None
    assert bench.screen.card.big == "A017"


def test_a_printer_that_falls_silent_does_not_keep_anybody_from_a_number(taking: Bench) -> None:
    """The hall's view may still say that it can print: nobody is sent round in a circle."""
    wish = taking.last_said(TakeNumber)
    assert wish.on_paper
    taking.take(Refused(wish.request_id, Fault.PRINTER_SILENT))
    assert taking.where() is State.AHEAD
    assert taking.screen.primary is not None
    assert taking.screen.primary.label == "取号（不打印）"
    assert taking.screen.notice is not None
    assert taking.screen.notice.code == "RP-0105"
    taking.touch("take")
    assert not taking.last_said(TakeNumber).on_paper
    assert taking.answer(None) is State.ON_SCREEN


def test_paper_runs_out_mid_ticket(printing: Bench) -> None:
    assert printing.news(PrintState.UNKNOWN, fault=Fault.PRINT_PAPER_END) is State.PRINT_TROUBLE
    trouble = printing.screen.trouble
    assert trouble is not None
    assert trouble.code == "RP-0204"
    assert "A017" in trouble.cause
    printing.take(HALL_WITHOUT_PAPER)
    assert printing.screen.primary is not None
    assert printing.screen.primary.verb == "call", "there is no paper to try again with"
    assert printing.touch("done") is State.ON_SCREEN
    assert printing.screen.card is not None
    assert printing.screen.card.big == "A017"


def test_after_an_unproved_print_no_screen_says_that_no_paper_came(printing: Bench) -> None:
    printing.touch("voice")
    printing.news(PrintState.UNKNOWN, fault=Fault.PRINT_CONNECTION_LOST)
    printing.touch("done")
    for said in (texts_on(printing.screen), printing.screen.spoken, printing.screen.caption):
        assert "没有打印" not in said
        assert "没有纸质" not in said
    assert "A017" in printing.screen.spoken
    assert printing.screen.caption == printing.screen.spoken


@pytest.mark.parametrize("state", UNPROVED)
def test_what_is_not_proved_is_never_called_printed(printing: Bench, state: PrintState) -> None:
    assert printing.news(state) is State.PRINT_TROUBLE
    assert not printing.model.printed
    assert "请取走号票" not in texts_on(printing.screen)
    for later in (*UNPROVED, PrintState.PRINTING, PrintState.RESERVED):
        assert printing.news(later) is State.PRINT_TROUBLE
    assert printing.news(PrintState.PRINTED) is State.TAKE_AWAY


def test_proof_that_comes_late_still_counts(printing: Bench) -> None:
    printing.fire("patience")
    assert printing.fault() is Fault.PRINT_NO_ANSWER
    assert printing.touch("done") is State.ON_SCREEN
    assert printing.news(PrintState.PRINTED) is State.TAKE_AWAY


def test_the_next_paper_is_a_copy_only_where_the_first_may_exist(printing: Bench) -> None:
    printing.news(PrintState.FAILED, fault=Fault.PRINTER_HOST_LOST)
    assert printing.screen.primary is not None
    assert printing.screen.primary.label == "再试打印"
    printing.touch("again")
    assert printing.screen.card is not None
    assert printing.screen.card.note == "", "no byte of the first has left"
    printing.take(PrintQueued(printing.last_said(PrintAgain).request_id, "job-2"))
    printing.news(PrintState.UNKNOWN, fault=Fault.PRINT_ERROR)
    printing.touch("again")
    assert printing.screen.card is not None
    assert "副本" in printing.screen.card.note


def test_old_news_does_not_settle_the_new_print(printing: Bench) -> None:
    printing.fire("patience")
    printing.touch("again")
    printing.take(PrintQueued(printing.last_said(PrintAgain).request_id, "job-2"))
    printing.take(PrintNews("job-1", "ticket-A-17", PrintState.UNKNOWN, Fault.PRINT_ERROR))
    assert printing.where() is State.PRINTING
    printing.take(PrintNews("job-2", "ticket-A-99", PrintState.PRINTED))
    assert printing.where() is State.PRINTING
    printing.take(PrintNews("job-2", "ticket-A-17", PrintState.PRINTED))
    assert printing.where() is State.TAKE_AWAY


def test_a_refused_copy_keeps_the_number(printing: Bench) -> None:
    printing.news(PrintState.UNKNOWN, fault=Fault.PRINT_PAPER_END)
    printing.touch("again")
    printing.take(Refused("somebody else's", Fault.STORE_ERROR))
    assert printing.where() is State.PRINTING, "not an answer to this"
    printing.take(Refused(printing.last_said(PrintAgain).request_id, Fault.PRINTER_NO_PAPER))
    assert printing.where() is State.PRINT_TROUBLE
    printing.touch("done")
    assert "A017" in texts_on(printing.screen)
