"""The stream from the printer, cut into answers: published bytes, any pieces, any bytes."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.receipt_printer.profile import Barrier, Profile
from devices.receipt_printer.profiles import PROFILES
from devices.receipt_printer.protocol import (
    BarrierReached,
    Cleared,
    Counted,
    Heard,
    Replies,
    StatusByte,
    Stray,
    Told,
    barrier_command,
    status_names,
    status_query,
)
from kiosk.values import replace
from tests.devices.receipt_printer.bench import EPSON, GENERIC, PPU700, VKP80

VECTORS = json.loads((Path(__file__).parents[2] / "vectors" / "devices.json").read_text("utf-8"))
STATUS_VECTORS = [
    (bytes.fromhex(row["request"]), bytes.fromhex(row["reply"]))
    for row in VECTORS["escpos_status"]
    if row["name"].startswith("dle_eot_")
]


def asked(profile: Profile) -> Replies:
    replies = Replies(profile)
    replies.expect_status()
    return replies


def test_the_query_is_the_published_requests() -> None:
    assert status_query(GENERIC).hex() == "100401100402100403100404"
    assert status_query(VKP80).hex() == "100414"
    assert status_names(VKP80) == ("paper", "user", "recoverable", "unrecoverable")


def test_every_answer_in_the_vectors_is_taken_as_an_answer() -> None:
    assert len(STATUS_VECTORS) >= 12
    for request, reply in STATUS_VECTORS:
        if request[2] == 20:
            heard = asked(VKP80).feed(reply)
            names = status_names(VKP80)
            assert heard == [StatusByte(n, v) for n, v in zip(names, reply[2:], strict=True)]
        else:
            before = bytes([0x12] * (request[2] - 1))
            heard = asked(GENERIC).feed(before + reply)
            assert heard[-1] == StatusByte(str(request[2]), reply[0])


def test_the_barrier_is_told_from_the_status_in_any_pieces() -> None:
    replies = asked(replace(GENERIC, clear_answers=True))
    replies.expect_barrier()
    stream = bytes.fromhex("16 00 12 12 37 25 00 12")
    heard = [one for byte in stream for one in replies.feed(bytes([byte]))]
    assert heard == [
        StatusByte("1", 0x16),
        BarrierReached(),
        StatusByte("2", 0x12),
        StatusByte("3", 0x12),
        Cleared(),
        StatusByte("4", 0x12),
    ]


def test_a_marked_barrier_says_its_mark() -> None:
    stream = bytes.fromhex("16 37 22 30 30 31 37 00 12")
    assert asked(EPSON).feed(stream) == [
        StatusByte("1", 0x16),
        BarrierReached("0017"),
        StatusByte("2", 0x12),
    ]


def test_a_model_takes_only_the_answers_of_its_own_barrier() -> None:
    """Noise that looks like another model's barrier proves nothing."""
    for profile in (GENERIC, EPSON, VKP80):
        replies = Replies(profile)
        replies.expect_barrier()
        assert (replies.feed(b"\x00") == [BarrierReached()]) is (profile is GENERIC)
        assert replies.feed(b"\x00") == [Stray(0)], "it was asked for once"
    assert Replies(GENERIC).feed(b"\x37")[0] == Stray(0x37)


def test_an_answer_nobody_asked_for_is_stray() -> None:
    replies = Replies(EPSON)
    assert replies.feed(b"\x12") == [Stray(0x12)]
    replies.expect_status()
    replies.feed(b"\x37\x22")
    replies.forget()
    assert replies.feed(b"\x12") == [Stray(0x12)]


def test_six_answers_of_a_model_that_names_its_errors() -> None:
    heard = asked(PPU700).feed(bytes.fromhex("16 12 12 52 12 12"))
    assert [one.name for one in heard if isinstance(one, StatusByte)] == list("123456")


