"""The driver on real terminals: journeys, and what goes wrong with cables, cards and lines."""

import os
import time
from pathlib import Path

import pytest

from devices.id_reader.driver import IdReader
from devices.id_reader.frames import PREAMBLE
from kiosk.device import DeviceState
from kiosk.faults import Fault
from kiosk.identity import CardKind
from kiosk.messages.cards import CardFailed, CardRead, ReaderChanged, ReadProgress, ReadStage
from kiosk.messages.sims import PutCard, ReaderFault
from tests.devices.id_reader import vectors
from tests.devices.id_reader.bench import Heard, ScriptedReader, Sim
from tests.devices.id_reader.conftest import Plugged
from tests.devices.id_reader.vectors import BLOCKS, REPLIES, RESIDENT, with_field

Online = tuple[IdReader, Heard]
WIRE_S = (15 + 19 + 1295) * 10 / 115200
"""Replies to find, select and read at 115200 baud, ten bits a byte."""
SAM_OK = (REPLIES["sam_status_ok"], bytes.fromhex(vectors.SAM_ID["hex"]))
FOUND = (REPLIES["find_ok"], REPLIES["select_ok"])
READ_OK = vectors.READS["read_base_resident"]


def changed_to(heard: Heard, state: DeviceState) -> ReaderChanged:
    return heard.next(ReaderChanged, lambda message: message.status.state is state)


def start(reader: IdReader, heard: Heard, command: str = "c") -> None:
    reader.start_reading(command)
    heard.next(ReadProgress, lambda m: m == ReadProgress(command, ReadStage.POLLING))


def test_a_card_is_read_at_the_speed_of_the_wire(sim: Sim, online: Online):
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
def test_a_foreign_residents_card_is_read(sim: Sim, online: Online, block: str, kind: CardKind):
    reader, heard = online
    reader.start_reading("c")
    sim.put(BLOCKS[block])
    assert heard.next(CardRead).card.kind is kind


def test_the_reader_tells_its_sam_id_and_speed(sim: Sim, plug: Plugged):
    _, heard = plug(sim.link)
    status = changed_to(heard, DeviceState.ONLINE).status
    assert status.sam_id == vectors.SAM_ID["decoded"]
    assert status.detail == "115200 baud"


def test_a_reader_at_another_speed_is_discovered(tmp_path: Path, plug: Plugged):
    slow = Sim(tmp_path, baud=57600)
    reader, heard = plug(slow.link)
    assert changed_to(heard, DeviceState.ONLINE).status.detail == "57600 baud"
    reader.start_reading("c")
    slow.put(RESIDENT)
    heard.next(CardRead)
    slow.close()


def test_a_card_left_on_the_reader_is_not_read_twice(sim: Sim, online: Online):
    reader, heard = online
    start(reader, heard)
    sim.put(RESIDENT)
    heard.next(CardRead)
    start(reader, heard, "next")
    sim.take()
    sim.put(BLOCKS["resident_female_minority"])
    assert heard.next(CardRead).card.id_no == "11010519491231002X"
    assert len(heard.all(CardRead)) == 2


def test_a_broken_reply_to_find_is_asked_again(sim: Sim, online: Online):
    reader, heard = online
    sim.fault("bad_checksum", 1)
    start(reader, heard)
    sim.put(RESIDENT)
    heard.next(CardRead)
    assert heard.all(CardFailed) == []


def test_a_card_that_fails_once_is_read_at_the_second_try(sim: Sim, online: Online):
    reader, heard = online
    sim.fault("read_failed", 1)
    sim.put(RESIDENT)
    start(reader, heard)
    heard.next(ReadProgress, lambda m: m.stage is ReadStage.RETRYING)
    heard.next(CardRead)


def test_a_card_that_fails_three_times_must_be_shown_again(sim: Sim, online: Online):
    reader, heard = online
    sim.fault("read_failed", 3)
    sim.put(RESIDENT)
    start(reader, heard)
    assert heard.next(CardFailed) == CardFailed("c", Fault.CARD_READ_FAILED)
    heard.next(CardRead)


