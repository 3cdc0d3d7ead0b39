"""The driver on a real terminal: cables, speeds, silence and noise."""

from pathlib import Path

import pytest

from devices.id_reader.frames import PREAMBLE
from kiosk.device import DeviceState
from kiosk.faults import Fault
from kiosk.messages.cards import CardFailed, CardRead, ReadProgress, ReadStage
from kiosk.messages.devices import StatusChanged
from tests.devices.id_reader import vectors
from tests.devices.id_reader.bench import Sim, changed_to, start
from tests.devices.id_reader.conftest import MakeSim, Online, Plugged, Script
from tests.devices.id_reader.vectors import REPLIES, RESIDENT

SAM_OK = (REPLIES["sam_status_ok"], bytes.fromhex(vectors.SAM_ID["hex"]))
FOUND = (REPLIES["find_ok"], REPLIES["select_ok"])
READ_OK = vectors.READS["read_base_resident"]


def test_the_reader_tells_its_sam_id_and_speed(sim: Sim, plug: Plugged) -> None:
    _, heard = plug(sim.link)
    status = changed_to(heard, DeviceState.ONLINE).status
    assert status.identity == vectors.SAM_ID["decoded"]
    assert status.detail == "115200 baud"


def test_a_reader_at_another_speed_is_discovered(make_sim: MakeSim, plug: Plugged) -> None:
    slow = make_sim(57600)
    reader, heard = plug(slow.link)
    assert changed_to(heard, DeviceState.ONLINE).status.detail == "57600 baud"
    reader.start_reading("c")
    slow.put(RESIDENT)
    heard.next(CardRead)


def test_the_cable_is_pulled_while_a_card_is_read_and_plugged_in_again(
    sim: Sim, online: Online
) -> None:
    reader, heard = online
    start(reader, heard)
    sim.put(RESIDENT)
    heard.next(ReadProgress, lambda m: m.stage is ReadStage.FOUND)
    sim.fault("unplug")
    assert changed_to(heard, DeviceState.NO_DEVICE).status.detail.startswith("ID-0101")
    assert heard.next(CardFailed) == CardFailed("c", Fault.READER_ABSENT)
    heard.next(StatusChanged, lambda m: "No such file" in m.status.detail)
    sim.take()
    sim.fault("replug")
    changed_to(heard, DeviceState.ONLINE)
    sim.put(RESIDENT)
    assert heard.next(CardRead).command == "c"
    assert len(heard.all(CardFailed)) == 1


def test_an_idle_reader_that_is_pulled_is_noticed(sim: Sim, online: Online) -> None:
    _, heard = online
    sim.fault("unplug")
    changed_to(heard, DeviceState.NO_DEVICE)


def test_an_idle_reader_that_falls_silent_is_unknown_and_comes_back(
    sim: Sim, online: Online
) -> None:
    _, heard = online
    sim.fault("silent")
    status = changed_to(heard, DeviceState.UNKNOWN).status
    assert (status.detail, status.identity) == ("ID-0102 no answer", "")
    sim.fault("none")
    changed_to(heard, DeviceState.ONLINE)


def test_a_reader_that_falls_silent_while_reading(sim: Sim, online: Online) -> None:
    reader, heard = online
    start(reader, heard)
    sim.fault("silent")
    changed_to(heard, DeviceState.UNKNOWN)
    assert heard.next(CardFailed) == CardFailed("c", Fault.READER_SILENT)
    sim.fault("none")
    sim.put(RESIDENT)
    heard.next(CardRead)


def test_a_reader_silent_at_every_speed_is_unsupported(sim: Sim, plug: Plugged) -> None:
    sim.fault("silent")
    reader, heard = plug(sim.link)
    reader.start_reading("c")
    assert heard.next(CardFailed) == CardFailed("c", Fault.READER_UNSUPPORTED, final=True)
    assert reader.status.state is DeviceState.UNKNOWN
    assert reader.status.detail.startswith("ID-0103")


def test_a_storm_of_broken_frames(sim: Sim, online: Online) -> None:
    reader, heard = online
    start(reader, heard)
    sim.fault("storm")
    changed_to(heard, DeviceState.HARDWARE_ERROR)
    assert heard.next(CardFailed) == CardFailed("c", Fault.READER_GARBLED)
    sim.fault("none")
    sim.put(RESIDENT)
    heard.next(CardRead)


def test_a_line_that_is_garbled_from_the_start(sim: Sim, plug: Plugged) -> None:
    sim.fault("storm")
    _, heard = plug(sim.link)
    assert changed_to(heard, DeviceState.HARDWARE_ERROR).status.detail.startswith("ID-0104")
    sim.fault("none")
    changed_to(heard, DeviceState.ONLINE)


def test_a_module_that_fails_its_self_test(sim: Sim, online: Online) -> None:
    reader, heard = online
    sim.fault("out_of_service")
    reader.start_reading("c")
    assert changed_to(heard, DeviceState.HARDWARE_ERROR).status.detail.startswith("ID-0105")
    assert heard.next(CardFailed) == CardFailed("c", Fault.READER_OUT_OF_SERVICE, final=True)
    sim.fault("none")
    changed_to(heard, DeviceState.ONLINE)
    assert len(heard.all(CardFailed)) == 1


def test_a_second_owner_of_the_port_is_refused(sim: Sim, online: Online, plug: Plugged) -> None:
    second, told = plug(sim.link)
    changed_to(told, DeviceState.BUSY)
    second.start_reading("c")
    assert told.next(CardFailed).fault is Fault.READER_ABSENT
    first, heard = online
    first.start_reading("c")
    sim.put(RESIDENT)
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
    reader.start_reading("c")
    other.put(RESIDENT)
    heard.next(CardRead)


def test_a_port_that_does_not_exist(tmp_path: Path, plug: Plugged) -> None:
    reader, heard = plug(tmp_path / "none")
    status = changed_to(heard, DeviceState.NO_DEVICE).status
    assert status.detail == "ID-0101 open: No such file or directory"
    reader.start_reading("c")
    assert heard.next(CardFailed) == CardFailed("c", Fault.READER_ABSENT)
    reader.start_reading("d")
    assert heard.next(CardFailed) == CardFailed("d", Fault.READER_ABSENT)


def test_a_slow_reader_is_waited_for(sim: Sim, online: Online) -> None:
    reader, heard = online
    start(reader, heard)
    sim.fault("slow", 120)
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
    reader, heard = plug(scripted.path)
    reader.start_reading("c")
    heard.next(ReadProgress, lambda m: m.stage is ReadStage.RETRYING)
    heard.next(CardRead)
    reader.stop_reading("c")


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
    reader, heard = plug(scripted.path)
    reader.start_reading("c")
    heard.next(CardRead)
    assert heard.all(CardFailed) == []