def test_a_broken_full_status_is_stray_and_the_next_is_taken() -> None:
    replies = asked(VKP80)
    assert replies.feed(b"\x10\x10\x0f\x00\x00\x00\x00")[0] == Stray(0x10)
    assert replies.feed(b"\x12") == [Stray(0x12)]


def test_a_number_and_a_full_status_may_come_together() -> None:
    replies = asked(VKP80)
    replies.expect_counter("cuts")
    heard = replies.feed(b"785cuts\x10\x0f\x20\x08\x00\x00")
    assert heard[0] == Counted(785)
    assert heard[1:3] == [StatusByte("paper", 0x20), StatusByte("user", 0x08)]


@pytest.mark.parametrize("text", [b"785cm", b"cuts", b"12345678901cuts", b"7 85cuts", b"-7cuts"])
def test_what_is_no_number_of_this_counter_is_stray(text: bytes) -> None:
    replies = Replies(VKP80)
    replies.expect_counter("cuts")
    assert replies.feed(text)[0] == Stray(text[0])


def test_a_digit_is_no_number_while_a_status_byte_is_due() -> None:
    """32 is the published answer to n=2 without paper, and also the digit 2."""
    replies = asked(GENERIC)
    replies.expect_counter("cuts")
    assert replies.feed(b"\x12\x32")[1] == StatusByte("2", 0x32)


def test_bytes_that_were_asked_for_are_taken_as_they_are() -> None:
    replies = Replies(VKP80)
    replies.expect_bytes(2)
    assert replies.feed(b"\x02") == []
    assert replies.feed(b"\x05\x12") == [Told(b"\x02\x05"), Stray(0x12)]


def test_barrier_bytes() -> None:
    assert barrier_command(GENERIC, "").hex() == "1d7201"
    assert barrier_command(replace(GENERIC, barrier=Barrier.ESC_V), "").hex() == "1b76"
    assert barrier_command(VKP80, "").hex() == "1de2"
    assert barrier_command(EPSON, "ABCD").hex() == "1d284806003030" + b"ABCD".hex()
    with pytest.raises(ValueError, match="four printable"):
        barrier_command(EPSON, "A\n12")


def test_a_model_without_fixed_bits_takes_any_byte_that_is_due() -> None:
    reliance = replace(EPSON, fixed_bits=False)
    assert asked(reliance).feed(b"\x0c\x6c") == [StatusByte("1", 0x0C), StatusByte("2", 0x6C)]
    assert Replies(reliance).feed(b"\x0c") == [Stray(0x0C)]


EXPECT = st.sampled_from(["status", "counter", "bytes", "forget"])


@given(
    name=st.sampled_from(sorted(PROFILES)),
    fixed_bits=st.booleans(),
    steps=st.lists(st.tuples(EXPECT, st.binary(max_size=60)), max_size=12),
)
def test_any_bytes_give_answers_and_no_more_than_there_were(
    name: str, fixed_bits: bool, steps: list[tuple[str, bytes]]
) -> None:
    """However it is asked and whatever comes: no exception, no byte counted twice."""
    replies = Replies(replace(PROFILES[name], fixed_bits=fixed_bits))
    heard: list[Heard] = []
    for expect, data in steps:
        if expect == "status":
            replies.expect_status()
        elif expect == "counter":
            replies.expect_counter("cuts")
        elif expect == "bytes":
            replies.expect_bytes(3)
        else:
            replies.forget()
        heard += replies.feed(data)
    assert len(heard) <= sum(len(data) for _, data in steps)


@given(st.binary(max_size=80), st.lists(st.integers(0, 80), max_size=6))
def test_pieces_make_no_difference(data: bytes, cuts: list[int]) -> None:
    for profile in (GENERIC, EPSON, VKP80):
        whole, pieces = asked(profile), asked(profile)
        for replies in (whole, pieces):
            replies.expect_counter("cuts")
        edges = [0, *sorted(min(cut, len(data)) for cut in cuts), len(data)]
        found = [one for a, b in pairwise(edges) for one in pieces.feed(data[a:b])]
        assert whole.feed(data) == found
