"""The card host: one reading on every reader, one person, and a fresh process for the next."""

from pathlib import Path

import pytest

from devices.contract import DeviceLost
from devices.host import RENEW
from devices.host_cards import CardHost
from kiosk.device import Device, DeviceState, DeviceStatus, Media
from kiosk.faults import Fault
from kiosk.identity import CardKind, IdentityCard
from kiosk.messages.cards import (
    CardFailed,
    CardRead,
    ReadProgress,
    ReadSocialCard,
    ReadStage,
    StartReading,
    StopReading,
)
from kiosk.messages.devices import StatusChanged
from kiosk.messages.hosts import AskDevices, AskStatus
from kiosk.values import replace
from tests.devices.hands import PATIENCE_S, Caller, Hand, running

PERSON = IdentityCard(CardKind.RESIDENT, "测试甲", "440524188001010014")
SOCIAL = IdentityCard(CardKind.SOCIAL_SECURITY, "测试乙", "11010519491231002X")


EMPTY = DeviceStatus(DeviceState.ONLINE, media=Media.NOT_PRESENT)


class Readers:
    def __init__(self, path: Path) -> None:
        self.id = Hand(Device.ID_READER, "StartReading")
        self.ssc = Hand(Device.SSC_READER, "ReadSocialCard")
        self.ssc.status = EMPTY
        self.host = CardHost(path, [self.id.make, self.ssc.make])

    def both_begin(self) -> None:
        assert isinstance(self.id.next_command(), StartReading)
        assert isinstance(self.ssc.next_command(), ReadSocialCard)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "host.sock"


@pytest.fixture
def readers(path: Path) -> Readers:
    return Readers(path)


def test_whichever_card_comes_first_ends_both_readings(path: Path, readers: Readers) -> None:
    with running(readers.host) as ended:
        screen = Caller(path)
        screen.peer.send(StartReading("a"))
        readers.both_begin()
        for hand in (readers.id, readers.ssc):
            hand.act(lambda name: [ReadProgress(name, ReadStage.POLLING)])
        assert screen.next(ReadProgress) == ReadProgress("a", ReadStage.POLLING)
        readers.ssc.act(lambda name: [ReadProgress(name, ReadStage.FOUND)])
        assert screen.next(ReadProgress) == ReadProgress("a", ReadStage.FOUND)
        readers.ssc.act(lambda name: CardRead(name, SOCIAL))
        assert screen.next(CardRead) == CardRead("a", SOCIAL)
        screen.peer.send(StartReading("b"))
        readers.both_begin()
        assert screen.nothing_more(CardFailed)
        screen.leave()
        assert ended.get(timeout=PATIENCE_S) == RENEW


def test_a_reader_that_another_command_holds_joins_when_it_is_free(
    path: Path, readers: Readers
) -> None:
    with running(readers.host):
        technician, screen = Caller(path), Caller(path)
        technician.peer.send(ReadSocialCard("trial"))
        assert readers.ssc.next_command() == ReadSocialCard("trial")
        screen.peer.send(StartReading("a"))
        assert isinstance(readers.id.next_command(), StartReading)
        screen.peer.request(AskDevices(), PATIENCE_S)
        readers.ssc.act(lambda name: CardRead(name, SOCIAL))
        assert technician.next(CardRead).command == "trial"
        assert isinstance(readers.ssc.next_command(), ReadSocialCard)
        readers.ssc.act(lambda name: CardRead(name, SOCIAL))
        assert screen.next(CardRead) == CardRead("a", SOCIAL)


def test_two_cards_at_once_give_one_person(path: Path, readers: Readers) -> None:
    with running(readers.host) as ended:
        screen = Caller(path)
        screen.peer.send(StartReading("a"))
        readers.both_begin()
        readers.id.act(lambda name: CardRead(name, PERSON))
        readers.ssc.act(lambda name: CardRead(name, SOCIAL))
        assert screen.next(CardRead).card in (PERSON, SOCIAL)
        screen.peer.request(AskDevices(), PATIENCE_S)
        assert screen.nothing_more(CardRead)
        screen.leave()
        assert ended.get(timeout=PATIENCE_S) == RENEW


def test_a_lost_reader_takes_the_reading_up_again(path: Path, readers: Readers) -> None:
    with running(readers.host):
        screen = Caller(path)
        screen.peer.send(StartReading("a"))
        readers.both_begin()
        readers.id.there = False
        lost = DeviceLost(DeviceState.NO_DEVICE, Fault.READER_ABSENT)
        readers.id.act(lambda _name: lost)
        assert screen.next(CardFailed) == CardFailed("a", Fault.READER_ABSENT)
        readers.id.there = True
        assert isinstance(readers.id.next_command(), StartReading)
        readers.id.act(lambda name: CardRead(name, PERSON))
        assert screen.next(CardRead) == CardRead("a", PERSON)


