"""Which questions of the packages a text is like. Pure."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from provisioning.catalogue.search.rank import Texts, Weighed, explained_by, in_names
from provisioning.catalogue.search.units import Place

LEAST = 0.3
_LEAST_OF_QUESTION = 0.2
"""What the question itself must say of the text; the rest may be the item's name."""


class Asked(Struct, frozen=True):
    """The question of that number, from 0, of an item."""

    item: int
    question: int
    score: float


def as_asked(places: Sequence[Place]) -> list[Place]:
    """The same places, looked up among the questions only."""
    found = []
    for place in places:
        options = tuple(("q" + t[1:], c) for t, c in place.options if t[0] == "b")
        if options:
            found.append(Place(options, place.at, place.pair, place.asking))
    return found


def like(weighed: Sequence[Weighed], items: Mapping[int, Texts]) -> list[Asked]:
    """Best first."""
    total = sum(place.weight for place in weighed)
    found = []
    for item, texts in items.items():
        names = in_names(weighed, texts)
        for number, question in enumerate(texts.questions.split("\n")[1:-1]):
            own = explained_by(weighed, question)
            said = sum(place.weight * one for place, one in zip(weighed, own, strict=True))
            both = sum(
                place.weight * max(one, name)
                for place, one, name in zip(weighed, own, names, strict=True)
            )
            score = (said + both) / (2 * total) if total else 0.0
            if score >= LEAST and said >= _LEAST_OF_QUESTION * total:
                found.append(Asked(item, number, score))
    return sorted(found, key=lambda one: (-one.score, one.item, one.question))