def test_a_card_that_the_module_refuses(sim: Sim, online: Online):
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
):
    reader, heard = online
    start(reader, heard)
    sim.put(with_field(RESIDENT, at, text))
    assert heard.next(CardFailed) == CardFailed("c", fault)
    sim.put(RESIDENT)
    heard.next(CardRead)


def test_a_card_taken_while_it_is_read_then_put_back(sim: Sim, online: Online):
    reader, heard = online
    sim.fault("take_card_at_byte", 700)
    start(reader, heard)
    sim.put(RESIDENT)
    began = time.monotonic()
    assert heard.next(CardFailed) == CardFailed("c", Fault.CARD_READ_FAILED)
    assert time.monotonic() - began < 1.5, "waited for the rest of a reply that had broken off"
    sim.put(RESIDENT)
    heard.next(CardRead)


def test_the_cable_is_pulled_while_a_card_is_read_and_plugged_in_again(sim: Sim, online: Online):
    reader, heard = online
    start(reader, heard)
    sim.put(RESIDENT)
    heard.next(ReadProgress, lambda m: m.stage is ReadStage.FOUND)
    sim.fault("unplug")
    assert changed_to(heard, DeviceState.NO_DEVICE).status.detail.startswith("ID-0101")
    assert heard.next(CardFailed) == CardFailed("c", Fault.READER_ABSENT)
    heard.next(ReaderChanged, lambda m: "No such file" in m.status.detail)
    sim.take()
    sim.fault("replug")
    changed_to(heard, DeviceState.ONLINE)
    sim.put(RESIDENT)
    assert heard.next(CardRead).command == "c"
    assert len(heard.all(CardFailed)) == 1


def test_an_idle_reader_that_is_pulled_is_noticed(sim: Sim, online: Online):
    _, heard = online
    sim.fault("unplug")
    changed_to(heard, DeviceState.NO_DEVICE)


def test_an_idle_reader_that_falls_silent_is_unknown_and_comes_back(sim: Sim, online: Online):
    _, heard = online
    sim.fault("silent")
    status = changed_to(heard, DeviceState.UNKNOWN).status
    assert (status.detail, status.sam_id) == ("ID-0102 no answer", "")
    sim.fault("none")
    changed_to(heard, DeviceState.ONLINE)


def test_a_reader_that_falls_silent_while_reading(sim: Sim, online: Online):
    reader, heard = online
    start(reader, heard)
    sim.fault("silent")
    changed_to(heard, DeviceState.UNKNOWN)
    assert heard.next(CardFailed) == CardFailed("c", Fault.READER_SILENT)
    sim.fault("none")
    sim.put(RESIDENT)
    heard.next(CardRead)


def test_a_reader_silent_at_every_speed_is_unsupported(sim: Sim, plug: Plugged):
    sim.fault("silent")
    reader, heard = plug(sim.link)
    reader.start_reading("c")
    assert heard.next(CardFailed) == CardFailed("c", Fault.READER_UNSUPPORTED, final=True)
    assert reader.status.state is DeviceState.UNKNOWN
    assert reader.status.detail.startswith("ID-0103")


def test_a_storm_of_broken_frames(sim: Sim, online: Online):
    reader, heard = online
    start(reader, heard)
    sim.fault("storm")
    changed_to(heard, DeviceState.HARDWARE_ERROR)
    assert heard.next(CardFailed) == CardFailed("c", Fault.READER_GARBLED)
    sim.fault("none")
    sim.put(RESIDENT)
    heard.next(CardRead)


def test_a_line_that_is_garbled_from_the_start(sim: Sim, plug: Plugged):
    sim.fault("storm")
    _, heard = plug(sim.link)
    assert changed_to(heard, DeviceState.HARDWARE_ERROR).status.detail.startswith("ID-0104")
    sim.fault("none")
    changed_to(heard, DeviceState.ONLINE)


def test_a_module_that_fails_its_self_test(sim: Sim, online: Online):
    reader, heard = online
    sim.fault("out_of_service")
    reader.start_reading("c")
    assert changed_to(heard, DeviceState.HARDWARE_ERROR).status.detail.startswith("ID-0105")
    assert heard.next(CardFailed) == CardFailed("c", Fault.READER_OUT_OF_SERVICE, final=True)
    sim.fault("none")
    changed_to(heard, DeviceState.ONLINE)
    assert len(heard.all(CardFailed)) == 1


