"""Words that only ask, and words that mean the same. Pure."""

from functools import cache
from pathlib import Path

from msgspec import Struct

_TABLE = Path(__file__).with_name("words.txt")


class Vocabulary(Struct, frozen=True):
    """`asking`: folded; `alike`: for a word the others of its groups. `longest`: letters of the
    longest word of either."""

    asking: frozenset[str]
    alike: dict[str, tuple[str, ...]]
    longest: int


@cache
def vocabulary() -> Vocabulary:
    asking: set[str] = set()
    alike: dict[str, dict[str, None]] = {}
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("!"):
            asking.update(line[1:].split())
        elif line and not line.startswith("#"):
            group = line.split()
            for word in group:
                others = alike.setdefault(word, {})
                others.update((other, None) for other in group if other != word)
    longest = max(map(len, (*asking, *alike)))
    return Vocabulary(
        frozenset(asking), {word: tuple(others) for word, others in alike.items()}, longest
    )
