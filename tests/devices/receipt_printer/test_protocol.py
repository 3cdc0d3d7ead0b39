"""Byte transcripts: what the printer says, in the published bytes."""

import json
from pathlib import Path

import pytest

from devices.receipt_printer.profiles import EPSON, GENERIC, Profile, StatusBits, profile_named
from devices.receipt_printer.protocol import (
    STATUS_QUERY,
    BarrierReached,
    Cleared,
    Replies,
    StatusByte,
    Stray,
    barrier_command,
    decode_status,
    fault_after,
    fault_before,
    fault_during,
)
from kiosk.device import Cover, DeviceState, DeviceStatus, Media, PaperSupply
from kiosk.faults import Fault

VECTORS = json.loads((Path(__file__).parents[2] / "vectors" / "devices.json").read_text("utf-8"))
READY = {1: 0x16, 2: 0x12, 3: 0x12, 4: 0x12}
STATUS_VECTORS = {
    row["name"]: (bytes.fromhex(row["request"])[2], bytes.fromhex(row["reply"])[0])
    for row in VECTORS["escpos_status"]
    if row["name"].startswith("dle_eot_") and len(row["reply"]) == 2
}


def status_with(name: str) -> DeviceStatus:
    number, value = STATUS_VECTORS[name]
    return decode_status({**READY, number: value}, GENERIC)


def test_the_query_is_the_four_published_requests() -> None:
    assert STATUS_QUERY.hex() == "100401100402100403100404"


def test_every_answer_in_the_vectors_is_taken_as_an_answer() -> None:
    assert len(STATUS_VECTORS) >= 8
    for number, value in STATUS_VECTORS.values():
        replies = Replies()
        replies.expect_status()
        first = replies.feed(bytes([0x12] * (number - 1) + [value]))[-1]
        assert first == StatusByte(number, value)


@pytest.mark.parametrize("name", ["dle_eot_1_online", "dle_eot_4_ok"])
def test_a_ready_printer_can_print(name: str) -> None:
    status = status_with(name)
    assert status.state is DeviceState.ONLINE
    assert status.paper is PaperSupply.FULL
    assert status.media is Media.NOT_SUPPORTED
    assert fault_before(status) is None
    assert fault_after(status) is None


@pytest.mark.parametrize(
    "name",
    [
        "dle_eot_2_paper_end_stop_and_error",
        "dle_eot_2_paper_end",
        "dle_eot_4_end",
        "dle_eot_4_end_and_near_end",
    ],
)
def test_paper_end_is_paper_end_and_not_a_broken_printer(name: str) -> None:
    status = status_with(name)
    assert status.paper is PaperSupply.OUT
    assert status.state is DeviceState.USER_ERROR
    assert fault_before(status) is Fault.PRINTER_NO_PAPER
    assert fault_during(status) is Fault.PRINT_PAPER_END


def test_a_hot_head_passes_by_itself_but_is_no_proof() -> None:
    status = status_with("dle_eot_3_auto_recoverable")
    assert status.state is DeviceState.BUSY
    assert fault_during(status) is None
    assert fault_after(status) is Fault.PRINT_ERROR


def test_off_line_alone_cannot_print() -> None:
    status = status_with("dle_eot_1_offline")
    assert status.state is DeviceState.OFFLINE
    assert fault_before(status) is Fault.PRINTER_ERROR


def test_near_end_still_prints() -> None:
    status = decode_status({**READY, 4: 0x1E}, GENERIC)
    assert status.paper is PaperSupply.LOW
    assert status.can_print


def test_an_open_cover_explains_the_missing_paper() -> None:
    status = decode_status({1: 0x1E, 2: 0x36, 3: 0x12, 4: 0x72}, GENERIC)
    assert status.cover is Cover.OPEN
    assert fault_before(status) is Fault.PRINTER_COVER_OPEN
    assert fault_during(status) is Fault.PRINT_COVER_OPENED


@pytest.mark.parametrize(("bits", "paper"), [(0x16, "jammed"), (0x1A, "full"), (0x32, "full")])
def test_jam_cutter_and_unrecoverable_errors(bits: int, paper: str) -> None:
    status = decode_status({**READY, 2: 0x52, 3: bits}, GENERIC)
    assert status.state is DeviceState.HARDWARE_ERROR
    assert status.paper == paper
    assert fault_before(status) is Fault.PRINTER_ERROR
    assert fault_during(status) is Fault.PRINT_ERROR


def test_masks_decide_and_never_whole_bytes() -> None:
    """A model that leaves bits 1 and 4 clear, and one that uses bit 7 for its waiting ticket."""
    assert decode_status({**READY, 4: 0x6C}, GENERIC).paper is PaperSupply.OUT
    presenter = Profile(name="presenter", bits=StatusBits(ticket_waiting=((1, 0x80),)))
    assert decode_status({**READY, 1: 0x96}, presenter).media is Media.PRESENT
    assert decode_status(READY, presenter).media is Media.NOT_PRESENT


def test_one_missing_answer_is_unknown() -> None:
    for number in READY:
        rest = {n: value for n, value in READY.items() if n != number}
        status = decode_status(rest, GENERIC)
        assert status.state is DeviceState.UNKNOWN
        assert status.paper is PaperSupply.UNKNOWN
        assert fault_before(status) is Fault.PRINTER_SILENT
        assert fault_after(status) is Fault.PRINT_NO_ANSWER
        assert f"{number}=--" in status.detail


def test_the_barrier_is_told_from_the_status_in_any_pieces() -> None:
    replies = Replies()
    replies.expect_status()
    stream = bytes.fromhex("16 00 12 37 22 30 30 31 37 00 12 37 25 00 12")
    heard = [one for byte in stream for one in replies.feed(bytes([byte]))]
    assert heard == [
        StatusByte(1, 0x16),
        BarrierReached(),
        StatusByte(2, 0x12),
        BarrierReached("0017"),
        StatusByte(3, 0x12),
        Cleared(),
        StatusByte(4, 0x12),
    ]


@pytest.mark.parametrize("paper", [0x00, 0x03, 0x0C, 0x0F])
def test_the_barrier_is_answered_whatever_the_paper(paper: int) -> None:
    replies = Replies()
    replies.expect_status()
    assert replies.feed(bytes([0x16, paper, 0x12])) == [
        StatusByte(1, 0x16),
        BarrierReached(),
        StatusByte(2, 0x12),
    ]


def test_an_answer_nobody_asked_for_is_stray() -> None:
    replies = Replies()
    assert replies.feed(b"\x12") == [Stray(0x12)]
    replies.expect_status()
    replies.feed(b"\x37\x22")
    replies.forget()
    assert replies.feed(b"\x12") == [Stray(0x12)]


def test_barrier_bytes() -> None:
    assert barrier_command(GENERIC, "0001").hex() == "1d7201"
    assert barrier_command(EPSON, "ABCD").hex() == "1d284806003030" + b"ABCD".hex()
    with pytest.raises(ValueError, match="four printable"):
        barrier_command(EPSON, "A\n12")


def test_an_unknown_profile_says_which_are_known() -> None:
    with pytest.raises(ValueError, match="generic-80mm-gb18030"):
        profile_named("nobody-makes-this")
