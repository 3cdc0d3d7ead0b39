"""Lamps on a simulated board over a real tty: lit, flashing, proved, refused, lost."""

import os
from pathlib import Path

import pytest
import serial

from kiosk.device import CompletionCode, DeviceState
from kiosk.faults import Fault
from kiosk.messages.devices import CommandFailed
from kiosk.messages.lamps import FlashRate, Lamp, LampSet
from tests.devices.lamps.bench import COILS, Board, Wired, profile
from tests.devices.lamps.conftest import Wire

ID, RECEIPT, DOCUMENT = COILS[Lamp.ID_READER], COILS[Lamp.RECEIPT], COILS[Lamp.DOCUMENT]
DOOR = 7
"""A coil of no lamp."""


def refused(completion: object, fault: Fault) -> CommandFailed:
    assert isinstance(completion, CommandFailed)
    assert completion.fault is fault
    return completion


def test_a_lamp_is_lit_and_put_out(board: Board, wired: Wired) -> None:
    assert wired.set(Lamp.RECEIPT) == LampSet("lamp-1", Lamp.RECEIPT, FlashRate.CONTINUOUS)
    assert board.lit() == [RECEIPT]
    wired.set(Lamp.ID_READER)
    assert board.lit() == [ID, RECEIPT]
    wired.set(Lamp.RECEIPT, FlashRate.OFF)
    assert board.lit() == [ID]


def test_a_lamp_flashes_by_itself(board: Board, wired: Wired) -> None:
    wired.light([Lamp.ID_READER])
    assert isinstance(wired.set(Lamp.DOCUMENT, FlashRate.QUICK), LampSet)
    for _ in range(2):
        board.until_lit(ID)
        board.until_lit(ID, DOCUMENT)
    wired.set(Lamp.DOCUMENT, FlashRate.OFF)
    assert board.lit() == [ID]


def test_a_board_with_relays_does_not_flash(board: Board, wire: Wire) -> None:
    wired = wire(blinks=False)
    wired.set(Lamp.DOCUMENT, FlashRate.QUICK)
    changes = board.state().changes
    wired.light([Lamp.RECEIPT])
    wired.light([Lamp.ID_READER])
    assert board.state().changes == changes + 2
    assert board.lit() == [ID, RECEIPT, DOCUMENT]


@pytest.mark.parametrize("multiple", [True, False])
def test_all_lamps_are_dark_at_the_beginning_and_the_end(
    board: Board, wire: Wire, multiple: bool
) -> None:
    for coil in (ID, DOCUMENT, DOOR):
        board.switch_by_hand(coil)
    wired = wire(multiple=multiple)
    wired.status(DeviceState.ONLINE)
    assert board.lit() == [DOOR]
    wired.light(COILS)
    assert board.lit() == [ID, RECEIPT, DOCUMENT, DOOR]
    wired.close()
    assert board.lit() == [DOOR]


def test_nothing_is_written_where_nothing_changes(board: Board, wired: Wired) -> None:
    wired.light([Lamp.RECEIPT, Lamp.RECEIPT, Lamp.RECEIPT])
    assert board.state().changes == 1


def test_a_lamp_without_a_coil_is_not_fitted(wired: Wired) -> None:
    failed = refused(wired.set(Lamp.CODE), Fault.DEVICE_NOT_FITTED)
    assert failed.code is CompletionCode.INVALID_DATA
    wired.light([Lamp.RECEIPT])


@pytest.mark.parametrize("multiple", [True, False])
def test_a_board_that_says_no_fails_the_command_and_not_the_device(
    board: Board, wire: Wire, multiple: bool
) -> None:
    wired = wire(multiple=multiple)
    wired.status(DeviceState.ONLINE)
    board.fault("refuse", 3)
    failed = refused(wired.set(Lamp.RECEIPT), Fault.LAMPS_REFUSED)
    assert (failed.code, failed.detail) == (CompletionCode.HARDWARE_ERROR, "exception 03")
    board.heal()
    assert board.lit() == []
    wired.light([Lamp.ID_READER])
    assert board.lit() == [ID], "what was refused is not done later"


def test_an_output_that_does_not_move_is_no_lit_lamp(board: Board, wired: Wired) -> None:
    board.fault("stuck", RECEIPT)
    failed = refused(wired.set(Lamp.RECEIPT), Fault.LAMPS_REFUSED)
    assert str(RECEIPT) in failed.detail
    wired.light([Lamp.ID_READER])


def test_a_board_that_refuses_reads_cannot_prove_anything(board: Board, wired: Wired) -> None:
    board.fault("refuse_read", 1)
    wired.status(DeviceState.HARDWARE_ERROR, Fault.LAMPS_REFUSED)
    board.heal()
    wired.status(DeviceState.ONLINE)


