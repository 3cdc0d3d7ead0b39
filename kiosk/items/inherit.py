"""A lower level may change place, time, phone and window of an item, and nothing else. Pure.

What the level above owns (name, code, basis, type, materials, fees ...) is read-only below it.
"""

from typing import Any

from kiosk.items.model import Effects, Scenario, ServiceItem
from kiosk.items.national import Problem

OPEN = frozenset({"transact_addr", "transact_time", "places", "link_way", "supervise_way"}) | {
    "contacts",
    "service_hours",
    "town_code",
    "town_name",
    "village_code",
    "village_name",
}
"""Fields that an overriding package may change."""
OF_ITSELF = frozenset({"package_ver", "inherits", "row_guid", "region", "sort"})
"""Fields that are the overriding package's own: whose it is, not what the item is."""


def override_problems(upper: ServiceItem, lower: ServiceItem) -> list[Problem]:
    """What `lower` changes and may not, each with its path. Empty: a good override."""
    found: list[Problem] = []
    inherits = lower.inherits
    if inherits is None or inherits.catalog_code != upper.catalog_code:
        return [("$.inherits", f"does not name the item {upper.catalog_code}")]
    if inherits.package_ver != upper.package_ver:
        text = f"names version {inherits.package_ver}, the item above has {upper.package_ver}"
        found.append(("$.inherits.package_ver", text))
    if not lower.region.startswith(upper.region.rstrip("0")):
        found.append(("$.region", f"is not a part of {upper.region}"))
    for name in upper.__struct_fields__:
        if name in OPEN or name in OF_ITSELF:
            continue
        above, below = getattr(upper, name), getattr(lower, name)
        if name == "scenario":
            above, below = _without_windows(above), _without_windows(below)
        if above != below:
            text = "belongs to the level above: only place, time, phone and window may change"
            found.append((f"$.{name.rstrip('_')}", text))
    return found


def _without_windows(scenario: Scenario | None) -> Any:
    """The scenario for comparing: which window an answer leads to is open."""
    if scenario is None:
        return None
    nodes = []
    for node in scenario.nodes:
        options = [(o.id, o.label, o.next, o.end, _bare(o.effects)) for o in node.options]
        nodes.append((node.id, node.question, node.help, node.voice, options))
    return scenario.start, nodes


def _bare(effects: Effects | None) -> tuple[Any, ...]:
    named = [name for name in Effects.__struct_fields__ if name != "window"]
    return tuple(getattr(effects or Effects(), name) for name in named)
