"""What a card says of itself: published bytes, and everything that is no such answer."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.ssc_reader.apdu import APPLICATION
from devices.ssc_reader.card_facts import Algorithm, Fci, historical_bytes, parse_fci

VECTORS: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "vectors" / "devices.json").read_text(encoding="utf-8")
)
ATR = bytes.fromhex(VECTORS["ssc_atr"]["atr"])
FCI = bytes.fromhex(VECTORS["ssc_apdu"][0]["then"]["reply"])[:-2]
QUICK = settings(max_examples=100, derandomize=True, database=None)


def test_the_answer_to_reset_of_a_social_security_card() -> None:
    assert historical_bytes(ATR) == bytes.fromhex(VECTORS["ssc_atr"]["historical"])


@pytest.mark.parametrize(
    ("atr", "historical"),
    [
        ("3B00", ""),
        ("3F02 4142", "4142"),
        ("3B82 01 4142 80", "4142"),  # T=1, so a check byte follows
        ("3B82 80 01 4142 00", "4142"),
        ("3B82 01 4142 81", None),
        ("3B82 01 4142", None),
        ("3B02 41", None),
        ("3B02 414243", None),
        ("3A02 4142", None),
        ("3BF0", None),
        ("3B", None),
        ("", None),
    ],
)
def test_answers_to_reset(atr: str, historical: str | None) -> None:
    expected = None if historical is None else bytes.fromhex(historical)
    assert historical_bytes(bytes.fromhex(atr)) == expected


def test_an_answer_to_reset_has_at_most_33_bytes() -> None:
    assert historical_bytes(b"\x3b\x00" + bytes(32)) is None


def test_the_file_control_information() -> None:
    assert parse_fci(FCI) == Fci(APPLICATION, 0x1E, Algorithm.SM4)


@pytest.mark.parametrize(
    ("data", "fci"),
    [
        ("6F03 8401 41", Fci(b"A", None, None)),
        ("6F08 8401 41 A503 8801 05", Fci(b"A", 5, None)),
        ("6F0B 8401 41 A506 9F0C03 8601 02", Fci(b"A", None, Algorithm.SSF33)),
        ("6F0B 8401 41 A506 9F0C03 8601 07", Fci(b"A", None, None)),
        ("6F0C 8401 41 A507 9F0C04 8602 0203", Fci(b"A", None, None)),
        ("6F0B 8401 41 A507 9F0C03 8601 02", None),
        ("6F0C 8401 41 A506 9F0C03 8601 02", None),
        ("6F81 03 8401 41", Fci(b"A", None, None)),
        ("6F03 8801 05", None),
        ("8401 41", None),
        ("6F80 8401 41 0000", None),
        ("6F", None),
        ("", None),
    ],
)
def test_other_information(data: str, fci: Fci | None) -> None:
    assert parse_fci(bytes.fromhex(data)) == fci


@QUICK
@given(st.one_of(st.binary(max_size=40), st.binary(max_size=32).map(lambda b: b"\x3b" + b)))
def test_no_bytes_raise_as_an_answer_to_reset(data: bytes) -> None:
    found = historical_bytes(data)
    assert found is None or len(found) <= 15


@QUICK
@given(st.binary(max_size=60), st.integers(0, len(FCI) - 1), st.integers(0, 255))
def test_no_bytes_raise_as_information(data: bytes, at: int, byte: int) -> None:
    spoilt = bytearray(FCI)
    spoilt[at] = byte
    for candidate in (data, b"\x6f" + data, bytes(spoilt)):
        fci = parse_fci(candidate)
        assert fci is None or len(fci.name) <= len(candidate)
