"""The table of packages. What is in one is sealed in its row, but for attachments in files: those
stay where they are, and their keys lie in the row. So a package is there, or gone, in one commit.

Every function takes the ledger inside a transaction of the store.
"""

import sqlite3
from collections.abc import Iterable, Mapping

import msgspec
from msgspec import Struct

from offline_queue.archive.manifest import grouped
from offline_queue.store.ledger import Ledger

WAITING, KEPT, DROPPED = "waiting", "kept", "dropped"


class Content(Struct, frozen=True):
    """`manifest`: its bytes; `inline`: contents by the name of their part; `keys`: the key (32
    bytes) of each attachment in a file, by its id."""

    manifest: bytes
    inline: Mapping[str, bytes]
    keys: Mapping[str, bytes]


class Line(Struct, frozen=True):
    """A package as its row shows it without a key. `seq`: of its record; `made`, `acked`: ms since
    1970, `acked` None before every destination has it and 0 where the time is still to be noted;
    `size`: bytes on the disk; `standing`: WAITING for receipts, KEPT after them, DROPPED where an
    operator gave its record up."""

    package_id: str
    seq: int
    made: int
    acked: int | None
    size: int
    manifest: bytes
    standing: str

    @property
    def manifest_text(self) -> str:
        return grouped(self.manifest)


_LINE = (
    "package_id, seq, made, acked, size, manifest, CASE WHEN acked IS NOT NULL THEN 'kept'"
    " WHEN EXISTS (SELECT 1 FROM outbox WHERE outbox.seq = archive.seq) THEN 'waiting'"
    " ELSE 'dropped' END FROM archive"
)


def insert(ledger: Ledger, line: Line, about: str, content: Content, files: Iterable[str]) -> None:
    """`about`: id of the application. The size of the row itself is added to that of `line`."""
    place = _place(line.package_id, line.seq, line.manifest)
    sealed = ledger.cipher.seal(msgspec.msgpack.encode(content), place)
    ledger.execute(
        "INSERT INTO archive VALUES (?, ?, ?, ?, NULL, ?, ?, ?, ?)",
        (
            line.package_id,
            line.seq,
            ledger.cipher.mark(about),
            line.made,
            line.size + len(sealed),
            line.manifest,
            ledger.cipher.current,
            sealed,
        ),
    )
    ledger.executemany(
        "INSERT INTO archive_files VALUES (?, ?)", [(one, line.package_id) for one in files]
    )


def of_application(ledger: Ledger, application_id: str) -> Line | None:
    """The package that was made of it, where it is still here."""
    mark = ledger.cipher.mark(application_id)
    return _first(ledger, "about = ?", mark)


def line(connection: sqlite3.Connection, package_id: str) -> Line | None:
    return _first(connection, "package_id = ?", package_id)


def lines(connection: sqlite3.Connection, after: str, most: int) -> tuple[Line, ...]:
    """By id, those behind `after`."""
    query = f"SELECT {_LINE} WHERE package_id > ? ORDER BY package_id LIMIT ?"
    return tuple(Line(*row) for row in connection.execute(query, (after, most)))


def load(ledger: Ledger, package_id: str) -> Content | None:
    """Raises Unreadable."""
    row = ledger.execute(
        "SELECT seq, manifest, key_id, sealed FROM archive WHERE package_id = ?", (package_id,)
    ).fetchone()
    if row is None:
        return None
    seq, manifest, key_id, sealed = row
    plain = ledger.cipher.open(key_id, sealed, _place(package_id, seq, manifest))
    return msgspec.msgpack.decode(plain, type=Content)


def acknowledged(ledger: Ledger, seqs: Iterable[int]) -> None:
    """Records that have a receipt: where no destination waits for one any more, its package has
    been acknowledged. The time is noted by `stamp`."""
    if ledger.execute("SELECT 1 FROM archive WHERE acked IS NULL LIMIT 1").fetchone() is None:
        return
    ledger.executemany(
        "UPDATE archive SET acked = 0 WHERE seq = ?1 AND acked IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.seq = ?1)",
        [(seq,) for seq in seqs],
    )


def stamp(connection: sqlite3.Connection, now: int) -> int:
    """What was acknowledged since the last time counts from now on. How many."""
    return connection.execute("UPDATE archive SET acked = ? WHERE acked = 0", (now,)).rowcount


def oldest_acknowledged(connection: sqlite3.Connection) -> Line | None:
    return _first(connection, "acked IS NOT NULL AND acked > 0 ORDER BY acked, package_id LIMIT 1")


def bytes_held(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT total(size) FROM archive").fetchone()[0])


def files(connection: sqlite3.Connection) -> frozenset[str]:
    """Ids of attachments whose files must stay."""
    return frozenset(
        row[0] for row in connection.execute("SELECT attachment_id FROM archive_files")
    )


def remove(connection: sqlite3.Connection, package_id: str) -> frozenset[str]:
    """The row with its keys; ids of the attachments whose files nobody needs any more."""
    found = connection.execute(
        "SELECT attachment_id FROM archive_files WHERE package_id = ?", (package_id,)
    ).fetchall()
    connection.execute("DELETE FROM archive WHERE package_id = ?", (package_id,))
    return frozenset(row[0] for row in found)


def _first(connection: sqlite3.Connection, where: str, *values: object) -> Line | None:
    row = connection.execute(f"SELECT {_LINE} WHERE {where}", values).fetchone()
    return None if row is None else Line(*row)


def _place(package_id: str, seq: int, manifest: bytes) -> bytes:
    """What a content is bound to."""
    return f"archive.{package_id}.{seq}.".encode() + manifest
