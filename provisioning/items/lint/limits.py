"""Time limits, charges and visits that contradict each other."""

from collections.abc import Iterator

from kiosk.items.badges import WHOLE_DEPTH
from kiosk.items.codes import ProjectType, TimeUnit
from kiosk.items.model import ServiceItem
from kiosk.items.national import Problem

HOURS = {
    TimeUnit.WORK_DAYS: 24.0 * 7 / 5,
    TimeUnit.DAYS: 24.0,
    TimeUnit.HOURS: 1.0,
    TimeUnit.MINUTES: 1 / 60,
    TimeUnit.MONTHS: 24.0 * 30,
}
"""A work day counts as 7/5 of a day: enough to compare limits of different units."""


def contradictions(item: ServiceItem) -> Iterator[Problem]:
    by_law = item.anticipate_day * HOURS[item.anticipate_type]
    promised = item.promise_day * HOURS[item.promise_type]
    if promised > by_law:
        yield "$.promise_day", "the promised time is longer than the one by law"
    if not item.is_fee and item.fees:
        yield "$.fees", "there are charges, and is_fee is false"
    if item.flow_template == "CALC" and item.calc is not None and not item.calc.inputs:
        yield "$.calc.inputs", "is empty"


def refusals_without_basis(item: ServiceItem) -> Iterator[Problem]:
    """否定必有依据: whoever is turned away is told what that rests on."""
    for i, one in enumerate(item.exclusions):
        if one.basis is None:
            text = "say in `basis` which law or condition the refusal rests on"
            yield f"$.exclusions[{i}].basis", text


def doubtful(item: ServiceItem) -> Iterator[Problem]:
    promised = item.promise_day * HOURS[item.promise_type]
    if item.project_type is ProjectType.AT_ONCE and promised > HOURS[TimeUnit.WORK_DAYS]:
        yield "$.promise_day", f"is more than a day, and project_type is {item.project_type}"
    if item.limit_scene_num > 1 and item.online_handle_depth == WHOLE_DEPTH:
        yield "$.limit_scene_num", "level 4 is all online, and more than one visit is needed"
    if not item.is_service_terminals:
        yield "$.is_service_terminals", "is false: no terminal shows it"
