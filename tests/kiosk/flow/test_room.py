"""A terminal that has no room for ratings says so, and keeps what it must."""

import pytest

from kiosk.faults import Fault
from kiosk.flow.events import ServiceBack, ServiceLost
from kiosk.flow.states import State
from kiosk.messages.ratings import Rate
from kiosk.messages.service import CallStaff, Refused
from kiosk.print_state import PrintState
from kiosk.texts.en import faults as en_faults
from kiosk.texts.zh import faults as zh_faults
from tests.kiosk.flow.bench import Bench
from tests.kiosk.samples import YI


def _rated() -> Bench:
    bench = Bench().ready().to_ahead(YI)
    bench.touch("take")
    bench.answer(PrintState.PRINTED)
    bench.touch("done")
    assert bench.touch("rate", "5") is State.GOODBYE
    assert bench.screen.notice is None
    return bench


@pytest.mark.row("CP-11")
def test_a_rating_that_was_not_kept_is_told_and_not_asked_again() -> None:
    bench = _rated()
    rating = bench.last_said(Rate)
    bench.take(Refused(rating.request_id, Fault.ROOM_LEAN))
    assert bench.where() is State.GOODBYE
    notice = bench.screen.notice
    assert notice is not None
    assert notice.title == zh_faults.FAULTS[Fault.ROOM_LEAN].title
    assert notice.code == "SV-0106"
    assert en_faults.FAULTS[Fault.ROOM_LEAN].title
    bench.take(ServiceLost())
    bench.take(ServiceBack())
    assert len(bench.all_said(Rate)) == 1


@pytest.mark.parametrize("fault", [Fault.DISK_FULL, Fault.STORE_ERROR])
def test_a_rating_that_could_not_be_written_is_said_again(fault: Fault) -> None:
    bench = _rated()
    bench.take(Refused(bench.last_said(Rate).request_id, fault))
    assert bench.screen.notice is None
    bench.take(ServiceLost())
    bench.take(ServiceBack())
    assert len(bench.all_said(Rate)) == 2


def test_a_call_for_help_is_never_dropped_for_want_of_room() -> None:
    bench = Bench().ready().to_ahead(YI)
    bench.touch("help")
    bench.touch("call")
    bench.take(Refused(bench.last_said(CallStaff).request_id, Fault.ROOM_LEAN))
    bench.take(ServiceLost())
    bench.take(ServiceBack())
    assert len(bench.all_said(CallStaff)) == 2
