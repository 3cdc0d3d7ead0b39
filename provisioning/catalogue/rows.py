"""Rows of items as the writer puts them down, closes them and drops them."""

import sqlite3
from collections.abc import Iterable, Sequence

from msgspec import Struct

from provisioning.catalogue.columns import Texts, columns, load, texts
from provisioning.catalogue.content import Package, file_hash, package_hash, root_hash
from provisioning.catalogue.schema import KEPT

_PIECE = 500
_INSERT = "INSERT INTO items VALUES (?,?,?,?,NULL,?,?,?,?,?,?,?,?,?,?,?,?,?)"
_OF_ITEM = ("items", "documents", "themes", "item_files", "phrases")


class Current(Struct, frozen=True):
    """The installed version of a pack; `root` is its root hash."""

    pack: str
    publisher: str
    name: str
    version: int
    root: bytes
    installed: str


def current(db: sqlite3.Connection, pack: str) -> Current | None:
    row = db.execute(
        "SELECT pack, publisher, name, version, root, installed FROM packs"
        " WHERE pack = ? AND last IS NULL",
        (pack,),
    ).fetchone()
    return Current(*row) if row else None


def number(db: sqlite3.Connection, name: str) -> int:
    return int(db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()[0])


def set_number(db: sqlite3.Connection, name: str, value: int) -> None:
    db.execute("UPDATE meta SET value = ? WHERE name = ?", (value, name))


def hashes(db: sqlite3.Connection, pack: str) -> list[tuple[str, bytes]]:
    """(code, hash) of what the pack holds now, sorted by code."""
    return db.execute(
        "SELECT code, hash FROM items WHERE pack = ? AND last IS NULL ORDER BY code", (pack,)
    ).fetchall()


def root_now(db: sqlite3.Connection, pack: str) -> bytes:
    return root_hash(hashes(db, pack))


def insert(
    db: sqlite3.Connection, pack: str, packages: Sequence[Package], revision: int
) -> list[tuple[int, Texts]]:
    """Write new rows; their ids and what they can be found by. Raises Refused, and sqlite3's
    IntegrityError where another pack has that code."""
    item = number(db, "next_item")
    found = []
    for package in packages:
        document = load(package.code, package.document)
        kept = columns(package.code, document)
        files = {name: file_hash(content) for name, content in package.files.items()}
        made = package_hash(package.document, files)
        db.execute(_INSERT, (item, pack, package.code, revision, made, *kept.row()))
        db.execute("INSERT INTO documents VALUES (?,?)", (item, package.document))
        db.executemany("INSERT INTO themes VALUES (?,?)", [(t, item) for t in set(kept.themes)])
        for name, content in package.files.items():
            db.execute("INSERT OR IGNORE INTO files VALUES (?,?)", (files[name], content))
            db.execute("INSERT INTO item_files VALUES (?,?,?)", (item, name, files[name]))
        found.append((item, texts(document)))
        item += 1
    set_number(db, "next_item", item)
    return found


def close(db: sqlite3.Connection, codes: Iterable[str], pack: str, last: int) -> None:
    """From the revision after `last` on these items of the pack are not there."""
    db.executemany(
        "UPDATE items SET last = ? WHERE code = ? AND pack = ? AND last IS NULL",
        [(last, code, pack) for code in codes],
    )


def purge(db: sqlite3.Connection, revision: int) -> None:
    """Drop what no revision holds that can still be read."""
    oldest = revision - KEPT + 1
    gone = [row[0] for row in db.execute("SELECT item FROM items WHERE last < ?", (oldest,))]
    for begin in range(0, len(gone), _PIECE):
        piece = gone[begin : begin + _PIECE]
        marks = ",".join("?" * len(piece))
        files = db.execute(
            f"SELECT DISTINCT hash FROM item_files WHERE item IN ({marks})", piece
        ).fetchall()
        for table in _OF_ITEM:
            db.execute(f"DELETE FROM {table} WHERE item IN ({marks})", piece)
        db.executemany(
            "DELETE FROM files WHERE hash = ?"
            " AND NOT EXISTS (SELECT 1 FROM item_files WHERE item_files.hash = files.hash)",
            files,
        )
    db.execute("DELETE FROM packs WHERE last < ?", (oldest,))
