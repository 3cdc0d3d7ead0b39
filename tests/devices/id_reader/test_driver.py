"""The driver on a real terminal: cards good and bad, shown, taken and left lying."""

import os
import time

import pytest

from kiosk.faults import Fault
from kiosk.identity import CardKind
from kiosk.messages.cards import CardFailed, CardRead, ReadProgress, ReadStage
from kiosk.messages.sims import PutCard, ReaderFault
from tests.devices.id_reader.bench import Sim, start
from tests.devices.id_reader.conftest import Online
from tests.devices.id_reader.vectors import BLOCKS, RESIDENT, with_field

WIRE_S = (15 + 19 + 1295) * 10 / 115200
"""Replies to find, select and read at 115200 baud, ten bits a byte."""


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
    assert WIRE_S - 15 * 10 / 115200 < took < WIRE_S + 0.1


@pytest.mark.parametrize(
    ("block", "kind"),
    [("foreigner_2023", CardKind.FOREIGNER_2023), ("foreigner_2017", CardKind.FOREIGNER_2017)],
)
def test_a_foreign_residents_card_is_read(
    sim: Sim, online: Online, block: str, kind: CardKind
) -> None:
    reader, heard = online
    reader.start_reading("c")
    sim.put(BLOCKS[block])
    assert heard.next(CardRead).card.kind is kind


def test_a_card_left_on_the_reader_is_not_read_twice(sim: Sim, online: Online) -> None:
    reader, heard = online
    start(reader, heard)
    sim.put(RESIDENT)
    heard.next(CardRead)
    start(reader, heard, "next")
    sim.take()
    sim.put(BLOCKS["resident_female_minority"])
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


def test_a_card_that_the_module_refuses(sim: Sim, online: Online) -> None:
    reader, heard = online
    sim.fault("auth_failed")
    sim.put(RESIDENT)
    start(reader, heard)
    assert heard.next(CardFailed) == CardFailed("c", Fault.CARD_NOT_VERIFIED)
    sim.fault("none")
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


def test_a_card_taken_while_it_is_read_then_put_back(sim: Sim, online: Online) -> None:
    reader, heard = online
    sim.fault("take_card_at_byte", 700)
    start(reader, heard)
    sim.put(RESIDENT)
    began = time.monotonic()
    assert heard.next(CardFailed) == CardFailed("c", Fault.CARD_READ_FAILED)
    assert time.monotonic() - began < 2.9, "waited for the rest of a reply that had broken off"
    sim.put(RESIDENT)
    heard.next(CardRead)


def test_a_reading_that_was_stopped_reads_nothing(sim: Sim, online: Online) -> None:
    reader, heard = online
    start(reader, heard, "one")
    reader.stop_reading("one")
    sim.put(RESIDENT)
    start(reader, heard, "two")
    reader.stop_reading("one")
    assert heard.next(CardRead).command == "two"
    assert [read.command for read in heard.all(CardRead)] == ["two"]


def test_the_simulator_refuses_what_it_does_not_know(sim: Sim) -> None:
    assert not sim.ask(ReaderFault("levitate")).ok
    assert not sim.ask(PutCard("zz")).ok
    assert not sim.ask(PutCard("00" * 255)).ok
    sim.fault("unplug")
    assert not os.path.lexists(sim.link)
    sim.fault("replug")
    assert sim.link.is_char_device()
