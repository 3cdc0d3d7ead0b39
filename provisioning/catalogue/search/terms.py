"""What the index knows of a text: short words with a letter before that says what they are. Pure.

`c` a character, `b` two neighbours, `s` a syllable, `t` two neighbouring syllables, `i` two or
three neighbouring initials, `w` a word in Latin letters, `q` two neighbours in a question.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from provisioning.catalogue.search.fold import is_ideograph, is_latin

SOUND = "t"
_TOKEN = re.compile("[a-z]+|[^a-z ]")
_LETTER = re.compile("[a-z]")


def tokens(folded: str) -> list[str]:
    """Ideographs and digits one by one, words in Latin letters whole."""
    return _TOKEN.findall(folded)


def line(of: Sequence[str]) -> str:
    """Tokens in one text: a space only between two words in Latin letters."""
    together = "".join(of)
    if not _LETTER.search(together):
        return together
    found = ""
    for one in of:
        found += " " + one if found and is_latin(found[-1]) and is_latin(one[0]) else one
    return found


def pairs(of: Sequence[str], mark: str = "b") -> set[str]:
    return {mark + one + other for one, other in pairwise(of)}


def sound_pairs(sounds: Sequence[str]) -> set[str]:
    return {sound_pair(one, other) for one, other in pairwise(sounds) if one and other}


def sound_pair(one: str, other: str) -> str:
    return f"{SOUND}{one} {other}"


def initials(sounds: Sequence[str]) -> set[str]:
    """Of two and of three neighbours."""
    letters = "".join(one[:1] or " " for one in sounds)
    runs = {letters[at : at + size] for size in (2, 3) for at in range(len(letters) - size + 1)}
    return {"i" + run for run in runs if " " not in run}


def words(of: Sequence[str]) -> set[str]:
    return {"w" + one for one in of if is_latin(one[0])}


def strong(of: Sequence[str], sounds: Sequence[str]) -> set[str]:
    """All terms of a name. `of` as `tokens`, `sounds` one for each of them."""
    found = {"c" + one for one in of if not is_latin(one[0])}
    found |= {"s" + one for one in sounds if one}
    found |= pairs(of) | words(of)
    found |= sound_pairs(sounds) | initials(sounds)
    return found


def told(of: Sequence[str], mark: str = "b") -> set[str]:
    """Terms of a sentence: neighbours of which one is an ideograph at least."""
    return {mark + a + b for a, b in pairwise(of) if is_ideograph(a) or is_ideograph(b)}
