"""Which questions of the packages a text is like. Pure."""

from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import pairwise, product
from operator import mul

from msgspec import Struct

from provisioning.catalogue.search.rank import Texts, Weighed, explained_by, in_names, in_sentences
from provisioning.catalogue.search.units import Place, Query, Sounds

Spoken = Callable[[str], Collection[str]]
"""What a sentence sounds like, for `rank.explained_by`."""

LEAST = 0.3
_NEAR = 0.7
"""Of the best question's score; less is not told beside it."""
_LEAST_OF_QUESTION = 0.2
"""What the question itself must say of the text; the rest may be the item's name."""


class Asked(Struct, frozen=True):
    """The question of that number, from 0, of an item."""

    item: int
    question: int
    score: float


def is_asked(query: Query) -> bool:
    """Two characters or syllables at least: letters that are only initials ask nothing."""
    return sum(bool(unit.char or unit.sounds) for unit in query.units) > 1


def spoken_by(sounds: Sounds) -> Spoken:
    def spoken(sentence: str) -> Collection[str]:
        read = [sounds(char) for char in sentence]
        pairs = (f" {a} {b} " for one, other in pairwise(read) for a, b in product(one, other))
        return {*pairs, *(f" {one} " for some in read for one in some)}

    return spoken


def silent(sentence: str) -> Collection[str]:
    """Where no letters were typed: the characters say it all."""
    return ()


def as_asked(places: Sequence[Place]) -> list[Place]:
    """The same places, looked up among the questions only."""
    found = []
    for place in places:
        options = tuple(("q" + t[1:], c) for t, c in place.options if t[0] == "b")
        if options:
            found.append(Place(options, place.at, place.pair, place.asking))
    return found


def like(
    weighed: Sequence[Weighed], items: Mapping[int, Texts], spoken: Spoken = silent
) -> list[Asked]:
    """Best first."""
    sought = in_sentences(weighed, spoken is not silent)
    weights = [place.weight for place in weighed]
    total = sum(weights)
    found = []
    for item, texts in items.items():
        names: list[float] = []
        for number, question in enumerate(texts.questions.split("\n")[1:-1]):
            own = explained_by(sought, question, spoken(question))
            said = sum(map(mul, weights, own))
            if not said or said < _LEAST_OF_QUESTION * total:
                continue
            names = names or in_names(weighed, texts)
            score = (said + sum(map(mul, weights, map(max, own, names)))) / (2 * total)
            if score >= LEAST:
                found.append(Asked(item, number, score))
    found.sort(key=lambda one: (-one.score, one.item, one.question))
    return [one for one in found if one.score >= _NEAR * found[0].score]
