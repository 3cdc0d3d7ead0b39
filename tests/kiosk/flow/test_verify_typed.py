"""A number typed from beside a code, and answers that come late or never."""

import pytest

from kiosk.faults import Fault
from kiosk.flow.events import ServiceBack, ServiceLost
from kiosk.flow.scan.scan import Check
from kiosk.flow.states import State
from kiosk.messages.certificates import VerifyCode
from kiosk.messages.service import Refused
from kiosk.values import replace
from tests.kiosk.flow.bench import Bench, texts_on
from tests.kiosk.flow.test_items import WITH_ITEMS
from tests.kiosk.flow.verify_way import (
    GENUINE,
    SERIAL,
    by,
    hold,
    made,
    to_scan,
    told,
)


@pytest.fixture
def bench() -> Bench:
    return made()


def type_serial(bench: Bench, text: str = SERIAL) -> None:
    for char in text:
        bench.touch("type", char)


def test_without_a_reader_the_number_is_typed_and_the_platform_asked() -> None:
    bench = made(WITH_ITEMS, None)
    bench.touch("find")
    assert bench.touch("verify") is State.VERIFY
    assert bench.screen.secondary is not None and bench.screen.secondary.verb == "back"
    type_serial(bench, "7kq2m9xwe4t")
    assert bench.touch("next") is State.VERIFY
    type_serial(bench, "a")
    assert bench.screen.keyboard is not None
    assert bench.screen.keyboard.shown == "7KQ2-M9XW-E4TA"
    assert bench.touch("next") is State.VERDICT
    assert bench.last_said(VerifyCode).text == SERIAL
    told(bench, replace(GENUINE, lists_as_of="", age_s=0))
    assert by(bench).value == "平台刚刚的答复"


def test_keys_that_people_mistake_are_taken_as_they_are_meant() -> None:
    bench = made(WITH_ITEMS, None)
    bench.touch("find")
    bench.touch("verify")
    type_serial(bench, "OIlu-é？ 中Z")
    assert bench.model.check.typed == "011Z"
    bench.touch("type", "delete")
    assert bench.model.check.typed == "011"
    bench.touch("type", "clear")
    assert bench.model.check.typed == ""
    type_serial(bench, "2" * 20)
    assert bench.model.check.typed == "2" * 12


def test_cut_off_a_typed_number_is_not_asked_for_and_scanning_is_offered(bench: Bench) -> None:
    to_scan(bench)
    assert bench.touch("by_hand") is State.VERIFY
    shown = bench.screen
    assert shown.notice is not None and "扫" in shown.notice.body
    assert shown.primary is not None and not shown.primary.enabled
    type_serial(bench)
    assert bench.touch("next") is State.VERIFY and not bench.all_said(VerifyCode)
    assert bench.touch("scan") is State.SCAN
    hold(bench)


@pytest.mark.parametrize("fault", [Fault.QUERY_NO_ANSWER, Fault.ITEM_NEEDS_NETWORK])
def test_a_number_that_nobody_answered_for_is_still_there(fault: Fault) -> None:
    bench = made(WITH_ITEMS)
    to_scan(bench)
    bench.touch("by_hand")
    type_serial(bench)
    bench.touch("next")
    bench.take(Refused(bench.last_said(VerifyCode).request_id, fault))
    assert bench.where() is State.VERIFY and bench.model.check.typed == SERIAL
    assert bench.screen.notice is not None
    assert bench.touch("next") is State.VERDICT


# --- the service and the end ---------------------------------------------------------------------


def test_the_service_dies_in_the_middle_and_is_asked_again(bench: Bench) -> None:
    to_scan(bench)
    first = hold(bench)
    bench.take(ServiceLost())
    bench.take(ServiceBack())
    assert bench.all_said(VerifyCode) == [first, first]
    told(bench)
    assert bench.screen.title == "码是真的，证明有效"


def test_a_service_that_does_not_answer_is_told(bench: Bench) -> None:
    to_scan(bench)
    hold(bench)
    bench.fire("patience")
    assert bench.screen.title == "核验没有完成" and not bench.screen.busy
    assert bench.touch("scan") is State.SCAN


def test_an_answer_of_a_former_question_is_not_shown(bench: Bench) -> None:
    to_scan(bench)
    hold(bench)
    bench.take(replace(GENUINE, request_id="another"))
    assert bench.screen.busy


def test_an_answer_that_comes_while_help_is_read_is_there_afterwards(bench: Bench) -> None:
    to_scan(bench)
    hold(bench)
    bench.touch("help")
    told(bench)
    assert bench.touch("back") is State.VERDICT
    assert bench.screen.title == "码是真的，证明有效"


def test_nothing_of_the_paper_stays_when_the_citizen_goes_back(bench: Bench) -> None:
    to_scan(bench)
    hold(bench)
    told(bench)
    assert bench.touch("back") is State.FIND
    assert bench.model.check == Check()
    assert "测*甲" not in texts_on(bench.screen)
