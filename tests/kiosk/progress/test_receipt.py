"""The number on the receipt, as it is made, typed, misread and scanned."""

import string
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.numbers.alphanumeric import mod_37_36
from kiosk.progress.receipt import (
    FollowToken,
    LocalNo,
    ProjectCode,
    make_local_no,
    parse_key,
    parse_local_no,
)

ALPHABET = string.digits + string.ascii_uppercase
NUMBERS = st.builds(
    make_local_no,
    st.text(ALPHABET, min_size=6, max_size=6),
    st.dates(date(2000, 1, 1), date(2068, 12, 31)),
    st.integers(1, 99999),
)


def test_check_character_is_that_of_the_standard() -> None:
    """A Global Release Identifier that its standard prints, of the same check."""
    assert mod_37_36("A12425GABC1234002") == "M"


def test_it_says_terminal_day_and_number() -> None:
    made = make_local_no("T00003", date(2026, 3, 7), 42)
    assert made.text.startswith("T0000326030700042") and len(made.text) == 18
    assert (made.terminal, made.day, made.number) == ("T00003", date(2026, 3, 7), 42)
    assert made.grouped.count(" ") == 2


@given(NUMBERS)
def test_what_was_made_is_read_however_it_is_typed(made: LocalNo) -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) for c in made.text)
    for typed in (made.text, made.grouped, made.text.lower(), f" {made.grouped} ", wide):
        assert parse_local_no(typed) == made
    paper = made.text[:6] + made.text[6:17].replace("0", "O").replace("1", "l") + made.text[17]
    assert parse_local_no(paper) == made


@given(NUMBERS, st.integers(0, 17), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_found(made: LocalNo, place: int, other: str) -> None:
    wrong = made.text[:place] + other + made.text[place + 1 :]
    found = parse_local_no(wrong)
    assert found is None or found == made


@given(st.text(max_size=40))
def test_whatever_is_typed_never_fails(text: str) -> None:
    parse_key(text)


def test_the_three_keys_of_a_receipt_are_told_apart() -> None:
    made = make_local_no("T00003", date(2026, 3, 7), 1)
    token = "aB3_-" * 5
    assert parse_key(f"https://hall.example/follow/{token}") == FollowToken(token)
    assert parse_key("2026-990100-84-01-012345") == ProjectCode("2026-990100-84-01-012345")
    assert parse_key(made.grouped) == made


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://hall.example/follow/short",
        "https://hall.example/other/" + "a" * 30,
        "javascript:/follow/" + "a" * 30,
        "T00003260307",
        "0" * 400,
    ],
)
def test_what_finds_nothing_is_none(text: str) -> None:
    assert parse_key(text) is None


@pytest.mark.parametrize(("terminal", "number"), [("T3", 1), ("t00003", 1), ("T00003", 0)])
def test_a_number_that_cannot_be_printed_is_refused(terminal: str, number: int) -> None:
    with pytest.raises(ValueError, match="a "):
        make_local_no(terminal, date(2026, 3, 7), number)


def test_a_day_that_does_not_exist_is_no_number() -> None:
    body = "T0000326023000001"
    assert parse_local_no(body + mod_37_36(body)) is None
