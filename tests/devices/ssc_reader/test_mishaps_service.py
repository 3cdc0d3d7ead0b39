"""Services that die or freeze, and readers that are pulled."""

import pytest

from kiosk.device import CompletionCode, DeviceState, Media
from kiosk.faults import Fault
from tests.devices.ssc_reader.parts import CARD, OTHER, Reader, Sim


def test_the_service_is_killed_while_nobody_waits(sim: Sim, reader: Reader) -> None:
    sim.script("now kill_service")
    status = reader.status(DeviceState.UNKNOWN)
    assert status.detail.startswith(Fault.SSC_SERVICE_LOST)
    reader.read("a")
    assert reader.failure("a") == (CompletionCode.DEVICE_NOT_READY, Fault.SSC_SERVICE_LOST)
    sim.heal()
    reader.status(DeviceState.ONLINE, Media.NOT_PRESENT)


@pytest.mark.parametrize("when", ["waiting", "reading"])
def test_the_service_is_killed_in_mid_command_and_comes_back(
    sim: Sim, reader: Reader, when: str
) -> None:
    before = sim.service_pid()
    if when == "reading":
        sim.script("at command 9 kill_service")
        sim.put()
    reader.read("a")
    if when == "waiting":
        reader.heard.until("polling", lambda: "polling" in reader.stages("a"))
        sim.script("now kill_service")
    assert reader.failure("a") == (CompletionCode.DEVICE_NOT_READY, Fault.SSC_SERVICE_LOST)
    sim.heal()
    assert sim.service_pid() != before
    reader.status(DeviceState.ONLINE)
    sim.put(OTHER)
    reader.read("b")
    reader.name_read("b", OTHER)


def test_a_service_that_answers_nobody_holds_one_thread_only(sim: Sim, reader: Reader) -> None:
    sim.script("now freeze_service")
    reader.heard.status("no further call", lambda s: "has not returned" in s.detail)
    for name in ("a", "b", "c"):
        reader.read(name)
        assert reader.failure(name)[1] is Fault.SSC_SERVICE_LOST
    assert reader.runner.left_behind == 1
    sim.heal()
    reader.empty()
    sim.put()
    reader.read("d")
    reader.name_read("d", CARD)
    assert not reader.stuck.is_set()


def test_the_reader_is_pulled_and_plugged_in_again(sim: Sim, reader: Reader) -> None:
    sim.put()
    reader.status(DeviceState.ONLINE, Media.PRESENT)
    sim.script("now unplug")
    status = reader.status(DeviceState.NO_DEVICE)
    assert status.detail.startswith(Fault.SSC_READER_ABSENT)
    sim.heal()
    reader.status(DeviceState.ONLINE, Media.PRESENT)
    reader.read("a")
    reader.name_read("a", CARD)


def test_the_reader_is_absent_at_the_start_and_plugged_in_later(sim: Sim) -> None:
    sim.script("now unplug")
    with Reader() as reader:
        reader.status(DeviceState.NO_DEVICE)
        reader.read("a")
        assert reader.failure("a") == (CompletionCode.DEVICE_NOT_READY, Fault.SSC_READER_ABSENT)
        sim.heal()
        reader.empty()
