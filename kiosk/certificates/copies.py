"""The copies of one certificate: at most one of them is a valid original at any time.

    held ---> sealed ---> fetched ---> printed
                 |           |---> unknown ---> printed
                 +-----------+---------+----------+----> void

A copy's number is part of what is sealed. The next one is opened only when the former is void, and
void is for ever: what comes later of a void copy changes nothing. `held` is sealed beforehand for a
terminal that may be cut off; it is no original until the one before it is void.
"""

from collections.abc import Sequence
from enum import StrEnum

FIRST = 1
LAST = 99


class CopyState(StrEnum):
    HELD = "held"
    SEALED = "sealed"
    """Open, and nobody has fetched it."""
    FETCHED = "fetched"
    PRINTED = "printed"
    UNKNOWN = "unknown"
    """It may be on paper: nothing proves it, nothing disproves it."""
    VOID = "void"


ORIGINALS = frozenset(set(CopyState) - {CopyState.VOID, CopyState.HELD})
"""A paper of such a copy is genuine."""
_NEXT: dict[CopyState, frozenset[CopyState]] = {
    CopyState.HELD: frozenset({CopyState.SEALED, CopyState.VOID}),
    CopyState.SEALED: ORIGINALS - {CopyState.SEALED} | {CopyState.VOID},
    CopyState.FETCHED: frozenset({CopyState.PRINTED, CopyState.UNKNOWN, CopyState.VOID}),
    CopyState.UNKNOWN: frozenset({CopyState.PRINTED, CopyState.VOID}),
    CopyState.PRINTED: frozenset({CopyState.VOID}),
    CopyState.VOID: frozenset(),
}


class Barred(Exception):
    """What is asked for would break the rule; the text is one word."""


def moved(now: CopyState, to: CopyState) -> CopyState:
    """The state after `to` was told; the same again changes nothing. A report that came late
    (`fetched` after `printed`, `unknown` after it was given up) changes nothing either. Raises
    Barred("void") where a void copy is said to be printed, Barred("held") where one that is not
    open is said to be on paper."""
    if now == to:
        return now
    if to in _NEXT[now]:
        return to
    if now is CopyState.VOID and to not in (CopyState.FETCHED, CopyState.UNKNOWN):
        raise Barred("void")
    if now is CopyState.HELD:
        raise Barred("held")
    return now


def after(
    states: Sequence[CopyState], number: int, to: CopyState, opens: bool = True
) -> tuple[CopyState, ...]:
    """The states of all copies when `to` was told of copy `number`. Where a copy is void, the one
    held after it opens, unless not `opens` (the certificate is revoked). Raises Barred.

    A held copy that is said to be on paper proves that its terminal gave up the ones before it
    first, so they are void: their own reports may come later, and change nothing then.
    """
    every, index = list(states), number - FIRST
    if every[index] is CopyState.HELD and to in ORIGINALS:
        every[:index] = [CopyState.VOID] * index
        every[index] = CopyState.SEALED
    every[index] = moved(every[index], to)
    following = index + 1
    if every[index] is CopyState.VOID and opens and following < len(every):
        void = all(one is CopyState.VOID for one in every[:following])
        if every[following] is CopyState.HELD and void:
            every[following] = CopyState.SEALED
    return tuple(every)


def next_copy(states: Sequence[CopyState]) -> int:
    """The number of the copy that may be opened now; `states` are those of copies 1, 2, ... in
    their order. Raises Barred: "open" while a former one is not void, "copies" after the last."""
    for number, state in enumerate(states, FIRST):
        if state is CopyState.HELD:
            return number
        if state is not CopyState.VOID:
            raise Barred("open")
    if len(states) >= LAST:
        raise Barred("copies")
    return FIRST + len(states)


def valid_originals(states: Sequence[CopyState]) -> int:
    """0 or 1, or the rule is broken."""
    return sum(state in ORIGINALS for state in states)
