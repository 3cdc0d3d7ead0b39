import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from devices.ssc_reader.apdu import (
    MOST_DATA,
    MOST_REPLIES,
    SELECT_APPLICATION,
    SELECT_EF05,
    SELECT_EF06,
    Answer,
    Exchange,
    Malformed,
    Tag,
    permitted,
    read_record,
)
from devices.ssc_reader.sim_card import BANK
from tests.devices.ssc_reader.vectors import OK, command, reply

SENDABLE = {
    *(SELECT_APPLICATION, SELECT_EF05, SELECT_EF06),
    *(read_record(tag)[:4] + bytes([length]) for tag in Tag for length in range(256)),
    *(b"\x00\xc0\x00\x00" + bytes([length]) for length in range(256)),
}
SELECT_BANK = b"\x00\xa4\x04\x00" + bytes([len(BANK)]) + BANK


def test_the_commands_are_those_of_the_vectors() -> None:
    assert command("select_ssse") == SELECT_APPLICATION
    assert command("select_ef05") == SELECT_EF05
    assert command("select_ef06") == SELECT_EF06
    assert read_record(Tag.CARD_NUMBER) == command("read_cardno_by_tag")
    assert read_record(Tag.NUMBER) == command("ef06_v3_needs_auth")


def test_waiting_data_is_fetched() -> None:
    exchange = Exchange(SELECT_APPLICATION)
    assert exchange.on_reply(reply("select_ssse")) is None
    assert exchange.sent == bytes.fromhex("00C000001E")
    answer = exchange.on_reply(b"\x6f" * 30 + OK)
    assert answer == Answer(b"\x6f" * 30, 0x9000)


def test_data_in_several_pieces_is_joined() -> None:
    exchange = Exchange(read_record(Tag.NAME))
    assert exchange.on_reply(b"one\x61\x03") is None
    assert exchange.on_reply(b"two\x61\x00") is None
    assert exchange.sent == bytes.fromhex("00C0000000")
    assert exchange.on_reply(b"end" + OK) == Answer(b"onetwoend", 0x9000)


def test_a_wrong_length_is_corrected_once() -> None:
    exchange = Exchange(read_record(Tag.CARD_NUMBER))
    assert exchange.on_reply(b"\x6c\x0c") is None
    assert exchange.sent == bytes.fromhex("00B207000C")
    assert exchange.on_reply(b"\x6c\x0d") == Answer(b"", 0x6C0D)


def test_a_correction_makes_no_sense_for_a_selection() -> None:
    assert Exchange(SELECT_EF05).on_reply(b"\x6c\x05") == Answer(b"", 0x6C05)


@pytest.mark.parametrize("junk", [b"", b"\x90", bytes(257) + OK, bytes(65535)])
def test_what_cannot_be_a_reply_is_malformed(junk: bytes) -> None:
    assert Exchange(SELECT_EF05).on_reply(junk) == Malformed()


@pytest.mark.parametrize("piece", [b"", b"x" * 200])
def test_a_card_that_always_has_more_is_given_up(piece: bytes) -> None:
    exchange = Exchange(read_record(Tag.NAME))
    steps = [exchange.on_reply(piece + b"\x61\xff") for _ in range(MOST_REPLIES + 1)]
    assert steps[-1] == Malformed()


@given(st.lists(st.binary(max_size=300), max_size=20))
def test_whatever_a_card_says_the_exchange_ends_in_bounded_memory(replies: list[bytes]) -> None:
    exchange = Exchange(read_record(Tag.NAME))
    for number, said in enumerate(replies, 1):
        step = exchange.on_reply(said)
        if step is None:
            assert number <= MOST_REPLIES
            assert permitted(exchange.sent)
            continue
        assert isinstance(step, Malformed) or len(step.data) <= MOST_DATA
        return


@given(st.binary(max_size=30))
@example(SELECT_BANK)
@example(bytes.fromhex("0020000000"))
@example(bytes.fromhex("0020000003123456"))
@example(bytes.fromhex("0084000008"))
@example(bytes.fromhex("0082000008") + bytes(8))
@example(bytes.fromhex("00B2280514"))
@example(SELECT_APPLICATION + b"\x00")
def test_nothing_else_may_be_sent(candidate: bytes) -> None:
    assert permitted(candidate) == (candidate in SENDABLE)
