"""National codes are taken apart and checked against each other; local codes are not looked at."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.items.codes import UseLevel
from kiosk.items.national import catalog_code, code_problems, task_code
from kiosk.items.parse import BadPackage, decode_item, parse_item
from tests.kiosk.items.samples import CATALOG, DEPT, package

OTHER_DEPT = "11990100MB0990120C"
BAD_DEPT = "11990100MB0990112J"


def paths(**changes: Any) -> list[str]:
    return [path for path, _ in code_problems(decode_item(package(**changes)))]


@pytest.mark.row("S021")
def test_codes_are_taken_apart() -> None:
    code = catalog_code("990501001000")
    assert (code.region, code.type, code.main, code.sub) == ("99", "05", "01001", "000")
    task = task_code(f"{DEPT}3{CATALOG}01")
    assert (task.dept_code, task.use_level, task.catalog) == (DEPT, UseLevel.CITY, code)
    assert task.sequence == "01" and task_code(f"{DEPT}3{CATALOG}").sequence == ""


@pytest.mark.row("S021")
@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({}, []),
        ({"task_code": None, "task_handle_item": None}, []),
        ({"dept_code": BAD_DEPT}, ["$.dept_code", "$.task_code", "$.task_handle_item"]),
        ({"dept_code": OTHER_DEPT}, ["$.task_code", "$.task_handle_item"]),
        ({"use_level": "4"}, ["$.task_code", "$.task_handle_item"]),
        ({"task_type": "20"}, ["$.catalog_code"]),
        ({"region": "980100"}, ["$.catalog_code"]),
        ({"catalog_code": "99050100100A"}, ["$.catalog_code", "$.task_code", "$.task_handle_item"]),
        ({"catalog_code": "990501001001"}, ["$.task_code", "$.task_handle_item"]),
        ({"task_code": f"{BAD_DEPT}3{CATALOG}"}, ["$.task_code", "$.task_handle_item"]),
        ({"task_code": f"{DEPT}9{CATALOG}"}, ["$.task_code", "$.task_handle_item"]),
        ({"task_handle_item": f"{DEPT}3{CATALOG}AB"}, ["$.task_handle_item"]),
        ({"local_task_code": "511A0138000000-511602000000-000-1"}, []),
        ({"local_catalog_code": "31LB00004000"}, []),
    ],
)
def test_each_mismatch_is_named(changes: dict[str, Any], wrong: list[str]) -> None:
    assert sorted(set(paths(**changes))) == wrong


@pytest.mark.row("S021")
def test_every_bad_code_is_listed_at_once() -> None:
    found = code_problems(decode_item(package(task_type="20", use_level="2", dept_code=BAD_DEPT)))
    assert len(found) >= 5
    assert {path for path, _ in found} == {
        "$.catalog_code",
        "$.dept_code",
        "$.task_code",
        "$.task_handle_item",
    }


def test_a_nationwide_code_fits_every_region() -> None:
    code = "00" + CATALOG[2:]
    changes = {"catalog_code": code, "task_code": f"{DEPT}3{code}", "task_handle_item": None}
    assert paths(**changes) == []


def test_a_list_of_joint_items_has_letters_for_its_type() -> None:
    code = "99LB00004000"
    changes: dict[str, Any] = {"catalog_code": code, "task_code": None, "task_handle_item": None}
    assert paths(**changes, task_type="LB") == []


def test_the_kind_of_a_licence_names_a_department_that_exists() -> None:
    document = package()
    document["materials"][1]["auto_source"] = f"{BAD_DEPT}001"
    with pytest.raises(BadPackage) as refused:
        parse_item(document)
    assert refused.value.path == "$.materials[1].auto_source"


@pytest.mark.row("S021")
@given(place=st.integers(0, 32), character=st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUWXY"))
def test_one_changed_character_of_the_33_is_always_noticed(place: int, character: str) -> None:
    """But for the sequence, which is free."""
    code = f"{DEPT}3{CATALOG}01"
    changed = code[:place] + character + code[place + 1 :]
    noticed = "$.task_handle_item" in paths(task_handle_item=changed)
    free = place >= 31 and character.isdigit()
    assert noticed == (changed != code and not free)


@pytest.mark.parametrize(
    ("code", "says"),
    [
        (f"{BAD_DEPT}3{CATALOG}", "no credit code"),
        (f"{DEPT}7{CATALOG}", "the level"),
        (f"{DEPT}3{CATALOG}A1", "the sequence"),
        (f"{DEPT}3{CATALOG}0", "31 characters"),
        (f"{DEPT}3X{CATALOG[1:]}", "2 digits of region"),
    ],
)
def test_a_code_that_is_none_says_which_part(code: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        task_code(code)
