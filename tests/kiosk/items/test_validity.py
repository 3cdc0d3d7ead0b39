"""An item is shown while it is in force and where it belongs; the clock alone decides."""

from datetime import date
from typing import Any

import pytest

from kiosk.items.validity import Scope, Standing, is_shown, owning_region, scope, standing
from tests.clock import MONDAY_MORNING, FakeClock
from tests.kiosk.items.samples import item

DATED = item(plan_effective_date="2026-03-01", plan_cancel_date="2026-04-01")


@pytest.mark.row("S024")
@pytest.mark.parametrize(
    ("day", "wanted"),
    [
        (date(2026, 2, 28), Standing.NOT_YET),
        (date(2026, 3, 1), Standing.IN_FORCE),
        (date(2026, 3, 31), Standing.IN_FORCE),
        (date(2026, 4, 1), Standing.CANCELLED),
    ],
)
def test_an_item_is_shown_from_its_first_day_to_the_one_before_its_cancellation(
    day: date, wanted: Standing
) -> None:
    assert standing(DATED, day) is wanted
    assert is_shown(DATED, day, "990100") == (wanted is Standing.IN_FORCE)


@pytest.mark.row("S024")
def test_the_clock_alone_hides_a_cancelled_item_without_network() -> None:
    """Nothing is asked of anybody: only the terminal's own clock moves."""
    clock = FakeClock(MONDAY_MORNING)
    assert is_shown(DATED, clock.now().date(), "990100")
    clock.set(MONDAY_MORNING.replace(month=4, day=1, hour=0))
    assert not is_shown(DATED, clock.now().date(), "990100")


@pytest.mark.row("S024")
@pytest.mark.parametrize(
    ("state", "wanted"), [("2", Standing.SUSPENDED), ("3", Standing.CANCELLED)]
)
def test_what_is_suspended_or_cancelled_is_not_shown(state: str, wanted: Standing) -> None:
    found = item(task_state=state)
    assert standing(found, date(2026, 3, 2)) is wanted
    assert not is_shown(found, date(2026, 3, 2), "990100")


def test_the_official_switch_decides_unless_an_admin_allows_it() -> None:
    off = item(is_service_terminals=False)
    assert not is_shown(off, date(2026, 3, 2), "990100")
    assert is_shown(off, date(2026, 3, 2), "990100", allowed=True)


@pytest.mark.row("S044")
@pytest.mark.parametrize(
    ("changes", "region", "wanted"),
    [
        ({}, "990100", Scope.OWN),
        ({}, "990102", Scope.OWN),
        ({}, "990102003", Scope.OWN),
        ({}, "990200", Scope.NONE),
        ({"region": "990102"}, "990100", Scope.NONE),
        ({"region": "990102"}, "990103", Scope.NONE),
        ({"region": "990102003000"}, "990102003017", Scope.OWN),
        ({"region": "990102003000"}, "990102013017", Scope.NONE),
        ({"handle_area": "0"}, "990200", Scope.NONE),
        ({"handle_area": "1"}, "110101", Scope.ELSEWHERE),
        ({"handle_area": "2"}, "110101", Scope.ELSEWHERE),
        ({"handle_area": "3"}, "990200", Scope.ELSEWHERE),
        ({"handle_area": "3"}, "110101", Scope.NONE),
        ({"handle_area": "4", "region": "990102"}, "990103", Scope.ELSEWHERE),
        ({"handle_area": "4", "region": "990102"}, "990203", Scope.NONE),
        ({"handle_area": "1", "handle_regions": ["9902"]}, "990203", Scope.ELSEWHERE),
        ({"handle_area": "1", "handle_regions": ["9902"]}, "990303", Scope.NONE),
    ],
)
def test_where_an_item_can_be_handled(changes: dict[str, Any], region: str, wanted: Scope) -> None:
    found = item(task_code=None, task_handle_item=None, **changes)
    assert scope(found, region) is wanted
    assert owning_region(found) == found.region, "a submission always goes home"


@pytest.mark.parametrize("nationwide", ["00", "000000", "000000000000"])
def test_an_item_of_the_whole_country_is_everybodys_own(nationwide: str) -> None:
    code = f"00{item().catalog_code[2:]}"
    theirs = item(region=nationwide, catalog_code=code, task_code=None, task_handle_item=None)
    assert scope(theirs, "990101001") is Scope.OWN
    own = item(region="990100", handle_area="0")
    assert scope(own, nationwide) is Scope.NONE
