"""Screen <-> service: the rules of 您可能可以办. They are held against a person where the card was
read: the service is never told of whom, nor which of them hold."""

from msgspec import Struct


class AskHints(Struct, frozen=True):
    """Every item that hints at whom it may be for. Answered by `HintsShown`."""

    request_id: str


class HintRule(Struct, frozen=True):
    """`rule`: a formula over what the card says; `text` where it holds. `text_en` may be empty."""

    rule: str
    text: str
    text_en: str


class HintedItem(Struct, frozen=True):
    """`against`: the rules of its exclusions; where one holds, the item is not for the person."""

    code: str
    name: str
    name_en: str
    icon: str
    hints: tuple[HintRule, ...]
    against: tuple[str, ...]


class HintsShown(Struct, frozen=True):
    request_id: str
    items: tuple[HintedItem, ...]
