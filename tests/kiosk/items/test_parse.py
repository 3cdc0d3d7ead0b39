"""A package is read whole or refused with the path of what is wrong."""

import json
from typing import Any

import pytest

from kiosk.items.codes import FlowTemplate, OfflineClass
from kiosk.items.labels import LABELS, label
from kiosk.items.parse import MOST_BYTES, BadPackage, load_json, parse_item
from kiosk.items.words import Words
from tests.kiosk.items.samples import DEPT, at, item, package


def refusal(document: Any) -> BadPackage:
    with pytest.raises(BadPackage) as refused:
        parse_item(document)
    return refused.value


def test_a_package_becomes_an_item_with_the_same_names() -> None:
    found = item()
    assert found.task_name.say("zh") == "高龄津贴申领"
    assert found.flow_template is FlowTemplate.APPLY and found.offline_class is OfflineClass.L1
    assert [one.id for one in found.materials] == ["idcard", "book", "proxy", "residence"]
    assert (found.service_hours[0].from_, found.service_hours[0].to) == (0, 24 * 60)


def test_a_language_that_nobody_wrote_reads_as_chinese() -> None:
    words = Words("中文", (("en", "English"),))
    assert [words.say(lang) for lang in ("zh", "en", "fr")] == ["中文", "English", "中文"]
    assert words.languages == ("zh", "en") and words.all() == {"zh": "中文", "en": "English"}


@pytest.mark.row("S015")
@pytest.mark.parametrize(
    ("path", "value", "text"),
    [
        ("$.task_name", None, "is missing"),
        ("$.task_name", "", "blank"),
        ("$.task_name", "长" * 61, "60 characters"),
        ("$.task_name", {"en": "no Chinese"}, "zh among them"),
        ("$.task_name", {"zh": "名", "english": "x"}, "two small letters"),
        ("$.summary", "卡\x07", "control character"),
        ("$.summary", "\ud842", "half a character"),
        ("$.summary", "左\u202e右", "control character"),
        ("$.category", 12, "one of"),
        ("$.category", True, "one of"),
        ("$.package_ver", 0, "1 to"),
        ("$.package_ver", 1.0, "whole number"),
        ("$.is_fee", 1, "true or false"),
        ("$.is_fee", "yes", "true or false"),
        ("$.flow_template", "DANCE", "one of QUERY"),
        ("$.flow_template", ["APPLY"], "one of QUERY"),
        ("$.credentials", [], "1 to 13"),
        ("$.credentials", ["IDCARD", "IDCARD"], "twice"),
        ("$.plan_effective_date", "2026-02-30", "calendar"),
        ("$.plan_effective_date", "20260201", "calendar"),
        ("$.actual_mean_days", float("nan"), "15 digits"),
        ("$.actual_mean_days", 1e300, "15 digits"),
        ("$.materials[2].is_need", "4", "one of 1, 2, 3"),
        ("$.materials[2].is_need", None, "is missing"),
        ("$.materials[0]", "身份证", "an object"),
        ("$.materials", {"id": "x"}, "a list"),
        ("$.materials[0].form", "../../etc/passwd", "does not have the form"),
        ("$.materials[0].form", "a.typ\n", "does not have the form"),
        ("$.service_hours[0].from", "24:30", "does not have the form"),
        ("$.region", "９９", "does not have the form"),
        ("$.form[0].surprise", 1, "not known"),
        ("$.scenario.nodes[0].options", [], "2 to 8"),
    ],
)
def test_every_mistake_is_told_with_its_path(path: str, value: Any, text: str) -> None:
    document = package()
    parent, _, name = path.rpartition(".")
    holder = at(document, parent)
    if name.endswith("]"):
        name, _, index = name.partition("[")
        holder[name][int(index[:-1])] = value
    elif value is None:
        del holder[name]
    else:
        holder[name] = value
    refused = refusal(document)
    assert (refused.path, text in refused.text) == (path, True), str(refused)


def test_a_package_that_is_no_object_is_refused() -> None:
    documents: list[Any] = [[], "x", None, 3]
    for document in documents:
        assert refusal(document).path == "$"


def test_a_name_nobody_knows_does_not_get_into_the_path() -> None:
    assert refusal(package() | {"a\nb" * 50: 1}).path == "$"
    assert refusal(package() | {"tasc_name": "x"}).path == "$.tasc_name"


@pytest.mark.row("S015")
@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"flow_template": "CALC"}, "$.calc"),
        ({"flow_template": "QUERY"}, "$.query"),
        ({"flow_template": "PROVE"}, "$.certificate"),
        ({"flow_template": "PRINT"}, "$.certificate"),
        ({"fees": []}, "$.fees"),
        ({"plan_effective_date": "2026-03-02", "plan_cancel_date": "2026-03-02"}, "$.plan_c"),
        ({"service_hours": [{"days": "all", "from": "22:00", "to": "06:00"}]}, "$.service_hours[0"),
        ({"exclusions": [{"rule": "age <", "text": "年龄"}]}, "$.exclusions[0].rule"),
        ({"hints": [{"rule": "__import__('os')", "text": "年龄"}]}, "$.hints[0].rule"),
    ],
)
def test_what_cannot_work_together_is_refused(changes: dict[str, Any], path: str) -> None:
    assert refusal(package(**changes)).path.startswith(path)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"{", "line 1, column 2"),
        (b"\xff{}", "UTF-8: byte 0"),
        (b'{"a": 1, "a": 2}', "twice in one object"),
        (b'{"a": NaN}', "no JSON number"),
        (b'{"a": ' + b"9" * 5000 + b"}", "too long"),
        (b"[" * 17 + b"]" * 17, "levels deep"),
        (b"[" * 100_000, "levels deep"),
        (b" " * (MOST_BYTES + 1), "larger than"),
    ],
)
def test_a_file_that_is_no_package_is_refused(raw: bytes, text: str) -> None:
    with pytest.raises(BadPackage) as refused:
        load_json(raw)
    assert refused.value.path == "$" and text in refused.value.text


def test_brackets_inside_a_text_are_no_levels() -> None:
    text = '"' + "[" * 50
    assert load_json(json.dumps({"a": text}).encode()) == {"a": text}


def test_every_field_has_a_label_in_both_languages() -> None:
    for name, (zh, en) in LABELS.items():
        assert zh and en, name
    assert label("form", "zh") == "表单" and label("form", "zh", "material") == "空表"


def test_the_sample_speaks_of_the_department_that_its_codes_name() -> None:
    assert package()["task_code"].startswith(DEPT)
