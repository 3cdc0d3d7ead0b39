"""Screen <-> service: finding service items, looking at one, saying that its guide is wrong."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ItemHit:
    """One item in a list. Texts are the package's own; `name_en` and `detail_en` may be empty."""

    code: str
    name: str
    name_en: str
    detail: str
    """One plain sentence: what it is for."""
    detail_en: str
    icon: str


@dataclass(frozen=True, slots=True)
class FindItems:
    """What a citizen has typed so far, best items first; or, where `text` is empty, all items of a
    category (1 to 11) in their order. Answered by `ItemsFound`."""

    text: str
    category: int = 0
    limit: int = 12


@dataclass(frozen=True, slots=True)
class ItemsFound:
    """`text` and `category` are those that were asked: a late answer is known by them."""

    text: str
    category: int
    hits: tuple[ItemHit, ...]


@dataclass(frozen=True, slots=True)
class AskItem:
    """One item, as it is valid now. Answered by `ItemShown`, or `Refused` with ITEM_GONE."""

    request_id: str
    code: str


@dataclass(frozen=True, slots=True)
class ItemShown:
    """`package` is the item's item.json, of which `version` is valid: the session stays with it
    until it ends, whatever is published meanwhile."""

    request_id: str
    code: str
    version: int
    package: bytes


@dataclass(frozen=True, slots=True)
class CorrectGuide:
    """指南纠错: this element of the guide (`kiosk.items.guide`) is wrong, a citizen says. Nothing
    of the person goes with it. Answered by `Recorded`."""

    request_id: str
    session_id: str
    code: str
    version: int
    element: str
