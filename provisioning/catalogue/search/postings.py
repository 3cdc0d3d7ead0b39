"""How the index writes numbers: for who writes it and for who reads it. Pure."""

import sys
from array import array
from collections.abc import Iterable

SHIFT = 26
"""A posting is an item's id and, above these bits, how long the name is: short ones come first."""
SIZE = 4
"""Bytes of a posting."""
MASK = (1 << SHIFT) - 1
_MASK = MASK.to_bytes(SIZE, "little")


def packed(numbers: Iterable[int]) -> bytes:
    """Little-endian, 4 bytes each, ascending."""
    return _turned(array("I", sorted(numbers))).tobytes()


def unpacked(raw: bytes) -> "array[int]":
    made = array("I")
    made.frombytes(raw)
    return _turned(made)


def items_of(raw: bytes) -> "array[int]":
    """The items alone, in their order. As one long number, for it is a keystroke's largest part."""
    whole = int.from_bytes(raw, "little")
    mask = int.from_bytes(_MASK * (len(raw) // SIZE), "little")
    return unpacked((whole & mask).to_bytes(len(raw), "little"))


def _turned(numbers: "array[int]") -> "array[int]":
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
