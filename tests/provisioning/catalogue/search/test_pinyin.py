"""Letters become syllables: whole ones, initials, an unfinished end, one slip."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provisioning.catalogue.search.pinyin import MOST_LETTERS, cut
from provisioning.catalogue.search.readings import sounds, table
from provisioning.catalogue.search.syllables import SYLLABLES, alike, slipped

NAMES = ["身份证到期", "社保卡补办", "公积金贷款", "营业执照打印", "西安办事"]
BESIDE = {pair for name in NAMES for pair in pairwise(sounds(name))}


def known(one: str, other: str) -> bool:
    return (one, other) in BESIDE


def heard(letters: str) -> list[str]:
    return ["/".join(one.sounds) or one.initial for one in cut(letters, known)]


@pytest.mark.parametrize(
    ("letters", "expected"),
    [
        ("shenfenzheng", ["sen", "fen", "zen"]),
        ("sfz", ["s", "f", "z"]),
        ("sfzdq", ["s", "f", "z", "d", "q"]),
        ("shenfz", ["sen", "f", "z"]),
        ("gongjijin", ["gon", "ji", "jin"]),
        ("xianbanshi", ["xi", "an", "ban", "si"]),
        ("yingyezhizhao", ["yin", "ye", "zi", "zao"]),
    ],
)
def test_letters_are_cut_as_they_were_meant(letters: str, expected: list[str]) -> None:
    assert heard(letters) == expected


@pytest.mark.parametrize(
    "letters",
    [
        *("shenfnzhengdaoqi", "shenffenzhengdaoqi", "shebfenzhengdaoqi", "sehnfenzhengdaoqi"),
        *("senfenzengdaoqi", "shenfenzhendaoqi"),
    ],
)
def test_one_slip_is_mended_into_what_the_catalogue_has(letters: str) -> None:
    assert heard(letters) == ["sen", "fen", "zen", "dao", "qi"]


def test_an_unfinished_syllable_may_become_each_that_begins_so() -> None:
    last = cut("shebaoka" + "bua", known)[-1]
    assert "buan" not in last.sounds
    assert set(cut("gongjij", known)[-1].sounds) == set()
    assert set(cut("gongjiji", known)[-1].sounds) == {"ji"}
    assert set(cut("yingyezhizh", known)[-1].initial) == {"z"}


@settings(max_examples=80)
@given(st.lists(st.sampled_from(sorted(SYLLABLES)), min_size=1, max_size=6))
def test_whole_syllables_are_read_without_a_rest(syllables: list[str]) -> None:
    found = cut("".join(syllables), lambda one, other: False)
    assert all(one.sounds and one.sure for one in found)
    assert len(found) <= len(syllables)


@settings(max_examples=60)
@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=80))
def test_any_letters_are_read_as_something(letters: str) -> None:
    assert 0 < len(cut(letters, known)) <= MOST_LETTERS


@settings(max_examples=80)
@given(st.sampled_from(sorted(SYLLABLES)), st.data())
def test_a_syllable_is_among_those_its_slips_may_mean(syllable: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(syllable) - 1))
    letter = data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
    slips = [
        syllable[:at] + letter + syllable[at + 1 :],
        syllable[:at] + letter + syllable[at:],
        syllable[:at] + syllable[at + 1 :],
        syllable[:at] + syllable[at : at + 2][::-1] + syllable[at + 2 :],
    ]
    for slip in slips:
        if slip and slip != syllable:
            assert alike(syllable) in slipped(slip), slip


def test_a_character_is_read_as_its_word_says() -> None:
    assert sounds("重名") == ["con", "min"] and sounds("重要") == ["zon", "yao"]
    assert sounds("银行") == ["yin", "han"] and sounds("行驶证") == ["xin", "si", "zen"]
    assert sounds("a证1") == ["", "zen", ""]


def test_the_table_has_the_readings_of_characters_that_citizens_type() -> None:
    read = dict(table())
    assert read["证"] == "zen" and set(read["重"].split()) == {"zon", "con", "ton"}
    assert len(read) > 20_000
