"""Journeys and mishaps with a scan engine on a serial line, over a real terminal."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from devices.code_reader import serial_driver
from devices.code_reader.protocol import ENGINES, MOST_CHARACTERS, Engine
from devices.code_reader.serial_driver import SerialCodeReader
from devices.contract import DeviceLost, Refused, Stopped
from kiosk.device import CompletionCode, DeviceState
from kiosk.faults import Fault
from kiosk.messages.imaging import CodeRead, PreviewHint, ReadCode
from tests.devices.code_reader.conftest import Tokens, Told
from tests.devices.code_reader.serial_sim import BAUD, SerialSim
from tests.devices.conftest import Later

Engines = Callable[[str], SerialSim]
NAMES = sorted(ENGINES)


@contextmanager
def opened(
    sim: SerialSim, tokens: Tokens, name: str | Engine = "honeywell"
) -> Iterator[SerialCodeReader]:
    reader = SerialCodeReader(str(sim.path), BAUD, name)
    try:
        reader.open(tokens())
        yield reader
    finally:
        reader.close()


@pytest.mark.parametrize("name", NAMES)
def test_a_citizen_shows_a_code(
    engine: Engines, tokens: Tokens, told: Told, name: str, later: Later
) -> None:
    sim = engine(name)
    with opened(sim, tokens, name) as reader:
        for number in (b"A001", "自助取号".encode("gb18030")):
            later(sim.show, number)
            read = reader.perform(ReadCode("r1"), told, tokens())
            assert read == CodeRead("r1", "", number.decode("gb18030"))
    assert told == []


@pytest.mark.parametrize("name", ["honeywell", "newland"])
def test_a_code_that_lies_there_already_is_read(
    engine: Engines, tokens: Tokens, told: Told, name: str
) -> None:
    sim = engine(name)
    sim.show(b"A001")
    with opened(sim, tokens, name) as reader:
        assert reader.perform(ReadCode("r1"), told, tokens()) == CodeRead("r1", "", "A001")


def test_an_engine_that_can_be_asked_is_online(engine: Engines, tokens: Tokens) -> None:
    for name in ("honeywell", "newland"):
        with opened(engine(name), tokens, name) as reader:
            status = reader.poll(tokens())
            assert (status.state, status.identity) == (
                DeviceState.ONLINE,
                f"{name} {BAUD} baud",
            )


def test_an_engine_that_cannot_be_asked_is_unknown_until_it_speaks(
    engine: Engines, tokens: Tokens, told: Told, later: Later
) -> None:
    sim = engine("plain")
    with opened(sim, tokens, "plain") as reader:
        assert reader.poll(tokens()).state is DeviceState.UNKNOWN
        later(sim.show, b"A001")
        reader.perform(ReadCode("r1"), told, tokens())
        assert reader.poll(tokens()).state is DeviceState.ONLINE
        reader.close()
        assert reader.open(tokens()).state is DeviceState.UNKNOWN


def test_a_code_that_was_shown_before_is_not_the_next_citizens(
    engine: Engines, tokens: Tokens, told: Told, later: Later
) -> None:
    sim = engine("plain")
    with opened(sim, tokens, "plain") as reader:
        sim.show(b"A001")
        with pytest.raises(Stopped):
            tokens(0.3).wait(10.0)  # meanwhile it is sent, and nobody has asked
        later(sim.show, b"A002", seconds=0.5)
        assert reader.perform(ReadCode("r1"), told, tokens()) == CodeRead("r1", "", "A002")


def test_a_refused_code_is_told_once_and_the_right_one_is_read(
    engine: Engines, tokens: Tokens, told: Told, monkeypatch: pytest.MonkeyPatch, later: Later
) -> None:
    """The engine, which stops after each code, is started again at once."""
    monkeypatch.setattr(serial_driver, "AGAIN_S", 1000.0)
    sim = engine("newland")
    with opened(sim, tokens, "newland") as reader:
        sim.show(b"bad\x00code")
        later(sim.show, b"bad\x00code", seconds=0.5)
        later(sim.show, b"A001", seconds=1.0)
        assert reader.perform(ReadCode("r1"), told, tokens()) == CodeRead("r1", "", "A001")
    assert told == [PreviewHint("r1", Fault.CODE_NOT_TEXT)]


def test_a_code_that_is_far_too_long(
    engine: Engines, tokens: Tokens, told: Told, later: Later
) -> None:
    sim = engine("honeywell")
    with opened(sim, tokens) as reader:
        sim.show(b"a" * (5 * MOST_CHARACTERS))
        later(sim.show, b"A001", seconds=2.5)
        assert reader.perform(ReadCode("r1"), told, tokens()) == CodeRead("r1", "", "A001")
    assert told == [PreviewHint("r1", Fault.CODE_TOO_LONG)]


def test_nobody_shows_anything(engine: Engines, tokens: Tokens, told: Told) -> None:
    with opened(engine("honeywell"), tokens) as reader:
        with pytest.raises(Refused) as caught:
            reader.perform(ReadCode("r1"), told, tokens(0.5))
        assert caught.value.fault is Fault.CODE_NOT_FOUND
        assert caught.value.code is CompletionCode.TIMED_OUT


def test_the_citizen_leaves(engine: Engines, tokens: Tokens, told: Told, later: Later) -> None:
    with opened(engine("honeywell"), tokens) as reader:
        token = tokens()
        later(token.cancel)
        with pytest.raises(Stopped) as caught:
            reader.perform(ReadCode("r1"), told, token)
        assert caught.value.code is CompletionCode.CANCELED
        assert reader.poll(tokens()).state is DeviceState.ONLINE


def test_a_code_in_two_halves(engine: Engines, tokens: Tokens, told: Told, later: Later) -> None:
    sim = engine("honeywell")
    with opened(sim, tokens) as reader:
        sim.fault("halves", 100)
        later(sim.show, b"A001")
        assert reader.perform(ReadCode("r1"), told, tokens()) == CodeRead("r1", "", "A001")


def test_an_engine_that_ends_its_codes_with_nothing(
    engine: Engines, tokens: Tokens, told: Told, later: Later
) -> None:
    sim = engine("honeywell")
    with opened(sim, tokens) as reader:
        sim.fault("no_suffix")
        later(sim.show, b"A001")
        assert reader.perform(ReadCode("r1"), told, tokens()) == CodeRead("r1", "", "A001")


def test_the_identifier_of_the_symbology(
    engine: Engines, tokens: Tokens, told: Told, later: Later
) -> None:
    sim = engine("plain")
    with opened(sim, tokens, Engine("with identifiers", aim=True)) as reader:
        later(sim.show, b"]C0A001", seconds=0.4)
        later(sim.show, b"A002", seconds=0.8)
        later(sim.show, b"]Q1A003", seconds=1.2)
        read = reader.perform(ReadCode("r1", ("QRCode",)), told, tokens())
    assert read == CodeRead("r1", "QRCode", "A003")
    assert told == [PreviewHint("r1", Fault.CODE_NOT_TEXT)]


@pytest.mark.parametrize("word", ["silent", "hang"])
def test_an_engine_that_does_not_answer(engine: Engines, tokens: Tokens, word: str) -> None:
    sim = engine("honeywell")
    with opened(sim, tokens) as reader:
        sim.fault(word)
        with pytest.raises(DeviceLost) as caught:
            reader.poll(tokens())
        assert (caught.value.state, caught.value.fault) == (
            DeviceState.UNKNOWN,
            Fault.CODE_READER_SILENT,
        )
        sim.heal()
        reader.close()
        assert reader.open(tokens()).state is DeviceState.ONLINE


def test_unplugged_while_it_waits_and_plugged_in_again(
    engine: Engines, tokens: Tokens, told: Told, later: Later
) -> None:
    sim = engine("honeywell")
    with opened(sim, tokens) as reader:
        later(sim.fault, "unplug")
        with pytest.raises(DeviceLost) as caught:
            reader.perform(ReadCode("r1"), told, tokens())
        assert (caught.value.state, caught.value.fault) == (
            DeviceState.NO_DEVICE,
            Fault.CODE_READER_ABSENT,
        )
        reader.close()
        with pytest.raises(DeviceLost):
            reader.open(tokens())
        sim.heal()
        token = tokens()
        while not sim.path.exists():
            token.wait(0.01)
        assert reader.open(token).state is DeviceState.ONLINE


def test_a_line_that_is_never_quiet_is_no_engine(tokens: Tokens, told: Told) -> None:
    master, slave = os.openpty()
    os.set_blocking(master, False)
    stop = threading.Event()

    def babble() -> None:
        while not stop.wait(0.001):
            with suppress(BlockingIOError):
                os.write(master, b"\xff\x00" * 100)

    thread = threading.Thread(target=babble)
    reader = SerialCodeReader(os.ttyname(slave), BAUD)
    reader.open(tokens())
    thread.start()
    try:  # refused where this machine was so busy that the line seemed quiet for a moment
        with pytest.raises((DeviceLost, Refused)):
            reader.perform(ReadCode("r1"), told, tokens(5.0))
    finally:
        stop.set()
        thread.join()
        reader.close()
        os.close(master)
        os.close(slave)


def test_a_port_that_is_not_there_or_not_ours(
    engine: Engines, tokens: Tokens, tmp_path: Path
) -> None:
    with pytest.raises(DeviceLost) as caught:
        SerialCodeReader(str(tmp_path / "none")).open(tokens())
    assert (caught.value.state, caught.value.fault) == (
        DeviceState.NO_DEVICE,
        Fault.CODE_READER_ABSENT,
    )
    sim = engine("honeywell")
    with opened(sim, tokens), pytest.raises(DeviceLost) as caught:
        SerialCodeReader(str(sim.path), BAUD, "honeywell").open(tokens())
    assert caught.value.state is DeviceState.BUSY


def test_an_engine_that_nobody_knows() -> None:
    with pytest.raises(ValueError, match="honeywell"):
        SerialCodeReader("/dev/ttyS0", engine="unheard-of")
