"""Groups, themes and windows are data: what the platform publishes is what the terminal offers."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.queueing.group import Interval
from kiosk.queueing.parse import parse_groups

SAMPLE = Path(__file__).parents[3] / "provisioning" / "sample" / "hall.json"
HALL: dict[str, Any] = json.loads(SAMPLE.read_text(encoding="utf-8"))
ONE: dict[str, Any] = {
    "group_id": "A",
    "name": "企业开办",
    "prefix": "A",
    "daily_max": 100,
    "need_id": True,
    "hours": [{"days": [1], "from": "09:00", "to": "12:00"}],
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["days", "from", "to", "quota", "no"]), inner)
    ),
    max_leaves=6,
)


@pytest.mark.row("S079")
def test_three_themes_and_twenty_five_windows() -> None:
    groups = parse_groups(HALL["groups"])
    assert {group.theme for group in groups} == {"商事登记", "工程建设", "综合服务"}
    assert {window for group in groups for window in group.windows} == {
        str(number) for number in range(1, 26)
    }
    shared = [group.group_id for group in groups if "25" in group.windows]
    assert len(shared) == 2, "a window serves several groups"


@pytest.mark.row("S080")
def test_the_set_of_groups_is_data() -> None:
    names = ["企业开办", "建设工程", "法人办事", "个人办事"]
    raw = [
        {**ONE, "group_id": f"G{at}", "prefix": prefix, "name": name}
        for at, (prefix, name) in enumerate(zip("ABCD", names, strict=True))
    ]
    assert [group.name for group in parse_groups(raw)] == names
    assert [group.ticket_no(7) for group in parse_groups(raw)] == ["A007", "B007", "C007", "D007"]
    assert parse_groups(raw[:1])[0].name == "企业开办"
    assert parse_groups([]) == ()


def test_what_is_not_said_has_a_careful_default() -> None:
    (group,) = parse_groups([ONE])
    assert (group.allow_typed, group.per_person_day, group.cut_off) == (False, 1, 0)
    assert group.name_en == "企业开办"
    assert group.intervals == ()


def test_quotas_of_intervals_are_read() -> None:
    raw = {**ONE, "intervals": [{"from": "09:00", "to": "12:00", "quota": 0}]}
    raw["intervals"].append({"from": "12:00", "to": "24:00"})
    (group,) = parse_groups([raw])
    assert group.intervals == (Interval(540, 720, 0), Interval(720, 1440, None))


def broken(**change: Any) -> list[dict[str, Any]]:
    second = {**deepcopy(ONE), "group_id": "B", "prefix": "B", **change}
    return [ONE, {key: value for key, value in second.items() if value != "absent"}]


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (None, "groups: a list"),
        ({"A": ONE}, "groups: a list"),
        ([ONE, "B"], r"groups\[1\]: an object"),
        ([ONE, ONE], "two groups share a group_id"),
        (broken(prefix="A"), "two groups share a prefix"),
        (broken(name="absent"), r"groups\[1\]: name is missing"),
        (broken(hours="absent"), r"groups\[1\]: hours is missing"),
        (broken(daily_max="many"), r"groups\[1\]: invalid literal"),
        (broken(hours=[{"days": [1], "from": "09:00"}]), r"groups\[1\]: to is missing"),
        (broken(hours=[{"days": [0], "from": "09:00", "to": "12:00"}]), r"groups\[1\]: days are 1"),
        (broken(hours=[{"days": [1], "from": 900, "to": "12:00"}]), r"groups\[1\]: "),
        (broken(hours=[{"days": [1], "from": "22:00", "to": "02:00"}]), "over midnight it is two"),
        (
            broken(hours=[{"days": [1], "from": "09:00", "to": "09:00"}]),
            r"groups\[1\]: an interval",
        ),
        (broken(intervals=[{"from": "9", "to": "10:00"}]), r"groups\[1\]: invalid literal"),
        (broken(windows=["1"]), r"groups\[1\]: "),
        (broken(intervals=None), r"groups\[1\]: "),
    ],
)
def test_a_mistake_is_told_with_its_place(raw: Any, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        parse_groups(raw)


@settings(max_examples=150, derandomize=True, database=None)
@given(key=st.sampled_from([*ONE, "intervals", "windows", "cut_off", "items"]), value=JSON)
def test_nonsense_is_refused_or_understood_and_never_breaks(key: str, value: Any) -> None:
    try:
        (group,) = parse_groups([{**ONE, key: value}])
    except ValueError as error:
        assert str(error).startswith("groups[0]: ")
    else:
        assert all(hours.interval.from_minute < hours.interval.to_minute for hours in group.hours)
