"""Person and organisation numbers: one wrong digit is always seen."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.numbers import birth_of, id_check_character, is_credit_code, is_person_number

VECTORS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "vectors" / "devices.json").read_text(encoding="utf-8")
)["numbers"]
PERSONS = [v for v in VECTORS if v["kind"] in ("id18", "hmt_permit18", "foreigner18")]
CODES = [v for v in VECTORS if v["kind"] == "uscc"]
GOOD_PERSONS = [
    v["value"] for v in PERSONS if v["valid"] and v["value"].isupper() | v["value"].isdigit()
]
GOOD_CODES = [v["value"] for v in CODES if v["valid"]]
CODE_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
QUICK = settings(max_examples=100, deadline=None, derandomize=True, database=None)


@pytest.mark.parametrize("vector", PERSONS, ids=lambda v: v["value"])
def test_sample_numbers_of_persons(vector: dict[str, Any]) -> None:
    """A small x is the keypad's business: the flow makes it large before it is looked at."""
    assert is_person_number(vector["value"].upper()) is vector["valid"]


@pytest.mark.row("S006")
@pytest.mark.parametrize("vector", CODES, ids=lambda v: v["value"])
def test_sample_credit_codes(vector: dict[str, Any]) -> None:
    assert is_credit_code(vector["value"]) is vector["valid"]


def test_both_kinds_have_good_samples() -> None:
    assert len(GOOD_PERSONS) >= 4
    assert len(GOOD_CODES) >= 2


@QUICK
@given(st.sampled_from(GOOD_PERSONS), st.integers(0, 17), st.sampled_from("0123456789X"))
def test_any_single_wrong_character_of_a_person_number_is_seen(
    number: str, at: int, character: str
) -> None:
    wrong = number[:at] + character + number[at + 1 :]
    assert is_person_number(wrong) is (wrong == number)


@QUICK
@given(st.sampled_from(GOOD_PERSONS), st.integers(0, 16))
def test_two_neighbours_exchanged_are_seen(number: str, at: int) -> None:
    wrong = number[:at] + number[at + 1] + number[at] + number[at + 2 :]
    assert is_person_number(wrong) is (wrong == number)


@QUICK
@given(st.sampled_from(GOOD_CODES), st.integers(0, 17), st.sampled_from(CODE_ALPHABET))
def test_any_single_wrong_character_of_a_credit_code_is_seen(
    code: str, at: int, character: str
) -> None:
    wrong = code[:at] + character + code[at + 1 :]
    assert is_credit_code(wrong) is (wrong == code)


@QUICK
@given(st.text(max_size=20))
def test_no_text_whatever_raises(text: str) -> None:
    assert is_person_number(text) in (True, False)
    assert is_credit_code(text) in (True, False)
    assert birth_of(text) is None or len(text) == 18


@pytest.mark.parametrize("text", ["", "1" * 16, "1" * 18, "٠" * 17, "1234567890123456X"])
def test_a_check_character_needs_seventeen_digits(text: str) -> None:
    with pytest.raises(ValueError, match="17 digits"):
        id_check_character(text)


def test_the_birth_date_must_be_in_the_calendar() -> None:
    assert birth_of("11010519491231002X") == date(1949, 12, 31)
    for day in ("19490229", "19491301", "19490001", "00000101"):
        first = "110105" + day + "002"
        assert not is_person_number(first + id_check_character(first))
    leap = "990000" + "19480229" + "002"
    assert is_person_number(leap + id_check_character(leap))
