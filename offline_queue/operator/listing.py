"""Which records there are and how each stands with its destinations: no person is in it."""

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from typing import Any

from kiosk.clock import CHINA
from kiosk.messages.operator import AskRecords, RecordLine, Records, Standing
from offline_queue.outbox.aside import Aside
from offline_queue.outbox.streams import CENTRAL, SECOND, TAKEN

STRETCH = 1000
"""Records looked at in one turn, so that a long queue keeps no citizen waiting."""
LARGEST = 2**63 - 1
"""No number in a table is above it."""
NAMES = {CENTRAL: "central", SECOND: "second"}
"""Of the destinations, as an operator types them."""

_ASIDE = (Standing.LATER, Standing.DEAD, Standing.PARTS)
_COLUMNS = (
    "o.seq, o.kind, o.created, o.owed, a.dest, a.state, a.attempts, a.next_at, a.why"
    " FROM outbox o LEFT JOIN aside a ON a.seq = o.seq"
)


def list_records(connection: sqlite3.Connection, asked: AskRecords) -> Records:
    """One stretch of the queue, filtered."""
    table = "aside" if asked.standing in _ASIDE else "outbox"
    after = min(max(asked.after, 0), LARGEST)
    found = connection.execute(
        f"SELECT DISTINCT seq FROM {table} WHERE seq > ? ORDER BY seq LIMIT ?",
        (after, STRETCH),
    ).fetchall()
    if not found:
        return Records(())
    last = int(found[-1][0])
    lines = tuple(
        line
        for line in _between(connection, after, last, table == "aside")
        if asked.standing in (None, line.standing)
        and asked.kind in ("", line.kind)
        and asked.to in ("", line.to)
    )
    return Records(lines, last if len(found) == STRETCH else 0)


def lines_of(connection: sqlite3.Connection, seq: int) -> tuple[RecordLine, ...]:
    """Of one record; empty where there is none."""
    return tuple(_between(connection, seq - 1, seq, False)) if in_bounds(seq) else ()


def in_bounds(seq: int) -> bool:
    """A record can have this number: the database cannot even be asked for another one."""
    return 1 <= seq <= LARGEST


def _between(
    connection: sqlite3.Connection, after: int, upto: int, aside_only: bool
) -> Iterator[RecordLine]:
    only = " AND a.seq IS NOT NULL" if aside_only else ""
    rows = connection.execute(
        f"SELECT {_COLUMNS} WHERE o.seq > ? AND o.seq <= ?{only} ORDER BY o.seq", (after, upto)
    ).fetchall()
    for _seq, group in groupby(rows, key=lambda row: row[0]):
        yield from _lines(list(group))


def _lines(rows: list[tuple[Any, ...]]) -> Iterable[RecordLine]:
    """One for each destination that a record has or had; `rows` differ in what is aside."""
    seq, kind, created, owed, *_ = rows[0]
    at = _iso(created)
    asides = {row[4]: row[5:] for row in rows if row[4] is not None}
    for dest, name in NAMES.items():
        if dest in asides:
            state, attempts, next_at, why = asides[dest]
            standing = Standing[Aside(state).name]
            due = _iso(next_at) if next_at else ""
            yield RecordLine(seq, name, standing, kind, at, attempts, due, why)
        elif owed & dest:
            yield RecordLine(seq, name, Standing.WAITING, kind, at)
        elif owed & dest << TAKEN:
            yield RecordLine(seq, name, Standing.TAKEN, kind, at)


def _iso(moment_ms: int) -> str:
    return datetime.fromtimestamp(moment_ms / 1000, CHINA).isoformat(timespec="seconds")