def test_a_second_owner_of_the_port_is_refused(sim: Sim, online: Online, plug: Plugged):
    second, told = plug(sim.link)
    changed_to(told, DeviceState.BUSY)
    second.start_reading("c")
    assert told.next(CardFailed).fault is Fault.READER_ABSENT
    first, heard = online
    first.start_reading("c")
    sim.put(RESIDENT)
    heard.next(CardRead)


def test_the_simulator_is_killed_and_another_takes_its_place(tmp_path: Path, plug: Plugged):
    sim = Sim(tmp_path)
    reader, heard = plug(sim.link)
    changed_to(heard, DeviceState.ONLINE)
    sim.process.kill()
    changed_to(heard, DeviceState.NO_DEVICE)
    sim.close()
    other = Sim(tmp_path)
    changed_to(heard, DeviceState.ONLINE)
    reader.start_reading("c")
    other.put(RESIDENT)
    heard.next(CardRead)
    other.close()


def test_a_port_that_does_not_exist(tmp_path: Path, plug: Plugged):
    reader, heard = plug(tmp_path / "none")
    status = changed_to(heard, DeviceState.NO_DEVICE).status
    assert status.detail == "ID-0101 open: No such file or directory"
    reader.start_reading("c")
    assert heard.next(CardFailed) == CardFailed("c", Fault.READER_ABSENT)
    reader.start_reading("d")
    assert heard.next(CardFailed) == CardFailed("d", Fault.READER_ABSENT)


def test_a_slow_reader_is_waited_for(sim: Sim, online: Online):
    reader, heard = online
    start(reader, heard)
    sim.fault("slow", 120)
    sim.put(RESIDENT)
    heard.next(CardRead)
    assert heard.all(CardFailed) == []


def test_a_reading_that_was_stopped_reads_nothing(sim: Sim, online: Online):
    reader, heard = online
    start(reader, heard, "one")
    reader.stop_reading("one")
    sim.put(RESIDENT)
    start(reader, heard, "two")
    reader.stop_reading("one")
    assert heard.next(CardRead).command == "two"
    assert [read.command for read in heard.all(CardRead)] == ["two"]


@pytest.mark.parametrize(
    "broken",
    [PREAMBLE + b"\xff\xff" + READ_OK[7:], PREAMBLE + b"\x00\x02" + READ_OK[7:], READ_OK[:800]],
    ids=["too long", "too short", "truncated"],
)
def test_a_read_of_wrong_length_is_tried_again_from_find(plug: Plugged, broken: bytes):
    scripted = ScriptedReader(*SAM_OK, *FOUND, broken, *FOUND, READ_OK)
    reader, heard = plug(scripted.path)
    reader.start_reading("c")
    heard.next(ReadProgress, lambda m: m.stage is ReadStage.RETRYING)
    heard.next(CardRead)
    reader.stop_reading("c")
    scripted.close()


def test_a_device_that_speaks_another_protocol_is_unsupported(plug: Plugged):
    scripted = ScriptedReader(*[b"\x02\x90\x00\x03\x93"] * 10)
    _, heard = plug(scripted.path)
    status = changed_to(heard, DeviceState.UNKNOWN).status
    assert status.detail.startswith("ID-0103 bytes, but no SAM-V frame")
    scripted.close()


def test_heartbeats_of_a_network_unit_do_no_harm(plug: Plugged):
    beat = b"AAAA"
    replies = [*SAM_OK, REPLIES["find_none"], *FOUND, READ_OK]
    scripted = ScriptedReader(*[beat + reply + beat for reply in replies])
    reader, heard = plug(scripted.path)
    reader.start_reading("c")
    heard.next(CardRead)
    assert heard.all(CardFailed) == []
    scripted.close()


def test_the_simulator_refuses_what_it_does_not_know(sim: Sim):
    assert not sim.ask(ReaderFault("levitate")).ok
    assert not sim.ask(PutCard("zz")).ok
    assert not sim.ask(PutCard("00" * 255)).ok
    sim.fault("unplug")
    assert not os.path.lexists(sim.link)
    sim.fault("replug")
    assert sim.link.is_char_device()
