"""How well an item suits a terminal: much asked for, simple, and finished there.

A hundred points; each reason says what it took away and why, so that an admin sees what to change.
"""

from collections.abc import Callable

from msgspec import Struct

from kiosk.items.badges import HANDLED_DEPTH
from kiosk.items.codes import DeviceNeed, FlowTemplate, OfflineClass
from kiosk.items.hours import always_open
from kiosk.items.model import ServiceItem
from kiosk.items.scenario import walk
from provisioning.items.terminals import types_for

SUITED = 60
"""From here on an item belongs on a terminal."""
_MANY_CASES = 1000
_FEW_CASES = 100
_SIMPLE = (
    *(FlowTemplate.QUERY, FlowTemplate.PRINT, FlowTemplate.PROVE, FlowTemplate.CALC),
    *(FlowTemplate.QUEUE, FlowTemplate.GUIDE, FlowTemplate.VERIFY, FlowTemplate.PICKUP),
)
_BODILY = (DeviceNeed.FINGERPRINT,)


class Reason(Struct, frozen=True):
    points: int
    """Taken away."""
    text: str


class Fit(Struct, frozen=True):
    catalog_code: str
    name: str
    score: int
    """0 to 100."""
    reasons: tuple[Reason, ...]
    """The heaviest first."""

    @property
    def suited(self) -> bool:
        return self.score >= SUITED


def fit(item: ServiceItem) -> Fit:
    found = [one for rule in _RULES for one in [rule(item)] if one is not None]
    reasons = tuple(sorted(found, key=lambda one: -one.points))
    score = max(0, 100 - sum(one.points for one in reasons))
    return Fit(item.catalog_code, item.task_name.zh, score, reasons)


def _switch(item: ServiceItem) -> Reason | None:
    return None if item.is_service_terminals else Reason(100, "is_service_terminals is false")


def _referred(item: ServiceItem) -> Reason | None:
    if item.referral is None:
        return None
    return Reason(60, "ends at a counter: the terminal never does it whole")


def _depth(item: ServiceItem) -> Reason | None:
    if item.flow_template in _SIMPLE or item.online_handle_depth >= HANDLED_DEPTH:
        return None
    return Reason(50, f"online depth {item.online_handle_depth}: not handled away from a counter")


def _terminals(item: ServiceItem) -> Reason | None:
    if not types_for(item):
        return Reason(60, "no type of terminal has its devices together")
    return None


def _body(item: ServiceItem) -> Reason | None:
    bodily = [need for need in item.devices if need in _BODILY]
    return Reason(15, f"takes the person's body: {', '.join(bodily)}") if bodily else None


def _visits(item: ServiceItem) -> Reason | None:
    more = item.limit_scene_num - 1
    return Reason(15 * more, f"{item.limit_scene_num} visits") if more > 0 else None


def _materials(item: ServiceItem) -> Reason | None:
    """What must be brought and scanned in any case."""
    own = [one for one in walk(item, {}).materials if one.auto_source is None]
    more = len(own) - 2
    return Reason(min(30, 6 * more), f"{len(own)} materials to bring") if more > 0 else None


def _form(item: ServiceItem) -> Reason | None:
    typed = [one for one in walk(item, {}).fields if one.prefill is None]
    more = len(typed) - 8
    return Reason(min(25, 2 * more), f"{len(typed)} entries to type") if more > 0 else None


def _cases(item: ServiceItem) -> Reason | None:
    if item.yearly_cases is None:
        return Reason(5, "yearly_cases is not given: nobody knows how much it is asked for")
    if item.yearly_cases >= _MANY_CASES:
        return None
    points = 25 if item.yearly_cases < _FEW_CASES else 10
    return Reason(points, f"{item.yearly_cases} cases in a year")


def _network(item: ServiceItem) -> Reason | None:
    online = item.offline_class is OfflineClass.L3
    return Reason(5, "nothing can be done without network") if online else None


def _day_only(item: ServiceItem) -> Reason | None:
    return None if always_open(item) else Reason(5, "not open around the clock")


_RULES: tuple[Callable[[ServiceItem], Reason | None], ...] = (
    *(_switch, _referred, _depth, _terminals, _body, _visits),
    *(_materials, _form, _cases, _network, _day_only),
)
