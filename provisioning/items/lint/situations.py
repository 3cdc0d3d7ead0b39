"""Scenarios whose questions lead nowhere useful."""

from collections.abc import Iterator

from kiosk.items.model import Scenario, ServiceItem
from kiosk.items.national import Problem
from kiosk.items.scenario import Outcome, all_effects, walk

_MOST_WAYS = 5000


def unreachable(item: ServiceItem) -> Iterator[Problem]:
    if item.scenario is None:
        return
    reached = _reached(item.scenario)
    for i, node in enumerate(item.scenario.nodes):
        if node.id not in reached:
            yield f"$.scenario.nodes[{i}]", f"no answer leads to the question {node.id}"


def _reached(scenario: Scenario) -> set[str]:
    following = {n.id: [o.next for o in n.options if o.next] for n in scenario.nodes}
    reached, left = {scenario.start}, [scenario.start]
    while left:
        for one in following.get(left.pop(), []):
            if one not in reached:
                reached.add(one)
                left.append(one)
    return reached


def leaves(item: ServiceItem) -> Iterator[tuple[dict[str, str], Outcome]]:
    """Every way through the questions with its outcome; at most _MOST_WAYS."""
    open_ways: list[dict[str, str]] = [{}]
    done = 0
    while open_ways and done < _MOST_WAYS:
        answers = open_ways.pop()
        outcome = walk(item, answers)
        if outcome.next_node is None:
            done += 1
            yield answers, outcome
            continue
        node = outcome.next_node
        open_ways += [answers | {node.id: option.id} for option in reversed(node.options)]


def incomplete(item: ServiceItem) -> Iterator[Problem]:
    """A way that ends with a no and nothing to do instead, or a needless answer."""
    if item.scenario is None:
        return
    for i, node in enumerate(item.scenario.nodes):
        for j, option in enumerate(node.options):
            effects, path = option.effects, f"$.scenario.nodes[{i}].options[{j}]"
            if effects is None or effects.exclusion is None:
                continue
            if option.next is not None:
                yield f"{path}.next", "is never asked: the answer excludes"
            if not (effects.window or effects.note or effects.result):
                yield f"{path}.effects", "says no; say in `note` or `window` what to do instead"


def needless(item: ServiceItem) -> Iterator[Problem]:
    """Materials and fields that no situation asks for, and questions that decide nothing."""
    if item.scenario is None:
        return
    ends = [outcome for _, outcome in leaves(item) if outcome.exclusion is None]
    asked_for = {one.id for end in ends for one in end.materials}
    filled_in = {one.id for end in ends for one in end.fields}
    for i, material in enumerate(item.materials):
        if ends and material.id not in asked_for:
            yield f"$.materials[{i}]", "no situation asks for it"
    for i, field in enumerate(item.form):
        if ends and field.id not in filled_in:
            yield f"$.form[{i}]", "no situation asks for it"
    for i, node in enumerate(item.scenario.nodes):
        if len({(option.next, option.effects) for option in node.options}) == 1:
            yield f"$.scenario.nodes[{i}]", "every answer has the same effect: the question is idle"


def removes_nothing(item: ServiceItem) -> Iterator[Problem]:
    """An answer that takes away what only another answer brings, and never both."""
    added = {one for effects in all_effects(item) for one in effects.materials_add}
    taken = {one for effects in all_effects(item) for one in effects.materials_remove}
    for i, material in enumerate(item.materials):
        if material.id in added & taken:
            text = "is added by one answer and removed by another: the later one wins"
            yield f"$.materials[{i}].id", text
