"""First letters of Chinese texts, so that a list can be filtered by letter keys alone. Pure.

The 3,755 commoner characters of GB 2312 stand in the order of their pinyin, so the place of one
says its first letter. A rarer character has none here and goes with any letter.
"""

from bisect import bisect_right

_FIRST = (
    *(("A", 0xB0A1), ("B", 0xB0C5), ("C", 0xB2C1), ("D", 0xB4EE), ("E", 0xB6EA), ("F", 0xB7A2)),
    *(("G", 0xB8C1), ("H", 0xB9FE), ("J", 0xBBF7), ("K", 0xBFA6), ("L", 0xC0AC), ("M", 0xC2E8)),
    *(("N", 0xC4C3), ("O", 0xC5B6), ("P", 0xC5BE), ("Q", 0xC6DA), ("R", 0xC8BB), ("S", 0xC8F6)),
    *(("T", 0xCBFA), ("W", 0xCDDA), ("X", 0xCEF4), ("Y", 0xD1B9), ("Z", 0xD4D1)),
)
"""Of each letter, the first code; no pinyin begins with I, U or V."""
_CODES = [code for _, code in _FIRST]
_LAST = 0xD7F9
_ANY = "?"


def initials(text: str) -> str:
    """A letter, digit or other ASCII character stays, in capitals; "?" for an unknown character."""
    return "".join(_letter(char) for char in text)


def _letter(char: str) -> str:
    if char.isascii():
        return char.upper()
    try:
        raw = char.encode("gb2312")
    except UnicodeEncodeError:
        return _ANY
    code = int.from_bytes(raw, "big")
    if not _CODES[0] <= code <= _LAST:
        return _ANY
    return _FIRST[bisect_right(_CODES, code) - 1][0]


def matches(text: str, wanted: str) -> bool:
    """`wanted` is part of the text, or of its first letters. Letters of either case; spaces do not
    count."""
    text, wanted = "".join(text.split()), "".join(wanted.split())
    if wanted.casefold() in text.casefold():
        return True
    if not wanted.isascii():
        return False
    letters, wanted = initials(text), wanted.upper()
    starts = range(len(letters) - len(wanted) + 1)
    return any(_fits(letters[at : at + len(wanted)], wanted) for at in starts)


def _fits(letters: str, wanted: str) -> bool:
    """At least half of the letters must be known: rare characters do not match everything."""
    pairs = list(zip(letters, wanted, strict=True))
    known = sum(one != _ANY for one, _ in pairs)
    return 2 * known >= len(pairs) and all(one in (_ANY, other) for one, other in pairs)
