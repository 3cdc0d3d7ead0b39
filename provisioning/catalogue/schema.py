"""The catalogue's tables, and how its file is opened.

A revision is the catalogue's own count of updates. A row of `items` or `packs` holds from revision
`first` to `last`, both included; `last` empty: it holds now. One writer, readers beside it (WAL);
a reader never writes and never checkpoints, so only one connection ever does.
"""

import contextlib
import fcntl
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from provisioning.catalogue.errors import Busy, Damaged

FORMAT = 1
"""`user_version` of the file. Of another format it is made anew from the packs: nothing in it is
the only copy of anything."""
APPLICATION = 0x5A5A4341
KEPT = 3
"""Revisions that can be read, the newest included."""
WAIT_MS = 10_000
PAGE = 4096
READ_CACHE_KIB = 16 * 1024
WRITE_CACHE_KIB = 32 * 1024
_DENIED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)

_TABLES = (
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID",
    # root: see content.root_hash. installed: ISO 8601.
    """CREATE TABLE packs (
        pack TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER, publisher TEXT NOT NULL,
        name TEXT NOT NULL, version INTEGER NOT NULL, root BLOB NOT NULL, installed TEXT NOT NULL,
        PRIMARY KEY (pack, first)) WITHOUT ROWID""",
    # When the platform last said that the installed version is the newest one. ISO 8601.
    "CREATE TABLE confirmed (pack TEXT PRIMARY KEY, at TEXT NOT NULL) WITHOUT ROWID",
    # area and regions: handle_area and handle_regions of the item, these with spaces between them.
    # item: never used again, for the index knows rows by it. The dates are ISO 8601 or empty.
    """CREATE TABLE items (
        item INTEGER PRIMARY KEY, pack TEXT NOT NULL, code TEXT NOT NULL, first INTEGER NOT NULL,
        last INTEGER, hash BLOB NOT NULL, name TEXT NOT NULL, category INTEGER NOT NULL,
        sort INTEGER NOT NULL, state TEXT NOT NULL, terminal INTEGER NOT NULL,
        effective TEXT NOT NULL, cancel TEXT NOT NULL, region TEXT NOT NULL, area TEXT NOT NULL,
        regions TEXT NOT NULL, dept TEXT NOT NULL, listed INTEGER NOT NULL)""",
    "CREATE INDEX items_by_code ON items (code, first)",
    "CREATE UNIQUE INDEX items_now ON items (code) WHERE last IS NULL",
    "CREATE INDEX items_of_pack ON items (pack, code, hash) WHERE last IS NULL",
    "CREATE INDEX items_gone ON items (last) WHERE last IS NOT NULL",
    "CREATE TABLE documents (item INTEGER PRIMARY KEY, document BLOB NOT NULL)",
    """CREATE TABLE themes (
        theme TEXT NOT NULL, item INTEGER NOT NULL, PRIMARY KEY (theme, item)) WITHOUT ROWID""",
    "CREATE INDEX themes_of_item ON themes (item)",
    "CREATE TABLE files (hash BLOB PRIMARY KEY, content BLOB NOT NULL)",
    """CREATE TABLE item_files (
        item INTEGER NOT NULL, name TEXT NOT NULL, hash BLOB NOT NULL,
        PRIMARY KEY (item, name)) WITHOUT ROWID""",
    "CREATE INDEX item_files_by_hash ON item_files (hash)",
    # What the search looks at, see provisioning.catalogue.search. term: see search.terms; strong
    # and weak: where it is a name, and where it is told. Little-endian uint32, ascending.
    """CREATE TABLE segments (
        segment INTEGER PRIMARY KEY, items INTEGER NOT NULL)""",
    """CREATE TABLE postings (
        segment INTEGER NOT NULL, term TEXT NOT NULL, strong BLOB NOT NULL, weak BLOB NOT NULL,
        PRIMARY KEY (segment, term)) WITHOUT ROWID""",
    # A line for each name, for how it sounds (" sen fen zen ") and for its initials; each text
    # begins and ends with a line's end. told: the summary; questions: a line each.
    """CREATE TABLE phrases (
        item INTEGER PRIMARY KEY, phrases TEXT NOT NULL, spoken TEXT NOT NULL,
        initials TEXT NOT NULL, told TEXT NOT NULL, questions TEXT NOT NULL)""",
    "CREATE TABLE readings (char TEXT PRIMARY KEY, syllables TEXT NOT NULL) WITHOUT ROWID",
    "INSERT INTO meta VALUES ('revision', 0), ('next_item', 1), ('next_segment', 1)",
)
HINTING = """instr(document, '"hints":[{')"""
"""Of a document: canonical JSON, in which a quotation mark inside a text never stands bare."""
_LATER = (
    # Everything that counting what is shown looks at.
    """CREATE INDEX IF NOT EXISTS items_shown ON items (
        region, area, regions, state, effective, cancel, first, last, terminal)
        WHERE last IS NULL AND terminal""",
    f"CREATE INDEX IF NOT EXISTS documents_hinting ON documents (item) WHERE {HINTING}",
)
"""What a file of this format may lack: without it a reader is slower, nothing else."""


