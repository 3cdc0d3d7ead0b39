"""The one writer: takes the content of a pack, whole or as a delta, in one transaction.

What is not changed is not touched. Before the commit the root hash over all rows is made and
compared with the signed one, so the file is always exactly some published version, also after a
kill or a power cut. Who reads meanwhile goes on reading the former revision.
"""

import sqlite3
from datetime import datetime
from pathlib import Path
from types import TracebackType

from provisioning.catalogue import rows
from provisioning.catalogue.content import Package, PackContent
from provisioning.catalogue.errors import CatalogueError, Older, OtherBase, Refused, WrongRoot
from provisioning.catalogue.rows import Current
from provisioning.catalogue.schema import open_writer, told
from provisioning.catalogue.search.indexer import index, tidy


class Writer:
    """Opens the file, or makes it. Raises Damaged, Busy, OSError, as all its methods do."""

    def __init__(self, path: Path) -> None:
        self._db = open_writer(path)

    def __enter__(self) -> "Writer":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        self._db.close()

    def installed(self, pack: str) -> Current | None:
        return rows.current(self._db, pack)

    def packs(self) -> tuple[Current, ...]:
        """What is installed, by pack."""
        names = self._db.execute("SELECT pack FROM packs WHERE last IS NULL ORDER BY pack")
        found = (rows.current(self._db, name) for (name,) in names.fetchall())
        return tuple(one for one in found if one)

    def hashes(self, pack: str) -> dict[str, bytes]:
        """The hash of each package that is installed of a pack, by code."""
        return dict(rows.hashes(self._db, pack))

    def apply(self, content: PackContent, at: datetime) -> int:
        """Install it; the new revision. `at` is aware. Raises Older, OtherBase, WrongRoot or
        Refused, and then nothing has changed."""
        try:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                revision = _install(self._db, content, at)
                self._db.execute("COMMIT")
            finally:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
            tidy(self._db)
        except sqlite3.IntegrityError as error:
            raise Refused(f"{content.pack}: an item of another pack, or twice: {error}") from None
        except sqlite3.Error as error:
            raise told(error) from None
        return revision

    def remove(self, pack: str) -> int:
        """The pack is not for this terminal any more; the new revision."""
        try:
            self._db.execute("BEGIN IMMEDIATE")
            revision = rows.number(self._db, "revision") + 1
            for table in ("items", "packs"):
                self._db.execute(
                    f"UPDATE {table} SET last = ? WHERE pack = ? AND last IS NULL",
                    (revision - 1, pack),
                )
            rows.purge(self._db, revision)
            rows.set_number(self._db, "revision", revision)
            self._db.execute("COMMIT")
        except sqlite3.Error as error:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise told(error) from None
        return revision

    def confirm(self, pack: str, at: datetime) -> None:
        """The platform says that nothing newer is there. `at` is aware."""
        try:
            self._db.execute("REPLACE INTO confirmed VALUES (?,?)", (pack, at.isoformat()))
        except sqlite3.Error as error:
            raise told(error) from None


def _install(db: sqlite3.Connection, content: PackContent, at: datetime) -> int:
    before = rows.current(db, content.pack)
    _check(content, before)
    revision = rows.number(db, "revision") + 1
    known = dict(rows.hashes(db, content.pack))
    changed = [one for one in content.changed if known.get(one.code) != one.hash]
    gone = set(content.removed) & known.keys()
    if content.base is None:
        gone = known.keys() - {one.code for one in content.changed}
    rows.close(db, gone | {one.code for one in changed}, content.pack, revision - 1)
    _write(db, content.pack, changed, revision)
    if rows.root_now(db, content.pack) != content.root:
        raise WrongRoot(f"{content.pack} {content.version}: not the rows that were signed")
    db.execute(
        "UPDATE packs SET last = ? WHERE pack = ? AND last IS NULL", (revision - 1, content.pack)
    )
    db.execute(
        "INSERT INTO packs VALUES (?,?,NULL,?,?,?,?,?)",
        (
            *(content.pack, revision, content.publisher, content.name, content.version),
            *(content.root, at.isoformat()),
        ),
    )
    db.execute("REPLACE INTO confirmed VALUES (?,?)", (content.pack, at.isoformat()))
    rows.purge(db, revision)
    rows.set_number(db, "revision", revision)
    return revision


def _write(db: sqlite3.Connection, pack: str, packages: list[Package], revision: int) -> None:
    for begin in range(0, len(packages), _PIECE):
        index(db, rows.insert(db, pack, packages[begin : begin + _PIECE], revision))


_PIECE = 8192
"""Items that are indexed at a time: what bounds the memory."""


def _check(content: PackContent, before: Current | None) -> None:
    codes = [one.code for one in content.changed]
    if len(set(codes)) != len(codes) or set(codes) & set(content.removed):
        raise Refused(f"{content.pack}: an item twice")
    installed = before.version if before else 0
    if before and content.version <= installed:
        raise Older(f"{content.pack}: {content.version} is not newer than {installed}")
    if content.base is not None and content.base != installed:
        raise OtherBase(f"{content.pack}: a delta of {content.base}, installed is {installed}")
    if before and before.publisher != content.publisher:
        raise Refused(f"{content.pack}: another publisher's pack")


__all__ = ["CatalogueError", "Current", "Writer"]
