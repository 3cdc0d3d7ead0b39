"""What the platform must learn, in order, each exactly once in effect.

A row is written in the transaction of what it tells about and deleted only against a receipt for
its key. What the platform rejects is kept as a dead letter for the operator. Every function takes
the connection inside a transaction.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

BATCH_RECORDS = 100
BATCH_CHARACTERS = 400_000
"""Well under the platform's 1 MiB, whatever the text is made of."""


@dataclass(frozen=True, slots=True)
class Record:
    seq: int
    kind: str
    created_at: str
    body: Mapping[str, Any]


def put(connection: sqlite3.Connection, kind: str, body: Mapping[str, Any], at: str) -> None:
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    connection.execute(
        "INSERT INTO outbox (kind, created_at, body) VALUES (?, ?, ?)", (kind, at, text)
    )


def batch(connection: sqlite3.Connection, limit: int = BATCH_RECORDS) -> tuple[Record, ...]:
    """The oldest records that wait, at least one where any waits."""
    rows = connection.execute(
        "SELECT seq, kind, created_at, body FROM outbox WHERE dead IS NULL ORDER BY seq LIMIT ?",
        (limit,),
    ).fetchall()
    taken: list[Record] = []
    size = 0
    for seq, kind, created_at, body in rows:
        size += len(body)
        if taken and size > BATCH_CHARACTERS:
            break
        taken.append(Record(seq, kind, created_at, json.loads(body)))
    return tuple(taken)


def settle(
    connection: sqlite3.Connection, delivered: Iterable[int], dead: Mapping[int, str]
) -> None:
    """Forget what has a receipt; keep what was rejected or in conflict, with the reason."""
    connection.executemany("DELETE FROM outbox WHERE seq = ?", [(seq,) for seq in delivered])
    connection.executemany(
        "UPDATE outbox SET dead = ? WHERE seq = ?", [(why, seq) for seq, why in dead.items()]
    )


@dataclass(frozen=True, slots=True)
class Backlog:
    """Records waiting, when the oldest of them was made ("" for none), and dead letters."""

    pending: int
    oldest: str
    dead: int


def backlog(connection: sqlite3.Connection) -> Backlog:
    pending = connection.execute("SELECT count(*) FROM outbox WHERE dead IS NULL").fetchone()[0]
    oldest = connection.execute(
        "SELECT created_at FROM outbox WHERE dead IS NULL ORDER BY seq LIMIT 1"
    ).fetchone()
    dead = connection.execute("SELECT count(*) FROM outbox WHERE dead IS NOT NULL").fetchone()[0]
    return Backlog(int(pending), str(oldest[0]) if oldest else "", int(dead))


def read_receipts(
    seqs: Mapping[str, int], results: Iterable[Any]
) -> tuple[list[int], dict[int, str]]:
    """From the platform's `results`: what has a receipt, and what was refused with the reason.

    `seqs` are the sequence numbers by key. Whatever is not named, or not clearly, stays unknown.
    """
    delivered: list[int] = []
    dead: dict[int, str] = {}
    for result in results:
        key = result.get("key") if isinstance(result, dict) else None
        if not isinstance(key, str) or key not in seqs:
            continue
        status = result.get("status")
        if status in ("applied", "already"):
            delivered.append(seqs[key])
        elif status in ("rejected", "conflict"):
            dead[seqs[key]] = f"{status}: {str(result.get('detail', ''))[:200]}"
    return delivered, dead
