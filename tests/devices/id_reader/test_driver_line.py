"""The driver on a real terminal: cables, speeds, silence and noise."""

from pathlib import Path

import pytest

from devices.id_reader.frames import PREAMBLE
from kiosk.device import DeviceState, Media
from kiosk.faults import Fault
from kiosk.messages.cards import CardFailed, CardRead, ReadProgress, ReadStage, StartReading
from kiosk.messages.devices import CommandFailed, StatusChanged
from tests.devices.id_reader import vectors
from tests.devices.id_reader.bench import Sim, changed_to, lost, start
from tests.devices.id_reader.conftest import PATIENT, MakeSim, Online, Plugged, Script
from tests.devices.id_reader.vectors import REPLIES, RESIDENT

SAM_OK = (REPLIES["sam_status_ok"], bytes.fromhex(vectors.SAM_ID["hex"]))
FOUND = (REPLIES["find_ok"], REPLIES["select_ok"])
READ_OK = vectors.READS["read_base_resident"]


def test_the_reader_tells_its_sam_id_and_speed(sim: Sim, plug: Plugged) -> None:
    _, heard = plug(sim.link)
    status = changed_to(heard, DeviceState.ONLINE).status
    assert status.identity == vectors.SAM_ID["decoded"]
    assert status.detail == "115200 baud"
    assert status.media is Media.NOT_SUPPORTED


def test_a_reader_at_another_speed_is_discovered(make_sim: MakeSim, plug: Plugged) -> None:
    slow = make_sim(57600)
    reader, heard = plug(slow.link)
    assert changed_to(heard, DeviceState.ONLINE).status.detail == "57600 baud"
    reader.submit(StartReading("c"))
    slow.put(RESIDENT)
    heard.next(CardRead)


def test_the_cable_is_pulled_while_a_card_is_read_and_plugged_in_again(
    sim: Sim, online: Online
) -> None:
    reader, heard = online
    start(reader, heard)
    sim.fault("unplug", when="byte", at=700)
    sim.put(RESIDENT)
    assert heard.next(CommandFailed).fault is Fault.READER_ABSENT
    assert changed_to(heard, DeviceState.NO_DEVICE).status.detail.startswith("ID-0101")
    heard.next(StatusChanged, lambda m: "No such file" in m.status.detail)
    sim.take()
    sim.heal()
    changed_to(heard, DeviceState.ONLINE)
    sim.put(RESIDENT)
    start(reader, heard, "d")
    heard.next(CardRead)
    assert len(heard.all(CommandFailed)) == 1


def test_an_idle_reader_that_is_pulled_is_noticed(sim: Sim, online: Online) -> None:
    _, heard = online
    sim.fault("unplug")
    changed_to(heard, DeviceState.NO_DEVICE)


@pytest.mark.parametrize("word", ["silent", "hang"])
def test_an_idle_reader_that_falls_silent_is_unknown_and_comes_back(
    sim: Sim, online: Online, word: str
) -> None:
    _, heard = online
    sim.fault(word)
    status = changed_to(heard, DeviceState.UNKNOWN).status
    assert (status.detail, status.identity) == ("ID-0102 no answer", "")
    sim.heal()
    changed_to(heard, DeviceState.ONLINE)


def test_a_reader_that_falls_silent_while_reading(sim: Sim, online: Online) -> None:
    reader, heard = online
    start(reader, heard)
    sim.fault("silent")
    assert heard.next(CommandFailed) == lost(Fault.READER_SILENT, "no answer")
    changed_to(heard, DeviceState.UNKNOWN)
    sim.heal()
    changed_to(heard, DeviceState.ONLINE)
    sim.put(RESIDENT)
    start(reader, heard, "d")
    heard.next(CardRead)


def test_a_reader_silent_at_every_speed_is_unsupported(sim: Sim, plug: Plugged) -> None:
    sim.fault("silent")
    reader, heard = plug(sim.link)
    reader.submit(StartReading("c"))
    assert heard.next(CommandFailed).fault is Fault.READER_UNSUPPORTED
    assert reader.status.state is DeviceState.UNKNOWN
    assert reader.status.detail.startswith("ID-0103 no answer at 115200, 57600")


def test_a_storm_of_broken_frames(sim: Sim, online: Online) -> None:
    reader, heard = online
    start(reader, heard)
    sim.fault("storm")
    assert heard.next(CommandFailed) == lost(Fault.READER_GARBLED, "broken frames only")
    changed_to(heard, DeviceState.HARDWARE_ERROR)
    sim.heal()
    changed_to(heard, DeviceState.ONLINE)
    sim.put(RESIDENT)
    start(reader, heard, "d")
    heard.next(CardRead)


def test_a_line_that_is_garbled_from_the_start(sim: Sim, plug: Plugged) -> None:
    sim.fault("storm")
    _, heard = plug(sim.link)
    assert changed_to(heard, DeviceState.HARDWARE_ERROR).status.detail.startswith("ID-0104")
    sim.heal()
    changed_to(heard, DeviceState.ONLINE)


