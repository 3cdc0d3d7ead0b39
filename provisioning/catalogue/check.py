"""Is the file what was installed? Asked at start and after a crash, not for each citizen."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from provisioning.catalogue.content import file_hash, package_hash, root_hash
from provisioning.catalogue.errors import Damaged
from provisioning.catalogue.schema import open_reader, told


def check(path: Path, deep: bool = True) -> None:
    """Raises Damaged with what is wrong, Busy, or FileNotFoundError.

    Not deep: the rows' hashes give the signed root hash of each pack (5,100 items: a few
    milliseconds). Deep: also the pages, each document, each file, and that each item can be found.
    """
    db = open_reader(path)
    try:
        db.execute("BEGIN")
        wrong = next(_roots(db), None)
        if deep and wrong is None:
            wrong = next(_all(db), None)
    except sqlite3.Error as error:
        raise told(error) from None
    finally:
        db.close()
    if wrong is not None:
        raise Damaged(wrong)


def _roots(db: sqlite3.Connection) -> Iterator[str]:
    packs = db.execute("SELECT pack, version, root FROM packs WHERE last IS NULL").fetchall()
    for pack, version, root in packs:
        rows = db.execute(
            "SELECT code, CAST(hash AS BLOB) FROM items WHERE pack = ? AND last IS NULL", (pack,)
        )
        if root_hash(rows.fetchall()) != root:
            yield f"{pack} {version}: the rows are not those that were signed"
    known = {pack for pack, _, _ in packs}
    for (pack,) in db.execute("SELECT DISTINCT pack FROM items WHERE last IS NULL"):
        if pack not in known:
            yield f"{pack}: items of a pack that is not installed"


def _all(db: sqlite3.Connection) -> Iterator[str]:
    for (line,) in db.execute("PRAGMA integrity_check(1)").fetchall():
        if line != "ok":
            yield f"the pages of the file are damaged: {line}"
    for hash_, content in db.execute("SELECT hash, CAST(content AS BLOB) FROM files"):
        if file_hash(content) != hash_:
            yield "a file is not what was installed"
    rows = db.execute(
        "SELECT item, code, hash, CAST(document AS BLOB)"
        " FROM items LEFT JOIN documents USING (item)"
    )
    for item, code, hash_, document in rows:
        files = db.execute("SELECT name, hash FROM item_files WHERE item = ?", (item,))
        if document is None or package_hash(document, dict(files.fetchall())) != hash_:
            yield f"{code}: not the document that was installed"
    lost = db.execute(
        "SELECT code FROM items LEFT JOIN phrases USING (item) WHERE phrases IS NULL LIMIT 1"
    ).fetchone()
    if lost:
        yield f"{lost[0]}: cannot be found by search"
