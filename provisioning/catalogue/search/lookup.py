"""The index as it is read: what a term is worth, and which items have most of a query."""

import sqlite3
from collections.abc import Sequence
from math import log
from typing import NamedTuple

from msgspec import Struct

from provisioning.catalogue.search.postings import MASK, SIZE, items_of, packed, unpacked
from provisioning.catalogue.search.units import Place

WEAK = 0.3
"""What counts a term that stands in a sentence, not in a name."""
MOST_OF_TERM, MOST_WEAK = 1000, 300
"""Postings of one term that are looked at, in names and in sentences; the shortest names and
sentences come first."""
ENOUGH = 4000
"""Items after which the commoner terms of a query only add to the items that rarer ones found."""
_PIECE = 500
_BEGINNINGS = f"substr(strong, 1, {SIZE * MOST_OF_TERM}), substr(weak, 1, {SIZE * MOST_WEAK})"
_WHOLE = "strong, weak"


class Term(Struct, frozen=True):
    """`weight` is the rarer the higher. `strong` and `weak` are items, best first."""

    weight: float
    strong: Sequence[int]
    weak: Sequence[int]


class _Postings(NamedTuple):
    """Of one term in one segment: the bytes of all of them, and those that are read."""

    strong_size: int
    weak_size: int
    strong: bytes
    weak: bytes


class Lookup:
    """`shown`: by item, 0 where it may not be found."""

    def __init__(self, db: sqlite3.Connection, shown: bytes | bytearray) -> None:
        self._db = db
        rows = db.execute("SELECT segment, items FROM segments ORDER BY segment").fetchall()
        self._segments = [row[0] for row in rows]
        self._total = max(len(shown) - shown.count(0), 1)
        # Where most is not shown, the first postings of a term would be of others.
        self._only = shown if 2 * self._total < sum(row[1] for row in rows) else None

    def terms(self, wanted: Sequence[str]) -> dict[str, Term]:
        """Those of them that the index has."""
        found: dict[str, list[_Postings]] = {}
        columns = _BEGINNINGS if self._only is None else _WHOLE
        for segment in self._segments:
            for begin in range(0, len(wanted), _PIECE):
                piece = wanted[begin : begin + _PIECE]
                marks = ",".join("?" * len(piece))
                rows = self._db.execute(
                    f"SELECT term, length(strong), length(weak), {columns} FROM postings"
                    f" WHERE segment = ? AND term IN ({marks})",
                    (segment, *piece),
                )
                for term, *postings in rows:
                    found.setdefault(term, []).append(_Postings(*postings))
        return {term: self._term(parts) for term, parts in found.items()}

    def _term(self, parts: Sequence[_Postings]) -> Term:
        count = sum(one.strong_size + WEAK * one.weak_size for one in parts) / SIZE
        weight = log(1 + self._total / (count + 0.5))
        strong = [one.strong for one in parts if one.strong]
        weak = [one.weak for one in parts if one.weak]
        return Term(weight, self._items(strong, MOST_OF_TERM), self._items(weak, MOST_WEAK))

    def _items(self, parts: Sequence[bytes], most: int) -> Sequence[int]:
        if self._only is not None:
            return _filtered(parts, most, self._only)
        if len(parts) > 1:
            parts = [packed(unpacked(b"".join(parts)))[: SIZE * most]]
        return items_of(parts[0]) if parts else ()


def _filtered(parts: Sequence[bytes], most: int, only: bytes | bytearray) -> Sequence[int]:
    end = len(only)
    numbers = unpacked(b"".join(parts))
    kept = [number for number in numbers if (number & MASK) < end and only[number & MASK]]
    return [number & MASK for number in sorted(kept)[:most]]


def gather(
    places: Sequence[Place],
    found: dict[str, Term],
    shown: bytes | bytearray,
    most: int,
) -> list[int]:
    """The items that have most of the places, best first. `shown`: by item, 0: it may not be."""
    scores: dict[int, float] = {}
    for place in sorted(places, key=lambda one: -_best(one, found)):
        full = len(scores) >= ENOUGH
        seen: set[int] = set()
        for value, items in _ordered(place, found):
            new = set(items)
            new -= seen
            seen |= new
            if full:
                new &= scores.keys()
                for item in new:
                    scores[item] += value
            else:
                for item in new:
                    scores[item] = scores.get(item, 0.0) + value
    return _top(scores, shown, most)


def _top(scores: dict[int, float], shown: bytes | bytearray, most: int) -> list[int]:
    end = len(shown)  # what came after the session's revision has higher numbers
    least = sorted(scores.values())[-2 * most] if len(scores) > 2 * most else 0.0
    best = [item for item, value in scores.items() if value >= least]
    seen = [item for item in best if item < end and shown[item]]
    if len(seen) < most and len(best) < len(scores):  # too many of the best are not shown
        seen = [item for item in scores if item < end and shown[item]]
    return sorted(seen, key=lambda item: -scores[item])[:most]


def _best(place: Place, found: dict[str, Term]) -> float:
    return max((found[t].weight * c for t, c in place.options if t in found), default=0.0)


def _ordered(place: Place, found: dict[str, Term]) -> list[tuple[float, Sequence[int]]]:
    """What each list of items is worth, the dearest first."""
    lists: list[tuple[float, Sequence[int]]] = []
    for term, counts in place.options:
        if term in found:
            one = found[term]
            lists.append((one.weight * counts, one.strong))
            lists.append((one.weight * counts * WEAK, one.weak))
    return sorted(lists, key=lambda one: -one[0])
