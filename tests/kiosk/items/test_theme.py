"""One list for several items: each thing once, and nothing lost."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.items.model import ServiceItem
from kiosk.items.scenario import walk
from kiosk.items.theme import THEMES_FILE, BadThemes, merge, parse_themes
from tests.kiosk.item_samples import LIFE_EVENTS, ROOT
from tests.kiosk.item_samples import item as sample
from tests.kiosk.items.samples import both, item, material

LICENCE = "11990100MB09900168001"
FILE = ROOT / LIFE_EVENTS / THEMES_FILE


def of(code: str, *materials: dict[str, Any]) -> ServiceItem:
    return item(materials=list(materials), scenario=None, task_name=both(code, code))


def names(*items: ServiceItem) -> list[str]:
    return [one.material.material_name.zh for one in merge(items)]


@pytest.mark.row("S030")
def test_the_same_material_of_several_items_stands_once_with_all_that_need_it() -> None:
    card = material("idcard", "居民身份证", page_num=1)
    twice = material("card2", "居民身份证（2 份）", page_num=2)
    book = material("book", "居民户口簿")
    merged = merge((of("甲", card, book), of("乙", twice), of("丙", card)))
    assert [one.material.material_name.zh for one in merged] == ["居民身份证", "居民户口簿"]
    assert merged[0].copies == 2
    assert [name.zh for name in merged[0].needed_by] == ["甲", "乙", "丙"]


def test_one_e_licence_joins_what_has_two_names() -> None:
    """Also where the one that links them comes last."""
    bare = material("book", "户口本")
    book = material("book", "居民户口簿", auto_source=LICENCE)
    other = material("book", "户口本", auto_source=LICENCE)
    assert names(of("甲", book), of("乙", other)) == ["居民户口簿"]
    assert names(of("甲", bare), of("乙", book), of("丙", other)) == ["户口本"]
    merged = merge((of("甲", bare), of("乙", other)))
    assert not merged[0].shared, "one of them must have it on paper"
    assert merge((of("甲", book), of("乙", other)))[0].shared


def test_what_must_be_brought_comes_first_and_what_nobody_brings_last() -> None:
    shared = material("a", "身份证", auto_source=LICENCE)
    perhaps = material("b", "户口簿", is_need="2")
    needed = material("c", "照片")
    assert names(of("甲", shared, perhaps, needed)) == ["照片", "户口簿", "身份证"]
    assert merge((of("甲", perhaps), of("乙", material("b", "户口簿"))))[0].needed


@pytest.mark.row("S030")
def test_answers_to_an_items_questions_make_the_list_ones_own() -> None:
    one = sample("990100101001")
    assert one.scenario is not None
    before = {m.material.id for m in merge((one,))}
    lists = set()
    first = one.scenario.nodes[0]
    for option in first.options:
        outcome = walk(one, {first.id: option.id})
        lists.add(frozenset(m.material.id for m in merge((one,), {one.catalog_code: outcome})))
    assert len(lists | {frozenset(before)}) > 1


@pytest.mark.row("S030")
def test_the_themes_of_the_sample_bundle_departments_without_duplicates() -> None:
    themes = parse_themes(FILE.read_bytes())
    assert {"birth", "retirement", "open_shop", "farewell"} <= {one.id for one in themes}
    for theme in themes:
        items = [sample(code) for code in theme.items]
        assert theme.name.has("en")
        assert len({one.dept_code for one in items}) >= (2 if theme.id != "job_loss" else 1)
        found = [one.material.material_name.zh for one in merge(items)]
        assert len(found) == len(set(found))
        asked = {m.material_name.zh for one in items for m in one.materials}
        assert set(found) <= asked
        assert len(found) < sum(len(one.materials) for one in items), "something was merged"


WORDS = st.sampled_from(["身份证", "户口簿", "照片", "合同", "身份证（2 份）"])
LISTS = st.lists(
    st.lists(st.tuples(WORDS, st.sampled_from([None, LICENCE])), max_size=4), max_size=4
)


@given(LISTS)
@settings(max_examples=25, derandomize=True, database=None)
def test_nothing_is_lost_and_nothing_stands_twice(
    listed: list[list[tuple[str, str | None]]],
) -> None:
    items = []
    for at, some in enumerate(listed):
        uses = [
            material(f"m{n}", name, **({"auto_source": code} if code else {}))
            for n, (name, code) in enumerate(some)
        ]
        items.append(of(f"事{at}", *uses))
    merged = merge(items)
    shown = [one.material.material_name.zh.partition("（")[0] for one in merged]
    assert len(shown) == len(set(shown))
    wanted = {i.task_name.zh for i in items if i.materials}
    assert {name.zh for one in merged for name in one.needed_by} == wanted


def document(**changes: Any) -> bytes:
    theme = {"id": "birth", "icon": "family", "name": {"zh": "生孩子"}, "summary": {"zh": "备齐。"}}
    theme |= {"items": ["992000105000", "992000401000"]} | changes
    return json.dumps({"schema": 1, "themes": [theme]}).encode()


@pytest.mark.parametrize(
    ("raw", "place"),
    [
        (b"{", "$"),
        (b"[" * 100_000, "$"),
        (b"[]", "$.schema"),
        (b'{"schema": 1, "themes": []}', "$.themes"),
        (b'{"schema": 1, "themes": [1]}', "$.themes[0]"),
        (document(id="Birth"), "$.themes[0].id"),
        (document(icon=7), "$.themes[0].icon"),
        (document(items=["992000105000"]), "$.themes[0].items"),
        (document(items=["992000105000", "99200010500"]), "$.themes[0].items[1]"),
        (document(items=["992000105000", "992000105000"]), "$.themes[0].items[1]"),
        (document(name={"en": "Birth"}), "$.themes[0].name"),
        (document(name="长" * 31), "$.themes[0].name.zh"),
        (document(summary={"zh": "好", "english": "x"}), "$.themes[0].summary"),
    ],
)
def test_a_file_that_is_not_as_agreed_is_refused_with_its_place(raw: bytes, place: str) -> None:
    with pytest.raises(BadThemes) as bad:
        parse_themes(raw)
    assert str(bad.value).startswith(place + ":")
