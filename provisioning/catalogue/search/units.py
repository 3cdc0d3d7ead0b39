"""What was typed, cut into units and then into the places where an item can match. Pure."""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from provisioning.catalogue.search import terms
from provisioning.catalogue.search.fold import fold, is_latin
from provisioning.catalogue.search.pinyin import are_initials, cut
from provisioning.catalogue.search.vocabulary import vocabulary

MOST_UNITS = 40
_SAME, _MEANT, _SOUND, _SLIP, _LETTERS, _ACROSS = 1.0, 0.75, 0.7, 0.6, 0.5, 0.45
"""What a match counts: the same characters, a word that means the same, the same sound, a sound
that was mended, the same initials, neighbours that were typed with another between them."""
_ALONE = 0.35
"""What a single character or syllable counts of that."""
_MOST_TERMS = 24

Sounds = Callable[[str], tuple[str, ...]]
Known = Callable[[str, str], bool]


class Unit(Struct, frozen=True):
    """`char` empty where letters were typed; `word` where they may be a word in another language.
    `asking`: part of words like 我想 or 怎么."""

    char: str = ""
    sounds: tuple[str, ...] = ()
    initial: str = ""
    sure: bool = True
    asking: bool = False


class Place(Struct, frozen=True):
    """`options`: (term, what it counts). `at`: the first unit; `pair`: two or three units, else
    one. `asking`: of words that only ask."""

    options: tuple[tuple[str, float], ...]
    at: int
    pair: bool = True
    asking: bool = False


class Query(Struct, frozen=True):
    """`text` as folded; `initials`: the same letters where each may stand for a syllable, else
    empty."""

    text: str
    units: tuple[Unit, ...]
    places: tuple[Place, ...]
    initials: str = ""


def query_of(text: str, sounds: Sounds, known: Known) -> Query:
    """`sounds`: how a character may be read; `known`: see `pinyin.cut`."""
    folded = fold(text)
    of = terms.tokens(folded)[:MOST_UNITS]
    marked = _asking(of)
    if all(marked):
        marked = [False] * len(of)
    units: list[Unit] = []
    meant: dict[int, list[str]] = {}
    latin: list[Place] = []
    starts: list[int] = []
    for token, asks in zip(of, marked, strict=True):
        starts.append(len(units))
        if is_latin(token[0]):
            if not asks:
                latin.append(Place((("w" + token, _SAME),), len(units)))
            heard = cut(token, known)
            units += [Unit("", one.sounds, one.initial, one.sure, asks) for one in heard]
        else:
            read = sounds(token)
            units.append(Unit(token, read, read[0][:1] if read else "", True, asks))
    units = units[:MOST_UNITS]
    for at, others in _meant(of).items():
        meant.setdefault(starts[at], []).extend(others)
    places = [*_pairs(units, meant), *_singles(units, meant), *_letters(units)]
    letters = folded if are_initials(folded) else ""
    return Query(folded, tuple(units), tuple(places + latin), letters)


def by_initials(query: Query) -> Query | None:
    """The same letters, each of them the initial of a syllable; None where they are none, or where
    they were read so already."""
    units = tuple(Unit(initial=letter) for letter in query.initials)
    if not units or query.units == units:
        return None
    return Query(query.text, units, tuple(_letters(units)), query.initials)


def _asking(of: Sequence[str]) -> list[bool]:
    """Which tokens are part of words that only ask."""
    marked = [False] * len(of)
    for at, end, word in _words(of):
        if word in vocabulary().asking:
            marked[at:end] = [True] * (end - at)
    return marked


def _meant(of: Sequence[str]) -> Mapping[int, list[str]]:
    """For the tokens of a word those that mean the same."""
    found: dict[int, list[str]] = {}
    taken = 0
    for at, end, word in sorted(_words(of), key=lambda one: (one[0], -one[1])):
        if at >= taken and word in vocabulary().alike:
            taken = end
            for place in range(at, end):
                found[place] = list(vocabulary().alike[word])
    return found


def _words(of: Sequence[str]) -> list[tuple[int, int, str]]:
    longest = vocabulary().longest
    return [
        (at, end, "".join(of[at:end]))
        for at in range(len(of))
        for end in range(at + 1, min(len(of), at + longest) + 1)
    ]


def _pairs(units: Sequence[Unit], meant: Mapping[int, list[str]]) -> list[Place]:
    found = []
    for at, (one, other) in enumerate(pairwise(units)):
        options: dict[str, float] = {}
        if one.char and other.char:
            options["b" + one.char + other.char] = _SAME
        if one.char and at + 2 < len(units) and units[at + 2].char:
            options.setdefault("b" + one.char + units[at + 2].char, _ACROSS)
        if at in meant and at + 1 in meant and meant[at] == meant[at + 1]:
            options |= _of_words(meant[at])
        counts = _SOUND if one.sure and other.sure else _SLIP
        for a in one.sounds:
            for b in other.sounds:
                options.setdefault(terms.sound_pair(a, b), counts)
        some = tuple(list(options.items())[:_MOST_TERMS])
        if some:
            found.append(Place(some, at, True, one.asking or other.asking))
    return found


def _of_words(words: Sequence[str]) -> dict[str, float]:
    return {term: _MEANT for word in words for term in terms.pairs(word)}


def _singles(units: Sequence[Unit], meant: Mapping[int, list[str]]) -> list[Place]:
    found = []
    for at, unit in enumerate(units):
        options: dict[str, float] = {}
        if unit.char:
            options["c" + unit.char] = _SAME
            beside = meant.get(at - 1), meant.get(at + 1)
            if at in meant and meant[at] not in beside:
                options |= {"c" + word: _MEANT for word in meant[at] if len(word) == 1}
                options |= _of_words(meant[at])
        for sound in unit.sounds:
            options.setdefault("s" + sound, _SOUND if unit.sure else _SLIP)
        if options and not (unit.asking and len(units) > 1):
            some = tuple((term, counts * _ALONE) for term, counts in options.items())
            found.append(Place(some[:_MOST_TERMS], at, False, unit.asking))
    return found


def _letters(units: Sequence[Unit]) -> list[Place]:
    """Two or three neighbours of which one at least is only an initial."""
    found = []
    bare = [not (unit.char or unit.sounds) for unit in units]
    for size in (2, 3):
        for at in range(len(units) - size + 1):
            run = units[at : at + size]
            letters = "".join(unit.initial for unit in run)
            if len(letters) == size and any(bare[at : at + size]):
                found.append(Place((("i" + letters, _LETTERS),), at, True))
    return found
