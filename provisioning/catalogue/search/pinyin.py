"""Letters that were typed, cut into syllables and initials, with one slip mended. Pure.

The cheapest way through the letters wins. What neighbouring syllables the catalogue knows makes a
way cheaper, so that a slip is mended into words that are there.
"""

from collections.abc import Callable
from itertools import pairwise

from msgspec import Struct

from provisioning.catalogue.search.syllables import (
    LONGEST,
    STARTS,
    SYLLABLES,
    alike,
    beginning_with,
    slipped,
)

MOST_LETTERS = 60
_SYLLABLE, _LONE_VOWEL, _INITIAL, _BEGUN, _SLIP, _UNKNOWN = 1.0, 1.4, 1.5, 1.2, 3.2, 3.0
"""What each costs: a whole syllable, one of a single letter, a letter that stands for one, one that
is not yet finished, one with a slip, a letter that is none of these."""
_KNOWN, _MENDED = 0.6, 1.0
"""What it saves where the catalogue knows the two neighbours, and where one of them was mended."""
_WAYS = 4
_VOWELS = frozenset("aeo")


_INITIALS = frozenset("abcdefghjklmnopqrstwxyz")
"""With which a syllable may begin."""
_FEWEST, _MOST = 2, 12
"""Letters that may be initials and nothing else."""


class Heard(Struct, frozen=True):
    """`sounds` as `syllables.alike`, any of them; none: only the `initial` is known. `sure`: it
    was typed so."""

    sounds: tuple[str, ...]
    initial: str
    sure: bool = True


class _Way(Struct, frozen=True):
    cost: float
    slips: int
    heard: tuple[Heard, ...]


def cut(letters: str, known: Callable[[str, str], bool]) -> tuple[Heard, ...]:
    """The likeliest reading. `known`: whether the catalogue has two syllables beside each other."""
    letters = letters[:MOST_LETTERS]
    plain = _cheapest(letters, known, mend=False)
    if all(one.sounds for one in plain) and _all_known(plain, known):
        return plain
    return _cheapest(letters, known, mend=True)


def are_initials(letters: str) -> bool:
    """Each of these may stand for a syllable."""
    return _FEWEST <= len(letters) <= _MOST and _INITIALS.issuperset(letters)


def _all_known(heard: tuple[Heard, ...], known: Callable[[str, str], bool]) -> bool:
    return all(_beside(one, other, known) for one, other in pairwise(heard))


def _beside(one: Heard, other: Heard, known: Callable[[str, str], bool]) -> bool:
    return any(known(a, b) for a in one.sounds for b in other.sounds)


def _cheapest(letters: str, known: Callable[[str, str], bool], mend: bool) -> tuple[Heard, ...]:
    ways: list[list[_Way]] = [[] for _ in range(len(letters) + 1)]
    ways[0] = [_Way(0.0, 0, ())]
    for at in range(len(letters)):
        ways[at] = _best(ways[at])
        steps = _steps(letters, at, mend)
        for way in ways[at]:
            for end, heard, cost in steps:
                slips = way.slips + (not heard.sure)
                if slips <= 1:
                    saved = _saved(way, heard, known)
                    ways[end].append(_Way(way.cost + cost - saved, slips, (*way.heard, heard)))
    return min(ways[-1], key=lambda way: way.cost).heard


def _best(ways: list[_Way]) -> list[_Way]:
    """The cheapest few, with and without a slip."""
    ways = sorted(ways, key=lambda way: way.cost)
    return [one for slips in (0, 1) for one in [way for way in ways if way.slips == slips][:_WAYS]]


def _saved(way: _Way, heard: Heard, known: Callable[[str, str], bool]) -> float:
    if not way.heard or not heard.sounds:
        return 0.0
    if not _beside(way.heard[-1], heard, known):
        return 0.0
    return _KNOWN if heard.sure and way.heard[-1].sure else _MENDED


def _steps(letters: str, at: int, mend: bool) -> list[tuple[int, Heard, float]]:
    """(where it ends, what it may be, what that costs) of all that may begin here."""
    found = [(at + 1, Heard((), letters[at]), _UNKNOWN)]
    for end in range(at + 1, min(len(letters), at + LONGEST + 1) + 1):
        part = letters[at:end]
        if part in SYLLABLES:
            cost = _LONE_VOWEL if part in _VOWELS else _SYLLABLE
            found.append((end, Heard((alike(part),), part[0]), cost))
        elif end == len(letters) > at + 1 and (begun := beginning_with(part)):
            found.append((end, Heard(begun, part[0]), _BEGUN))
        if part in STARTS:
            found.append((end, Heard((), part[0]), _INITIAL))
        if mend and len(part) > 1 and (near := slipped(part)):
            found += [(end, Heard((one,), one[0], sure=False), _SLIP) for one in near]
    return found
