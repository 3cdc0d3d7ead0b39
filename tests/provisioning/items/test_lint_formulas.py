"""Formulas are tried before anybody types anything."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from provisioning.items.lint.finding import Level
from tests.provisioning.items.packages import CALC, lint


def calc_with(**changes: Any) -> dict[str, Any]:
    return {"flow_template": "CALC", "calc": deepcopy(CALC) | changes}


def test_a_sound_calculation_has_no_finding_but_of_language(tmp_path: Path) -> None:
    assert [one.rule for one in lint(tmp_path, **calc_with())] == ["language"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"steps": [{"id": "monthly", "formula": "pay / (months - 360)"}]}, "months=360"),
        ({"steps": [{"id": "monthly", "formula": "later * 2"}]}, "nothing before it has the id"),
        ({"steps": [{"id": "monthly", "formula": "pay / change"}]}, "change=0"),
        ({"steps": [{"id": "monthly", "formula": "pay + '元'"}]}, "a number is needed"),
        ({"results": [{"label": "甲", "formula": "pay > 1", "format": "money"}]}, "yes or no"),
        ({"results": [{"label": "甲", "formula": "'乙'", "format": "money"}]}, "is a text"),
        ({"steps": [{"id": "pay", "formula": "1"}]}, "twice"),
    ],
)
def test_a_calculation_that_fails_is_told_with_an_example(
    change: dict[str, Any], says: str, tmp_path: Path
) -> None:
    changed = calc_with(**change)
    signed = {"id": "change", "label": "增减", "type": "money", "required": True, "minimum": -5}
    changed["calc"]["inputs"].append(signed)
    found = [one for one in lint(tmp_path, **changed) if one.level is Level.ERROR]
    assert found and any(says in one.text for one in found), [one.line() for one in found]


def test_an_input_that_may_stay_empty_must_not_be_needed(tmp_path: Path) -> None:
    change = calc_with()
    change["calc"]["inputs"][1]["required"] = False
    found = lint(tmp_path, **change)
    assert any("months has no value" in one.text for one in found if one.rule == "formula")
