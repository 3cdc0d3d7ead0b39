"""情形引导: the citizen's answers decide materials, form, fees, window and result. Pure.

The same package and the same answers give the same outcome on every terminal: nothing else is
looked at.
"""

from collections.abc import Mapping

from msgspec import Struct

from kiosk.items.model import Effects, Fee, Field, Material, Node, Option, ServiceItem, Words

DEEPEST = 6
"""Questions that anybody is asked for one item."""


class BadAnswer(Exception):
    """An answer is not among the question's options: a bug, or a package that changed."""


class Outcome(Struct, frozen=True):
    """What applies after the answers so far; with no scenario, what the item says."""

    materials: tuple[Material, ...]
    """In the order of the package."""
    fields: tuple[Field, ...]
    """Of the form: only what these answers need, in the order of the package."""
    fees: tuple[Fee, ...]
    window: Words | None = None
    result: Words | None = None
    exclusion: Words | None = None
    """Why it cannot be handled in this situation; nothing more is asked then."""
    notes: tuple[Words, ...] = ()
    next_node: Node | None = None
    """The question to ask now; None where all are answered."""
    asked: tuple[tuple[Node, Option], ...] = ()
    """The questions on the way with their answers: any of them can be answered anew."""

    @property
    def complete(self) -> bool:
        return self.next_node is None


def walk(item: ServiceItem, answers: Mapping[str, str]) -> Outcome:
    """The outcome of answers {node id: option id}. Answers to questions that are not on the way are
    not looked at, so changing one answer keeps the later ones where they still apply.

    Raises BadAnswer.
    """
    asked: list[tuple[Node, Option]] = []
    nodes = {} if item.scenario is None else {node.id: node for node in item.scenario.nodes}
    node = None if item.scenario is None else nodes.get(item.scenario.start)
    while node is not None and node.id in answers and len(asked) < DEEPEST:
        option = _chosen(node, answers[node.id])
        asked.append((node, option))
        excluded = option.effects is not None and option.effects.exclusion is not None
        node = None if excluded or option.next is None else nodes.get(option.next)
    effects = [option.effects for _, option in asked if option.effects is not None]
    return _outcome(item, effects, node, tuple(asked))


def _chosen(node: Node, answer: str) -> Option:
    for option in node.options:
        if option.id == answer:
            return option
    raise BadAnswer(f"{node.id}: {answer[:40]!r} is no option")


def _outcome(
    item: ServiceItem,
    effects: list[Effects],
    node: Node | None,
    asked: tuple[tuple[Node, Option], ...],
) -> Outcome:
    every = all_effects(item)
    added_materials = {one for effect in every for one in effect.materials_add}
    added_fields = {one for effect in every for one in effect.fields_add}
    materials = {one.id for one in item.materials} - added_materials
    fields = {one.id for one in item.form} - added_fields
    for effect in effects:
        materials = materials - set(effect.materials_remove) | set(effect.materials_add)
        fields = fields - set(effect.fields_remove) | set(effect.fields_add)
    return Outcome(
        tuple(one for one in item.materials if one.id in materials),
        tuple(one for one in item.form if one.id in fields),
        _fees(item, every, effects),
        _last([effect.window for effect in effects]),
        _last([effect.result for effect in effects]),
        _last([effect.exclusion for effect in effects]),
        tuple(effect.note for effect in effects if effect.note is not None),
        node,
        asked,
    )


def _fees(item: ServiceItem, every: list[Effects], chosen: list[Effects]) -> tuple[Fee, ...]:
    """A fee that some answer brings is due only with that answer; every other one always."""
    by_answer = {effect.fee for effect in every if effect.fee is not None}
    due = {effect.fee for effect in chosen if effect.fee is not None}
    return tuple(one for one in item.fees if one.id not in by_answer or one.id in due)


def all_effects(item: ServiceItem) -> list[Effects]:
    """Of every answer, in the order of the package."""
    if item.scenario is None:
        return []
    options = [option for node in item.scenario.nodes for option in node.options]
    return [option.effects for option in options if option.effects is not None]


def to_come(item: ServiceItem, outcome: Outcome) -> list[Effects]:
    """Of every answer that may still be given."""
    nodes = {} if item.scenario is None else {node.id: node for node in item.scenario.nodes}
    ahead = [] if outcome.next_node is None else [outcome.next_node]
    for node in ahead:
        following = [nodes.get(option.next) for option in node.options if option.next is not None]
        ahead += [one for one in following if one is not None and one not in ahead]
    options = [option for node in ahead for option in node.options]
    return [option.effects for option in options if option.effects is not None]


def _last(texts: list[Words | None]) -> Words | None:
    return next((text for text in reversed(texts) if text is not None), None)
