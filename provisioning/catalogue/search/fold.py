"""What was typed or written, in the form in which both are compared. Pure."""

import unicodedata
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).with_name("traditional.txt")
_FIRST = "\u3400"
MOST_CHARS = 2000
"""Of a text; the rest is not looked at."""


def fold(text: str) -> str:
    """NFKC, lower case, traditional characters as simplified ones; whatever is no letter, digit or
    ideograph becomes one space, none at the ends. Control characters and emoji are gone."""
    text = unicodedata.normalize("NFKC", text[:MOST_CHARS]).lower().translate(_traditional())
    kept = "".join(char if char.isalnum() else " " for char in text)
    return " ".join(kept.split())


def is_ideograph(char: str) -> bool:
    """Of a folded text: whatever comes after the alphabets."""
    return char >= _FIRST


def is_latin(char: str) -> bool:
    return "a" <= char <= "z"


@cache
def _traditional() -> dict[int, str]:
    lines = _TABLE.read_text(encoding="utf-8").splitlines()
    pairs = [pair for line in lines if not line.startswith("#") for pair in line.split()]
    return {ord(pair[0]): pair[1] for pair in pairs}
