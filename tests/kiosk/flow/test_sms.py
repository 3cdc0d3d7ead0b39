"""A code by text message: mistyped, asked for again, not answered; what was typed stays."""

import pytest

from kiosk.faults import Fault
from kiosk.flow.events import ServiceBack, ServiceLost
from kiosk.flow.states import State
from kiosk.identity import mask_number
from kiosk.messages.identity import AskIdentity, CodeSent, SendCode
from kiosk.messages.service import Refused
from kiosk.texts.language import LANGUAGES
from tests.kiosk.flow.bench import Bench
from tests.kiosk.flow.means_way import (
    MOBILE,
    arguments,
    by_sms,
    found,
    ready,
    refuse,
    to_means,
    type_digits,
)


@pytest.fixture
def bench() -> Bench:
    return ready()


def test_a_number_that_is_none_leaves_for_nowhere(bench: Bench) -> None:
    to_means(bench, "AL1", "SMS")
    bench.touch("means", "SMS")
    assert type_digits(bench, "2" + MOBILE[1:]) is State.MOBILE
    assert bench.screen.keypad is not None and bench.screen.keypad.error
    assert not bench.all_said(SendCode)
    bench.touch("key", "clear")
    assert type_digits(bench, MOBILE[:-1]) is State.MOBILE
    assert type_digits(bench, MOBILE[-1]) is State.IDENTIFYING


def test_a_wrong_code_is_typed_again_and_the_third_one_leads_to_the_choice(bench: Bench) -> None:
    to_means(bench, "AL1", "SMS")
    by_sms(bench, "000000")
    assert refuse(bench, Fault.SMS_WRONG) is State.SMS_CODE
    keypad = bench.screen.keypad
    assert keypad is not None
    assert (keypad.shown, keypad.error) == ("", "验证码不对")
    bench.touch("key", "1")
    assert bench.fault() is None
    bench.touch("key", "clear")
    type_digits(bench, "111111")
    assert refuse(bench, Fault.SMS_LOCKED) is State.CHOOSE_MEANS
    assert bench.screen.notice is not None
    assert bench.screen.notice.code == "AU-0206"
    assert arguments(bench) == ["SMS"]
    assert bench.model.asking.mobile == ""


def to_code(bench: Bench) -> None:
    to_means(bench, "AL1", "SMS")
    bench.touch("means", "SMS")
    type_digits(bench, MOBILE)
    bench.take(CodeSent(bench.last_said(SendCode).request_id, 60, 300))
    assert bench.where() is State.SMS_CODE


def test_another_code_and_another_number_can_be_asked_for(bench: Bench) -> None:
    to_code(bench)
    bench.touch("key", "1")
    assert bench.touch("again") is State.IDENTIFYING
    assert "正在发送" in bench.screen.busy
    assert len(bench.all_said(SendCode)) == 2
    bench.take(CodeSent(bench.last_said(SendCode).request_id, 60, 300))
    assert bench.where() is State.SMS_CODE
    assert bench.model.typed == ""
    assert bench.touch("back") is State.MOBILE
    assert bench.model.typed == bench.model.asking.mobile == ""


@pytest.mark.parametrize("fault", [Fault.SMS_WAIT, Fault.IDENTITY_NO_ANSWER])
def test_no_further_code_and_the_one_that_came_still_counts(bench: Bench, fault: Fault) -> None:
    to_code(bench)
    bench.touch("key", "1")
    bench.touch("again")
    bench.take(Refused(bench.last_said(SendCode).request_id, fault))
    assert bench.where() is State.SMS_CODE
    keypad = bench.screen.keypad
    assert keypad is not None
    assert (keypad.shown, keypad.error) == ("1", LANGUAGES["zh"].faults[fault].title)
    assert type_digits(bench, "23456") is State.IDENTIFYING
    asked = bench.last_said(AskIdentity)
    assert (asked.evidence, asked.mobile) == ("123456", MOBILE)
    assert found(bench) is State.CONFIRM
    assert bench.model.typed == ""


def test_a_number_that_got_a_code_a_moment_ago_goes_on_to_it(bench: Bench) -> None:
    """It came after the wait was given up."""
    to_means(bench, "AL1", "SMS")
    bench.touch("means", "SMS")
    type_digits(bench, MOBILE)
    assert bench.fire("patience") is State.MOBILE
    keypad = bench.screen.keypad
    assert keypad is not None
    assert keypad.shown == mask_number(MOBILE)
    assert keypad.error == LANGUAGES["zh"].faults[Fault.SERVICE_LOST].title
    assert bench.touch("next") is State.IDENTIFYING
    assert bench.last_said(SendCode).mobile == MOBILE
    bench.take(Refused(bench.last_said(SendCode).request_id, Fault.SMS_WAIT))
    assert bench.where() is State.SMS_CODE
    assert bench.model.typed == ""
    assert type_digits(bench, "123456") is State.IDENTIFYING
    assert "正在发送" not in bench.screen.busy


def test_what_was_filled_in_stays_where_nobody_answers(bench: Bench) -> None:
    to_code(bench)
    type_digits(bench, "123456")
    assert refuse(bench, Fault.IDENTITY_NO_ANSWER) is State.SMS_CODE
    assert bench.model.asking.mobile == MOBILE
    assert bench.touch("next") is State.IDENTIFYING
    assert bench.last_said(AskIdentity).evidence == "123456"
    bench.take(ServiceLost())
    bench.take(ServiceBack())
    assert bench.where() is State.SMS_CODE
    assert bench.fault() is Fault.IDENTITY_NO_ANSWER
    assert "patience" not in bench.timers
