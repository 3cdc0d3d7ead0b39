"""Lint tells an admin what is missing, vague or cannot work, with the place of it."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from kiosk.items.codes import FlowTemplate
from kiosk.items.guide import ELEMENTS
from provisioning.items.lint.elements import FIELDS, element_of
from provisioning.items.lint.finding import Level
from provisioning.items.lint.run import lint_folder
from tests.kiosk.items.samples import CATALOG, SCENARIO, both, material, option, package
from tests.provisioning.items.packages import CALC, SAMPLE, items, lint, said, write

pytestmark = pytest.mark.slow

REQUIRED = [(element, name) for element in ELEMENTS for name in FIELDS[element]]


def test_a_good_package_has_no_finding(tmp_path: Path) -> None:
    assert [one.line() for one in lint(tmp_path)] == []


@pytest.mark.row("S012")
@pytest.mark.parametrize(("element", "name"), REQUIRED)
def test_a_missing_element_is_named(element: str, name: str, tmp_path: Path) -> None:
    errors = [one for one in lint(tmp_path, **{name: None}) if one.level is Level.ERROR]
    found = [one for one in errors if one.path == f"$.{name}"]
    assert found and element_of(f"$.{name}") in found[0].text, [one.line() for one in errors]


@pytest.mark.row("S012")
def test_every_element_has_a_field_that_must_be_there() -> None:
    assert tuple(FIELDS) == ELEMENTS


@pytest.mark.row("S012")
@pytest.mark.parametrize("nothing", ["无", "暂无。", "/", "——", "详见办事大厅公告", "N/A"])
def test_an_element_that_says_nothing_is_as_good_as_missing(nothing: str, tmp_path: Path) -> None:
    assert ("$.accept_condition", "element") in said(lint(tmp_path, accept_condition=nothing))


@pytest.mark.row("S127")
@pytest.mark.parametrize("nothing", [None, "", "无"])
def test_complaints_always_have_a_way(nothing: str | None, tmp_path: Path) -> None:
    paths = [path for path, _ in said(lint(tmp_path, supervise_way=nothing))]
    assert "$.supervise_way" in paths


@pytest.mark.row("S021")
def test_every_bad_code_is_listed(tmp_path: Path) -> None:
    found = lint(tmp_path, dept_code="11990100MB0990112J", use_level="5", task_type="20")
    assert {path for path, _ in said(found)} == {
        "$.catalog_code",
        "$.dept_code",
        "$.task_code",
        "$.task_handle_item",
    }


def scenario(**changes: Any) -> dict[str, Any]:
    found = deepcopy(SCENARIO)
    found["nodes"].append(
        {"id": "last", "question": both("完了吗？", "Done?"), "options": [option("a"), option("b")]}
    )
    return found | changes


@pytest.mark.parametrize(
    ("changes", "path", "rule"),
    [
        ({"scenario": scenario()}, "$.scenario.nodes[2]", "scenario"),
        ({"region": "abc"}, "$.region", "schema"),
        ({"surprise": 1}, "$", "schema"),
        ({"plan_effective_date": "2026-5-1"}, "$.plan_effective_date", "schema"),
        (
            {"plan_effective_date": "2026-05-01", "plan_cancel_date": "2026-04-01"},
            "$.plan_cancel_date",
            "sound",
        ),
        (
            {"materials": [material("idcard", "身份证", source_type="20", source_explain=None)]},
            "$.materials[0].source_explain",
            "schema",
        ),
        ({"devices": ["idcard", "locker", "ukey"]}, "$.devices", "device"),
        ({"consumables": [{"kind": "a4"}]}, "$.consumables[0]", "device"),
        ({"min_assurance": "AL3"}, "$.min_assurance", "assurance"),
        ({"credentials": ["NONE"]}, "$.min_assurance", "assurance"),
        ({"credentials": ["QR_APP"]}, "$.offline_class", "assurance"),
        ({"promise_day": 21}, "$.promise_day", "limits"),
        ({"promise_day": 2, "promise_type": "5"}, "$.promise_day", "limits"),
        ({"is_fee": False}, "$.fees", "limits"),
        ({"task_name": "长" * 25}, "$.task_name", "length"),
        ({"task_name": both("名", "n" * 81)}, "$.task_name.en", "length"),
        (
            {"service_hours": [{"days": "1", "from": "08:00", "to": "12:00"}] * 2},
            "$.service_hours[1]",
            "hours",
        ),
        ({"exclusions": [{"rule": "height < 3", "text": "矮"}]}, "$.exclusions[0].rule", "formula"),
        ({"exclusions": [{"rule": "age + 3", "text": "岁"}]}, "$.exclusions[0].rule", "formula"),
        (
            {"exclusions": [{"rule": "1 / age > 2", "text": "零"}]},
            "$.exclusions[0].rule",
            "formula",
        ),
        ({"hints": [{"rule": "sex == 2", "text": "女"}]}, "$.hints[0].rule", "formula"),
        ({"exclusions": [{"rule": "age < 3", "text": "小"}]}, "$.exclusions[0].basis", "basis"),
        ({"flowchart": "flow.png"}, "$.flowchart", "file"),
    ],
)
def test_what_cannot_work_is_an_error(
    changes: dict[str, Any], path: str, rule: str, tmp_path: Path
) -> None:
    assert (path, rule) in said(lint(tmp_path, **changes))


def test_a_material_of_an_authority_without_source_is_an_error(tmp_path: Path) -> None:
    bare = material("idcard", "身份证", source_type="20")
    del bare["source_explain"]
    found = lint(tmp_path, materials=[bare], scenario=None)
    assert ("$.materials[0].source_explain", "source") in said(found)
    bare["issuer"] = "示例市公安局"
    assert said(lint(tmp_path, materials=[bare], scenario=None)) == []


@pytest.mark.parametrize(
    ("changes", "path", "rule"),
    [
        ({"summary": "没有英文。"}, "$", "language"),
        ({"credentials": ["IDCARD", "SMS"]}, "$.credentials[1]", "assurance"),
        ({"credentials": ["IDCARD", "SSCARD"]}, "$.credentials[1]", "assurance"),
        ({"is_service_terminals": False}, "$.is_service_terminals", "limits"),
        ({"project_type": "即办件"}, "$.promise_day", "limits"),
    ],
)
def test_what_is_doubtful_is_a_warning(
    changes: dict[str, Any], path: str, rule: str, tmp_path: Path
) -> None:
    found = lint(tmp_path, **changes)
    assert said(found) == [] and (path, rule) in said(found, Level.WARNING)


def test_a_no_without_a_way_out_and_a_needless_question_are_told(tmp_path: Path) -> None:
    mute = deepcopy(SCENARIO)
    del mute["nodes"][0]["options"][2]["effects"]["note"]
    same = [option("a"), option("b")]
    mute["nodes"][1]["options"] = same
    found = said(lint(tmp_path, scenario=mute), Level.WARNING)
    assert ("$.scenario.nodes[0].options[2].effects", "scenario") in found
    assert ("$.scenario.nodes[1]", "scenario") in found


def test_two_packages_of_one_code_and_a_wrong_folder_are_told(tmp_path: Path) -> None:
    write(tmp_path)
    other = tmp_path / "zz"
    other.mkdir()
    (other / "item.json").write_text(json.dumps(package()), "utf-8")
    found = [one for one in lint_folder(tmp_path) if one.rule == "folder"]
    assert [(one.package, one.path) for one in found] == [("zz", "$.catalog_code")] * 2


@pytest.mark.row("S012", "S015")
def test_the_sample_catalogue_has_no_error() -> None:
    found = lint_folder(SAMPLE)
    assert [one.line() for one in found if one.level is Level.ERROR] == []


@pytest.mark.row("S054")
def test_the_sample_covers_the_templates_and_adds_them_by_data_only(tmp_path: Path) -> None:
    """Every template can be had by a package alone: nothing but its data differs."""
    certificate = {
        "template": "proof.typ",
        "type_code": "11990100MB0990112H001",
        "type_name": both("证明", "Proof"),
        "source": "household_record",
        "languages": ["zh"],
        "pages": 1,
    }
    query = {
        "source": "enterprise_register",
        "columns": [{"id": "name", "label": both("名称", "Name"), "format": "text"}],
        "empty": both("没有找到。", "Nothing found."),
    }
    extra: dict[FlowTemplate, dict[str, Any]] = {
        FlowTemplate.CALC: {"calc": CALC},
        FlowTemplate.QUERY: {"query": query},
        FlowTemplate.PROVE: {"certificate": certificate},
        FlowTemplate.PRINT: {"certificate": certificate},
    }
    printed = {"devices": ["idcard", "receipt_printer", "a4_printer"]}
    for template in FlowTemplate:
        more: dict[str, Any] = extra.get(template, {})
        more |= printed if "certificate" in more else {}
        files = {"proof.typ": b"#set page()"} if "certificate" in more else {}
        found = lint(tmp_path / template, files, **{"flow_template": template} | more)
        assert said(found) == [], template


def test_lint_for_programs_is_json(tmp_path: Path) -> None:
    done = items("lint", write(tmp_path, by_law=None), "--json")
    told = json.loads(done.stdout)
    assert (done.returncode, told["errors"]) == (1, 1)
    assert told["findings"][0] | {"text": ""} == {
        "package": CATALOG,
        "path": "$.by_law",
        "level": "error",
        "rule": "schema",
        "text": "",
    }
    assert items("lint", tmp_path / "nowhere").returncode == 3
