"""The encrypting keypad in clear mode: published frames, keys, and what must never be built."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.keypad import protocol
from devices.keypad.protocol import (
    BAUDS,
    Answer,
    Control,
    Heard,
    Identity,
    Key,
    KeyPressed,
    Refusal,
    Refused,
    Rejected,
    Replies,
    control,
    identity,
    query_user_information,
    switch_baud,
)

VECTORS = {
    vector["name"]: bytes.fromhex(vector["hex"])
    for vector in json.loads(
        (Path(__file__).parents[2] / "vectors" / "devices.json").read_text(encoding="utf-8")
    )["epp_szzt"]
}
EVERYTHING = [query_user_information(), *map(control, Control), *map(switch_baud, BAUDS)]
QUICK = settings(max_examples=100, derandomize=True, database=None)


def frame(payload: bytes) -> bytes:
    """The rule once more, for answers."""
    checked = b"%03d%b\x03" % (len(payload), payload)
    check = 0
    for byte in checked:
        check ^= byte
    return b"\x02%b%02X" % (checked, check)


def keys(text: str) -> list[Heard]:
    return [KeyPressed(character) for character in text]


def test_commands_are_built_as_published() -> None:
    assert query_user_information() == VECTORS["query_user_information"]
    assert control(Control.ENABLE_INPUT) == VECTORS["enable_plain_input"]
    assert switch_baud(115200) == VECTORS["switch_to_115200"]


def test_input_is_switched_off_by_value_2() -> None:
    assert control(Control.DISABLE_INPUT)[4:8] == b"5032"


def test_an_unknown_baud_rate_is_refused() -> None:
    with pytest.raises(ValueError, match="no baud rate 300"):
        switch_baud(300)


def test_nothing_that_touches_keys_or_a_pin_can_be_built() -> None:
    """1 and 2 load keys, 6 and 7 take a PIN, `:` authenticates, 5 0 with value 1 wipes."""
    payloads = [built[4:-3] for built in EVERYTHING]
    assert {payload[:1] for payload in payloads} == {b"3", b"5"}
    assert {payload[1:2] for payload in payloads if payload[:1] == b"5"} == {b"0", b"6"}
    assert b"5031" not in payloads
    builders = [name for name in vars(protocol) if not name.startswith("_")]
    makers = [n for n in builders if getattr(protocol, n).__class__.__name__ == "function"]
    made_here = [n for n in makers if getattr(protocol, n).__module__ == protocol.__name__]
    assert made_here == ["query_user_information", "control", "switch_baud", "identity"]


def test_keys_between_frames() -> None:
    stream = b"12" + frame(b"\x00OK") + b"3\r\x08\x1b.#"
    assert Replies().feed(stream) == [
        *keys("12"),
        Answer(b"\x00OK"),
        *keys("3"),
        *(KeyPressed(k) for k in (Key.ENTER, Key.CLEAR, Key.CANCEL, Key.POINT, Key.DOUBLE_ZERO)),
    ]


@pytest.mark.parametrize(
    ("code", "why"),
    [(0xEC, Refusal.NOT_AUTHORISED), (0xEE, Refusal.TIMED_OUT), (0xE5, Refusal.GENERAL)],
)
def test_an_answer_that_says_no(code: int, why: Refusal) -> None:
    assert Replies().feed(frame(bytes([code]))) == [Refused(code, why)]


def test_a_small_check_and_an_empty_answer_are_good() -> None:
    good = frame(b"3O")
    assert good[-2:] != good[-2:].lower()
    assert Replies().feed(good[:-2] + good[-2:].lower()) == [Answer(b"3O")]
    assert Replies().feed(frame(b"")) == [Answer(b"")]


def test_digits_of_a_broken_frame_are_not_typed() -> None:
    """The 0 of the length is lost, so that payload and check would look like keys."""
    replies = Replies()
    good = frame(b"123456")
    heard = replies.feed(b"\x02" + good[3:])
    assert not [h for h in heard if isinstance(h, KeyPressed)]
    assert replies.quiet() != []
    assert replies.feed(b"7") == keys("7")


def test_a_wrong_check_drops_the_frame_and_what_follows_until_a_good_one() -> None:
    replies = Replies()
    spoilt = frame(b"12")[:-1] + b"Z"
    assert replies.feed(spoilt + b"9") == [Rejected(len(spoilt)), Rejected(1)]
    assert replies.feed(frame(b"ok") + b"9") == [Answer(b"ok"), *keys("9")]


def test_a_start_inside_the_length_begins_a_new_frame() -> None:
    assert Replies().feed(b"\x020" + frame(b"ok")) == [Rejected(2), Answer(b"ok")]


def test_an_unfinished_frame_ends_when_the_line_is_quiet() -> None:
    replies = Replies()
    assert replies.feed(frame(b"ok")[:-1]) == []
    assert replies.quiet() == [Rejected(len(frame(b"ok")) - 1)]
    assert replies.quiet() == []


def test_who_the_keypad_is() -> None:
    payload = b"\x00" + b" " * 126 + b"ZT588 " + b"1.0" + b"2.3" + b"20200001"
    assert identity(payload) == Identity("ZT588", "1.0", "2.3")
    assert identity(payload[:138]) is None
    assert identity(payload.replace(b"ZT", b"\xff\xff")) is None
    assert identity(b"") is None


@QUICK
@given(st.lists(st.binary(max_size=12).map(frame), max_size=4), st.integers(1, 7))
def test_frames_in_any_pieces(frames: list[bytes], size: int) -> None:
    stream = b"".join(frames)
    pieces = [stream[at : at + size] for at in range(0, len(stream), size)]
    replies = Replies()
    heard = [h for piece in pieces for h in replies.feed(piece)]
    assert heard == [h for f in frames for h in Replies().feed(f)]
    assert all(isinstance(h, Answer | Refused) for h in heard)


@QUICK
@given(st.lists(st.one_of(st.binary(max_size=40), st.sampled_from(EVERYTHING)), max_size=5))
def test_any_bytes_are_told_once_and_never_raise(pieces: list[bytes]) -> None:
    replies = Replies()
    heard = [h for piece in pieces for h in replies.feed(piece)] + replies.quiet()
    told = 0
    for h in heard:
        match h:
            case Rejected(size):
                told += size
            case Answer(payload):
                told += len(payload) + 7
            case Refused():
                told += 8
            case KeyPressed():
                told += 1
    assert told <= sum(map(len, pieces))
