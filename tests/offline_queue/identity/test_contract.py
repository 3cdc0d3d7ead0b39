"""One contract, two identity providers of different wire, over real HTTP: the configuration alone
says which is asked."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.identity import Assurance, Means
from kiosk.messages.identity import CodeSent
from offline_queue.identity.desk import IdentityDesk
from tests.clock import FakeClock
from tests.offline_queue.identity.terminals import (
    PROVIDERS,
    config_of,
    desk_of,
    fault,
    found,
    prove,
    send,
    table,
)
from tests.provisioning.central.identity.phones import (
    COMPANY,
    JIA,
    STAFF_NO,
    STRANGER,
    YI,
    Hands,
)
from tests.provisioning.central.platform import ONE
from tests.provisioning.central.within import Within

pytestmark = pytest.mark.slow


@pytest.fixture
def platform(inside: Path, clock: FakeClock) -> Iterator[Within]:
    with Within(inside, clock) as running:
        yield running


@pytest.fixture
def hands(platform: Within) -> Hands:
    return Hands(platform.url)


@pytest.fixture(params=PROVIDERS)
def desk(request: pytest.FixtureRequest, platform: Within, tmp_path: Path) -> IdentityDesk:
    keys = platform.data / "terminals" / ONE
    named = table(request.param, platform.url, platform.data)
    made: IdentityDesk = desk_of(config_of(tmp_path, platform.url, named, keys), platform.clock)
    return made


@pytest.mark.row("S002", "S003")
@pytest.mark.parametrize("means", [Means.QR_APP, Means.EID])
def test_a_code_on_the_phone_says_who_shows_it(
    desk: IdentityDesk, hands: Hands, means: Means
) -> None:
    who = found(desk.answer(prove(means, hands.code(means, YI[1]))))
    assert (who.name, who.id_no, who.assurance) == (YI[0], YI[1], Assurance.AL2)
    assert who.handler_no == ""


@pytest.mark.row("S002", "S003", "S096")
def test_an_electronic_licence_is_a_login_of_its_company_and_of_who_acts(
    desk: IdentityDesk, hands: Hands
) -> None:
    who = found(desk.answer(prove(Means.EBL, hands.code(Means.EBL, COMPANY[1]))))
    assert (who.name, who.id_no) == COMPANY
    assert (who.handler_name, who.handler_no) == JIA[:2]
    assert who.assurance is Assurance.AL2


@pytest.mark.row("S002", "S003")
def test_a_u_key_signs_once_and_only_while_it_is_plugged_in(
    desk: IdentityDesk, hands: Hands
) -> None:
    hands.plug("")
    assert fault(desk.answer(prove(Means.UKEY, ""))) == "UKEY_ABSENT"
    hands.plug(COMPANY[1])
    who = found(desk.answer(prove(Means.UKEY, "", "r-2")))
    assert ((who.name, who.id_no), who.assurance) == (COMPANY, Assurance.AL3)
    assert desk.provider is not None and desk.key is not None
    signed = desk.key.sign(desk.provider.challenge())
    forged = signed[:-2] + ("00" if signed[-2:] != "00" else "11")
    for evidence, request in ((forged, "r-3"), (signed, "r-4")):
        asked = prove(Means.UKEY, evidence, request)
        with pytest.raises(Exception, match="AU-0302"):
            desk.provider.prove(asked)  # type: ignore[arg-type]


@pytest.mark.row("S002", "S003")
def test_a_text_message_is_enough_for_the_lowest_level(desk: IdentityDesk, hands: Hands) -> None:
    sent = desk.answer(send(YI[2]))
    assert isinstance(sent, CodeSent)
    assert (sent.wait_s, sent.valid_s) == (60, 300)
    who = found(desk.answer(prove(Means.SMS, hands.sms(YI[2]), mobile=YI[2])))
    assert (who.id_no, who.assurance) == (YI[1], Assurance.AL1)


@pytest.mark.row("S002")
def test_the_third_wrong_code_of_a_text_message_makes_it_void(
    desk: IdentityDesk, hands: Hands, clock: FakeClock
) -> None:
    desk.answer(send(YI[2]))
    right = hands.sms(YI[2])
    wrong = f"{(int(right) + 1) % 10**6:06d}"
    seen = [fault(desk.answer(prove(Means.SMS, wrong, f"r-{n}", YI[2]))) for n in range(3)]
    assert seen == ["SMS_WRONG", "SMS_WRONG", "SMS_LOCKED"]
    assert fault(desk.answer(prove(Means.SMS, right, "r-9", YI[2]))) == "SMS_LOCKED"
    assert fault(desk.answer(send(YI[2], "s-2"))) == "SMS_WAIT", "not at once"
    clock.advance(61)
    assert isinstance(desk.answer(send(YI[2], "s-3")), CodeSent)
    assert found(desk.answer(prove(Means.SMS, hands.sms(YI[2]), "r-10", YI[2])))


def test_text_messages_to_one_number_are_few(
    desk: IdentityDesk, hands: Hands, clock: FakeClock
) -> None:
    for number in range(5):
        assert isinstance(desk.answer(send(YI[2], f"s-{number}")), CodeSent)
        clock.advance(61)
    assert fault(desk.answer(send(YI[2], "s-9"))) == "SMS_WAIT"


@pytest.mark.row("S002")
def test_codes_that_are_old_or_were_used_prove_nobody(
    desk: IdentityDesk, hands: Hands, clock: FakeClock
) -> None:
    shown = hands.code(Means.QR_APP, YI[1])
    asked = prove(Means.QR_APP, shown, "r-1")
    assert found(desk.answer(asked)).id_no == YI[1]
    assert found(desk.answer(asked)).id_no == YI[1], "the first answer may have been lost"
    assert fault(desk.answer(prove(Means.QR_APP, shown, "r-2"))) == "IDENTITY_CODE_USED"
    late = hands.code(Means.QR_APP, YI[1])
    clock.advance(61)
    assert fault(desk.answer(prove(Means.QR_APP, late, "r-3"))) == "IDENTITY_CODE_OLD"
    assert fault(desk.answer(asked)) == "IDENTITY_CODE_OLD", "not for ever"
    desk.answer(send(YI[2]))
    digits = hands.sms(YI[2])
    clock.advance(301)
    assert fault(desk.answer(prove(Means.SMS, digits, "r-4", YI[2]))) == "IDENTITY_CODE_OLD"


@pytest.mark.row("S002")
def test_what_is_forged_or_of_another_purpose_proves_nobody(
    desk: IdentityDesk, hands: Hands
) -> None:
    shown = hands.code(Means.QR_APP, YI[1])
    changed = shown.replace(".", ",", 1)
    last = "0" if shown[-1] != "0" else "1"
    for number, (means, text) in enumerate(
        [
            (Means.QR_APP, changed),
            (Means.QR_APP, shown[:-1] + last),
            (Means.QR_APP, "https://example.invalid/"),
            (Means.EBL, shown),
            (Means.STAFF, shown),
        ]
    ):
        answer = desk.answer(prove(means, text, f"r-{number}"))
        assert fault(answer) == "IDENTITY_CODE_BAD", text


def test_who_is_not_registered_learns_it_with_the_code_alone(
    desk: IdentityDesk, hands: Hands
) -> None:
    assert isinstance(desk.answer(send(STRANGER)), CodeSent)
    asked = prove(Means.SMS, hands.sms(STRANGER), mobile=STRANGER)
    assert fault(desk.answer(asked)) == "IDENTITY_UNKNOWN"
    nobody = hands.code(Means.QR_APP, "990100194001010011")
    assert fault(desk.answer(prove(Means.QR_APP, nobody, "r-2"))) == "IDENTITY_UNKNOWN"


def test_staff_vouch_with_the_highest_level(desk: IdentityDesk, hands: Hands) -> None:
    who = found(desk.answer(prove(Means.STAFF, hands.code(Means.STAFF, STAFF_NO))))
    assert (who.id_no, who.assurance) == (STAFF_NO, Assurance.AL4)


def test_nothing_of_a_person_is_written_or_logged(
    desk: IdentityDesk,
    hands: Hands,
    platform: Within,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.DEBUG):
        desk.answer(send(YI[2]))
        digits = hands.sms(YI[2])
        asked = prove(Means.SMS, digits, mobile=YI[2])
        who = found(desk.answer(asked))
        desk.answer(prove(Means.SMS, "x", "r-2", YI[2]))
    traces = [*YI, digits]
    said = caplog.text + repr(who) + repr(asked)
    assert not [one for one in traces if one in said]
    for path in [*tmp_path.rglob("*"), *platform.data.rglob("*")]:
        content = path.read_bytes() if path.is_file() else b""
        assert not [one for one in YI if one.encode() in content], path
