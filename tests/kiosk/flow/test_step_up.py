"""One session, many items: nobody is asked twice, and who needs more proof is told which, and
where. What is known stays known."""

import pytest

from kiosk.faults import Fault
from kiosk.flow.states import State
from kiosk.identity import Assurance, Means
from kiosk.messages.identity import AskIdentity
from kiosk.messages.queries import RunQuery
from kiosk.messages.service import Identified
from kiosk.values import replace
from tests.kiosk.flow.bench import Bench, texts_on
from tests.kiosk.flow.means_way import (
    WITH_MEANS,
    arguments,
    by_sms,
    company,
    found,
    open_demanding,
    ready,
    refuse,
    scan,
    to_means,
)
from tests.kiosk.samples import EXPIRED, JIA, YI


@pytest.fixture
def weak() -> Bench:
    """Identified by a text message: the lowest level."""
    bench = ready()
    to_means(bench, "AL1", "SMS")
    by_sms(bench)
    found(bench)
    bench.touch("confirm")
    return bench


def who(bench: Bench) -> str:
    return bench.model.holder.id_no if bench.model.holder is not None else ""


@pytest.mark.row("S003")
def test_more_is_needed_and_the_page_names_what_is_enough_here_and_elsewhere(weak: Bench) -> None:
    session = weak.model.session_id
    assert to_means(weak, "AL3", "IDCARD_FACE", "SSCARD_PIN", "UKEY") is State.STEP_UP
    assert weak.model.holder is not None, "who is known stays known"
    assert arguments(weak) == ["IDCARD_FACE", "UKEY"]
    shown = texts_on(weak.screen)
    assert "知道号码或验证码" in shown
    assert "并核对是本人" in shown
    assert "社会保障卡和密码：到 05 号机 或人工窗口" in shown
    assert weak.put_card(YI) is State.STEP_UP
    assert weak.model.holder.assurance is Assurance.AL2
    assert weak.touch("means", "STAFF") is State.SCAN
    assert "工作人员" in weak.screen.title
    scan(weak)
    assert found(weak, id_no="S99001", name="大厅工作人员") is State.QUERY
    said = weak.all_said(Identified)
    assert [(one.means, one.assurance) for one in said] == [
        (Means.SMS, Assurance.AL1),
        (Means.IDCARD, Assurance.AL2),
        (Means.STAFF, Assurance.AL4),
    ]
    assert {one.session_id for one in said} == {session}
    assert [one.vouched_by for one in said] == ["", "", "S99001"]
    weak.touch("answer", "all")
    weak.touch("answer", "open")
    asked = weak.last_said(RunQuery)
    assert (asked.credential, asked.assurance) == ("IDCARD", Assurance.AL4)


@pytest.mark.row("S003")
def test_where_nothing_works_here_it_is_said_where_it_does(weak: Bench) -> None:
    """Never a dead end: another place, a number for the counter, the guide."""
    hall = replace(WITH_MEANS, means=(Means.SMS, Means.QR_APP))
    weak.take(hall)
    to_means(weak, "AL3", "IDCARD_FACE")
    screen = weak.screen
    assert weak.where() in (State.TROUBLE, State.STEP_UP)
    words = texts_on(screen)
    assert "人工窗口" in words
    controls = {one.verb for one in (screen.primary, screen.secondary, *screen.footer) if one}
    assert {"back", "home", "help"} <= controls
    assert controls & {"more", "guide"}


def test_a_card_is_enough_for_the_next_level_without_being_asked_again(weak: Bench) -> None:
    assert to_means(weak, "AL2", "IDCARD") is State.STEP_UP
    assert weak.put_card(YI) is State.QUERY
    assert len(weak.all_said(Identified)) == 2
    assert to_means(weak, "AL2", "IDCARD") is State.QUERY
    assert to_means(weak, "AL1", "SMS") is State.QUERY, "and the text message still counts"
    assert len(weak.all_said(Identified)) == 2


def test_another_persons_card_is_not_taken_for_the_one_who_is_known(weak: Bench) -> None:
    to_means(weak, "AL2", "IDCARD", "QR_APP")
    assert weak.put_card(JIA) is State.STEP_UP
    assert weak.fault() is Fault.IDENTITY_OTHER
    assert who(weak) == YI.id_no
    assert len(weak.all_said(Identified)) == 1
    weak.touch("means", "QR_APP")
    scan(weak)
    assert found(weak, JIA) is State.STEP_UP
    assert weak.fault() is Fault.IDENTITY_OTHER
    before = weak.model.session_id
    assert weak.touch("again") is State.CHOOSE_MEANS, "another citizen takes over"
    assert who(weak) == ""
    assert weak.model.session_id != before
    assert weak.put_card(JIA) is State.CONFIRM


def test_a_card_that_ran_out_raises_nobody(weak: Bench) -> None:
    to_means(weak, "AL2", "IDCARD")
    assert weak.put_card(EXPIRED) is State.TROUBLE
    assert weak.fault() is Fault.CARD_EXPIRED
    assert weak.model.holder is not None
    assert weak.model.holder.assurance is Assurance.AL1


def test_a_proof_that_fails_leaves_the_page_and_the_person_as_they_were(weak: Bench) -> None:
    to_means(weak, "AL2", "IDCARD", "QR_APP")
    weak.touch("means", "QR_APP")
    assert weak.touch("back") is State.STEP_UP
    weak.touch("means", "QR_APP")
    scan(weak)
    assert refuse(weak, Fault.IDENTITY_CODE_USED) is State.STEP_UP
    assert weak.screen.notice is not None
    assert weak.screen.notice.code == "AU-0203"
    assert weak.model.holder is not None
    assert weak.touch("back") is State.ITEM
    assert to_means(weak, "AL1", "SMS") is State.QUERY


def test_staff_vouch_for_who_shows_a_document_and_for_nobody_else(weak: Bench) -> None:
    to_means(weak, "AL3", "IDCARD_FACE")
    assert arguments(weak) == ["IDCARD_FACE"], "the card first: a text message is no document"
    asked = len(weak.all_said(AskIdentity))
    weak.touch("means", "STAFF")
    if weak.where() is State.SCAN:  # a touch that nobody is offered
        scan(weak)
        found(weak, id_no="S99001", name="大厅工作人员")
    assert weak.where() is State.STEP_UP
    assert len(weak.all_said(AskIdentity)) == asked
    assert not weak.all_said(RunQuery)
    weak.put_card(YI)
    assert "STAFF" in arguments(weak)


@pytest.mark.row("S001")
def test_a_citizen_acts_for_a_company_and_for_themselves_with_one_login_each(weak: Bench) -> None:
    to_means(weak, "AL2", "IDCARD")
    weak.put_card(YI)
    assert to_means(weak, "AL2", "EBL") is State.STEP_UP
    weak.touch("means", "EBL")
    scan(weak)
    assert company(weak, handler=JIA) is State.STEP_UP, "JIA acts for it, and YI stands here"
    assert weak.fault() is Fault.IDENTITY_OTHER
    weak.touch("means", "EBL")
    scan(weak)
    assert company(weak, handler=YI) is State.QUERY
    logins = len(weak.all_said(Identified))
    for credential in ("IDCARD", "EBL", "IDCARD", "SMS", "EBL"):
        least = "AL1" if credential == "SMS" else "AL2"
        assert to_means(weak, least, credential) is State.QUERY
    assert len(weak.all_said(Identified)) == logins
    open_demanding(weak, "AL2", "IDCARD")
    weak.touch("begin")
    assert weak.model.holder is not None
    assert weak.model.holder.id_no == YI.id_no
