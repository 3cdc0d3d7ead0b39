"""A citizen at the screen, the service's half and a provider over HTTP: the whole way on one bench,
with either provider."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.faults import Fault
from kiosk.flow.states import State
from kiosk.identity import Assurance, Means
from kiosk.messages.identity import AskIdentity, SendCode
from kiosk.messages.imaging import CodeRead, ReadCode
from kiosk.messages.service import Identified
from offline_queue.identity.desk import IdentityDesk
from tests.clock import FakeClock
from tests.kiosk.flow.bench import Bench
from tests.kiosk.flow.means_way import ready, to_means, type_digits
from tests.kiosk.samples import YI as CARD
from tests.offline_queue.identity.terminals import PROVIDERS, config_of, desk_of, table
from tests.provisioning.central.identity.phones import COMPANY, STAFF_NO, YI, Hands
from tests.provisioning.central.platform import ONE
from tests.provisioning.central.within import Within

pytestmark = pytest.mark.slow


@pytest.fixture
def platform(inside: Path, clock: FakeClock) -> Iterator[Within]:
    with Within(inside, clock) as running:
        yield running


class Citizen:
    """`bench` is the screen; what it asks goes to the desk, and the answer comes back."""

    def __init__(self, desk: IdentityDesk, hands: Hands) -> None:
        self.bench: Bench = ready()
        self.desk, self.hands = desk, hands
        self._answered: set[str] = set()

    def answered(self) -> State:
        for message in list(self.bench.said):
            if not isinstance(message, SendCode | AskIdentity):
                continue
            if message.request_id not in self._answered:
                self._answered.add(message.request_id)
                self.bench.take(self.desk.answer(message))
        return self.bench.where()

    def by_sms(self, *typed: str) -> State:
        """`typed`: wrong codes before the right one."""
        self.bench.touch("means", "SMS")
        type_digits(self.bench, YI[2])
        self.answered()
        for code in typed:
            type_digits(self.bench, code)
            self.answered()
        if self.bench.where() is State.SMS_CODE:
            type_digits(self.bench, self.hands.sms(YI[2]))
        return self.answered()

    def shows(self, means: Means, number: str) -> State:
        self.bench.touch("means", means.value)
        return self.holds(self.hands.code(means, number))

    def holds(self, text: str) -> State:
        command = self.bench.last_said(ReadCode).command
        self.bench.take(CodeRead(command, "QRCode", text))
        return self.answered()


@pytest.fixture(params=PROVIDERS)
def citizen(request: pytest.FixtureRequest, platform: Within, tmp_path: Path) -> Citizen:
    named = table(request.param, platform.url, platform.data)
    keys = platform.data / "terminals" / ONE
    desk: IdentityDesk = desk_of(config_of(tmp_path, platform.url, named, keys), platform.clock)
    return Citizen(desk, Hands(platform.url))


@pytest.mark.row("S002", "S003")
def test_from_a_text_message_to_the_highest_level_in_one_session(citizen: Citizen) -> None:
    bench = citizen.bench
    to_means(bench, "AL1", "SMS")
    assert citizen.by_sms() is State.CONFIRM
    assert bench.touch("confirm") is State.QUERY
    session = bench.model.session_id
    assert to_means(bench, "AL3", "IDCARD_FACE", "UKEY") is State.STEP_UP
    assert bench.put_card(CARD) is State.STEP_UP
    assert "STAFF" in [tile.arg for tile in bench.screen.tiles]
    assert citizen.shows(Means.STAFF, STAFF_NO) is State.QUERY
    levels = [one.assurance for one in bench.all_said(Identified)]
    assert levels == [Assurance.AL1, Assurance.AL2, Assurance.AL4]
    assert {one.session_id for one in bench.all_said(Identified)} == {session}


@pytest.mark.row("S096", "S003")
def test_a_company_by_its_licence_and_its_key(citizen: Citizen) -> None:
    bench = citizen.bench
    to_means(bench, "AL2", "EBL")
    assert citizen.shows(Means.EBL, COMPANY[1]) is State.CONFIRM
    assert bench.touch("confirm") is State.QUERY
    assert bench.model.holder is not None
    assert bench.model.holder.is_company
    citizen.hands.plug(COMPANY[1])
    assert to_means(bench, "AL3", "UKEY") is State.STEP_UP
    bench.touch("means", "UKEY")
    assert citizen.answered() is State.QUERY
    assert [one.assurance.value for one in bench.all_said(Identified)] == ["AL2", "AL3"]


def test_three_wrong_codes_end_at_the_choice_and_nobody_is_known(citizen: Citizen) -> None:
    to_means(citizen.bench, "AL1", "IDCARD", "SMS")
    assert citizen.by_sms("000000", "000001", "000002") is State.CHOOSE_MEANS
    assert citizen.bench.fault() is Fault.SMS_LOCKED
    assert citizen.bench.model.holder is None


def test_a_code_that_was_photographed_is_told_as_used(citizen: Citizen) -> None:
    bench = citizen.bench
    shown = citizen.hands.code(Means.QR_APP, YI[1])
    to_means(bench, "AL2", "QR_APP")
    bench.touch("means", "QR_APP")
    assert citizen.holds(shown) is State.CONFIRM
    bench.touch("back")
    bench.touch("means", "QR_APP")
    assert citizen.holds(shown) is State.CHOOSE_MEANS
    assert bench.fault() is Fault.IDENTITY_CODE_USED
