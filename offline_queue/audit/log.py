"""The audit log of this terminal: appended to in the transaction of what it tells, never changed.

Each entry is chained to the one before it (offline_queue.audit.chain). Every function takes the
ledger, or the connection where it only reads, inside a transaction of the store.
"""

import sqlite3

import msgspec

from offline_queue.audit import cursor
from offline_queue.audit.chain import BEGAN, Entry, Place, genesis, link
from offline_queue.audit.cursor import Chain
from offline_queue.audit.facts import check_moment, event_text
from offline_queue.store.ledger import Ledger

KEEP_DAYS = 90
"""What the centre has acknowledged is dropped after this many days."""
PRUNE_MOST = 2000
"""Entries dropped in one transaction."""


def append(ledger: Ledger, at: str, what: str, **facts: str | int) -> int:
    """One entry, with its number. `what` and `facts` as offline_queue.audit.facts has them: ids,
    codes and counts. Raises Unfit for anything else; then nothing has changed."""
    event = event_text(what, facts)
    check_moment(at)
    if ledger.chain is None:
        _find_end(ledger, at)
    return _write(ledger, at, event)


def begin(ledger: Ledger, terminal: str) -> None:
    """Entries are this terminal's from now on."""
    ledger.terminal, ledger.chain = terminal, None


def seal(ledger: Ledger) -> None:
    """Keep the last entry in mind: from now on it is missed if it is cut off."""
    if ledger.chain is not None:
        cursor.write(ledger, cursor.SEALED, Place(*ledger.chain))


def prune(ledger: Ledger, before: str) -> int:
    """Drop the oldest entries as long as the centre has them and they are of before that time (ISO
    8601, the hall's). The last one dropped stays known, so that the rest can be verified."""
    sent = cursor.read_sent(ledger)
    rows = ledger.execute(
        "SELECT seq, CAST(at AS BLOB), CAST(hash AS BLOB) FROM audit"
        " WHERE seq <= ? ORDER BY seq LIMIT ?",
        (sent.acknowledged, PRUNE_MOST),
    ).fetchall()
    gone = 0
    for seq, at, digest in rows:
        if at >= before.encode():
            break
        gone, last = gone + 1, Place(seq, digest)
    if gone:
        ledger.execute("DELETE FROM audit WHERE seq <= ?", (last.seq,))
        cursor.write(ledger, cursor.PRUNED, last)
    return gone


def read(connection: sqlite3.Connection, after: int, most: int) -> list[Entry]:
    """Entries as they stand in the file, wrong ones too, by number."""
    rows = connection.execute(
        "SELECT seq, CAST(at AS BLOB), CAST(event AS BLOB), CAST(hash AS BLOB) FROM audit"
        " WHERE seq > ? ORDER BY seq LIMIT ?",
        (after, most),
    ).fetchall()
    return [
        Entry(seq, at.decode(errors="replace"), event.decode(errors="replace"), digest)
        for seq, at, event, digest in rows
    ]


def _write(ledger: Ledger, at: str, event: str) -> int:
    assert ledger.chain is not None
    seq, before = ledger.chain[0] + 1, ledger.chain[1]
    digest = link(before, seq, at, event)
    ledger.execute("INSERT INTO audit VALUES (?, ?, ?, ?)", (seq, at, event, digest))
    ledger.chain = (seq, digest)
    return seq


def _find_end(ledger: Ledger, at: str) -> None:
    """Where the chain goes on; it begins anew for another terminal or another epoch."""
    row = ledger.execute(
        "SELECT seq, CAST(hash AS BLOB) FROM audit WHERE seq < ? ORDER BY seq DESC LIMIT 1",
        (cursor.MOST,),
    ).fetchone()
    ends = [cursor.read(ledger, name) for name in (cursor.PRUNED, cursor.SEALED)]
    last = max(([Place(*row)] if row else []) + ends, key=lambda place: place.seq)
    # Where entries were cut off, their numbers stay missing.
    seq, digest = max(last.seq, cursor.read_sent(ledger).centre), last.hash
    chains = cursor.chains(ledger)
    if chains and (chains[-1].terminal, chains[-1].epoch) == (ledger.terminal, ledger.epoch):
        ledger.chain = (seq, digest)
        return
    began = {"terminal": ledger.terminal, "epoch": ledger.epoch, "after": digest.hex()}
    ledger.chain = (seq, genesis(ledger.terminal, ledger.epoch))
    first = _write(ledger, at, msgspec.json.encode({"what": BEGAN} | began).decode())
    cursor.add_chain(ledger, Chain(first, ledger.terminal, ledger.epoch))
