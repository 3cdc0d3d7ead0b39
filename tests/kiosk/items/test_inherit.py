"""A district may say where and when; what the item is belongs to the level above."""

from copy import deepcopy
from typing import Any

import pytest

from kiosk.items.inherit import override_problems
from tests.kiosk.items.samples import CATALOG, SCENARIO, item

UPPER = item(package_ver=3)
LOWER = {
    "package_ver": 1,
    "region": "990102",
    "inherits": {"catalog_code": CATALOG, "package_ver": 3},
}


def problems(**changes: Any) -> list[str]:
    return [path for path, _ in override_problems(UPPER, item(**(LOWER | changes)))]


@pytest.mark.row("S022")
def test_place_time_phone_and_window_may_change() -> None:
    scenario = deepcopy(SCENARIO)
    scenario["nodes"][1]["options"][0]["effects"] = {"window": "二区 5 号窗口"}
    assert (
        problems(
            transact_addr="二区大厅",
            transact_time="工作日 8:30-16:30",
            link_way="电话 0990-54321",
            service_hours=[{"days": "workdays", "from": "08:30", "to": "16:30"}],
            scenario=scenario,
        )
        == []
    )


@pytest.mark.row("S022")
@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"task_name": "别的名字"}, "$.task_name"),
        ({"by_law": "别的依据"}, "$.by_law"),
        ({"project_type": "即办件"}, "$.project_type"),
        ({"promise_day": 1}, "$.promise_day"),
        ({"materials": []}, "$.materials"),
        ({"flow_template": "FILE"}, "$.flow_template"),
        ({"min_assurance": "AL1"}, "$.min_assurance"),
    ],
)
def test_what_the_item_is_may_not_change(changes: dict[str, Any], path: str) -> None:
    if changes.get("materials") == []:
        changes = changes | {"scenario": None}
        assert problems(**changes) == ["$.materials", "$.scenario"]
    else:
        assert problems(**changes) == [path]


@pytest.mark.row("S022")
@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"inherits": None}, "$.inherits"),
        ({"inherits": {"catalog_code": "990501001001", "package_ver": 3}}, "$.inherits"),
        ({"inherits": {"catalog_code": CATALOG, "package_ver": 2}}, "$.inherits.package_ver"),
        ({"region": "990200"}, "$.region"),
    ],
)
def test_an_override_names_what_it_overrides(changes: dict[str, Any], path: str) -> None:
    assert problems(**changes) == [path]
