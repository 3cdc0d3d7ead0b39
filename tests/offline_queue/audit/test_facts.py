"""No way into the log for a name, a number of a person, a mask or a hash."""

import ast
import re
import uuid
from collections.abc import Callable
from datetime import date
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.identity import mask_name
from kiosk.numbers import id_check_character, is_person_number
from offline_queue.audit.facts import (
    FACTS,
    MOST_COUNT,
    WHATS,
    Unfit,
    as_group,
    as_id,
    as_screen,
    event_text,
)
from offline_queue.seal import holder_hash

ROOT = Path(__file__).resolve().parents[3]
TRIES = settings(
    max_examples=60,
    derandomize=True,
    database=None,
)


@st.composite
def numbers(draw: st.DrawFn) -> str:
    """Numbers of synthetic persons: region 99."""
    day = draw(st.dates(date(1900, 1, 1), date(2030, 1, 1))).strftime("%Y%m%d")
    first17 = f"99{draw(st.integers(0, 9999)):04d}{day}{draw(st.integers(0, 999)):03d}"
    return first17 + id_check_character(first17)


def _cut(number: str, mark: str, every: int) -> str:
    return mark.join(number[n : n + every] for n in range(0, len(number), every))


def _as_uuid(number: str) -> str:
    """Its digits where a UUID has its own, as far as the form allows it."""
    digits = (number[:17] + "0" * 15).lower()
    whole = f"{digits[:12]}4{digits[12:15]}8{digits[15:30]}"
    return str(uuid.UUID(whole))


DISGUISES: list[Callable[[str], object]] = [
    lambda n: n,
    lambda n: n.lower(),
    lambda n: f" {n}",
    lambda n: f"{n}\n",
    lambda n: f"id-{n}",
    lambda n: f"A{n}",
    lambda n: f"A{n[6:17]}",
    lambda n: f"{n}-1",
    lambda n: _cut(n, "-", 4),
    lambda n: _cut(n, ".", 3),
    lambda n: _cut(n, "_", 6),
    lambda n: "".join(chr(ord(c) + 0xFEE0) for c in n),
    lambda n: n.translate(str.maketrans("0123456789", "〇一二三四五六七八九")),
    lambda n: n[:6] + "*" * 8 + n[-4:],
    lambda n: n[:17],
    lambda n: int(n[:17]),
    lambda n: int(n[6:17]),
    lambda n: n.encode(),
    lambda n: [n],
    lambda n: {"n": n},
    lambda n: holder_hash(b"k" * 32, n),
    lambda n: (n[:12] + "4" + n[12:15] + "8" + n[15:] + "0" * 12).lower()[:32],
    _as_uuid,
    lambda n: "测试甲",
    lambda n: mask_name("测试甲"),
    lambda n: "13800138000",
]


def _plain(text: str) -> str:
    return re.sub(r"[^0-9X]", "", text.upper())


@pytest.mark.row("S112")
def test_no_disguise_of_a_person_gets_in() -> None:
    tried, refused = 0, 0

    @TRIES
    @given(numbers())
    def smuggle(number: str) -> None:
        nonlocal tried, refused
        for disguise, fact in product(DISGUISES, FACTS):
            tried += 1
            try:
                text = event_text("operator.looked", {fact: disguise(number)})
            except Unfit as error:
                refused += 1
                assert number not in str(error)
                continue
            assert number not in _plain(text) and number[6:17] not in _plain(text)
            assert not re.search(r"[^\x20-\x7e]|\*|[0-9a-f]{33}", text)

    smuggle()
    assert refused > tried * 0.9, "most are refused, or this test asks nothing"


@TRIES
@given(
    st.text(max_size=40).filter(lambda text: text not in WHATS),
    st.sampled_from(sorted(FACTS)),
    st.text(max_size=40),
)
def test_what_is_not_foreseen_is_refused(value: str, fact: str, name: str) -> None:
    for what, facts in (
        (value, {}),
        ("help.called", {name + "?": value}),
        ("help.called", {fact: f"\u4e00{value}"}),
    ):
        with pytest.raises(Unfit):
            event_text(what, facts)


@pytest.mark.parametrize("count", [-1, MOST_COUNT + 1, True, 1.0, "1", None, 110105194912310024])
def test_a_count_is_a_small_number(count: object) -> None:
    with pytest.raises(Unfit):
        event_text("help.called", {"count": count})
    assert event_text("help.called", {"count": MOST_COUNT}).endswith(f"{MOST_COUNT}}}")


def test_an_id_that_hides_a_number_is_not_taken_for_one() -> None:
    """The digits of some numbers can stand where a UUID has its version and variant."""
    first17 = "99010019490412388"
    number = first17 + id_check_character(first17)
    assert number.isdigit() and is_person_number(number)
    hidden = str(uuid.UUID(number + "a" * 14))
    assert as_id(hidden) == as_id(hidden.replace("-", "")) == "other"
    harmless = str(uuid.UUID(first17 + "a" * 15))
    assert as_id(harmless) == harmless


@given(st.uuids(version=4))
def test_ids_of_the_program_itself_are_kept(one: uuid.UUID) -> None:
    assert as_id(str(one)) == str(one) and as_id(one.hex) == one.hex


def test_what_came_from_outside_becomes_other() -> None:
    assert as_id("11010519491231002X") == as_group("11010519491231002X") == "other"
    assert as_screen("测试甲") == "other" and as_screen("print_trouble") == "print_trouble"
    assert (as_group("A"), as_group("social-2")) == ("A", "social-2")


def test_every_event_that_the_program_writes_is_known() -> None:
    """Each call of `append` names an event of the closed set."""
    written = set()
    for path in sorted((ROOT / "offline_queue").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                area, dot, verb = node.value.partition(".")
                if dot and f"{area}." in {what[: what.index(".") + 1] for what in WHATS}:
                    written |= {node.value} if verb.isidentifier() else set()
    areas = {what.partition(".")[0] for what in WHATS}
    events = {one for one in written if one.partition(".")[0] in areas}
    assert "number.taken" in events
    assert events <= WHATS | {"service.sock"}, events - WHATS