def test_a_reply_that_never_ends(sim: Sim, online: Online) -> None:
    reader, heard = online
    start(reader, heard)
    sim.fault("endless", when="reply", at=2)
    heard.next(CommandFailed, lambda m: m.fault is Fault.READER_GARBLED)
    sim.heal()
    changed_to(heard, DeviceState.ONLINE)
    sim.put(RESIDENT)
    start(reader, heard, "d")
    heard.next(CardRead)


def test_noise_before_every_reply_does_no_harm(sim: Sim, online: Online) -> None:
    reader, heard = online
    sim.fault("garbage", 40)
    start(reader, heard)
    sim.put(RESIDENT)
    heard.next(CardRead)
    assert heard.all(CardFailed) == []


@pytest.mark.parametrize(("word", "value"), [("flip_bit", 3000), ("truncate", 900)])
def test_a_read_whose_reply_was_spoilt_must_be_shown_again(
    sim: Sim, online: Online, word: str, value: int
) -> None:
    """The reader thinks it was read well: it is not found again until it is lifted."""
    reader, heard = online
    sim.put(RESIDENT)
    sim.fault(word, value)
    start(reader, heard)
    assert heard.next(CardFailed) == CardFailed("c", Fault.CARD_READ_FAILED)
    sim.heal()
    sim.put(RESIDENT)
    heard.next(CardRead)


def test_a_second_owner_of_the_port_is_refused(sim: Sim, online: Online, plug: Plugged) -> None:
    second, told = plug(sim.link)
    assert "held by another process" in changed_to(told, DeviceState.BUSY).status.detail
    second.submit(StartReading("c"))
    assert told.next(CommandFailed) == lost(Fault.READER_ABSENT, "port is held by another process")
    first, heard = online
    sim.put(RESIDENT)
    first.submit(StartReading("c"))
    heard.next(CardRead)


def test_the_simulator_is_killed_and_another_takes_its_place(
    make_sim: MakeSim, plug: Plugged
) -> None:
    sim = make_sim()
    reader, heard = plug(sim.link)
    changed_to(heard, DeviceState.ONLINE)
    sim.link.unlink()
    sim.process.kill()
    changed_to(heard, DeviceState.NO_DEVICE)
    other = make_sim()
    changed_to(heard, DeviceState.ONLINE)
    reader.submit(StartReading("c"))
    other.put(RESIDENT)
    heard.next(CardRead)


def test_a_port_that_does_not_exist(tmp_path: Path, plug: Plugged) -> None:
    reader, heard = plug(tmp_path / "none")
    status = changed_to(heard, DeviceState.NO_DEVICE).status
    assert status.detail == "ID-0101 open: No such file or directory"
    for command in ("c", "d"):
        reader.submit(StartReading(command))
        failed = heard.next(CommandFailed)
        assert failed == lost(Fault.READER_ABSENT, "open: No such file or directory", command)


def test_a_file_that_is_no_terminal(tmp_path: Path, plug: Plugged) -> None:
    (tmp_path / "file").write_text("")
    _, heard = plug(tmp_path / "file")
    assert changed_to(heard, DeviceState.NO_DEVICE).status.detail.startswith("ID-0101 open")


def test_a_slow_reader_is_waited_for(sim: Sim, online: Online) -> None:
    reader, heard = online
    start(reader, heard)
    sim.fault("late", 120)
    sim.put(RESIDENT)
    heard.next(CardRead)
    assert heard.all(CardFailed) == []


@pytest.mark.parametrize(
    "broken",
    [PREAMBLE + b"\xff\xff" + READ_OK[7:], PREAMBLE + b"\x00\x02" + READ_OK[7:], READ_OK[:800]],
    ids=["too long", "too short", "truncated"],
)
def test_a_read_of_wrong_length_is_tried_again_from_find(
    script: Script, plug: Plugged, broken: bytes
) -> None:
    scripted = script(*SAM_OK, *FOUND, broken, *FOUND, READ_OK)
    reader, heard = plug(scripted.path, profile=PATIENT)
    reader.submit(StartReading("c"))
    heard.next(ReadProgress, lambda m: m.stage is ReadStage.RETRYING)
    heard.next(CardRead)


def test_a_device_that_speaks_another_protocol_is_unsupported(
    script: Script, plug: Plugged
) -> None:
    scripted = script(*[b"\x02\x90\x00\x03\x93"] * 10)
    _, heard = plug(scripted.path)
    status = changed_to(heard, DeviceState.UNKNOWN).status
    assert status.detail.startswith("ID-0103 bytes, but no SAM-V frame")


def test_heartbeats_of_a_network_unit_do_no_harm(script: Script, plug: Plugged) -> None:
    beat = b"AAAA"
    replies = [*SAM_OK, REPLIES["find_none"], *FOUND, READ_OK]
    scripted = script(*[beat + reply + beat for reply in replies])
    reader, heard = plug(scripted.path, profile=PATIENT)
    reader.submit(StartReading("c"))
    heard.next(CardRead)
    assert heard.all(CardFailed) == []
