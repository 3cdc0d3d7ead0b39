"""Screen <-> service: finding service items, looking at one, saying that its guide is wrong."""

from msgspec import Struct

from kiosk.items.validity import Scope
from kiosk.messages.places import PlaceLine

FROM_ELSEWHERE = 12
"""The category of all items of other places that can be done here (异地通办)."""


class ItemHit(Struct, frozen=True):
    """One item in a list. Texts are the package's own; `name_en` and `detail_en` may be empty."""

    code: str
    name: str
    name_en: str
    detail: str
    """One plain sentence: what it is for."""
    detail_en: str
    icon: str
    scope: Scope = Scope.OWN
    """For this terminal, whichever place's list it stands in."""


class ItemAnswer(Struct, frozen=True):
    """A question that people ask about an item, with its answer: both stand in the item's package
    of that `version`. What ends in `_en` may be empty."""

    code: str
    name: str
    name_en: str
    version: int
    question: str
    question_en: str
    answer: str
    answer_en: str


class FindItems(Struct, frozen=True):
    """What a citizen has typed so far, best items first; or, where `text` is empty, all items of a
    category (1 to 11, FROM_ELSEWHERE) in their order. `region`: of the place that shows them, ""
    for this terminal's own. Answered by `ItemsFound`."""

    text: str
    category: int = 0
    limit: int = 12
    region: str = ""


class ItemsFound(Struct, frozen=True):
    """`text`, `category` and `region` are those that were asked: a late answer is known by them.
    `answers`: to questions that the text is like, best first; the terminal makes up none."""

    text: str
    category: int
    hits: tuple[ItemHit, ...]
    answers: tuple[ItemAnswer, ...] = ()
    region: str = ""


class AskItem(Struct, frozen=True):
    """One item, as it is valid now, of whichever place. Answered by `ItemShown`, or `Refused` with
    ITEM_GONE."""

    request_id: str
    code: str


class ItemShown(Struct, frozen=True):
    """`package` is the item's item.json, of which `version` is valid: the session stays with it
    until it ends, whatever is published meanwhile. `place`: whose it is, None where the catalogue
    does not name it."""

    request_id: str
    code: str
    version: int
    package: bytes
    place: PlaceLine | None = None


class CorrectGuide(Struct, frozen=True):
    """指南纠错: this element of the guide (`kiosk.items.guide`) is wrong, a citizen says. Nothing
    of the person goes with it. Answered by `Recorded`."""

    request_id: str
    session_id: str
    code: str
    version: int
    element: str
