"""How well one item answers a query: of the few dozen that `lookup.gather` found. Pure.

Of each name two things count: how much of the query it explains, by the weight of the query's
places, and how much of it the query says. An item's score is the mean of what all its names
together explain and of its best name.
"""

from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct

from provisioning.catalogue.search.lookup import Term
from provisioning.catalogue.search.units import Place, Query

_TOLD = 0.35
"""What counts a place that only the summary or a question has."""
_UNKNOWN = 0.45
"""What weighs a place that no item has, against the mean of the others."""
_ASKING = 0.25
"""What weighs a place of words that only ask."""
_SINGLE_BESIDE = 0.4
"""What weighs a single character that is part of a known pair."""
_EXACT, _BEGUN = 0.25, 0.08
"""Added where the query is the name or its initials, or the name's beginning."""
_NAME_SHARE = 0.5
"""What the best name counts against all of them together."""
_LENGTH_SHARE = 0.4
"""What counts in a name how much of it the query says."""
_SAID_SOUND, _SAID_INITIAL = 0.8, 0.6
LEAST = 0.28
"""Of an item's score; less is no answer."""
NEAR = 0.42
"""Of the best item's score; less is not shown beside it."""
_TEXT, _SPOKEN, _INITIALS = 0, 1, 2
_FIELDS = {"c": _TEXT, "b": _TEXT, "w": _TEXT, "s": _SPOKEN, "t": _SPOKEN, "i": _INITIALS}


class Weighed(Struct, frozen=True):
    """A place: what to look for in which of an item's texts and what it counts, the dearest first,
    and the place's weight in the query."""

    options: tuple[tuple[int, str, float], ...]
    weight: float


class Texts(Struct, frozen=True):
    """An item's lines as the index keeps them, see `schema`."""

    phrases: str
    spoken: str
    initials: str
    told: str
    questions: str


def weigh(places: Sequence[Place], found: Mapping[str, Term]) -> list[Weighed]:
    """The places that count."""
    known = {place: _known(place, found) for place in places}
    paired = {
        at
        for place, best in known.items()
        if place.pair and best
        for at in (place.at, place.at + 1)
    }
    values = [best for place, best in known.items() if best and place.pair]
    values = values or [best for best in known.values() if best]
    mean = sum(values) / len(values) if values else 1.0
    weighed = []
    for place, best in known.items():
        weight = best or (mean * _UNKNOWN if place.pair or place.at not in paired else 0.0)
        if place.asking:
            weight = best * _ASKING
        elif not place.pair and place.at in paired:
            weight *= _SINGLE_BESIDE
        if weight:
            top = max(counts for _, counts in place.options)
            options = sorted(place.options, key=lambda one: -one[1])
            sought = tuple((*_sought(t), c / top) for t, c in options if t in found)
            weighed.append(Weighed(sought, weight * top))
    return weighed


def _known(place: Place, found: Mapping[str, Term]) -> float:
    return max((found[term].weight for term, _ in place.options if term in found), default=0.0)


def _sought(term: str) -> tuple[int, str]:
    """In which text, and what in it."""
    field = _FIELDS[term[0]]
    return field, f" {term[1:]} " if field == _SPOKEN else term[1:]


def score(query: Query, weighed: Sequence[Weighed], texts: Texts) -> tuple[float, str]:
    """From 0 to about 1.3, and the name that matched best (empty where none did)."""
    total = sum(place.weight for place in weighed)
    fields = (texts.phrases, texts.spoken, texts.initials)
    everywhere = 0.0
    matching = []
    for place in weighed:
        hits = [one for one in place.options if one[1] in fields[one[0]]]
        if hits:
            everywhere += place.weight * hits[0][2]
            matching.append((place.weight, hits))
        else:
            everywhere += place.weight * _of_told(place, texts)
    if not everywhere:
        return 0.0, ""
    best, name = _best_name(query, matching, fields, total)
    return _NAME_SHARE * best + (1 - _NAME_SHARE) * everywhere / total, name


def _best_name(
    query: Query,
    matching: Sequence[tuple[float, list[tuple[int, str, float]]]],
    fields: tuple[str, str, str],
    total: float,
) -> tuple[float, str]:
    best, name = 0.0, ""
    rows = zip(*(field.split("\n") for field in fields), strict=True)
    said = _Said(query)
    for row in rows:
        explained = 0.0
        for weight, hits in matching:
            for field, what, counts in hits:
                if what in row[field]:
                    explained += weight * counts
                    break
        if not explained:
            continue
        most = explained / total + _whole(query, row)
        if most <= best:
            continue
        lost = _LENGTH_SHARE * (1 - said.share(row[_TEXT], row[_SPOKEN]))
        value = most - explained / total * lost
        if value > best:
            best, name = value, row[_TEXT]
    return best, name


def in_names(weighed: Sequence[Weighed], texts: Texts) -> list[float]:
    """What each place finds in the names of an item."""
    fields = (texts.phrases, texts.spoken, texts.initials)
    return [
        next((counts for field, what, counts in place.options if what in fields[field]), 0.0)
        for place in weighed
    ]


def in_sentences(weighed: Sequence[Weighed], heard: bool) -> list[Weighed]:
    """With what can be found in a sentence alone; `heard`: by its sound too."""
    fields = (_TEXT, _SPOKEN) if heard else (_TEXT,)
    some = (tuple(one for one in place.options if one[0] in fields) for place in weighed)
    return [Weighed(options, place.weight) for options, place in zip(some, weighed, strict=True)]


def explained_by(sought: Sequence[Weighed], text: str, spoken: Collection[str]) -> list[float]:
    """What each place of `in_sentences` finds in a sentence. `spoken`: its syllables and pairs of
    them, each between two spaces."""
    found = []
    for place in sought:
        value = 0.0
        for field, what, counts in place.options:
            if what in (spoken if field else text):
                value = counts
                break
        found.append(value)
    return found


def _of_told(place: Weighed, texts: Texts) -> float:
    for field, what, counts in place.options:
        if field == _TEXT and len(what) > 1 and (what in texts.told or what in texts.questions):
            return counts * _TOLD
    return 0.0


class _Said:
    """What a query says of a name's characters."""

    def __init__(self, query: Query) -> None:
        self._chars = {char for unit in query.units for char in unit.char}
        self._latin = query.text
        self._sounds = {sound for unit in query.units for sound in unit.sounds}
        bare = (unit for unit in query.units if not unit.char and not unit.sounds)
        self._initials = {unit.initial for unit in bare}

    def share(self, text: str, spoken: str) -> float:
        """From 0 to 1."""
        sounds = spoken.split()
        said = 0.0
        for char in text:
            said += char in self._chars
        if said < len(sounds):
            heard = sum(
                _SAID_SOUND if one in self._sounds else _SAID_INITIAL
                for one in sounds
                if one in self._sounds or one[0] in self._initials
            )
            said = max(said, heard)
        return min(1.0, said / max(len(sounds), 1))


def _whole(query: Query, row: Sequence[str]) -> float:
    if query.text == row[_TEXT] or (query.initials and query.initials == row[_INITIALS]):
        return _EXACT
    return _BEGUN if row[_TEXT].startswith(query.text) else 0.0
