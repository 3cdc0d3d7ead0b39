"""What is remembered beside the audit log, in the table `cursors`: where it begins, how far the
centre has it. Every function takes the connection inside a transaction.
"""

import json
import sqlite3
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from offline_queue.audit.chain import BEFORE_ALL, Place

PRUNED = "audit.pruned"
"""The last entry that was dropped after the centre had it."""
SEALED = "audit.sealed"
"""The last entry when the service stopped."""
_CHAINS = "audit.chains"
_SENT = "audit.sent"


class Chain(Struct, frozen=True):
    """Of one terminal and one epoch of its database, from the entry `first` on."""

    first: int
    terminal: str
    epoch: str


class Sent(Struct, frozen=True):
    """`upto`: the last entry that was sent and answered. `centre`: the last one that the centre
    says it has, which may be more than this file holds."""

    upto: Place = BEFORE_ALL
    centre: int = 0

    @property
    def acknowledged(self) -> int:
        """Up to here nothing need be kept for the centre."""
        return min(self.upto.seq, self.centre)


def read(connection: sqlite3.Connection, name: str) -> Place:
    """PRUNED or SEALED; the place before the first entry where there is none."""
    found = _load(connection, name)
    return Place(int(found["seq"]), bytes.fromhex(found["hash"])) if found else BEFORE_ALL


def write(connection: sqlite3.Connection, name: str, place: Place) -> None:
    _save(connection, name, {"seq": place.seq, "hash": place.hash.hex()})


def chains(connection: sqlite3.Connection) -> tuple[Chain, ...]:
    """Every chain that was begun in this file, oldest first."""
    found = _load(connection, _CHAINS).get("chains", [])
    return tuple(Chain(int(first), terminal, epoch) for first, terminal, epoch in found)


def add_chain(connection: sqlite3.Connection, chain: Chain) -> None:
    rows = [[one.first, one.terminal, one.epoch] for one in (*chains(connection), chain)]
    _save(connection, _CHAINS, {"chains": rows})


def read_sent(connection: sqlite3.Connection) -> Sent:
    found = _load(connection, _SENT)
    if not found:
        return Sent()
    return Sent(Place(int(found["seq"]), bytes.fromhex(found["hash"])), int(found["centre"]))


def write_sent(connection: sqlite3.Connection, sent: Sent) -> None:
    value = {"seq": sent.upto.seq, "hash": sent.upto.hash.hex(), "centre": sent.centre}
    _save(connection, _SENT, value)


def _load(connection: sqlite3.Connection, name: str) -> dict[str, Any]:
    row = connection.execute("SELECT value FROM cursors WHERE name = ?", (name,)).fetchone()
    found = json.loads(row[0]) if row else {}
    return found if isinstance(found, dict) else {}


def _save(connection: sqlite3.Connection, name: str, value: Mapping[str, Any]) -> None:
    connection.execute(
        "INSERT INTO cursors VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, json.dumps(value)),
    )
