"""A certificate that was booked beforehand and lies here: offered first, with a network or none."""

import pytest

from kiosk.faults import Fault
from kiosk.flow.states import State
from kiosk.messages.certificates import (
    AskWaiting,
    LeaveCertificate,
    PrintCertificate,
    WaitingFound,
    WantCertificate,
)
from kiosk.print_state import PrintState
from tests.kiosk.flow.bench import Bench
from tests.kiosk.flow.papers import ready
from tests.kiosk.flow.prove_way import (
    OFFLINE,
    bench_of,
    choose,
    identify,
    news,
    nothing_lies_here,
    open_proof,
    to_paper,
)


@pytest.fixture
def bench() -> Bench:
    return bench_of()


def lies_here(bench: Bench) -> State:
    asked = bench.last_said(AskWaiting)
    bench.take(WaitingFound(asked.request_id, (ready("old", held=True),)))
    return bench.where()


def test_booked_beforehand_it_is_offered_at_once(bench: Bench) -> None:
    open_proof(bench)
    identify(bench)
    asked = bench.last_said(AskWaiting)
    bench.take(WaitingFound(asked.request_id, (ready("old", held=True),)))
    assert bench.where() is State.CERT_HERE
    first = bench.screen.tiles[0]
    assert bench.touch(first.verb, first.arg) is State.PREVIEW
    assert not bench.all_said(WantCertificate)
    assert bench.screen.preview is not None
    assert "预约好的" in bench.screen.preview.note
    bench.touch("back")
    assert not bench.all_said(LeaveCertificate), "it waits for another time"


def test_beside_what_lies_here_a_new_one_can_be_made(bench: Bench) -> None:
    open_proof(bench)
    identify(bench)
    asked = bench.last_said(AskWaiting)
    bench.take(WaitingFound(asked.request_id, (ready("old", held=True),)))
    assert bench.touch("fresh") is State.QUERY
    assert choose(bench) is State.ISSUING


def test_nobody_waits_long_for_what_was_booked(bench: Bench) -> None:
    open_proof(bench)
    identify(bench)
    assert bench.fire("patience") is State.QUERY
    assert "patience" not in bench.timers


def test_cut_off_what_was_booked_is_printed_all_the_same() -> None:
    bench = bench_of(OFFLINE)
    open_proof(bench)
    assert [one.verb for one in bench.screen.options] == ["booked"]
    assert identify(bench, "booked") is State.LOOKING
    assert lies_here(bench) is State.CERT_HERE
    assert [tile.verb for tile in bench.screen.tiles] == ["held"], "a new one is not to be had"
    first = bench.screen.tiles[0]
    bench.touch(first.verb, first.arg)
    assert to_paper(bench) is State.CERT_PRINTING
    assert bench.last_said(PrintCertificate).certificate_id == first.arg
    assert news(bench, PrintState.PRINTED) is State.CERT_TAKE


def test_cut_off_with_nothing_booked_it_is_told_with_what_to_do_instead() -> None:
    bench = bench_of(OFFLINE)
    open_proof(bench)
    identify(bench, "booked")
    assert nothing_lies_here(bench) is State.TROUBLE
    assert bench.fault() is Fault.ITEM_NEEDS_NETWORK
    assert not bench.all_said(WantCertificate)


def test_what_was_booked_and_failed_on_paper_is_left_like_any_other(bench: Bench) -> None:
    open_proof(bench)
    identify(bench)
    lies_here(bench)
    bench.touch("held", bench.screen.tiles[0].arg)
    to_paper(bench)
    assert news(bench, PrintState.FAILED) is State.CERT_TROUBLE
    bench.touch("done")
    assert len(bench.all_said(LeaveCertificate)) == 1
