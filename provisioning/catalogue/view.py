"""The catalogue as one session sees it: one revision, whatever is installed meanwhile.

Each question is a read of its own, so a session of an hour holds nothing back. Raises VersionGone
once the revision is dropped, Damaged where the file is not what was written.
"""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import update_wrapper
from typing import Any, Concatenate, ParamSpec, TypeVar

from msgspec import Struct

from kiosk.clock import CHINA
from kiosk.items.codes import TaskState
from provisioning.catalogue.content import file_hash, package_hash
from provisioning.catalogue.errors import Damaged, VersionGone
from provisioning.catalogue.places import is_here
from provisioning.catalogue.rows import Current
from provisioning.catalogue.schema import told

P = ParamSpec("P")
T = TypeVar("T")

NOW = "first <= :revision AND (last IS NULL OR last >= :revision)"
_ENTRY = "item, code, name, category, sort, pack, region, dept"
_SORTED = "ORDER BY category, sort, code"
_IN_FORCE = (
    "state = :state AND (effective = '' OR effective <= :day) AND (cancel = '' OR :day < cancel)"
)
_SHOWN = f" AND {_IN_FORCE} AND terminal"
_COUNTED = " UNION ALL ".join(
    f"SELECT region, area, regions, count(*) FROM items WHERE {held} AND first <= :revision"
    f"{_SHOWN} GROUP BY region, area, regions"
    for held in ("last IS NULL", "last >= :revision")  # an index for each
)


class Entry(Struct, frozen=True):
    """An item in a list. `item` is its row."""

    item: int
    code: str
    name: str
    category: int
    sort: int
    pack: str
    region: str
    dept: str


def asked(
    method: "Callable[Concatenate[View, P], T]",
) -> "Callable[Concatenate[View, P], T]":
    """A question in one read transaction, of a revision that is still there."""

    def ask(view: "View", /, *args: P.args, **kwargs: P.kwargs) -> T:
        try:
            view.db.execute("BEGIN")
            try:
                view.still_there()
                return method(view, *args, **kwargs)
            finally:
                view.db.execute("ROLLBACK")
        except sqlite3.Error as error:
            raise told(error) from None

    update_wrapper(ask, method)
    return ask


