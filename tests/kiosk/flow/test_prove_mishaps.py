"""A certificate that does not come out, or nobody knows: told truly, and never two originals."""

import pytest

from kiosk.device import PaperSupply
from kiosk.faults import Fault
from kiosk.flow.events import ServiceLost
from kiosk.flow.states import State
from kiosk.messages.certificates import (
    LeaveCertificate,
    NextCopy,
    PrintCertificate,
    WantCertificate,
)
from kiosk.messages.service import CallStaff, PrintNews, Refused
from kiosk.print_state import PrintState
from kiosk.values import replace
from tests.kiosk.flow.bench import Bench
from tests.kiosk.flow.papers import PAPER_ID
from tests.kiosk.flow.prove_way import HALL, JOB, bench_of, issue, news, to_paper, to_preview
from tests.kiosk.samples import GOOD_PRINTER, YI


@pytest.fixture
def bench() -> Bench:
    """On its way to paper."""
    bench = bench_of()
    to_preview(bench)
    to_paper(bench)
    return bench


@pytest.mark.row("S093", "CP-03", "CP-06")
def test_nothing_came_out_so_a_new_original_is_made(bench: Bench) -> None:
    assert news(bench, PrintState.FAILED, fault=Fault.A4_NO_PAPER) is State.CERT_TROUBLE
    shown = bench.screen
    assert shown.trouble is not None
    assert shown.trouble.code == Fault.A4_NO_PAPER.value
    assert "那一份已作废" in shown.trouble.cause
    assert bench.touch("again") is State.ISSUING
    asked = bench.last_said(NextCopy)
    assert asked.certificate_id == PAPER_ID
    assert asked.sealed
    assert asked.sealed != bench.last_said(WantCertificate).sealed, "bound to its own request"
    assert YI.id_no not in repr(asked)
    assert issue(bench, copy_no=2) is State.PREVIEW
    assert to_paper(bench) is State.CERT_PRINTING
    assert bench.last_said(PrintCertificate).copy_no == 2
    assert news(bench, PrintState.PRINTED) is State.CERT_TAKE
    assert not bench.all_said(LeaveCertificate)


@pytest.mark.row("S093")
def test_nobody_knows_so_the_citizen_is_asked_and_has_it(bench: Bench) -> None:
    assert news(bench, PrintState.UNKNOWN, fault=Fault.A4_PRINT_JAM) is State.CERT_UNSURE
    assert [bench.screen.primary.verb, bench.screen.secondary.verb] == ["whole", "damaged"]  # type: ignore[union-attr]
    assert bench.touch("whole") is State.CERT_TAKE
    bench.touch("home")
    assert not bench.all_said(NextCopy)
    assert not bench.all_said(LeaveCertificate), "it is in the citizen's hand"


@pytest.mark.row("S093")
def test_damaged_it_is_void_and_another_original_follows(bench: Bench) -> None:
    news(bench, PrintState.UNKNOWN, fault=Fault.A4_PRINT_JAM)
    assert bench.touch("damaged") is State.ISSUING
    assert len(bench.all_said(NextCopy)) == 1
    assert len(bench.all_said(PrintCertificate)) == 1, "the damaged one is printed no second time"
    assert issue(bench, copy_no=2) is State.PREVIEW


def test_whoever_walks_away_from_the_question_may_hold_it_and_nothing_is_voided(
    bench: Bench,
) -> None:
    news(bench, PrintState.UNKNOWN, fault=Fault.A4_PRINT_JAM)
    bench.fire("idle")
    for _ in range(20):
        bench.fire("second")
    assert bench.left
    assert not bench.all_said(LeaveCertificate)
    assert not bench.all_said(NextCopy)


def test_proof_that_comes_late_answers_the_question(bench: Bench) -> None:
    assert bench.fire("patience") is State.CERT_UNSURE
    assert bench.fault() is Fault.A4_PRINT_NO_ANSWER
    assert news(bench, PrintState.PRINTED) is State.CERT_TAKE


