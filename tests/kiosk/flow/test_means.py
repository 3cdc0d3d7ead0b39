"""Identified without a card: by a text message, a code on the phone, a company's licence or key."""

import pytest

from kiosk.faults import Fault
from kiosk.flow.events import ServiceBack, ServiceLost, TimerFired
from kiosk.flow.states import State
from kiosk.identity import Assurance, Means
from kiosk.messages.identity import AskIdentity, CodeSent, SendCode
from kiosk.messages.queries import RunQuery
from kiosk.messages.service import Identified, Network, Refused
from kiosk.numbers import is_credit_code
from kiosk.values import replace
from provisioning.central.persons import sample_persons
from tests.kiosk.flow.bench import Bench, texts_on
from tests.kiosk.flow.means_way import (
    COMPANY,
    MOBILE,
    WITH_MEANS,
    arguments,
    by_sms,
    company,
    found,
    ready,
    refuse,
    scan,
    to_means,
    type_digits,
)
from tests.kiosk.samples import JIA, YI


@pytest.fixture
def bench() -> Bench:
    return ready()


@pytest.mark.row("S003")
def test_every_means_that_is_enough_and_works_here_is_offered(bench: Bench) -> None:
    to_means(bench, "AL1", "IDCARD", "QR_APP", "EID", "SMS")
    assert arguments(bench) == ["IDCARD", "QR_APP", "EID", "SMS"]
    bench = ready(replace(WITH_MEANS, means=(Means.SMS,)), scans=False)
    to_means(bench, "AL1", "IDCARD", "QR_APP", "EID", "SMS")
    assert arguments(bench) == ["IDCARD", "SMS"]
    bench = ready(replace(WITH_MEANS, network=Network.DOWN))
    to_means(bench, "AL1", "IDCARD", "QR_APP", "SMS")
    assert bench.where() is State.TROUBLE, "an item of the network alone"
    bench = ready()
    to_means(bench, "AL2", "IDCARD", "SMS")
    assert arguments(bench) == ["IDCARD"], "a text message reaches the lowest level alone"


@pytest.mark.row("S003")
def test_a_code_by_text_message_is_enough_for_the_lowest_level(bench: Bench) -> None:
    assert to_means(bench, "AL1", "SMS") is State.CHOOSE_MEANS
    assert bench.touch("means", "SMS") is State.MOBILE
    assert type_digits(bench, MOBILE) is State.IDENTIFYING
    sent = bench.last_said(SendCode)
    assert sent.mobile == MOBILE
    bench.take(CodeSent(sent.request_id, 60, 300))
    assert bench.where() is State.SMS_CODE
    assert MOBILE not in texts_on(bench.screen)
    assert type_digits(bench, "123456") is State.IDENTIFYING
    asked = bench.last_said(AskIdentity)
    assert (asked.means, asked.evidence, asked.mobile) == (Means.SMS, "123456", MOBILE)
    assert found(bench) is State.CONFIRM
    assert bench.touch("confirm") is State.QUERY
    said = bench.last_said(Identified)
    assert (said.means, said.assurance) == (Means.SMS, Assurance.AL1)
    bench.touch("answer", "all")
    bench.touch("answer", "open")
    query = bench.last_said(RunQuery)
    assert (query.credential, query.assurance) == ("SMS", Assurance.AL1)
    assert query.sealed
    told = repr(bench.said)
    assert not [one for one in (MOBILE, "123456", YI.id_no, YI.name) if one in told]


@pytest.mark.parametrize("means", ["QR_APP", "EID"])
def test_a_code_on_the_phone(bench: Bench, means: str) -> None:
    to_means(bench, "AL2", means)
    assert bench.touch("means", means) is State.SCAN
    assert scan(bench, "code of the phone") is State.IDENTIFYING
    asked = bench.last_said(AskIdentity)
    assert (asked.means.value, asked.evidence) == (means, "code of the phone")
    assert found(bench) is State.CONFIRM
    assert YI.name not in texts_on(bench.screen)
    assert bench.touch("confirm") is State.QUERY
    assert bench.last_said(Identified).assurance is Assurance.AL2


