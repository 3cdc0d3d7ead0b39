"""What the platform must learn, each record exactly once in effect: one row, its payload sealed.

A row is written in the transaction of what it tells about and goes only against receipts for its
key from every destination that it is owed to. Every function takes the ledger inside a transaction.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

import msgspec
from msgspec import Struct

from kiosk.clock import CHINA
from offline_queue.outbox.aside import Aside, SetAside, put_aside
from offline_queue.outbox.streams import CENTRAL, DESTINATIONS, KINDS, SECOND, TAKEN
from offline_queue.store.ledger import Ledger


class Record(msgspec.Struct, frozen=True):  # made a hundred at a time: quicker than a dataclass
    """`about` stands for the thing that it tells about, b"" for none."""

    seq: int
    epoch: str
    kind: str
    about: bytes
    created_at: str
    body: Mapping[str, Any]


def put(
    ledger: Ledger,
    kind: str,
    body: Mapping[str, Any],
    at: str,
    about: str = "",
    owed: int | None = None,
    parts: bool = False,
) -> int:
    """One record, to be sent to the destinations `owed`, by default to the central platform and to
    a second destination that gets this kind; its sequence number.

    `at`: ISO 8601 with offset. `about`: id of the ticket or application that it is about; records
    with the same one arrive in this order. With `parts` it waits until `aside.bring_back`.
    """
    if owed is None:
        owed = CENTRAL | SECOND if kind in ledger.second else CENTRAL
    seq = ledger.next_seq()
    write(ledger, (ledger.epoch, seq), kind, body, at, about, owed)
    if parts:
        for dest in (CENTRAL, SECOND):
            if owed & dest and (dest == CENTRAL or kind not in ledger.second_bare):
                put_aside(ledger, dest, SetAside(seq, Aside.PARTS))
    return seq


def write(
    ledger: Ledger,
    number: tuple[str, int],
    kind: str,
    body: Mapping[str, Any],
    at: str,
    about: str = "",
    owed: int = CENTRAL,
) -> None:
    """As `put`, under a number (epoch, seq) that was given before."""
    epoch, seq = number
    mark = ledger.cipher.mark(about) if about else b""
    place = _place(epoch, seq, kind, mark)
    sealed = ledger.cipher.seal(msgspec.json.encode(body), place)
    created = int(datetime.fromisoformat(at).timestamp() * 1000)
    ledger.execute(
        "INSERT INTO outbox VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (seq, kind, KINDS[kind].priority, mark, created, owed, ledger.cipher.current, sealed),
    )


def load(ledger: Ledger, seq: int) -> Record | None:
    """Raises Unreadable."""
    row = ledger.execute(f"SELECT {COLUMNS} FROM outbox WHERE seq = ?", (seq,)).fetchone()
    return None if row is None else unsealed(ledger, row)


COLUMNS = "seq, kind, about, created, key_id, payload"


def unsealed(ledger: Ledger, row: tuple[int, str, bytes, int, int, bytes]) -> Record:
    """A row of COLUMNS. Raises Unreadable."""
    seq, kind, mark, created, key_id, payload = row
    epoch = ledger.epoch_of(seq)
    body = ledger.cipher.open(key_id, payload, _place(epoch, seq, kind, mark))
    return Record(seq, epoch, kind, mark, _second(created // 1000), _decode(body))


_decode = msgspec.json.Decoder().decode


@lru_cache(maxsize=256)
def _second(since_1970: int) -> str:
    return datetime.fromtimestamp(since_1970, CHINA).isoformat(timespec="seconds")


def replace(ledger: Ledger, seq: int, body: Mapping[str, Any]) -> None:
    """Another content for a record that no destination has taken: an operator has mended it."""
    kind, mark = ledger.execute("SELECT kind, about FROM outbox WHERE seq = ?", (seq,)).fetchone()
    place = _place(ledger.epoch_of(seq), seq, kind, mark)
    sealed = ledger.cipher.seal(msgspec.json.encode(body), place)
    ledger.execute(
        "UPDATE outbox SET key_id = ?, payload = ? WHERE seq = ?",
        (ledger.cipher.current, sealed, seq),
    )


def delivered(ledger: Ledger, dest: int, seqs: Iterable[int]) -> None:
    """They have a receipt of this destination. A row that is owed to nobody any more goes."""
    rows = [(seq, dest) for seq in seqs]
    last = ledger.last_seq()
    gone = ledger.executemany(
        f"DELETE FROM outbox WHERE seq = ? AND owed & {DESTINATIONS:d} = ?"
        " AND NOT EXISTS (SELECT 1 FROM aside WHERE aside.seq = outbox.seq)",
        rows,
    ).rowcount
    if gone < len(rows):
        taken = f"UPDATE outbox SET owed = (owed & ~?2) | (?2 << {TAKEN:d}) WHERE seq = ?1"
        ledger.executemany(taken, rows)
    _keep_floor(ledger, last)


def drop(ledger: Ledger, seq: int) -> None:
    """An operator gives it up, for every destination."""
    last = ledger.last_seq()
    ledger.execute("DELETE FROM aside WHERE seq = ?", (seq,))
    ledger.execute("DELETE FROM outbox WHERE seq = ?", (seq,))
    _keep_floor(ledger, last)


def _keep_floor(ledger: Ledger, last: int) -> None:
    """Where the row with the last number is gone, that number is written down."""
    ledger.execute(
        "UPDATE outbox_floor SET seq = ?1 WHERE seq < ?1"
        " AND NOT EXISTS (SELECT 1 FROM outbox WHERE seq = ?1)",
        (last,),
    )


def first_owed(connection: sqlite3.Connection, dest: int) -> int | None:
    """The lowest number that can go to a destination now. Found from priority to priority in its
    own index: what only another destination still waits for may be a million rows."""
    (first,) = connection.execute(
        # the destination is a literal, or the partial index cannot be used
        f"WITH RECURSIVE some(prio) AS (SELECT min(prio) FROM outbox WHERE owed & {dest:d}"
        " UNION ALL SELECT"
        f" (SELECT min(prio) FROM outbox WHERE owed & {dest:d} AND prio > some.prio)"
        " FROM some WHERE prio IS NOT NULL)"
        f" SELECT min((SELECT min(seq) FROM outbox WHERE owed & {dest:d} AND prio = some.prio))"
        " FROM some"
    ).fetchone()
    return None if first is None else int(first)


class Backlog(Struct, frozen=True):
    """Records waiting, when the oldest of them was made ("" for none), and dead letters."""

    pending: int
    oldest: str
    dead: int


def backlog(connection: sqlite3.Connection, dest: int = CENTRAL) -> Backlog:
    """What is owed to one destination, dead letters apart."""
    # the destination is a literal, or the partial index that counts quickly cannot be used
    (ready,) = connection.execute(f"SELECT count(*) FROM outbox WHERE owed & {dest:d}").fetchone()
    waits, dead = connection.execute(
        "SELECT total(state <> ?), total(state = ?) FROM aside WHERE dest = ?",
        (Aside.DEAD, Aside.DEAD, dest),
    ).fetchone()
    oldest = connection.execute(
        "SELECT created FROM outbox WHERE seq = ?1 OR seq ="
        " (SELECT min(seq) FROM aside WHERE dest = ?2 AND state <> ?3) ORDER BY seq LIMIT 1",
        (first_owed(connection, dest), dest, Aside.DEAD),
    ).fetchone()
    at = datetime.fromtimestamp(oldest[0] / 1000, CHINA) if oldest else None
    text = at.isoformat(timespec="seconds") if at else ""
    return Backlog(int(ready) + int(waits), text, int(dead))


def _place(epoch: str, seq: int, kind: str, mark: bytes) -> bytes:
    """What a payload is bound to."""
    return f"{epoch}.{seq}.{kind}.".encode() + mark
