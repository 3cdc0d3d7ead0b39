"""Keeps None, True and False alive under Python 3.11.

PySide6 6.12 is one build for all Pythons, made as if these three were immortal, which they are
from Python 3.12 (PEP 683). Under 3.11 each call that returns one of them, such as the True of every
emitted signal, takes away a reference that was never given; after some hundred the interpreter
aborts with "deallocating True or False". A count that cannot run out gives 3.12's promise to 3.11.
"""

import ctypes
import sys

PLENTY = 1 << 40


def pin() -> None:
    """Give the three singletons references that no process lives long enough to use up."""
    if sys.version_info >= (3, 12):
        return
    for singleton in (None, True, False):
        # The reference count is the first word of every object in CPython.
        ctypes.c_ssize_t.from_address(id(singleton)).value += PLENTY
