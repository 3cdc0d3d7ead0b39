"""The simulated board: frames of the standard, and nothing that brings it down."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.lamps.sim import FAULTS
from devices.lamps.sim_board import Requests, SimBoard, crc
from devices.sims.armed import Armed
from kiosk.device import Device
from kiosk.messages.sims import Lamps

QUICK = settings(max_examples=100, derandomize=True, database=None)


def board() -> SimBoard:
    return SimBoard(Armed(Device.LAMPS, FAULTS), coils=10)


def frame(text: str) -> bytes:
    body = bytes.fromhex(text)
    return body + crc(body)


def test_the_check_is_the_standards() -> None:
    """The worked example of Modbus over Serial Line V1.02, 6.2.2: 02 07 gives 41 12."""
    assert crc(bytes.fromhex("0207")).hex() == "4112"


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("01 05 0003 FF00", "01 05 0003 FF00"),
        ("01 05 0003 5500", "01 85 03"),
        ("01 05 000A FF00", "01 85 02"),
        ("01 0F 0000 000A 02 FF03", "01 0F 0000 000A"),
        ("01 0F 0000 000A 01 FF", "01 8F 03"),
        ("01 0F 0009 0002 01 03", "01 8F 02"),
        ("01 01 0000 0000", "01 81 03"),
        ("01 01 0000 000A", "01 01 02 0000"),
        ("01 03 0000 0001", "01 83 01"),
        ("02 05 0003 FF00", None),
    ],
)
def test_requests_and_replies(asked: str, answered: str | None) -> None:
    (request,) = Requests().feed(frame(asked))
    assert board().answer(request) == (None if answered is None else frame(answered))


def test_what_was_written_is_read() -> None:
    one = board()
    one.answer(frame("01 0F 0001 0003 01 05"))
    assert one.answer(frame("01 01 0000 000A")) == frame("01 01 02 0A00")
    assert one.state() == Lamps((False, True, False, True) + (False,) * 6, changes=2)


def test_a_broken_frame_is_counted_and_the_next_one_heard() -> None:
    requests = Requests()
    good = frame("01 05 0003 FF00")
    assert requests.feed(good[:-1] + b"\0") == []
    assert requests.feed(good[:3]) == []
    requests.quiet()
    assert requests.broken == 2
    assert requests.feed(good[:3]) + requests.feed(good[3:] + good) == [good, good]


@QUICK
@given(st.lists(st.binary(max_size=30), max_size=5))
def test_any_bytes_are_frames_or_broken(pieces: list[bytes]) -> None:
    requests, one = Requests(), board()
    for piece in pieces:
        for request in requests.feed(piece):
            one.answer(request)
    requests.quiet()


@QUICK
@given(st.binary(min_size=6, max_size=40), st.sampled_from([1, 5, 15, 0]))
def test_any_sound_frame_is_answered(body: bytes, function: int) -> None:
    request = bytes([1, function or body[1]]) + body[2:]
    if request[1] == 15:
        request = (request + bytes(300))[: 7 + (request + b"\0")[6]]
    else:
        request = request[:6]
    for heard in Requests().feed(request + crc(request)):
        answer = board().answer(heard)
        assert answer is not None
        assert answer[-2:] == crc(answer[:-2])
