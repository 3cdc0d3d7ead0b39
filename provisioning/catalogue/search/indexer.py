"""Writes the index in segments: a large one, and a small one for each update until they are merged.

Raises only sqlite3's errors.
"""

import heapq
import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter

from provisioning.catalogue.columns import Texts
from provisioning.catalogue.search import terms
from provisioning.catalogue.search.fold import fold
from provisioning.catalogue.search.postings import SHIFT, packed, unpacked
from provisioning.catalogue.search.readings import sounds, table

MOST_SEGMENTS = 8
_MUCH = 4
_LONGEST = 63
_LETTERS_PER_STEP = 4


class Postings:
    """Of one segment: item and length by term, of names and of sentences."""

    def __init__(self) -> None:
        self.strong: dict[str, array[int]] = defaultdict(_numbers)
        self.weak: dict[str, array[int]] = defaultdict(_numbers)


def _numbers() -> "array[int]":
    return array("I")


def index(db: sqlite3.Connection, items: Sequence[tuple[int, Texts]]) -> None:
    """Make these items found, in one new segment. Part of the caller's transaction."""
    if not items:
        return
    if not db.execute("SELECT 1 FROM readings LIMIT 1").fetchone():
        db.executemany("INSERT INTO readings VALUES (?,?)", table())
    found = Postings()
    for item, texts in items:
        if item >> SHIFT:
            raise sqlite3.DataError("no number is left for an item: make the file anew")
        _add(db, found, item, texts)
    _write(db, found, len(items))


def _add(db: sqlite3.Connection, found: Postings, item: int, texts: Texts) -> None:
    phrases, spoken, letters = [], [], []
    by_length: list[tuple[int, set[str]]] = []
    for place, name in enumerate((*texts.names, *texts.foreign)):
        of = terms.tokens(fold(name))
        if not of:
            continue
        read = _sounds_of(of)
        phrases.append(terms.line(of))
        spoken.append(f" {' '.join([one or '-' for one in read])} ")
        letters.append("".join([one[:1] or "-" for one in read]))
        by_length.append((min(_LONGEST, 2 * len(of) + (place > 0)), terms.strong(of, read)))
    best: dict[str, int] = {}
    for length, some in sorted(by_length, key=itemgetter(0), reverse=True):
        best.update(dict.fromkeys(some, length))
    for term, length in best.items():
        found.strong[term].append(length << SHIFT | item)
    told = terms.line(terms.tokens(fold(texts.told)))
    questions = [terms.line(terms.tokens(fold(one))) for one in texts.questions]
    _add_told(found, item, told, questions, best)
    db.execute(
        "INSERT INTO phrases VALUES (?,?,?,?,?,?)",
        (item, _lines(phrases), _lines(spoken), _lines(letters), told, _lines(questions)),
    )


def _add_told(
    found: Postings, item: int, told: str, questions: Iterable[str], strong: dict[str, int]
) -> None:
    asked: set[str] = set()
    for question in questions:
        asked |= terms.told(terms.tokens(question), "q")
    weak = terms.told(terms.tokens(told)) | {"b" + term[1:] for term in asked}
    length = min(_LONGEST, len(told) // _LETTERS_PER_STEP) << SHIFT
    for term in weak - strong.keys():
        found.weak[term].append(length | item)
    for term in asked:
        found.strong[term].append(item)


def _lines(of: Sequence[str]) -> str:
    return "\n".join(("", *of, ""))


def _sounds_of(of: Sequence[str]) -> list[str]:
    """One for each token. Names are read whole: a character may sound otherwise in another word."""
    return sounds("".join([one if len(one) == 1 else " " for one in of]))


def _write(db: sqlite3.Connection, found: Postings, items: int) -> None:
    segment = int(db.execute("SELECT value FROM meta WHERE name = 'next_segment'").fetchone()[0])
    db.execute("UPDATE meta SET value = ? WHERE name = 'next_segment'", (segment + 1,))
    db.execute("INSERT INTO segments VALUES (?,?)", (segment, items))
    db.executemany(
        "INSERT INTO postings VALUES (?,?,?,?)",
        (
            (segment, term, packed(found.strong.get(term, ())), packed(found.weak.get(term, ())))
            for term in sorted(found.strong.keys() | found.weak.keys())
        ),
    )


def tidy(db: sqlite3.Connection) -> bool:
    """Merge the small segments where there are many, or all where most is of items that are gone.
    In a transaction of its own. True where something was merged."""
    sizes = dict(db.execute("SELECT segment, items FROM segments").fetchall())
    if len(sizes) <= MOST_SEGMENTS:
        return False
    live = int(db.execute("SELECT count(*) FROM items").fetchone()[0])
    chosen = list(sizes) if sum(sizes.values()) > 2 * live else _small(sizes)
    db.execute("BEGIN IMMEDIATE")
    try:
        _merge(db, chosen)
        db.execute("COMMIT")
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")
    return True


def _small(sizes: dict[int, int]) -> list[int]:
    """The smallest ones, up to one that is much larger than they are together."""
    chosen: list[int] = []
    together = 0
    for segment in sorted(sizes, key=lambda one: sizes[one]):
        if len(chosen) > 1 and sizes[segment] > _MUCH * together:
            break
        chosen.append(segment)
        together += sizes[segment]
    return chosen


def _merge(db: sqlite3.Connection, segments: Sequence[int]) -> None:
    """These segments become one, without the items that are gone."""
    live = {row[0] for row in db.execute("SELECT item FROM items")}
    mask = (1 << SHIFT) - 1
    segment = int(db.execute("SELECT value FROM meta WHERE name = 'next_segment'").fetchone()[0])
    db.execute("UPDATE meta SET value = ? WHERE name = 'next_segment'", (segment + 1,))
    marks = ",".join("?" * len(segments))
    select = "SELECT term, strong, weak FROM postings WHERE segment = ? ORDER BY term"
    rows = heapq.merge(*(db.execute(select, (one,)) for one in segments))
    items: set[int] = set()
    for term, group in groupby(rows, key=itemgetter(0)):
        strong, weak = array("I"), array("I")
        for _, one, other in group:
            strong.extend(n for n in unpacked(one) if n & mask in live)
            weak.extend(n for n in unpacked(other) if n & mask in live)
        if strong or weak:
            db.execute(
                "INSERT INTO postings VALUES (?,?,?,?)",
                (segment, term, packed(strong), packed(weak)),
            )
            items.update(n & mask for n in strong)
    db.execute(f"DELETE FROM postings WHERE segment IN ({marks})", segments)
    db.execute(f"DELETE FROM segments WHERE segment IN ({marks})", segments)
    db.execute("INSERT INTO segments VALUES (?,?)", (segment, len(items)))
