"""Comparing, showing and scoring items, as an admin does on the command line."""

import json
from pathlib import Path
from typing import Any

import pytest

from kiosk.items.guide import ELEMENTS
from provisioning.items.diff import Saved, compare
from provisioning.items.fit import fit
from provisioning.items.lint.run import lint_folder
from provisioning.items.load import load
from tests.kiosk.items.samples import CATALOG, both, item, material, package
from tests.provisioning.items.packages import SAMPLE, items, said, write

pytestmark = pytest.mark.slow

SECOND: dict[str, Any] = {
    "catalog_code": "990501001001",
    "task_code": None,
    "task_handle_item": None,
}


@pytest.mark.row("S157")
def test_a_diff_counts_materials_steps_days_and_fees_that_citizens_save(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    extra = [*package()["materials"], material("tax", "完税证明"), material("photo", "照片")]
    steps = [*package()["process"], {"stage": "05", "text": "决定"}]
    write(old, materials=extra, process=steps, promise_day=15)
    write(old, **SECOND)
    write(new)
    write(new, **SECOND, is_fee=False, fees=[], scenario=None, promise_day=20)
    found = compare(load(old), load(new))
    first, second = found.items
    assert first.saved == Saved(materials=2, steps=1, days=10)
    assert second.saved == Saved(days=-15, fees=1, fee_fen=100)
    assert found.saved == Saved(materials=2, steps=1, days=-5, fees=1, fee_fen=100)


@pytest.mark.row("S157")
def test_the_diff_prints_the_numbers_and_each_field(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    write(old, materials=[*package()["materials"], material("tax", "完税证明")], promise_day=15)
    write(new, link_way=both("电话 0990-99999", "Phone 0990-99999"))
    write(new, **SECOND)
    done = items("diff", old, new)
    assert done.returncode == 0
    assert "added: 990501001001" in done.stdout
    assert "$.link_way.zh: 电话 0990-12345 -> 电话 0990-99999" in done.stdout
    assert "$.materials[tax]: 完税证明 -> -" in done.stdout
    assert "citizens save 1 materials, 0 steps, 10 work days, 0 charges" in done.stdout
    told = json.loads(items("diff", old, new, "--json").stdout)
    assert told["saved"] == {"materials": 1, "steps": 0, "days": 10, "fees": 0, "fee_fen": 0}


def test_days_of_other_units_are_compared_as_work_days(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    write(old, promise_day=14, promise_type="2")
    write(new, promise_day=5, promise_type="1")
    assert compare(load(old), load(new)).saved.days == 5


def test_what_did_not_change_or_only_moved_is_no_change(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    write(old, scenario=None)
    write(new, scenario=None, materials=list(reversed(package()["materials"])))
    assert compare(load(old), load(new)).items == ()


@pytest.mark.row("S016")
def test_both_views_carry_the_same_hash_and_come_from_the_package(tmp_path: Path) -> None:
    folder = write(tmp_path)
    citizen = json.loads(items("show", "高龄津贴", "--pack", folder, "--json").stdout)
    staff = json.loads(items("show", "990501001000", "--pack", folder, "--staff", "--json").stdout)
    assert (
        citizen["content_hash"]
        == staff["content_hash"]
        == load(folder)["990501001000"].content_hash
    )
    keys = [one["key"] for one in citizen["elements"]]
    assert keys[4:] == list(ELEMENTS) and citizen["badges"] == ["no_visit", "whole_online"]
    assert {"by_law", "exclusions", "form", "task_code"} <= {
        one["key"] for one in staff["elements"]
    }


def test_an_item_is_shown_in_english(tmp_path: Path) -> None:
    shown = items("show", "very old", "--pack", write(tmp_path), "--lang", "en").stdout
    assert "What to bring" in shown and "Complaints: Phone 0990-12346" in shown


def test_an_item_that_is_not_there_or_not_one_is_told(tmp_path: Path) -> None:
    write(tmp_path)
    write(tmp_path, **SECOND)
    none, several = (
        items("show", "驾驶证", "--pack", tmp_path),
        items("show", "津贴", "--pack", tmp_path),
    )
    assert (none.returncode, several.returncode) == (1, 1)
    assert "no item is called" in none.stderr and "2 items are called so" in several.stderr


def test_a_package_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    done = items("show", "x", "--pack", write(tmp_path, by_law=None))
    assert done.returncode == 3 and "990501001000 $.by_law: is missing" in done.stderr


def test_every_item_of_the_sample_can_be_shown_both_ways() -> None:
    for one in load(SAMPLE).values():
        assert one.item.task_name.zh
    done = items("show", "990100101000", "--staff")
    assert done.returncode == 0 and "990100101000" in done.stdout


@pytest.mark.row("S053")
@pytest.mark.parametrize(
    ("changes", "suited", "why"),
    [
        ({"yearly_cases": 5000}, True, None),
        ({"yearly_cases": 20}, True, "20 cases"),
        ({"online_handle_depth": 2}, False, "online depth 2"),
        ({"is_service_terminals": False}, False, "is_service_terminals"),
        ({"referral": {"where": "窗口", "why": "密码"}}, False, "ends at a counter"),
        ({"devices": ["locker", "ukey"]}, False, "no type of terminal"),
        ({"limit_scene_num": 4}, False, "4 visits"),
        ({"devices": ["idcard", "fingerprint"]}, True, "fingerprint"),
    ],
)
def test_a_score_says_why_an_item_does_not_suit_a_terminal(
    changes: dict[str, Any], suited: bool, why: str | None
) -> None:
    found = fit(item(**changes))
    assert found.suited is suited and 0 <= found.score <= 100
    texts = [one.text for one in found.reasons]
    assert any(why in text for text in texts) if why else texts == []


@pytest.mark.row("S053")
def test_many_materials_and_long_forms_count_against_an_item() -> None:
    many = [material(f"m{i}", f"材料{i}") for i in range(9)]
    field = {"label": "填", "type": "text", "required": True}
    form = [field | {"id": f"f{i}"} for i in range(20)]
    found = fit(item(materials=many, form=form, scenario=None, yearly_cases=5000))
    assert [one.text for one in found.reasons] == ["9 materials to bring", "20 entries to type"]
    assert found.score == 100 - 30 - 24


@pytest.mark.row("S049")
def test_fit_reports_the_share_of_each_depth(tmp_path: Path) -> None:
    for i, depth in enumerate((1, 3, 4, 4)):
        write(tmp_path, **SECOND | {"catalog_code": f"99050100100{i}"}, online_handle_depth=depth)
    told = json.loads(items("fit", tmp_path, "--json").stdout)
    assert [(one["level"], one["items"], one["reached_percent"]) for one in told["depth"]] == [
        (1, 1, 100.0),
        (2, 0, 75.0),
        (3, 1, 75.0),
        (4, 2, 50.0),
    ]
    assert "online depth 4: 2 items; 50 % reach it" in items("fit", tmp_path).stdout


@pytest.mark.row("S022")
def test_a_district_that_renames_an_item_is_refused(tmp_path: Path) -> None:
    city, district = tmp_path / "city", tmp_path / "district"
    write(city)
    inherits = {"catalog_code": CATALOG, "package_ver": 1}
    own: dict[str, Any] = {"region": "990102", "inherits": inherits}
    write(district, **own, transact_addr=both("二区大厅", "Hall of district 2"))
    assert lint_folder(district, upper=city) == []
    write(district, **own, task_name=both("别的名字", "Another name"))
    assert said(lint_folder(district, upper=city)) == [("$.task_name", "inherits")]
    assert items("lint", district, "--upper", city).returncode == 1