def test_a_number_that_could_be_a_companys_is_a_persons_by_a_persons_means(bench: Bench) -> None:
    name, number = next(one for one in sample_persons() if is_credit_code(one[1]))
    to_means(bench, "AL1", "SMS")
    by_sms(bench)
    found(bench, name=name, id_no=number)
    assert bench.model.holder is not None
    assert not bench.model.holder.is_company
    assert name not in texts_on(bench.screen), "masked, as persons are"


@pytest.mark.row("S096", "S003")
def test_a_company_logs_in_by_its_electronic_licence(bench: Bench) -> None:
    to_means(bench, "AL2", "EBL", "UKEY")
    assert arguments(bench) == ["EBL", "UKEY"]
    bench.touch("means", "EBL")
    assert "电子营业执照" in bench.screen.title
    scan(bench)
    assert company(bench) is State.CONFIRM
    shown = texts_on(bench.screen)
    assert COMPANY[0] in shown and COMPANY[1] in shown
    assert JIA.name not in shown and JIA.id_no not in shown
    bench.touch("reveal", "on")
    assert JIA.id_no in texts_on(bench.screen)
    bench.touch("reveal", "off")
    assert bench.touch("confirm") is State.QUERY
    assert bench.model.priority.value == "normal", "a company is not seventy"


def test_a_u_key_is_asked_without_a_pin_on_this_terminal(bench: Bench) -> None:
    to_means(bench, "AL3", "UKEY")
    assert bench.touch("means", "UKEY") is State.IDENTIFYING
    asked = bench.last_said(AskIdentity)
    assert (asked.means, asked.evidence) == (Means.UKEY, "")
    assert company(bench) is State.CONFIRM
    bench.touch("confirm")
    assert bench.last_said(Identified).assurance is Assurance.AL3


@pytest.mark.parametrize(
    "fault",
    [
        Fault.IDENTITY_NO_ANSWER,
        Fault.IDENTITY_NOT_OURS,
        Fault.IDENTITY_CODE_OLD,
        Fault.IDENTITY_CODE_USED,
        Fault.IDENTITY_CODE_BAD,
        Fault.IDENTITY_UNKNOWN,
    ],
)
def test_what_is_refused_leads_back_to_the_choice_and_is_told(bench: Bench, fault: Fault) -> None:
    to_means(bench, "AL1", "IDCARD", "QR_APP", "SMS")
    bench.touch("means", "QR_APP")
    scan(bench)
    assert refuse(bench, fault) is State.CHOOSE_MEANS
    assert bench.screen.notice is not None
    assert bench.screen.notice.code == fault.value
    assert arguments(bench) == ["IDCARD", "QR_APP", "SMS"]
    assert bench.model.holder is None
    assert bench.put_card(YI) is State.CONFIRM, "a card that is put down is read at once"


def test_an_answer_that_nobody_waits_for_identifies_nobody(bench: Bench) -> None:
    to_means(bench, "AL2", "QR_APP")
    bench.touch("means", "QR_APP")
    scan(bench)
    late = bench.last_said(AskIdentity)
    bench.take(TimerFired("patience"))
    assert bench.where() is State.CHOOSE_MEANS
    assert bench.fault() is Fault.SERVICE_LOST
    found(bench)
    assert bench.model.holder is None
    bench.touch("means", "QR_APP")
    scan(bench)
    assert bench.last_said(AskIdentity).request_id != late.request_id
    bench.take(Refused(late.request_id, Fault.IDENTITY_CODE_OLD))
    assert bench.where() is State.IDENTIFYING


def test_a_service_that_went_away_meanwhile_has_the_proof_given_anew(bench: Bench) -> None:
    to_means(bench, "AL2", "QR_APP")
    bench.touch("means", "QR_APP")
    scan(bench)
    bench.take(ServiceLost())
    bench.take(ServiceBack())
    assert bench.where() is State.CHOOSE_MEANS
    assert bench.fault() is Fault.IDENTITY_NO_ANSWER
    assert len(bench.all_said(AskIdentity)) == 1


def test_on_the_way_nothing_is_touched_and_nothing_stays(bench: Bench) -> None:
    to_means(bench, "AL1", "SMS")
    by_sms(bench)
    for verb in ("home", "back", "find", "help"):
        assert bench.touch(verb) is State.IDENTIFYING
    found(bench)
    bench.touch("home")
    assert bench.left
    said = str(bench.model)
    assert MOBILE not in said and YI.id_no not in said