@pytest.mark.parametrize("ssc_works", [True, False])
def test_a_reader_that_will_never_serve_ends_the_reading_where_it_is_the_only_one(
    path: Path, readers: Readers, ssc_works: bool
) -> None:
    readers.ssc.there = ssc_works
    with running(readers.host):
        screen = Caller(path)
        wanted = DeviceState.ONLINE if ssc_works else DeviceState.NO_DEVICE
        screen.next(
            StatusChanged, lambda m: m.device is Device.SSC_READER and m.status.state is wanted
        )
        screen.peer.send(StartReading("a"))
        assert isinstance(readers.id.next_command(), StartReading)
        lost = DeviceLost(DeviceState.HARDWARE_ERROR, Fault.READER_OUT_OF_SERVICE)
        readers.id.act(lambda _name: lost)
        fault = Fault.READER_OUT_OF_SERVICE
        told = screen.next(CardFailed, lambda m: m.fault is fault)
        assert told == CardFailed("a", fault, final=not ssc_works)


def test_a_stopped_reading_says_nothing_more(path: Path, readers: Readers) -> None:
    with running(readers.host):
        screen = Caller(path)
        screen.peer.send(StartReading("a"))
        readers.both_begin()
        screen.peer.send(StopReading("a"))
        screen.peer.send(StartReading("b"))
        readers.both_begin()
        readers.id.act(lambda name: CardRead(name, PERSON))
        assert screen.next(CardRead).command == "b"


def test_the_next_screen_gets_a_fresh_process(path: Path, readers: Readers) -> None:
    with running(readers.host) as ended:
        screen, successor = Caller(path), Caller(path)
        screen.peer.send(StartReading("a"))
        readers.id.act(lambda name: CardRead(name, PERSON))
        screen.next(CardRead)
        successor.peer.send(StartReading("b"))
        assert ended.get(timeout=PATIENCE_S) == RENEW


def test_the_status_of_each_reader_is_asked_for_by_its_name(path: Path, readers: Readers) -> None:
    with running(readers.host):
        screen = Caller(path)
        for device in (Device.ID_READER, Device.SSC_READER):
            answer = screen.peer.request(AskStatus(device), PATIENCE_S)
            assert (answer.device, answer.status.state) == (device, DeviceState.ONLINE)


def test_a_card_that_lies_there_already_is_told_and_not_read(path: Path, readers: Readers) -> None:
    """Somebody forgot it, or put it in while the former process ended: it is told once, and read
    after it was taken out and put in again."""
    left_in = CardFailed("a", Fault.SSC_LEFT_IN)
    readers.ssc.status = replace(EMPTY, media=Media.PRESENT)
    with running(readers.host):
        screen = Caller(path)
        screen.next(StatusChanged, lambda m: m.status.media is Media.PRESENT)
        screen.peer.send(StartReading("a"))
        assert isinstance(readers.id.next_command(), StartReading)
        assert screen.next(CardFailed) == left_in
        screen.peer.request(AskStatus(Device.SSC_READER), PATIENCE_S)
        assert readers.ssc.begun.empty()
        readers.ssc.status = EMPTY
        assert isinstance(readers.ssc.next_command(), ReadSocialCard)
        readers.ssc.act(lambda name: CardRead(name, SOCIAL))
        assert screen.next(object, lambda m: isinstance(m, CardRead | CardFailed)) == CardRead(
            "a", SOCIAL
        )


def test_a_card_put_in_before_the_reader_was_looked_at_is_told(
    path: Path, readers: Readers
) -> None:
    """The screen asks a fresh process, whose reader is just being opened."""
    readers.ssc.there = False
    with running(readers.host):
        screen = Caller(path)
        screen.peer.send(StartReading("a"))
        assert isinstance(readers.id.next_command(), StartReading)
        readers.ssc.status = replace(EMPTY, media=Media.PRESENT)
        readers.ssc.there = True
        assert screen.next(CardFailed) == CardFailed("a", Fault.SSC_LEFT_IN)
        assert readers.ssc.begun.empty()


def test_a_card_that_lies_there_after_its_reader_was_lost_is_told_again(
    path: Path, readers: Readers
) -> None:
    with running(readers.host):
        screen = Caller(path)
        screen.peer.send(StartReading("a"))
        readers.both_begin()
        lost = DeviceLost(DeviceState.UNKNOWN, Fault.SSC_SERVICE_LOST)
        for _ in range(2):
            readers.ssc.status = replace(EMPTY, media=Media.PRESENT)
            readers.ssc.act(lambda _name: lost)
            assert screen.next(CardFailed, lambda m: m.fault is Fault.SSC_LEFT_IN)
            readers.ssc.status = EMPTY
            assert isinstance(readers.ssc.next_command(), ReadSocialCard)
