"""A social security card instead of an ID card: offered, read, and its holder leaves with it."""

import pytest

from kiosk.device import Device, DeviceState, DeviceStatus, Media
from kiosk.faults import Fault
from kiosk.flow.states import State
from kiosk.identity import CardKind, Means
from kiosk.messages.cards import CardFailed, CardRead, ReadProgress, ReadStage
from kiosk.messages.devices import StatusChanged
from kiosk.messages.service import HolderChecked, Identified, Recorded, TakeNumber
from kiosk.present.build import build
from kiosk.values import replace
from tests.kiosk.samples import READER_OK, YI
from tests.kiosk.terminal import Terminal

CARD = replace(YI, kind=CardKind.SOCIAL_SECURITY, card_no="D2143569X", generation="2.0")
EMPTY = DeviceStatus(DeviceState.ONLINE, media=Media.NOT_PRESENT)
INSERTED = replace(EMPTY, media=Media.PRESENT)
GONE = DeviceStatus(DeviceState.NO_DEVICE)


def tell(terminal: Terminal, status: DeviceStatus, device: Device = Device.SSC_READER) -> State:
    terminal.inbox.take(StatusChanged(device, status))
    return terminal.where()


@pytest.fixture
def terminal() -> Terminal:
    terminal = Terminal()
    tell(terminal, EMPTY)
    return terminal


def known_by_card(terminal: Terminal) -> None:
    tell(terminal, INSERTED)
    terminal.inbox.take(CardRead(terminal.cards.sent[-1].command, CARD))
    assert terminal.where() is State.CHOOSE_BUSINESS


@pytest.mark.row("S005")
def test_a_ticket_by_social_security_card(terminal: Terminal) -> None:
    known_by_card(terminal)
    terminal.touch("choose", "A")
    terminal.touch("confirm")
    auth = terminal.service.sent[-2]
    assert isinstance(auth, Identified)
    assert auth.means is Means.SSCARD
    terminal.inbox.take(Recorded(auth.request_id))
    terminal.inbox.take(HolderChecked())
    terminal.touch("take")
    order = terminal.service.sent[-1]
    assert isinstance(order, TakeNumber)
    assert order.means is Means.SSCARD
    tell(terminal, EMPTY)
    assert terminal.where() is State.TAKING
    assert not terminal.over


@pytest.mark.parametrize("steps", [(), ("choose",), ("choose", "confirm")])
def test_who_takes_the_card_away_before_the_number_has_left(
    terminal: Terminal, steps: tuple[str, ...]
) -> None:
    known_by_card(terminal)
    for verb in steps:
        terminal.touch(verb, "A")
    tell(terminal, EMPTY)
    assert terminal.over == 1
    assert terminal.inbox.model.holder is None


def test_the_card_of_somebody_known_otherwise_means_nothing(terminal: Terminal) -> None:
    tell(terminal, INSERTED)
    terminal.inbox.take(CardRead(terminal.cards.sent[-1].command, YI))
    tell(terminal, EMPTY)
    assert terminal.where() is State.CHOOSE_BUSINESS
    assert not terminal.over


def test_a_card_that_cannot_be_read_here_is_explained_and_another_is_waited_for(
    terminal: Terminal,
) -> None:
    command = terminal.cards.sent[-1].command
    terminal.inbox.take(ReadProgress(command, ReadStage.FOUND))
    terminal.inbox.take(CardFailed(command, Fault.SSC_NEEDS_AUTH))
    notice = build(terminal.inbox.model).notice
    assert notice is not None
    assert notice.code == Fault.SSC_NEEDS_AUTH.value
    terminal.inbox.take(CardRead(command, YI))
    assert terminal.where() is State.CHOOSE_BUSINESS


@pytest.mark.parametrize(
    ("id_reader", "ssc", "hint"),
    [
        (READER_OK, EMPTY, "身份证放在亮灯处，或插入社保卡"),
        (READER_OK, GONE, "身份证放在右下方"),
        (GONE, EMPTY, "社保卡芯片朝前"),
    ],
)
def test_the_screen_asks_for_the_cards_that_are_read_now(
    id_reader: DeviceStatus, ssc: DeviceStatus, hint: str
) -> None:
    terminal = Terminal()
    tell(terminal, id_reader, Device.ID_READER)
    tell(terminal, ssc)
    snapshot = build(terminal.inbox.model)
    assert hint in snapshot.picture_text
    assert snapshot.notice is not None
    assert "读卡暂停" not in snapshot.notice.title


def test_one_reader_less_says_so_only_where_none_is_left(terminal: Terminal) -> None:
    tell(terminal, GONE, Device.ID_READER)
    tell(terminal, GONE)
    notice = build(terminal.inbox.model).notice
    assert notice is not None
    assert "读卡暂停" in notice.title


def test_a_forgotten_card_is_spoken_of_until_it_is_taken(terminal: Terminal) -> None:
    tell(terminal, INSERTED)
    notice = build(terminal.inbox.model).notice
    assert notice is not None
    assert "请取走" in notice.title
    tell(terminal, EMPTY)
    notice = build(terminal.inbox.model).notice
    assert notice is not None
    assert "请取走" not in notice.title
