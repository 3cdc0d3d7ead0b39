"""The chain that holds the audit log together. Pure.

    hash  = SM3(hash of the entry before | seq (8 bytes) | length of at (2 bytes) | at | event)
    first = the same over SM3("zizhu/audit/v1" 0x00 terminal 0x00 epoch) in place of the hash before

Numbers are big-endian, texts UTF-8. A chain belongs to one terminal and one epoch of its database.
Where the epoch changes (a copy was brought back), the log goes on with the next sequence number and
a new chain: its first entry, of the kind BEGAN, names both and holds the hash of the entry before.
"""

import json
from collections.abc import Iterable
from typing import Any

from cryptography.hazmat.primitives import hashes
from msgspec import Struct

BEGAN = "chain.began"
"""`what` of the first entry of every chain; its facts: terminal, epoch, and `after`, the hash of
the entry before in hexadecimal ("" for none)."""
HASH_BYTES = 32

_DOMAIN = b"zizhu/audit/v1"
_AT_MOST = 2**16 - 1
"""Bytes of a time that can be chained."""


class Entry(Struct, frozen=True):
    """`at`: ISO 8601 with offset; `event`: a JSON object with `what` and its facts."""

    seq: int
    at: str
    event: str
    hash: bytes


class Place(Struct, frozen=True):
    """An entry that is known to be right."""

    seq: int
    hash: bytes


BEFORE_ALL = Place(0, b"")
"""Stands before the first entry."""


class Break(Struct, frozen=True):
    """The first entry that is wrong, and why: a word of REASONS."""

    seq: int
    why: str


EDITED = "edited"
"""Its hash is not that of its content after the entry before it."""
GAP = "gap"
"""Entries before it are missing."""
NO_HEAD = "no_head"
"""It should begin a chain of this terminal and does not."""
TAIL = "tail"
"""It was known once, to the centre or when the service stopped, and is not there."""
REPLACED = "replaced"
"""Another entry was known under this number."""
EXTRA = "extra"
"""Its number lies before the first that can be here."""
NOTES = "notes"
"""What is noted beside the log (offline_queue.audit.cursor) was spoilt: nobody can tell whether
this entry was there, though all before it are right."""
REASONS = (EDITED, GAP, NO_HEAD, TAIL, REPLACED, EXTRA, NOTES)


def genesis(terminal: str, epoch: str) -> bytes:
    names = (one.encode(errors="surrogatepass") for one in (terminal, epoch))
    return _sm3(b"\0".join((_DOMAIN, *names)))


def link(before: bytes, seq: int, at: str, event: str) -> bytes:
    """The hash of an entry; `before` is that of the entry before it."""
    moment = at.encode()
    head = seq.to_bytes(8, "big") + len(moment).to_bytes(2, "big")
    return _sm3(before + head + moment + event.encode())


def read_event(event: str) -> dict[str, Any]:
    """The facts with `what`; empty where it is no JSON object, as none that was written here is."""
    try:
        found = json.loads(event)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def begun_by(entry: Entry) -> dict[str, str] | None:
    """The facts of an entry that begins a chain, None for every other."""
    if BEGAN not in entry.event:
        return None
    facts = read_event(entry.event)
    if facts.pop("what", None) != BEGAN:
        return None
    found = {name: facts.get(name) for name in ("terminal", "epoch", "after")}
    return {name: value if isinstance(value, str) else "" for name, value in found.items()}


class Verifier:
    """Goes along the entries in the order of their numbers, from a place that is known to be right
    (where entries were pruned, the last one of these), up to the first that is wrong."""

    def __init__(self, anchor: Place, terminal: str | None = None) -> None:
        """`terminal`: whose chain it must be; None takes any."""
        self.last = anchor
        self.count = 0
        self.broken: Break | None = None
        self._terminal = terminal
        self._begun: set[tuple[str, str]] = set()

    def feed(self, entries: Iterable[Entry], known: dict[int, bytes] | None = None) -> None:
        """`known`: hashes by number that were known elsewhere. Nothing is done once broken."""
        for entry in entries:
            if self.broken is not None:
                return
            why = self._look(entry)
            if not why and known and known.get(entry.seq, entry.hash) != entry.hash:
                why = REPLACED
            if why:
                self.broken = Break(entry.seq, why)
            else:
                self.last = Place(entry.seq, entry.hash)
                self.count += 1

    def end(self, known: int) -> None:
        """There is no more; the entry `known` was there once."""
        if self.broken is None and self.last.seq < known:
            self.broken = Break(self.last.seq + 1, TAIL)

    def spoilt(self) -> None:
        """There is no more, and no telling what else was there once."""
        if self.broken is None:
            self.broken = Break(self.last.seq + 1, NOTES)

    def _look(self, entry: Entry) -> str:
        if len(entry.at.encode()) > _AT_MOST:
            return EDITED
        if entry.seq != self.last.seq + 1:
            return GAP if entry.seq > self.last.seq else EXTRA
        before = self.last.hash
        begun = begun_by(entry)
        if begun is not None:
            chain = (begun["terminal"], begun["epoch"])
            foreign = self._terminal not in (None, begun["terminal"])
            if begun["after"] != before.hex() or foreign or chain in self._begun:
                return NO_HEAD
            self._begun.add(chain)
            before = genesis(*chain)
        elif not before:
            return NO_HEAD
        return "" if link(before, entry.seq, entry.at, entry.event) == entry.hash else EDITED


def _sm3(content: bytes) -> bytes:
    digest = hashes.Hash(hashes.SM3())
    digest.update(content)
    return digest.finalize()
