"""The card that is asked for is one that is taken: by words, voice, picture and lamp."""

import pytest

from kiosk.device import Device, DeviceState, DeviceStatus, Media
from kiosk.faults import Fault
from kiosk.flow.states import State
from kiosk.messages.cards import CardFailed, StartReading
from kiosk.messages.devices import StatusChanged
from kiosk.messages.lamps import FlashRate, Lamp
from kiosk.present.lamps import lamps
from kiosk.present.snapshot import Snapshot
from tests.kiosk.flow.bench import Bench, texts_on
from tests.kiosk.flow.means_way import arguments, ready, to_means

Names = tuple[str, str]
EMPTY = DeviceStatus(DeviceState.ONLINE, media=Media.NOT_PRESENT)
GONE = DeviceStatus(DeviceState.NO_DEVICE)
ID = ("身份证", "ID card")
SOCIAL = ("社保卡", "social security card")
ITEMS = [
    (("AL2", "IDCARD"), ID, SOCIAL, Lamp.ID_READER),
    (("AL3", "IDCARD_FACE"), ID, SOCIAL, Lamp.ID_READER),
    (("AL2", "SSCARD"), SOCIAL, ID, Lamp.SSC_READER),
]
"""Level and means of an item, the card that is asked for, the other one, the lamp that flashes."""


@pytest.fixture
def bench() -> Bench:
    """Both readers, and whatever an ID card may want beside it."""
    bench = ready(faces=True)
    bench.take(StatusChanged(Device.SSC_READER, EMPTY))
    return bench


def told(page: Snapshot) -> str:
    return f"{texts_on(page)} {page.spoken}"


def flashing(bench: Bench) -> list[Lamp]:
    return [lamp for lamp, rate in lamps(bench.model) if rate is not FlashRate.OFF]


@pytest.mark.row("S003")
@pytest.mark.parametrize("at", [0, 1], ids=["zh", "en"])
@pytest.mark.parametrize(("means", "asked", "other", "lamp"), ITEMS)
def test_an_item_asks_for_the_card_that_it_takes(
    bench: Bench, means: tuple[str, ...], asked: Names, other: Names, lamp: Lamp, at: int
) -> None:
    if at:
        bench.touch("lang")
    to_means(bench, *means)
    assert flashing(bench) == [lamp]
    assert bench.touch("means", means[1]) is State.READ_CARD
    page = bench.screen
    for said in (page.title, page.busy, page.spoken):
        assert asked[at] in said or (at and "your card" in said)
    assert other[at] not in told(page)
    assert page.picture == ("chip_in" if asked is SOCIAL else "card_in")
    assert flashing(bench) == [lamp]
    bench.fire("lift")
    assert other[at] not in told(bench.screen)


def test_for_a_number_both_cards_are_asked_for(bench: Bench) -> None:
    for verb, arg in (("start", ""), ("choose", "A"), ("means", "IDCARD")):
        bench.touch(verb, arg)
    page = bench.screen
    for said in (page.title, page.lead, page.busy, page.spoken):
        assert "身份证" in said
        assert "社保卡" in said
    assert flashing(bench) == [Lamp.ID_READER, Lamp.SSC_READER]


def test_an_item_that_takes_both_cards_asks_for_both(bench: Bench) -> None:
    to_means(bench, "AL2", "IDCARD", "SSCARD")
    bench.touch("means", "IDCARD")
    assert "或插入社保卡" in bench.screen.title
    bench.take(StatusChanged(Device.SSC_READER, GONE))
    assert "社保卡" not in told(bench.screen), "nobody reads it now"


def test_the_other_reader_is_no_help_where_the_one_that_is_meant_is_gone(bench: Bench) -> None:
    to_means(bench, "AL2", "SSCARD")
    bench.touch("means", "SSCARD")
    bench.take(StatusChanged(Device.SSC_READER, GONE))
    page = bench.screen
    assert page.notice is not None
    assert "读卡器现在不能用" in page.notice.title
    assert "身份证" not in told(page)


def test_once_more_leads_to_the_same_card(bench: Bench) -> None:
    to_means(bench, "AL2", "SSCARD")
    bench.touch("means", "SSCARD")
    command = bench.last_said(StartReading).command
    bench.take(CardFailed(command, Fault.CARD_READ_FAILED, final=True))
    again = bench.screen.primary
    assert again is not None
    assert again.label == "再插一次"
    bench.touch(again.verb, again.arg)
    assert bench.last_said(StartReading).command != command
    assert arguments(bench) == []
