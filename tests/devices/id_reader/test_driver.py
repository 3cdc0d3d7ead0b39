"""The driver on a real terminal: cards good and bad, shown, taken and left lying."""

import time

import pytest

from kiosk.device import CompletionCode, Device
from kiosk.faults import Fault
from kiosk.identity import CardKind
from kiosk.messages.cards import CardFailed, CardRead, ReadProgress, ReadStage, StartReading
from kiosk.messages.devices import CommandFailed
from kiosk.values import replace
from tests.devices.id_reader.bench import Sim, start
from tests.devices.id_reader.conftest import FAST, Online, Plugged
from tests.devices.id_reader.vectors import BLOCKS, RESIDENT, with_field

WIRE_S = (15 + 19 + 1295) * 10 / 115200
"""Replies to find, select and read at 115200 baud, ten bits a byte."""
WOMAN = BLOCKS["resident_female_minority"]


def test_a_card_is_read_at_the_speed_of_the_wire(sim: Sim, online: Online) -> None:
    reader, heard = online
    start(reader, heard)
    sim.put(RESIDENT)
    assert heard.next(ReadProgress) == ReadProgress("c", ReadStage.FOUND)
    read = heard.next(CardRead)
    took = time.monotonic() - read.found_at
    assert read.command == "c"
    assert read.card.id_no == "440524188001010014"
    assert read.card.name == "测试甲"
    assert read.card.photo == b""
    assert took > WIRE_S - 15 * 10 / 115200


@pytest.mark.parametrize(
    ("block", "kind"),
    [
        ("hk_residence_permit", CardKind.HMT_RESIDENCE),
        ("foreigner_2017", CardKind.FOREIGNER_2017),
        ("foreigner_2023", CardKind.FOREIGNER_2023),
    ],
)
def test_every_other_kind_of_card_is_read(
    sim: Sim, online: Online, block: str, kind: CardKind
) -> None:
    reader, heard = online
    reader.submit(StartReading("c"))
    sim.put(BLOCKS[block])
    card = heard.next(CardRead).card
    assert card.kind is kind
    assert bool(card.permit_no) == (kind is CardKind.HMT_RESIDENCE)
    assert card.former_no == ("UTO110085050513" if kind is CardKind.FOREIGNER_2023 else "")


def test_a_card_left_on_the_reader_is_not_read_twice(sim: Sim, online: Online) -> None:
    reader, heard = online
    start(reader, heard)
    sim.put(RESIDENT)
    heard.next(CardRead)
    start(reader, heard, "next")
    sim.take()
    sim.put(WOMAN)
    assert heard.next(CardRead).card.id_no == "11010519491231002X"
    assert len(heard.all(CardRead)) == 2


def test_a_broken_reply_to_find_is_asked_again(sim: Sim, online: Online) -> None:
    reader, heard = online
    sim.fault("bad_checksum", 1)
    start(reader, heard)
    sim.put(RESIDENT)
    heard.next(CardRead)
    assert heard.all(CardFailed) == []


def test_a_card_that_fails_once_is_read_at_the_second_try(sim: Sim, online: Online) -> None:
    reader, heard = online
    sim.fault("read_failed", 1)
    sim.put(RESIDENT)
    start(reader, heard)
    heard.next(ReadProgress, lambda m: m.stage is ReadStage.RETRYING)
    heard.next(CardRead)


def test_a_card_that_fails_three_times_must_be_shown_again(sim: Sim, online: Online) -> None:
    reader, heard = online
    sim.fault("read_failed", 3)
    sim.put(RESIDENT)
    start(reader, heard)
    assert heard.next(CardFailed) == CardFailed("c", Fault.CARD_READ_FAILED)
    heard.next(CardRead)


@pytest.mark.parametrize(
    ("word", "fault"),
    [
        ("auth_failed", Fault.CARD_NOT_VERIFIED),
        ("card_refuses", Fault.CARD_NOT_VERIFIED),
        ("not_verified", Fault.CARD_NOT_VERIFIED),
        ("wrong_type", Fault.CARD_WRONG_TYPE),
    ],
)
def test_a_card_that_cannot_serve_is_told_once(
    sim: Sim, online: Online, word: str, fault: Fault
) -> None:
    reader, heard = online
    sim.fault(word)
    sim.put(RESIDENT)
    start(reader, heard)
    assert heard.next(CardFailed) == CardFailed("c", fault)
    sim.heal()
    heard.next(CardRead)
    assert len(heard.all(CardFailed)) == 1


@pytest.mark.parametrize(
    ("at", "text", "fault"),
    [(122, "440524188001010015", Fault.CARD_BAD_NUMBER), (0, "\ud842", Fault.CARD_BAD_TEXT)],
)
def test_a_card_with_impossible_content_then_a_good_one(
    sim: Sim, online: Online, at: int, text: str, fault: Fault
) -> None:
    reader, heard = online
    start(reader, heard)
    sim.put(with_field(RESIDENT, at, text))
    assert heard.next(CardFailed) == CardFailed("c", fault)
    sim.put(RESIDENT)
    heard.next(CardRead)


@pytest.mark.parametrize("at_byte", [20, 700, 1290])
def test_a_card_taken_while_it_is_read_then_put_back(sim: Sim, plug: Plugged, at_byte: int) -> None:
    """The rest of a reply that broke off is not waited for: that would be a minute here."""
    reader, heard = plug(sim.link, profile=replace(FAST, read_s=60.0))
    sim.fault("take_card", at_byte)
    start(reader, heard)
    sim.put(RESIDENT)
    assert heard.next(CardFailed) == CardFailed("c", Fault.CARD_READ_FAILED)
    sim.put(RESIDENT)
    heard.next(CardRead)


@pytest.mark.parametrize("at_byte", [20, 150, 700, 1290])
def test_a_card_swapped_while_it_is_read_is_the_second_person(
    sim: Sim, online: Online, at_byte: int
) -> None:
    reader, heard = online
    sim.put(WOMAN)
    start(reader, heard, "alone")
    alone = heard.next(CardRead).card
    sim.take()
    sim.fault("swap_card", at_byte)
    start(reader, heard)
    sim.put(RESIDENT, second=WOMAN)
    assert heard.next(CardRead).card == alone
    assert heard.all(CardFailed) == []


def test_a_reading_that_was_cancelled_reads_nothing(sim: Sim, online: Online) -> None:
    reader, heard = online
    start(reader, heard, "one")
    reader.cancel("one")
    failed = heard.next(CommandFailed)
    assert (failed.command, failed.code) == ("one", CompletionCode.CANCELED)
    sim.put(RESIDENT)
    start(reader, heard, "two")
    reader.cancel("one")
    assert heard.next(CardRead).command == "two"
    assert [read.command for read in heard.all(CardRead)] == ["two"]


def test_a_reading_ends_at_its_deadline(sim: Sim, online: Online) -> None:
    reader, heard = online
    reader.submit(StartReading("c", deadline_s=0.3))
    failed = heard.next(CommandFailed)
    assert (failed.device, failed.code, failed.fault) == (
        Device.ID_READER,
        CompletionCode.TIMED_OUT,
        Fault.DEVICE_TIMED_OUT,
    )
    sim.put(RESIDENT)
    reader.submit(StartReading("d"))
    heard.next(CardRead)


def test_a_second_reading_is_refused_while_one_goes_on(online: Online) -> None:
    reader, heard = online
    start(reader, heard, "one")
    reader.submit(StartReading("two"))
    failed = heard.next(CommandFailed)
    assert (failed.command, failed.fault) == ("two", Fault.DEVICE_BUSY)
