"""Lint names what leaves open what is asked for, with the field and the phrase."""

from pathlib import Path

import pytest

from provisioning.items.lint.run import lint_folder
from provisioning.items.lint.vague import vague_words
from tests.kiosk.items.samples import both, material, package
from tests.provisioning.items.packages import SAMPLE, items, lint, said, write

pytestmark = pytest.mark.slow


@pytest.mark.row("S017")
def test_other_relevant_materials_are_named_with_field_and_phrase(tmp_path: Path) -> None:
    materials = [*package()["materials"], material("rest", "其他相关材料")]
    found = lint(tmp_path, materials=materials)
    assert said(found) == []
    vague = next(one for one in found if one.rule == "vague")
    assert vague.path == "$.materials[4].material_name"
    assert "“其他相关材料”" in vague.text, "the whole phrase, not a part of it"
    assert [one.rule for one in found].count("vague") == 1


@pytest.mark.row("S017")
def test_policy_can_make_a_vague_word_an_error(tmp_path: Path) -> None:
    folder = write(tmp_path, accept_condition=both("视情况而定。", "Aged 70."))
    assert items("lint", folder).returncode == 0
    assert items("lint", folder, "--strict").returncode == 1


@pytest.mark.row("S017")
@pytest.mark.parametrize("word", ["有关证明", "按要求提供", "必要时", "relevant documents"])
def test_vague_words_are_found_in_both_languages(word: str, tmp_path: Path) -> None:
    assert word in vague_words()
    found = lint(tmp_path, accept_scope=both(f"甲{word}乙", f"a {word} b"))
    assert {one.path for one in found if one.rule == "vague"} == {
        "$.accept_scope",
        "$.accept_scope.en",
    }


@pytest.mark.row("S017")
@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("视具体情况办理。", "视具体情况"),
        ("按有关规定办理。", "有关规定"),
        ("身份证以及其他需要提交的材料。", "以及其他需要提交的材料"),
        ("其他必要的材料", "其他必要的材料"),
        ("其它应当提交的文件", "其它应当提交的文件"),
        ("户口簿或其他证件", "其他证件"),
        ("法律、法规规定的其他不宜办理的情形", "法律、法规规定的其他不宜办理的情形"),
        ("身份证等有效证件", "等有效证件"),
        ("本人以及其他", "以及其他"),
    ],
)
def test_clauses_that_catch_everything_are_named_whole_and_once(
    text: str, phrase: str, tmp_path: Path
) -> None:
    exclusion = {"rule": "age < 70", "text": both(text, "x"), "basis": both("《示例办法》", "x")}
    found = lint(tmp_path, accept_condition=both(text, "x"), exclusions=[exclusion])
    told = [(one.path, one.text.partition("”")[0]) for one in found if one.rule == "vague"]
    assert sorted(told) == [
        ("$.accept_condition", f"“{phrase}"),
        ("$.exclusions[0].text", f"“{phrase}"),
    ]


@pytest.mark.row("S017")
@pytest.mark.parametrize(
    "text", ["请其他成年家人来。", "其他时间，请带材料到窗口。", "等结果，不用带证件。"]
)
def test_what_leaves_nothing_open_is_not_named(text: str, tmp_path: Path) -> None:
    found = lint(tmp_path, accept_condition=both(text, "x"))
    assert [one.line() for one in found if one.rule == "vague"] == []


@pytest.mark.row("S017")
def test_the_sample_catalogue_has_no_vague_word() -> None:
    assert [one.line() for one in lint_folder(SAMPLE) if one.rule == "vague"] == []
