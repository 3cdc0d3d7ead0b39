"""Codes that people read and type: 60 random bits in Crockford's base 32, in groups of four."""

import hashlib

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
DIGITS = 12
_MEANT = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})
_DOMAIN = b"zizhu/pickup/v1\n"


def code_of(number: int) -> str:
    """`number`: random, its last 60 bits count."""
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(DIGITS)))


def as_meant(typed: str) -> str:
    """What somebody typed for what is printed: O is 0, I and L are 1, groups and case say nothing.
    "" where it can be no code."""
    code = typed.strip().upper().translate(_MEANT)
    return code if len(code) == DIGITS and set(code) <= set(ALPHABET) else ""


def grouped(code: str) -> str:
    """7KQ2M9XWE4TA -> 7KQ2-M9XW-E4TA"""
    return "-".join(code[place : place + 4] for place in range(0, len(code), 4))


def pickup_hash(code: str) -> str:
    """By which the platform knows a pick-up code that it never saw, 64 hex digits."""
    return hashlib.sha256(_DOMAIN + code.encode()).hexdigest()
