"""What is remembered beside the audit log, in the table `cursors`: where it begins, how far the
centre has it. Every function takes the connection inside a transaction.

A note that somebody has spoilt counts as not there, so that the service goes on: entries are sent
again, and the next note takes its place. `any_spoilt` tells of it until then.
"""

import json
import sqlite3
from collections.abc import Mapping
from typing import Annotated, TypeVar

import msgspec
from msgspec import Meta, Struct

from offline_queue.audit.chain import BEFORE_ALL, Place

PRUNED = "audit.pruned"
"""The last entry that was dropped after the centre had it."""
SEALED = "audit.sealed"
"""The last entry when the service stopped."""
_CHAINS = "audit.chains"
_SENT = "audit.sent"


T = TypeVar("T")
MOST = 2**53
"""No entry has a higher number: the centre takes none."""
Number = Annotated[int, Meta(ge=0, le=MOST)]
Hash = Annotated[str, Meta(pattern="^([0-9a-f][0-9a-f])*$")]


class _Place(Struct, frozen=True):
    seq: Number
    hash: Hash


class _Sent(Struct, frozen=True):
    seq: Number
    hash: Hash
    centre: Number


class _Chains(Struct, frozen=True):
    chains: list[tuple[Number, str, str]]


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
    found = _load(connection, name, _Place)
    return Place(found.seq, bytes.fromhex(found.hash)) if found else BEFORE_ALL


def write(connection: sqlite3.Connection, name: str, place: Place) -> None:
    _save(connection, name, {"seq": place.seq, "hash": place.hash.hex()})


def chains(connection: sqlite3.Connection) -> tuple[Chain, ...]:
    """Every chain that was begun in this file, oldest first."""
    found = _load(connection, _CHAINS, _Chains)
    return tuple(Chain(*one) for one in found.chains) if found else ()


def add_chain(connection: sqlite3.Connection, chain: Chain) -> None:
    rows = [[one.first, one.terminal, one.epoch] for one in (*chains(connection), chain)]
    _save(connection, _CHAINS, {"chains": rows})


def read_sent(connection: sqlite3.Connection) -> Sent:
    found = _load(connection, _SENT, _Sent)
    if found is None:
        return Sent()
    return Sent(Place(found.seq, bytes.fromhex(found.hash)), found.centre)


def write_sent(connection: sqlite3.Connection, sent: Sent) -> None:
    value = {"seq": sent.upto.seq, "hash": sent.upto.hash.hex(), "centre": sent.centre}
    _save(connection, _SENT, value)


def any_spoilt(connection: sqlite3.Connection) -> bool:
    """One of these notes is not what is ever written here."""
    shapes: dict[str, type[_Place | _Sent | _Chains]] = {
        PRUNED: _Place,
        SEALED: _Place,
        _SENT: _Sent,
        _CHAINS: _Chains,
    }
    return any(
        _value(connection, name) is not None and _load(connection, name, shape) is None
        for name, shape in shapes.items()
    )


def _load(connection: sqlite3.Connection, name: str, shape: type[T]) -> T | None:
    """None where nothing is noted under this name, or what is there was spoilt."""
    value = _value(connection, name)
    if value is None:
        return None
    try:
        return msgspec.json.decode(value, type=shape)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None


def _value(connection: sqlite3.Connection, name: str) -> bytes | None:
    row = connection.execute(
        "SELECT CAST(value AS BLOB) FROM cursors WHERE name = ?", (name,)
    ).fetchone()
    return None if row is None else bytes(row[0])


def _save(connection: sqlite3.Connection, name: str, value: Mapping[str, object]) -> None:
    connection.execute(
        "INSERT INTO cursors VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, json.dumps(value)),
    )
