"""Status answers in words: published bytes, models that mean something else, and any bytes."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.receipt_printer.profiles import PROFILES
from devices.receipt_printer.status_words import paper_word, read_answer

GENERIC = PROFILES["generic-80mm-gb18030"]
CITIZEN = PROFILES["citizen-ppu700"]
VECTORS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[2] / "vectors" / "devices.json").read_text(encoding="utf-8")
)["escpos_status"]
QUICK = settings(max_examples=100, derandomize=True, database=None)


def holding(asked: str, answer: str, model: str = GENERIC.name) -> set[str]:
    said = read_answer(bytes.fromhex(asked), bytes.fromhex(answer), PROFILES[model])
    assert said is not None
    return {word for word, holds in said.items() if holds}


@pytest.mark.parametrize("vector", VECTORS, ids=lambda v: v["name"])
def test_published_answers(vector: dict[str, Any]) -> None:
    asked = "" if vector["request"] == "(unsolicited)" else vector["request"]
    said = read_answer(bytes.fromhex(asked), bytes.fromhex(vector["reply"]), GENERIC)
    assert said is not None
    known = {word: holds for word, holds in vector["decoded"].items() if word in said}
    assert {word: said[word] for word in known} == known


@pytest.mark.parametrize(
    ("asked", "answer", "words"),
    [
        ("100401", "96", {"drawer_high", "paper_not_torn_away"}),
        ("100402", "76", {"cover_open", "paper_end_stop", "end", "error"}),
        ("100403", "3E", {"mechanical_error", "paper_jam", "cutter_error", "unrecoverable_error"}),
        ("100404", "0C", {"near_end"}),
        ("100404", "6C", {"near_end", "end"}),
        ("100411", "16", {"paper_motor_on"}),
        ("100414", "100F00080000", {"drag_motor_on"}),
        ("100414", "100F80000000", {"mark_not_over_sensor"}),
        ("1DE005", "10050140", {"end", "paper_jam"}),
        ("1B76", "03", {"near_end"}),
        ("1D7201", "0C", {"end"}),
        ("1D6506", "88", {"ticket_in_output", "paper_jam"}),
        ("", "14080000", {"drawer_high", "cutter_error"}),
    ],
)
def test_bits_in_words(asked: str, answer: str, words: set[str]) -> None:
    assert holding(asked, answer) == words


def test_a_model_with_a_meaning_of_its_own() -> None:
    assert holding("100404", "52", CITIZEN.name) == {"ticket_in_output"}
    assert holding("100404", "32", CITIZEN.name) == {"end"}
    assert holding("100405", "16", CITIZEN.name) == {"cover_open"}


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("100401", ""),
        ("100401", "1616"),
        ("100405", "16"),
        ("1004", "16"),
        ("100414", "100F000000"),
        ("100414", "100700000000"),
        ("100414", "110F00000000"),
        ("1DE00F", "101F00000000"),
        ("1DE00F", "10030000 00"),
        ("1B76", ""),
        ("", "16000000"),
        ("", ""),
        ("1B40", "00"),
    ],
)
def test_what_is_no_answer_to_that(asked: str, answer: str) -> None:
    assert read_answer(bytes.fromhex(asked), bytes.fromhex(answer), GENERIC) is None


def test_the_end_goes_before_the_near_end() -> None:
    assert paper_word({"end": True, "near_end": True}) == "end"
    assert paper_word({"end": False, "near_end": True}) == "near_end"
    assert paper_word({"end": False, "near_end": False}) == "ok"


QUESTIONS = [b"", b"\x1b\x76", b"\x1d\x72\x01", b"\x1d\x65\x06", b"\x1d\xe0\x0f"]
QUESTIONS += [b"\x10\x04" + bytes([n]) for n in (*range(1, 7), 17, 20)]


@QUICK
@given(
    st.one_of(st.sampled_from(QUESTIONS), st.binary(max_size=5)),
    st.binary(max_size=8),
    st.sampled_from(sorted(PROFILES)),
)
def test_no_bytes_raise(asked: bytes, answer: bytes, model: str) -> None:
    said = read_answer(asked, answer, PROFILES[model])
    assert said is None or all(isinstance(holds, bool) for holds in said.values())
