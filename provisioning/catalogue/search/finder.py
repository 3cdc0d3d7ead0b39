"""The search of one revision of a catalogue, while somebody types."""

import sqlite3
from collections.abc import Sequence
from itertools import islice

from msgspec import Struct

from provisioning.catalogue.search import terms
from provisioning.catalogue.search.asking import Asked, as_asked, is_asked, like, silent, spoken_by
from provisioning.catalogue.search.lookup import Lookup, Term, gather
from provisioning.catalogue.search.rank import LEAST, NEAR, Texts, Weighed, score, weigh
from provisioning.catalogue.search.units import Place, Query, by_initials, query_of

CANDIDATES = 40
"""Items of which every name is looked at."""


class Found(Struct, frozen=True):
    """`item` is the row; `why` the name or everyday word that matched best, as folded."""

    item: int
    score: float
    why: str


class _Looked(Struct, frozen=True):
    """What a text finds; `items` best first, as they were gathered."""

    query: Query
    weighed: list[Weighed]
    items: dict[int, Texts]


class Finder:
    """`shown`: by item, 0 where it may not be found. Raises sqlite3's errors."""

    def __init__(self, db: sqlite3.Connection, shown: bytes | bytearray) -> None:
        self._db = db
        self._shown = shown
        self._lookup = Lookup(db, shown)
        self._beside = _beside(db)
        self._read: dict[str, tuple[str, ...]] = {}
        self._looked: tuple[str, _Looked] | None = None

    def find(self, text: str, limit: int) -> list[Found]:
        """Best first; none for what no item has."""
        looked = self._look(text)
        scored = _scored(looked)
        if (letters := by_initials(looked.query)) is not None:
            scored = _better(scored, _scored(self._gathered(letters)))
        scored.sort(key=lambda one: (-one.score, one.item))
        least = max(LEAST, scored[0].score * NEAR) if scored else LEAST
        return [one for one in scored if one.score >= least][:limit]

    def ask(self, text: str, limit: int) -> list[Asked]:
        """Questions of the packages that this text is like, best first. Quick after `find` of the
        same text; afterwards nothing of it is kept."""
        looked, self._looked = self._look(text), None
        query = looked.query
        if not is_asked(query):
            return []
        named = dict(islice(looked.items.items(), CANDIDATES // 2))
        asked = as_asked(query.places)
        items = gather(asked, self._terms(asked), self._shown, CANDIDATES) if asked else []
        both = named | self._texts([one for one in items if one not in named])
        typed = any(not unit.char for unit in query.units)
        spoken = spoken_by(self._sounds) if typed else silent
        return like(looked.weighed, both, spoken)[:limit]

    def _look(self, text: str) -> _Looked:
        """Read once for a keystroke, of which both are asked."""
        if self._looked is None or self._looked[0] != text:
            query = query_of(text, self._sounds, self._known)
            self._looked = text, self._gathered(query)
        return self._looked[1]

    def _gathered(self, query: Query) -> _Looked:
        found = self._terms(query.places)
        items = gather(query.places, found, self._shown, CANDIDATES)
        texts = self._texts(items)
        best_first = {item: texts[item] for item in items if item in texts}
        return _Looked(query, weigh(query.places, found), best_first)

    def _terms(self, places: Sequence[Place]) -> dict[str, Term]:
        wanted = {term: None for place in places for term, _ in place.options}
        return self._lookup.terms(list(wanted))

    def _texts(self, items: Sequence[int]) -> dict[int, Texts]:
        marks = ",".join("?" * len(items))
        rows = self._db.execute(
            "SELECT item, phrases, spoken, initials, told, questions FROM phrases"
            f" WHERE item IN ({marks})",
            items,
        )
        return {row[0]: Texts(*row[1:]) for row in rows}

    def _sounds(self, char: str) -> tuple[str, ...]:
        if char not in self._read:
            row = self._db.execute(
                "SELECT syllables FROM readings WHERE char = ?", (char,)
            ).fetchone()
            self._read[char] = tuple(row[0].split()) if row else ()
        return self._read[char]

    def _known(self, one: str, other: str) -> bool:
        return terms.sound_pair(one, other) in self._beside


def _better(some: Sequence[Found], others: Sequence[Found]) -> list[Found]:
    """Each item once, with its better score."""
    best = {one.item: one for one in some}
    for one in others:
        if one.item not in best or best[one.item].score < one.score:
            best[one.item] = one
    return list(best.values())


def _scored(looked: _Looked) -> list[Found]:
    """In no order."""
    scored = []
    for item, texts in looked.items.items():
        value, why = score(looked.query, looked.weighed, texts)
        scored.append(Found(item, value, why))
    return scored


def _beside(db: sqlite3.Connection) -> frozenset[str]:
    """Neighbouring syllables that some name has."""
    begin, end = terms.SOUND, chr(ord(terms.SOUND) + 1)
    found: set[str] = set()
    for (segment,) in db.execute("SELECT segment FROM segments").fetchall():
        rows = db.execute(
            "SELECT term FROM postings WHERE segment = ? AND term >= ? AND term < ?",
            (segment, begin, end),
        )
        found.update(row[0] for row in rows)
    return frozenset(found)
