"""Person and organisation numbers: one wrong digit is always seen."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.numbers import (
    NumberKind,
    PersonNumber,
    birth_of,
    foreigner_check_digit,
    id_check_character,
    is_foreigner_number_2017,
    is_foreigner_number_2023,
    is_hmt_number,
    is_person_number,
    normal_number,
    person_number,
)

VECTORS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "vectors" / "devices.json").read_text(encoding="utf-8")
)["numbers"]
PERSONS = [v for v in VECTORS if v["kind"] != "uscc"]
GOOD = [v for v in PERSONS if v["valid"]]
GOOD_18 = sorted({normal_number(v["value"]) for v in GOOD if len(v["value"]) == 18})
GOOD_15 = ["UTO110085050513", "KAZ110090123105"]
QUICK = settings(max_examples=100, derandomize=True, database=None)


def with_check(first17: str) -> str:
    return first17 + id_check_character(first17)


def read(text: str) -> PersonNumber:
    number = person_number(text)
    assert number is not None
    return number


@pytest.mark.parametrize("vector", PERSONS, ids=lambda v: v["value"])
def test_sample_numbers_of_persons(vector: dict[str, Any]) -> None:
    number = person_number(vector["value"])
    assert (number is not None) is vector["valid"]
    assert number is None or number.kind == vector["kind"]


def test_every_kind_has_a_good_sample() -> None:
    assert {v["kind"] for v in GOOD} == set(NumberKind)


def test_a_small_x_becomes_large_and_nothing_else_is_mended() -> None:
    assert read("11010519491231002x").value == "11010519491231002X"
    assert not is_person_number("11010519491231002x")
    for text in ("uto110085050513", " 11010519491231002X", "11010519491231002Ⅹ", "x"):
        assert normal_number(text) == text
        assert person_number(text) is None


def test_what_a_number_says_of_its_holder() -> None:
    resident = read("440524188001010014")
    assert (resident.birth, resident.sex, resident.province) == (date(1880, 1, 1), "1", "广东省")
    assert read("11010519491231002X").sex == "2"
    permit = read("830000188505050030")
    assert (permit.kind, permit.province) == (NumberKind.HMT_RESIDENCE, "台湾省")
    foreigner = read("931999188707070027")
    assert (foreigner.kind, foreigner.province) == (NumberKind.FOREIGNER_2023, "上海市")
    former = read("UTO110085050513")
    assert (former.birth, former.sex, former.province) == (None, "", "北京市")


def test_an_unknown_region_refuses_nobody() -> None:
    number = read(with_check("19010019490101001"))
    assert (number.kind, number.province) == (NumberKind.RESIDENT, "")


@pytest.mark.parametrize("region", ["810000", "820000", "830000"])
def test_residence_permits_are_known_by_their_region(region: str) -> None:
    assert is_hmt_number(with_check(region + "18850505003"))
    assert not is_hmt_number(with_check(region[:5] + "1" + "18850505003"))


def test_a_leading_nine_is_a_foreigner() -> None:
    assert is_foreigner_number_2023("911999188505050016")
    assert not is_foreigner_number_2023("11010519491231002X")


def test_no_text_made_of_a_number_names_it() -> None:
    assert "1949" not in repr(read("11010519491231002X"))


@QUICK
@given(st.sampled_from(GOOD_18), st.integers(0, 17), st.sampled_from("0123456789X"))
def test_any_single_wrong_character_of_a_person_number_is_seen(
    number: str, at: int, character: str
) -> None:
    wrong = number[:at] + character + number[at + 1 :]
    assert is_person_number(wrong) is (wrong == number)


@QUICK
@given(st.sampled_from(GOOD_18), st.integers(0, 16))
def test_two_neighbours_exchanged_are_seen(number: str, at: int) -> None:
    wrong = number[:at] + number[at + 1] + number[at] + number[at + 2 :]
    assert is_person_number(wrong) is (wrong == number)


@QUICK
@given(st.sampled_from(GOOD_15), st.integers(3, 14), st.sampled_from("0123456789"))
def test_any_single_wrong_digit_of_fifteen_is_seen(number: str, at: int, digit: str) -> None:
    """Not so every letter: A and K weigh the same modulo 10."""
    wrong = number[:at] + digit + number[at + 1 :]
    assert is_foreigner_number_2017(wrong) is (wrong == number)


@pytest.mark.slow
@QUICK
@given(st.text(max_size=20))
def test_no_text_whatever_raises(text: str) -> None:
    assert is_person_number(text) in (True, False)
    assert is_foreigner_number_2017(text) in (True, False)
    assert person_number(text) is None or len(text) in (15, 18)
    assert birth_of(text) is None or len(text) == 18


DIGITS = st.text("0123456789", min_size=17, max_size=17)


@QUICK
@given(DIGITS)
def test_numbers_are_read_or_have_no_such_birthday(first17: str) -> None:
    number = person_number(with_check(first17))
    assert (number is None) is (birth_of(first17 + "0") is None)


@pytest.mark.parametrize("text", ["", "1" * 16, "1" * 18, "٠" * 17, "1234567890123456X"])
def test_a_check_character_needs_seventeen_digits(text: str) -> None:
    with pytest.raises(ValueError, match="17 digits"):
        id_check_character(text)


@pytest.mark.parametrize("text", ["", "UTO1100850505", "UT01100850505X", "uto11008505051"])
def test_a_check_digit_needs_three_letters_and_eleven_digits(text: str) -> None:
    with pytest.raises(ValueError, match="3 letters"):
        foreigner_check_digit(text)


def test_the_birth_date_must_be_in_the_calendar() -> None:
    assert birth_of("11010519491231002X") == date(1949, 12, 31)
    for day in ("19490229", "19491301", "19490001", "00000101"):
        assert not is_person_number(with_check("110105" + day + "002"))
    assert is_person_number(with_check("990000" + "19480229" + "002"))


@pytest.mark.parametrize(("day", "good"), [("850505", True), ("850230", False), ("000229", True)])
def test_the_short_birth_date_must_be_in_one_of_two_calendars(day: str, good: bool) -> None:
    first14 = f"UTO1100{day}1"
    assert is_foreigner_number_2017(first14 + foreigner_check_digit(first14)) is good