class View:
    """Of one revision; made by `Reader.view`. Used by one thread at a time."""

    def __init__(self, db: sqlite3.Connection, revision: int, oldest: Callable[[], int]) -> None:
        self.db = db
        self.revision = revision
        self._oldest = oldest

    def still_there(self) -> None:
        if self.revision < self._oldest():
            raise VersionGone(f"revision {self.revision} is not kept any more")

    @asked
    def item(self, code: str) -> bytes | None:
        """The document, canonical JSON; None where there is no such item."""
        row = self._one("SELECT item, hash FROM items WHERE code = :code", code=code)
        if row is None:
            return None
        item, signed = row
        document = self._document(item)
        names = self.db.execute("SELECT name, hash FROM item_files WHERE item = ?", (item,))
        if package_hash(document, dict(names.fetchall())) != signed:
            raise Damaged(f"{code}: not the document that was installed")
        return document

    @asked
    def having(self, name: str) -> tuple[str, ...]:
        """Codes of the items whose package has a file of that name, in their order."""
        rows = self.db.execute(
            "SELECT code FROM item_files JOIN items USING (item)"
            f" WHERE item_files.name = :name AND {NOW} ORDER BY code",
            {"revision": self.revision, "name": name},
        )
        return tuple(code for (code,) in rows)

    @asked
    def file(self, code: str, name: str) -> bytes | None:
        """A file of an item's package."""
        row = self._one("SELECT item FROM items WHERE code = :code", code=code)
        if row is None:
            return None
        found = self.db.execute(
            "SELECT CAST(content AS BLOB), files.hash FROM item_files JOIN files USING (hash)"
            " WHERE item = ? AND name = ?",
            (row[0], name),
        ).fetchone()
        return checked_file(found, f"{code}/{name}") if found else None

    @asked
    def entry(self, code: str, at: datetime | None = None) -> Entry | None:
        """`at`: None too where not even its own place shows it then."""
        shown, when = ("", {}) if at is None else (_SHOWN, self._in_force(at))
        row = self._one(f"SELECT {_ENTRY} FROM items WHERE code = :code{shown}", code=code, **when)
        return Entry(*row) if row else None

    @asked
    def all(self) -> tuple[Entry, ...]:
        return self._entries(f"SELECT {_ENTRY} FROM items WHERE {NOW} {_SORTED}")

    @asked
    def rows(self) -> list[int]:
        """The rows of all items: what `all` gives, without reading it."""
        found = self.db.execute(f"SELECT item FROM items WHERE {NOW}", {"revision": self.revision})
        return [row[0] for row in found]

    @asked
    def entries(self, rows: Sequence[int]) -> dict[int, Entry]:
        """Of these rows, a few dozen at most."""
        marks = ",".join("?" * len(rows))
        found = self.db.execute(f"SELECT {_ENTRY} FROM items WHERE item IN ({marks})", rows)
        return {row[0]: Entry(*row) for row in found}

    @asked
    def by_category(self, category: int) -> tuple[Entry, ...]:
        return self._entries(
            f"SELECT {_ENTRY} FROM items WHERE {NOW} AND category = :category {_SORTED}",
            category=category,
        )

    @asked
    def by_theme(self, theme: str) -> tuple[Entry, ...]:
        return self._entries(
            f"SELECT {_ENTRY} FROM items JOIN themes USING (item)"
            f" WHERE {NOW} AND theme = :theme {_SORTED}",
            theme=theme,
        )

    @asked
    def public_lists(self) -> tuple[Entry, ...]:
        """Queries that anybody may make."""
        return self._entries(f"SELECT {_ENTRY} FROM items WHERE {NOW} AND listed {_SORTED}")

    @asked
    def visible(self, at: datetime, region: str, allowed: Iterable[str] = ()) -> tuple[Entry, ...]:
        """What a terminal of that region shows: as `kiosk.items.validity.is_shown` for each item.
        `at` is aware; `allowed`: codes that an admin lets be shown though not made for terminals.
        """
        rows = self.db.execute(
            f"SELECT {_ENTRY}, terminal, area, regions FROM items WHERE {NOW} AND {_IN_FORCE}"
            f" {_SORTED}",
            self._in_force(at),
        )
        also = frozenset(allowed)
        here: dict[tuple[str, str, str], bool] = {}
        found = []
        for *row, terminal, area, regions in rows:
            entry = Entry(*row)
            place = (entry.region, area, regions)
            if place not in here:
                here[place] = is_here(*place, region)
            if here[place] and (terminal or entry.code in also):
                found.append(entry)
        return tuple(found)

    @asked
    def count_visible(self, at: datetime, region: str) -> int:
        """How many `visible` gives, without reading each."""
        rows = self.db.execute(_COUNTED, self._in_force(at))
        return sum(n for of, area, regions, n in rows if is_here(of, area, regions, region))

    def _in_force(self, at: datetime) -> dict[str, object]:
        day = at.astimezone(CHINA).date().isoformat()
        return {"revision": self.revision, "day": day, "state": TaskState.IN_USE.value}

    @asked
    def counts(self) -> dict[int, int]:
        """Items by category."""
        rows = self.db.execute(
            f"SELECT category, count(*) FROM items WHERE {NOW} GROUP BY category",
            {"revision": self.revision},
        )
        return dict(rows.fetchall())

    @asked
    def packs(self) -> tuple[Current, ...]:
        """The version of each pack, with its root hash."""
        rows = self.db.execute(
            f"SELECT pack, publisher, name, version, root, installed FROM packs WHERE {NOW}"
            " ORDER BY pack",
            {"revision": self.revision},
        )
        return tuple(Current(*row) for row in rows)

    @asked
    def hashes(self, pack: str) -> dict[str, bytes]:
        """The hash of each package, by code: equal to the platform's where both have the same."""
        rows = self.db.execute(
            f"SELECT code, hash FROM items WHERE {NOW} AND pack = :pack",
            {"revision": self.revision, "pack": pack},
        )
        return dict(rows.fetchall())

    def _one(self, select: str, **values: object) -> tuple[Any, ...] | None:
        row: tuple[Any, ...] | None = self.db.execute(
            f"{select} AND {NOW}", {"revision": self.revision, **values}
        ).fetchone()
        return row

    def _document(self, item: int) -> bytes:
        row = self.db.execute(
            "SELECT CAST(document AS BLOB) FROM documents WHERE item = ?", (item,)
        ).fetchone()
        if row is None:
            raise Damaged("a document is not there")
        return bytes(row[0])

    def _entries(self, select: str, **values: object) -> tuple[Entry, ...]:
        rows = self.db.execute(select, {"revision": self.revision, **values})
        return tuple(Entry(*row) for row in rows)


def checked_file(found: tuple[bytes, bytes], place: str) -> bytes:
    """Raises Damaged."""
    content, signed = bytes(found[0]), bytes(found[1])
    if file_hash(content) != signed:
        raise Damaged(f"{place}: not the file that was installed")
    return content
