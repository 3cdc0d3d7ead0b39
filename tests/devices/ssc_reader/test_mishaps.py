"""Cards that leave, change, hang and talk nonsense at the worst moment."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.ssc_reader.sim_pcscd import SLOTS, SOCKET
from kiosk.device import CompletionCode, DeviceState, Media
from kiosk.faults import Fault
from kiosk.messages.cards import CardRead
from tests.devices.ssc_reader.parts import (
    CARD,
    OTHER,
    PATIENCE_S,
    Reader,
    Sim,
    until_empty,
    until_present,
)

REPOSITORY = Path(__file__).parents[3]
COMMANDS = 15
"""Of one reading; the last six are of the file with the holder."""


def until_sent(sim: Sim, commands: int) -> None:
    end = time.monotonic() + PATIENCE_S
    while len(sim.apdus().commands) < commands:
        assert time.monotonic() < end, "the command never came"


@pytest.mark.parametrize("at", [1, 11])
def test_the_card_is_pulled_in_mid_reading(sim: Sim, reader: Reader, at: int) -> None:
    sim.script(f"at command {at} take")
    sim.put()
    reader.read("a")
    reader.failed("a", Fault.SSC_REMOVED)
    until_empty()
    sim.put()
    reader.name_read("a", CARD)
    assert sim.apdus().unknown == 0


def test_the_card_is_pulled_in_mid_answer(sim: Sim, reader: Reader) -> None:
    sim.script("after 60 bytes hang")
    sim.put()
    reader.read("a")
    until_sent(sim, 4)
    sim.take()
    reader.failed("a", Fault.SSC_REMOVED)
    sim.heal()
    until_empty()
    sim.put()
    reader.name_read("a", CARD)


@pytest.mark.parametrize("at", [2, 11, COMMANDS])
def test_a_card_swapped_in_mid_reading_is_read_from_its_beginning(
    sim: Sim, reader: Reader, at: int
) -> None:
    sim.put(OTHER)
    sim.put(CARD)
    sim.script(f"at command {at} swap")
    reader.read("a")
    reader.name_read("a", OTHER)
    commands = sim.apdus().commands
    assert len(commands) == at + COMMANDS
    assert commands[at] == commands[0]
    assert sim.apdus().unknown == 0


def test_a_slow_chip_is_waited_for(sim: Sim, reader: Reader) -> None:
    sim.script("always late 60")
    sim.put()
    reader.read("a")
    reader.name_read("a", CARD)
    assert reader.stages("a") == ["Acknowledged", "polling", "found", "CardRead"]


@pytest.mark.parametrize(
    ("script", "fault"),
    [
        ("always garbage 40", Fault.SSC_BAD_DATA),
        ("always endless", Fault.SSC_BAD_DATA),
        ("always truncate 1", Fault.SSC_BAD_DATA),
        ("always sw 25087", Fault.SSC_BAD_DATA),
        ("always sw 25793", Fault.SSC_READ_FAILED),
    ],
)
def test_a_chip_that_talks_nonsense(sim: Sim, reader: Reader, script: str, fault: Fault) -> None:
    sim.script(script)
    sim.put()
    reader.read("a")
    reader.failed("a", fault)
    assert reader.stages("a")[2:6] == ["found", "retrying", "retrying", fault]
    sim.heal()
    sim.take()
    until_empty()
    sim.put()
    reader.name_read("a", CARD)


def test_one_flipped_bit_is_read_again(sim: Sim, reader: Reader) -> None:
    sim.script("at reply 10 flip_bit 3")
    sim.put()
    reader.read("a")
    reader.name_read("a", CARD)
    assert reader.stages("a") == ["Acknowledged", "polling", "found", "retrying", "CardRead"]


def test_a_password_counter_stops_everything(sim: Sim, reader: Reader) -> None:
    sim.script("always sw 25538")
    sim.put()
    reader.read("a")
    reader.failed("a", Fault.SSC_READ_FAILED)
    assert len(sim.apdus().commands) == 1


@pytest.fixture
def hung(sim: Sim, reader: Reader) -> Iterator[Reader]:
    """A card that says no more in the middle of a command."""
    sim.script("at command 7 hang")
    sim.put()
    reader.read("hangs")
    assert reader.failure("hangs") == (CompletionCode.HARDWARE_ERROR, Fault.DEVICE_HUNG)
    yield reader
    sim.heal()


def test_a_chip_that_hangs_keeps_only_its_own_slot(sim: Sim, hung: Reader) -> None:
    status = hung.status(DeviceState.BUSY)
    assert status.detail.startswith(Fault.SSC_READER_SILENT)
    assert hung.stuck.wait(5.0)
    with Reader(SLOTS[1]) as other:
        other.empty()
        other.read("waits", deadline_s=0.2)
        assert other.failure("waits") == (CompletionCode.TIMED_OUT, Fault.DEVICE_TIMED_OUT)


def test_while_a_chip_hangs_the_next_citizen_is_told_at_once(hung: Reader) -> None:
    hung.status(DeviceState.BUSY)
    hung.read("next")
    assert hung.failure("next") == (CompletionCode.DEVICE_NOT_READY, Fault.SSC_READER_SILENT)
    assert hung.runner.left_behind == 1


def test_a_hung_card_pulled_frees_the_reader(sim: Sim, hung: Reader) -> None:
    hung.status(DeviceState.BUSY)
    sim.take()
    hung.status(DeviceState.ONLINE, Media.NOT_PRESENT)
    sim.heal()
    sim.put(OTHER)
    hung.read("next")
    hung.name_read("next", OTHER)
    assert not any(isinstance(said.message, CardRead) for said in hung.heard.about("hangs"))


HANGS = """
from devices.ssc_reader.apdu import SELECT_APPLICATION
from devices.ssc_reader.pcsc import Context

card = Context().connect("%s")
print("connected", flush=True)
card.transmit(SELECT_APPLICATION)
"""


def test_a_new_process_sees_that_the_card_still_hangs_until_it_is_pulled(sim: Sim) -> None:
    sim.put()
    until_present()
    sim.script("now hang")
    environment = os.environ | {"PCSCLITE_CSOCK_NAME": str(sim.folder / SOCKET)}
    command = [sys.executable, "-c", HANGS % SLOTS[0]]
    with subprocess.Popen(command, cwd=REPOSITORY, env=environment, stdout=subprocess.PIPE) as old:
        assert old.stdout is not None
        assert old.stdout.readline() == b"connected\n"
        until_sent(sim, 1)
        old.kill()
    with Reader() as reader:
        reader.status(DeviceState.BUSY)
        assert not reader.stuck.is_set()
        sim.take()
        reader.empty()
