"""Codes of organisations, and the tables behind the codes on cards."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.numbers import (
    credit_code_department,
    has_organisation_code,
    is_credit_code,
    nation_name,
    organisation_check_character,
    province_name,
    sex_name,
)

VECTORS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "vectors" / "devices.json").read_text(encoding="utf-8")
)["numbers"]
CODES = [v for v in VECTORS if v["kind"] == "uscc"]
GOOD_CODES = [v["value"] for v in CODES if v["valid"]]
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
QUICK = settings(max_examples=100, derandomize=True, database=None)


def completed(first17: str) -> str:
    """With the one check character that fits, found by trying all."""
    (code,) = (first17 + c for c in ALPHABET if is_credit_code(first17 + c))
    return code


@pytest.mark.row("S006")
@pytest.mark.parametrize("vector", CODES, ids=lambda v: v["value"])
def test_sample_credit_codes(vector: dict[str, Any]) -> None:
    assert is_credit_code(vector["value"]) is vector["valid"]


@pytest.mark.parametrize("department", "123456789ANY")
def test_every_department_is_accepted_letters_too(department: str) -> None:
    code = completed(department + "1990000MA0000001")
    assert credit_code_department(code)


@pytest.mark.parametrize("first17", ["01990000MA0000001", "B1990000MA0000001", "91A90000MA0000001"])
def test_no_department_or_a_letter_in_the_region_is_no_code(first17: str) -> None:
    assert not any(is_credit_code(first17 + c) for c in ALPHABET)


@QUICK
@given(st.sampled_from(GOOD_CODES), st.integers(0, 17), st.sampled_from(ALPHABET))
def test_any_single_wrong_character_of_a_credit_code_is_seen(
    code: str, at: int, character: str
) -> None:
    wrong = code[:at] + character + code[at + 1 :]
    assert is_credit_code(wrong) is (wrong == code)


def test_the_organisation_code_inside_is_a_soft_check() -> None:
    assert has_organisation_code("91990000MA0000001B") is False
    assert is_credit_code("91990000MA0000001B")
    own = organisation_check_character("MA000000")
    assert has_organisation_code(completed("91990000MA000000" + own))
    assert organisation_check_character("D2143569") == "X"


@pytest.mark.parametrize("text", ["", "D214356", "d2143569", "D21435690", "Ｄ2143569"])
def test_an_organisation_code_has_eight_characters_before_its_check(text: str) -> None:
    with pytest.raises(ValueError, match="8 digits"):
        organisation_check_character(text)


@pytest.mark.parametrize(
    ("code", "name"),
    [("01", "汉"), ("05", "维吾尔"), ("30", "土"), ("56", "基诺"), ("97", "其他"), ("57", "57")],
)
def test_nations_are_named_and_unknown_codes_shown(code: str, name: str) -> None:
    assert nation_name(code) == name


def test_social_cards_have_another_code_for_others() -> None:
    assert nation_name("98") == "外国血统中国籍人士"
    assert nation_name("99") == "99"
    assert nation_name("99", social_card=True) == "其他"
    assert nation_name("97", social_card=True) == "97"
    assert nation_name("01", social_card=True) == "汉"


def test_there_are_fifty_six_nations() -> None:
    named = [nation_name(f"{code:02}") for code in range(1, 57)]
    assert len(set(named)) == 56
    assert not any(name.isdigit() for name in named)


def test_sexes_and_provinces() -> None:
    assert [sex_name(code) for code in ("1", "2", "0", "9", "7")] == [
        "男",
        "女",
        "未知",
        "未说明",
        "7",
    ]
    assert province_name("440524") == "广东省"
    assert province_name("99") == province_name("") == ""


@QUICK
@given(st.text(max_size=20))
def test_no_text_whatever_raises(text: str) -> None:
    assert is_credit_code(text) in (True, False)
    assert has_organisation_code(text) in (True, False)
    assert credit_code_department(text) is not None
    assert nation_name(text) or not text
    assert sex_name(text) or not text
    assert province_name(text) is not None
