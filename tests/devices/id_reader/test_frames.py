"""Frames on the wire: published bytes, and streams broken in every way."""

from functools import reduce
from operator import xor
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.id_reader.frames import (
    MAX_FRAME,
    MAX_LENGTH,
    MIN_REPLY,
    PREAMBLE,
    Command,
    FrameParser,
    build,
    request,
)
from devices.id_reader.replies import Reply, Sw3, as_reply, decode_sam_id, split_blocks
from devices.id_reader.text_block import decode_new_address
from tests.devices.id_reader import vectors

COMMANDS = {
    "reset_sam": (Command.RESET_SAM, b""),
    "sam_status": (Command.SAM_STATUS, b""),
    "sam_id": (Command.SAM_ID, b""),
    "find_card": (Command.FIND, b""),
    "select_card": (Command.SELECT, b""),
    "read_base": (Command.READ, b""),
    "read_new_address": (Command.READ_NEW_ADDRESS, b""),
    "read_base_and_fingerprint": (Command.READ_WITH_FINGERPRINT, b""),
    "set_baud_115200": (Command.BAUD_115200, b""),
    "set_baud_38400": (Command.BAUD_38400, b""),
    "set_baud_9600": (Command.BAUD_9600, b""),
    "set_max_rf_bytes_0x50": (Command.MAX_RF_BYTES, b"\x50"),
}


def only_reply(frame: bytes) -> Reply:
    (body,) = FrameParser().feed(frame)
    return as_reply(body)


@pytest.mark.parametrize("name", vectors.REQUESTS)
def test_every_command_is_built_as_published(name: str) -> None:
    command, data = COMMANDS[name]
    assert request(command, data) == vectors.REQUESTS[name]


@pytest.mark.parametrize("name", vectors.REPLY_SW3)
def test_every_reply_is_read_with_its_status(name: str) -> None:
    assert only_reply(vectors.REPLIES[name]).sw3 == vectors.REPLY_SW3[name]


def test_a_status_outside_the_table_and_nonzero_sw1_are_unspecified() -> None:
    assert only_reply(build(b"\x00\x00\x77")).sw3 is Sw3.UNSPECIFIED
    assert only_reply(build(b"\x01\x00\x90")).sw3 is Sw3.UNSPECIFIED
    assert only_reply(build(b"\x00\x01\x90")).sw3 is Sw3.UNSPECIFIED


def test_the_sam_id_is_printed_as_on_the_module() -> None:
    reply = only_reply(bytes.fromhex(vectors.SAM_ID["hex"]))
    assert reply.data.hex().upper() == vectors.SAM_ID["data_hex"]
    assert decode_sam_id(reply.data) == vectors.SAM_ID["decoded"]
    assert decode_sam_id(reply.data[:15]) == ""


@pytest.mark.parametrize(
    ("name", "sizes"),
    [
        ("read_base_resident", [256, 1024]),
        ("read_base_foreigner_2023", [256, 1024]),
        ("read_fp_two_fingers", [256, 1024, 1024]),
        ("read_fp_one_finger", [256, 1024, 512]),
    ],
)
def test_a_read_is_cut_by_its_declared_lengths(name: str, sizes: list[int]) -> None:
    blocks = split_blocks(only_reply(vectors.READS[name]).data, len(sizes))
    assert blocks is not None
    assert [len(block) for block in blocks] == sizes
    assert blocks[0] in vectors.BLOCKS.values()
    assert bytes(blocks[1]) == bytes((i * 7 + 3) & 0xFF for i in range(1024))


def test_declared_lengths_that_do_not_add_up_are_refused() -> None:
    data = only_reply(vectors.READS["read_base_resident"]).data
    assert split_blocks(data[:-1], 2) is None
    assert split_blocks(data, 3) is None
    assert split_blocks(bytearray(), 2) is None


def test_the_newest_address_is_decoded() -> None:
    data = only_reply(vectors.READS["read_new_address"]).data
    assert decode_new_address(data) == "测试省测试市新地址9号"


