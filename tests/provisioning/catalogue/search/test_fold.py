"""Both sides in one form: what was typed, and what was written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provisioning.catalogue.search.fold import MOST_CHARS, fold
from provisioning.catalogue.search.terms import line, tokens


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("身份證遺失補辦", "身份证遗失补办"),
        ("醫療保險繳費", "医疗保险缴费"),
        ("ＡＢＣ１２", "abc12"),
        ("居民身份证丢失/损坏（补换领）", "居民身份证丢失 损坏 补换领"),
        ("😀社保\x00卡\u200b🍎", "社保 卡"),
        ("  \t\n ", ""),
        ("〇", "〇"),
    ],
)
def test_forms_that_mean_the_same_become_the_same(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@given(st.text(max_size=3000))
def test_any_text_is_folded_once_and_for_all(text: str) -> None:
    once = fold(text)
    assert fold(once[:MOST_CHARS]) == once[:MOST_CHARS].strip() or len(text) > MOST_CHARS
    assert all(char.isalnum() or char == " " for char in once)


@given(st.text(max_size=100))
def test_tokens_make_a_line_that_has_the_same_tokens(text: str) -> None:
    of = tokens(fold(text))
    assert tokens(line(of)) == of