def test_news_of_another_paper_changes_nothing(bench: Bench) -> None:
    bench.take(PrintNews(JOB, "another", PrintState.PRINTED))
    bench.take(PrintNews("another", PAPER_ID, PrintState.PRINTED))
    assert bench.where() is State.CERT_PRINTING


def test_what_was_never_begun_is_printed_when_there_is_paper_again() -> None:
    bench = bench_of()
    to_preview(bench)
    bench.touch("print")
    first = bench.last_said(PrintCertificate)
    bench.take(Refused(first.request_id, Fault.A4_NO_PAPER))
    assert bench.where() is State.CERT_TROUBLE
    assert bench.touch("again") is State.CERT_PRINTING
    assert bench.last_said(PrintCertificate).copy_no == first.copy_no
    assert not bench.all_said(NextCopy)


def test_while_there_is_no_paper_staff_are_called_and_then_it_goes_on(bench: Bench) -> None:
    news(bench, PrintState.FAILED, fault=Fault.A4_NO_PAPER)
    bench.take(replace(HALL, a4=replace(GOOD_PRINTER, paper=PaperSupply.OUT)))
    assert bench.screen.primary is not None
    assert bench.screen.primary.verb == "call"
    bench.touch("call")
    assert bench.last_said(CallStaff).fault is Fault.A4_NO_PAPER
    bench.take(HALL)
    assert bench.screen.primary is not None
    assert bench.screen.primary.verb == "again"


@pytest.mark.parametrize("way", ["done", "back", "home", "find"])
def test_whoever_gives_up_in_a_trouble_leaves_the_certificate(bench: Bench, way: str) -> None:
    news(bench, PrintState.FAILED, fault=Fault.A4_PRINT_JAM)
    bench.touch(way)
    assert [one.certificate_id for one in bench.all_said(LeaveCertificate)] == [PAPER_ID]


def test_a_copy_that_may_be_on_paper_already_is_asked_about() -> None:
    bench = bench_of()
    to_preview(bench)
    bench.touch("print")
    order = bench.last_said(PrintCertificate)
    bench.take(Refused(order.request_id, Fault.CERT_PRINTED))
    assert bench.where() is State.CERT_UNSURE


@pytest.mark.parametrize("fault", [Fault.CERT_GONE, Fault.CERT_REVOKED])
def test_what_cannot_be_printed_any_more_is_left_and_asked_for_anew(fault: Fault) -> None:
    bench = bench_of()
    to_preview(bench)
    bench.touch("print")
    bench.take(Refused(bench.last_said(PrintCertificate).request_id, fault))
    assert bench.screen.primary is not None
    assert bench.screen.primary.label == "从头再办一次"
    first = bench.last_said(WantCertificate)
    assert bench.touch("again") is State.ISSUING
    second = bench.last_said(WantCertificate)
    assert (second.request_id != first.request_id, second.chosen) == (True, first.chosen)
    assert len(bench.all_said(LeaveCertificate)) == 1


def test_a_further_copy_that_is_refused_can_be_asked_for_again_or_left(bench: Bench) -> None:
    news(bench, PrintState.FAILED, fault=Fault.A4_PRINT_JAM)
    bench.touch("again")
    asked = bench.last_said(NextCopy)
    bench.take(Refused(asked.request_id, Fault.CERT_NO_ANSWER))
    assert bench.where() is State.CERT_TROUBLE
    assert bench.touch("again") is State.ISSUING
    bench.fire("patience")
    assert bench.where() is State.CERT_TROUBLE
    bench.touch("again")
    last = bench.all_said(NextCopy)[-2:]
    assert last[0].request_id == last[1].request_id, "unanswered, it is asked under the same id"
    bench.fire("patience")
    bench.touch("done")
    assert len(bench.all_said(LeaveCertificate)) == 1


def test_without_the_service_nothing_is_promised() -> None:
    bench = bench_of()
    to_preview(bench)
    bench.take(ServiceLost())
    assert bench.touch("print") is State.PREVIEW
    assert not bench.all_said(PrintCertificate)
    assert bench.screen.notice is not None
    assert bench.screen.notice.code == Fault.SERVICE_LOST.value
