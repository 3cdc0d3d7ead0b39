"""The published schema and the terminal's parser agree: what one refuses, the other does too."""

import ast
import json
from collections.abc import Iterator
from copy import deepcopy
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from kiosk.items import model
from kiosk.items.labels import label
from kiosk.items.parse import BadPackage, decode_item
from provisioning.items.schema import SCHEMA_FILE
from tests.kiosk.items.samples import package
from tests.provisioning.items.packages import ROOT

SCHEMA: dict[str, Any] = json.loads(SCHEMA_FILE.read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker())
FULL = package(
    region="990100",
    quota={"limit_num": 5, "limit_period": "年", "limit_way": "抽签", "by_law": "办法"},
    places=[{"place_name": "大厅", "kind": "hall", "address": "一号", "lng": 121.5, "lat": 37}],
    calc={
        "inputs": [{"id": "pay", "label": "工资", "type": "money", "required": True, "default": 1}],
        "results": [{"label": "结果", "formula": "pay * 2", "format": "money"}],
        "disclaimer": "仅供参考",
    },
    actual_mean_days=1.39,
    plan_effective_date="2026-01-01",
)
VALUES: list[Any] = [
    None,
    True,
    -1,
    0,
    1,
    2.5,
    "",
    " ",
    "x",
    "1",
    "字" * 61,
    "a" * 9000,
    [],
    [1],
    {},
]


def resolved(node: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in node:
        node = SCHEMA["$defs"][node["$ref"].rpartition("/")[2]]
    return node


def slots(node: dict[str, Any], path: str) -> Iterator[tuple[str, dict[str, Any], str, bool]]:
    """(path, schema, title, required) of each place in a package where a value is written; a text
    counts once, however many languages it has."""
    node = resolved(node)
    for name, one in node.get("properties", {}).items():
        inner, where = resolved(one), f"{path}.{name}"
        while inner.get("type") == "array":
            inner, where = resolved(inner["items"]), where + "[]"
        if "properties" in inner:
            assert one["title"]
            yield from slots(inner, where)
        else:
            yield where, inner, one["title"], name in node["required"]


@pytest.mark.row("S015")
def test_a_package_has_at_least_315_field_slots_each_with_label_and_limit() -> None:
    found = list(slots(SCHEMA, "$"))
    assert len({path for path, *_ in found}) == len(found) >= 315
    for path, node, title, _required in found:
        assert any("\u4e00" <= character <= "\u9fff" for character in title), path
        limited = {"maxLength", "maximum", "enum", "const", "oneOf"} & node.keys()
        assert limited or node.get("type") in ("boolean", "number"), path


def test_the_titles_are_the_labels_of_the_screens() -> None:
    parts = {"$": SCHEMA} | SCHEMA["$defs"]
    for part, node in parts.items():
        for name, one in node.get("properties", {}).items():
            assert one["title"] == label(name, "zh", part), f"{part}.{name}"


def said_in_the_model() -> dict[str, str]:
    """The text that stands below a field of ServiceItem."""
    (item,) = (
        one
        for one in ast.parse(Path(model.__file__).read_text("utf-8")).body
        if isinstance(one, ast.ClassDef) and one.name == "ServiceItem"
    )
    return {
        field.target.id: " ".join(below.value.value.split())
        for field, below in pairwise(item.body)
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        if isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant)
        if isinstance(below.value.value, str)
    }


def test_what_the_schema_says_of_a_field_is_what_the_model_says() -> None:
    fields: dict[str, Any] = SCHEMA["properties"]
    said = {name: one["description"] for name, one in fields.items() if "description" in one}
    known = said_in_the_model()
    assert said == {name: known[name] for name in said}
    page = (ROOT / "docs" / "items.md").read_text("utf-8")
    for place in (said["package_ver"], " ".join(page.split())):
        assert "a roll-back brings former content with its own version" in place


def test_every_list_and_every_text_has_an_end() -> None:
    def look(node: Any, path: str) -> None:
        if isinstance(node, dict):
            if node.get("type") == "array":
                assert "maxItems" in node, path
            if node.get("type") == "string":
                assert "maxLength" in node, path
            for name, one in node.items():
                look(one, f"{path}/{name}")
        elif isinstance(node, list):
            for one in node:
                look(one, path)

    look(SCHEMA, "")


def test_the_full_sample_is_good_for_both() -> None:
    assert VALIDATOR.is_valid(FULL)
    decode_item(FULL)


def places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    if isinstance(node, dict | list):
        for name in node if isinstance(node, dict) else range(len(node)):
            yield from places(node[name], (*path, name))


PLACES = sorted(places(FULL), key=repr)


@pytest.mark.slow
@pytest.mark.row("S015")
@settings(max_examples=100)
@given(st.sampled_from(PLACES), st.sampled_from([*VALUES, "gone", "more", "twice"]))
def test_schema_and_parser_refuse_the_same(place: tuple[Any, ...], value: Any) -> None:
    """A value changed, taken away, put there twice, or a name that nobody knows."""
    document = deepcopy(FULL)
    holder = document
    for name in place[:-1]:
        holder = holder[name]
    if value == "gone":
        del holder[place[-1]]
    elif value == "more" and isinstance(holder, dict):
        holder["nobody_knows"] = 1
    elif value == "twice" and isinstance(holder[place[-1]], list):
        holder[place[-1]] = holder[place[-1]] * 2
    else:
        holder[place[-1]] = value
    try:
        decode_item(document)
        parsed = True
    except BadPackage:
        parsed = False
    structure = [e for e in VALIDATOR.iter_errors(document) if not conditional(e)]
    assert parsed == (not structure), (place, value, [e.message for e in structure])


def conditional(error: Any) -> bool:
    """Rules across fields: kiosk.items.soundness has them."""
    return "allOf" in error.absolute_schema_path or (
        error.validator == "oneOf" and error.validator_value == SCHEMA["$defs"]["option"]["oneOf"]
    )