def open_writer(path: Path) -> sqlite3.Connection:
    """The file, made where there is none. Raises Damaged, Busy, OSError."""
    if not path.exists():
        with _alone(path.parent):
            if not path.exists():
                _make_file(path)
    try:
        db = _connect(path)
        found = format_of(db)
    except sqlite3.Error as error:
        raise told(error) from None
    if found != (APPLICATION, FORMAT):
        db.close()
        raise Damaged(f"not a catalogue of format {FORMAT}")
    _complete(db)
    return db


def _complete(db: sqlite3.Connection) -> None:
    """Raises Damaged, Busy."""
    try:
        for statement in _LATER:
            db.execute(statement)
    except sqlite3.Error as error:
        db.close()
        raise told(error) from None


def _connect(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None, timeout=WAIT_MS / 1000)
    for setting in (
        f"page_size = {PAGE}",
        "journal_mode = WAL",
        "synchronous = FULL",
        f"cache_size = -{WRITE_CACHE_KIB}",
        "trusted_schema = OFF",
    ):
        db.execute(f"PRAGMA {setting}")
    return db


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One maker at a time, of this process or another: two would take each other's draft away and
    wait for locks of files that are gone. The lock is the folder's, so no file of it stays."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _make_file(path: Path) -> None:
    """An empty catalogue, whole before it has its name: no reader ever sees half of one."""
    made = path.with_name(f".{path.name}.making")
    _remove(made, ("", "-journal", "-wal", "-shm"))
    try:
        db = _connect(made)
        make(db)
        db.close()
        sync(made)
        _remove(path, ("-wal", "-shm"))  # of a file that is gone: they would be read into this one
        sync(path.parent)
        made.replace(path)
        sync(path.parent)
    except sqlite3.Error as error:
        raise told(error) from None


def _remove(path: Path, ends: tuple[str, ...]) -> None:
    for end in ends:
        path.with_name(path.name + end).unlink(missing_ok=True)


def make(db: sqlite3.Connection) -> None:
    db.execute("BEGIN IMMEDIATE")
    for statement in (*_TABLES, *_LATER):
        db.execute(statement)
    db.execute(f"PRAGMA application_id = {APPLICATION}")
    db.execute(f"PRAGMA user_version = {FORMAT}")
    db.execute("COMMIT")


def sync(path: Path) -> None:
    """What a file or folder holds is on the disk. Raises OSError."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def open_reader(path: Path) -> sqlite3.Connection:
    """Read-only: a statement that would write fails. Raises Damaged, Busy, FileNotFoundError."""
    if not path.is_file():
        raise FileNotFoundError(path)
    try:
        address = f"{path.absolute().as_uri()}?mode=ro"
        db = sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)
        db.execute("PRAGMA query_only = ON")
        db.execute(f"PRAGMA cache_size = -{READ_CACHE_KIB}")
        found = format_of(db)
    except sqlite3.Error as error:
        raise told(error) from None
    if found != (APPLICATION, FORMAT):
        db.close()
        raise Damaged(f"not a catalogue of format {FORMAT}")
    return db


def format_of(db: sqlite3.Connection) -> tuple[int, int]:
    return (
        int(db.execute("PRAGMA application_id").fetchone()[0]),
        int(db.execute("PRAGMA user_version").fetchone()[0]),
    )


def told(error: sqlite3.Error) -> Damaged | Busy | OSError:
    """What an error of SQLite means for whoever uses the catalogue."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    name = getattr(error, "sqlite_errorname", type(error).__name__)
    if code in _DENIED:
        return Busy(f"the catalogue is in use ({name})")
    if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
        return OSError(f"the catalogue cannot be written or opened ({name})")
    return Damaged(f"the catalogue cannot be read ({name}: {error})")


def settle(path: Path) -> None:
    """Make one file of it that can be moved; nobody else has it open. Raises Damaged, OSError."""
    try:
        db = sqlite3.connect(path, isolation_level=None)
        db.execute("PRAGMA journal_mode = DELETE")
        db.close()
    except sqlite3.Error as error:
        raise told(error) from None