def test_a_board_that_lost_its_power_is_lit_again(board: Board, wired: Wired) -> None:
    wired.light([Lamp.RECEIPT])
    board.fault("forget")
    board.until_lit(RECEIPT)


def test_a_silent_board_is_unknown_until_it_answers(board: Board, wired: Wired) -> None:
    board.fault("silent")
    refused(wired.set(Lamp.RECEIPT), Fault.LAMPS_SILENT)
    wired.status(DeviceState.UNKNOWN, Fault.LAMPS_SILENT)
    board.heal()
    wired.status(DeviceState.ONLINE)
    board.until_lit()
    wired.light([Lamp.RECEIPT])


@pytest.mark.parametrize(
    ("word", "value"), [("garbage", 40), ("flip_bit", 10), ("truncate", 3), ("hang", 0)]
)
def test_a_spoilt_line_proves_nothing(board: Board, wired: Wired, word: str, value: int) -> None:
    board.fault(word, value)
    wired.status(DeviceState.UNKNOWN, Fault.LAMPS_SILENT)
    board.heal()
    wired.status(DeviceState.ONLINE)
    wired.light([Lamp.RECEIPT])


def test_one_spoilt_or_missing_reply_is_asked_for_again(board: Board, wired: Wired) -> None:
    for word, value in (("flip_bit", 3), ("truncate", 2), ("garbage", 9)):
        board.fault(word, value, "reply", 1)
        wired.light([Lamp.RECEIPT, Lamp.ID_READER])
        wired.set(Lamp.RECEIPT, FlashRate.OFF)
        board.heal()
    assert {status.state for status in wired.heard.statuses()} == {DeviceState.ONLINE}


def test_late_replies_are_waited_for(board: Board, wired: Wired) -> None:
    board.fault("late", 60)
    wired.light([Lamp.RECEIPT])
    assert board.lit() == [RECEIPT]


def test_an_endless_reply_ends(board: Board, wired: Wired) -> None:
    board.fault("endless", 200_000, "reply", 1)
    wired.status(DeviceState.UNKNOWN, Fault.LAMPS_SILENT)
    board.heal()
    wired.status(DeviceState.ONLINE)
    wired.light([Lamp.RECEIPT])


@pytest.mark.parametrize(("when", "at"), [("now", 0), ("reply", 2), ("byte", 5), ("command", 2)])
def test_a_pulled_plug_is_seen_and_the_board_taken_up_again(
    board: Board, wired: Wired, when: str, at: int
) -> None:
    board.fault("unplug", when=when, at=at)
    wired.set(Lamp.RECEIPT)
    wired.status(DeviceState.NO_DEVICE, Fault.LAMPS_ABSENT)
    board.heal()
    wired.status(DeviceState.ONLINE)
    board.until_lit()
    wired.light([Lamp.RECEIPT])


def test_another_unit_is_silent_for_us(board: Board, wire: Wire) -> None:
    wired = wire(unit=2)
    wired.status(DeviceState.UNKNOWN, Fault.LAMPS_SILENT)
    assert board.state().foreign > 0


def test_a_wrong_baud_rate_is_silence(board: Board) -> None:
    wired = Wired(board.link, profile(baud=9600))
    try:
        wired.status(DeviceState.UNKNOWN, Fault.LAMPS_SILENT)
    finally:
        wired.close()


def test_coils_that_the_board_has_not(wire: Wire) -> None:
    wired = wire(coils={Lamp.RECEIPT: 8})
    wired.status(DeviceState.HARDWARE_ERROR, "exception 02")


def test_a_port_that_is_missing_or_held(board: Board, wire: Wire, tmp_path: Path) -> None:
    missing = Wired(tmp_path / "nowhere", profile())
    missing.status(DeviceState.NO_DEVICE, f"{Fault.LAMPS_ABSENT} No such file")
    missing.close()
    with serial.Serial(str(board.link), board.BAUD, exclusive=True):
        wired = wire()
        wired.status(DeviceState.BUSY, Fault.LAMPS_ABSENT)
    wired.status(DeviceState.ONLINE)


def test_a_file_is_no_port(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.touch()
    wired = Wired(path, profile())
    wired.status(DeviceState.NO_DEVICE, Fault.LAMPS_ABSENT)
    wired.close()


def test_the_port_is_free_after_closing(board: Board, wired: Wired) -> None:
    wired.close()
    fd = os.open(board.link, os.O_RDWR | os.O_NOCTTY)
    os.close(fd)
    with serial.Serial(str(board.link), board.BAUD, exclusive=True):
        pass