@pytest.mark.parametrize("case", vectors.STREAMS, ids=lambda case: case["name"])
def test_broken_streams_yield_just_their_good_frames(case: dict[str, Any]) -> None:
    chunks = case.get("chunks") or [case["stream"]]
    parser = FrameParser()
    bodies = [body for chunk in chunks for body in parser.feed(bytes.fromhex(chunk))]
    assert [build(bytes(body)).hex().upper() for body in bodies] == case.get("expect_frames", [])
    assert parser.rejected == (case["name"] == "bad_checksum")
    assert parser.inside == (case["name"] == "truncated")


@pytest.mark.parametrize("length", [0, 3, MAX_LENGTH + 1, 0xFFFF])
def test_a_wrong_length_is_rejected_at_once_and_the_next_frame_is_found(length: int) -> None:
    parser = FrameParser()
    assert parser.feed(PREAMBLE + length.to_bytes(2, "big")) == []
    assert parser.rejected == 1
    assert [build(bytes(body)) for body in parser.feed(vectors.REPLIES["find_ok"])] == [
        vectors.REPLIES["find_ok"]
    ]
    assert parser.discarded == 7


def test_a_preamble_that_is_cut_short_by_a_good_frame() -> None:
    parser = FrameParser()
    frame = vectors.REPLIES["find_ok"]
    assert [build(bytes(body)) for body in parser.feed(PREAMBLE + frame)] == [frame]
    assert parser.rejected == 1
    assert parser.discarded == len(PREAMBLE)


def test_clearing_forgets_the_beginning_of_a_frame() -> None:
    parser = FrameParser()
    parser.feed(vectors.READS["read_base_resident"][:700])
    parser.clear()
    assert not parser.inside
    assert parser.discarded == 700
    assert parser.feed(vectors.READS["read_base_resident"][700:]) == []


def expected(stream: bytes) -> list[bytes]:
    """The rules once more, on a whole stream: scan, check, and after a false one go one byte on."""
    found, at = [], 0
    while (at := stream.find(PREAMBLE, at)) >= 0:
        head, length = at + 7, int.from_bytes(stream[at + 5 : at + 7], "big")
        if len(stream) < head:
            break
        if not MIN_REPLY <= length <= MAX_LENGTH:
            at += 1
        elif len(stream) < head + length:
            break
        elif reduce(xor, stream[at + 5 : head + length]) != 0:
            at += 1
        else:
            found.append(stream[head : head + length - 1])
            at = head + length
    return found


good = st.binary(min_size=3, max_size=40).map(build)
false_start = st.integers(0, 0xFFFF).map(lambda n: PREAMBLE + n.to_bytes(2, "big"))
partial = st.integers(1, 8).map(lambda n: (b"\xaa" * 3 + PREAMBLE)[:n])
spoiled = good.map(lambda frame: frame[:-1] + bytes([frame[-1] ^ 1]))
streams = st.lists(st.one_of(st.binary(max_size=30), good, false_start, partial, spoiled)).map(
    b"".join
)


@settings(max_examples=100)
@given(streams, st.lists(st.integers(1, 20)))
def test_any_bytes_in_any_chunks_give_the_frames_of_the_rules(
    stream: bytes, cuts: list[int]
) -> None:
    parser, bodies, at = FrameParser(), [], 0
    for size in [*cuts, len(stream)]:
        bodies += parser.feed(stream[at : at + size])
        at += size
    assert bodies == expected(stream)


@settings(max_examples=100)
@given(streams, good)
def test_after_any_garbage_and_a_quiet_line_the_next_good_frame_is_found(
    garbage: bytes, ok: bytes
) -> None:
    parser = FrameParser()
    parser.feed(garbage + bytes(MAX_FRAME))
    assert [build(bytes(body)) for body in parser.feed(ok)] == [ok]
    parser.feed(garbage)
    parser.clear()
    assert [build(bytes(body)) for body in parser.feed(ok)] == [ok]
