"""Which records go next to one destination. What is being sent is kept in memory alone: one process
owns the file, so a claim needs no write, and a restart sends again what has no receipt.
"""

import logging
from collections.abc import Collection, Iterator, Mapping

from msgspec import Struct, field

from kiosk.faults import Fault
from offline_queue.archive.rows import acknowledged
from offline_queue.outbox import rows
from offline_queue.outbox.aside import Aside, SetAside, due, put_aside
from offline_queue.outbox.rows import Record
from offline_queue.outbox.streams import KINDS, OnRefusal
from offline_queue.store.ledger import Ledger
from offline_queue.vault.cipher import Unreadable

BATCH_RECORDS = 100
BATCH_BYTES = 400_000
"""Sealed bytes; well under the platform's 1 MiB."""

log = logging.getLogger("offline_queue.outbox")

Row = tuple[int, str, bytes, int, int, bytes]
"""Of rows.COLUMNS."""


class Settlement(Struct, frozen=True):
    """What a destination said of the records of a batch, by sequence number: `delivered` have
    their receipt, `later` are to be tried again at a time (ms since 1970), `refused` never. The
    texts are one word or a place in the record. What is not named stays as it was."""

    delivered: tuple[int, ...] = ()
    later: Mapping[int, tuple[int, str]] = field(default_factory=dict)
    refused: Mapping[int, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.delivered or self.later or self.refused)

    def without(self, seqs: Collection[int]) -> "Settlement":
        """As if nothing had been said of these."""
        return Settlement(
            tuple(seq for seq in self.delivered if seq not in seqs),
            {seq: one for seq, one in self.later.items() if seq not in seqs},
            {seq: why for seq, why in self.refused.items() if seq not in seqs},
        )


class Claims:
    """Of one destination, for its one thread. Every method runs inside a transaction."""

    def __init__(self, dest: int) -> None:
        self.dest = dest
        self._attempts: dict[int, int] = {}

    def take(
        self, ledger: Ledger, now: int, longest: int, most: int = BATCH_RECORDS
    ) -> tuple[Record, ...]:
        """The most urgent records, those about one thing in their order; at least one where any
        can go. `now` in ms since 1970; nothing waits longer than `longest` ms."""
        self._attempts |= due(ledger, self.dest, now, longest)
        blocked = self._blocked(ledger)
        taken: list[Record] = []
        size = 0
        for row in self._ready(ledger, blocked, most):
            size += len(row[-1])
            if taken and size > BATCH_BYTES:
                break
            record = self._opened(ledger, row, blocked)
            if record is None:
                continue
            if taken and record.epoch != taken[0].epoch:
                break  # a batch has one epoch
            taken.append(record)
            if len(taken) == most:
                break
        return tuple(taken)

    def settle(self, ledger: Ledger, said: Settlement) -> None:
        rows.delivered(ledger, self.dest, said.delivered)
        if said.delivered:
            acknowledged(ledger, said.delivered)
        for seq in said.delivered:
            self._attempts.pop(seq, None)
        # the work of a transaction may run twice: what it counts from stays as it is
        for seq, (at, why) in said.later.items():
            put_aside(ledger, self.dest, SetAside(seq, Aside.LATER, self._next(seq), at, why))
        for seq, why in said.refused.items():
            put_aside(ledger, self.dest, SetAside(seq, Aside.DEAD, self._next(seq), 0, why))

    def attempts(self, seq: int) -> int:
        """How often this one was put off."""
        return self._attempts.get(seq, 0)

    def floor(self, ledger: Ledger) -> int:
        """No record below this number will ever come to this destination."""
        first = rows.first_owed(ledger, self.dest)
        (aside,) = ledger.execute(
            "SELECT min(seq) FROM aside WHERE dest = ?", (self.dest,)
        ).fetchone()
        return min(one for one in (first, aside, ledger.last_seq() + 1) if one is not None)

    def _next(self, seq: int) -> int:
        return self._attempts.get(seq, 0) + 1

    def _opened(self, ledger: Ledger, row: Row, blocked: dict[bytes, int]) -> Record | None:
        """None for what cannot be opened: an operator must see to it, and the rest goes on."""
        seq, kind, about, *_ = row
        try:
            return rows.unsealed(ledger, row)
        except Unreadable as error:
            log.critical("%s record %d: %s", Fault.STORE_ERROR.value, seq, error)
            put_aside(ledger, self.dest, SetAside(seq, Aside.DEAD, 0, 0, "unreadable"))
            if about and KINDS[kind].on_refusal is OnRefusal.PARK:
                blocked[about] = seq
            return None

    def _blocked(self, ledger: Ledger) -> dict[bytes, int]:
        """Things of which an earlier record is aside, and its number."""
        found = ledger.execute(
            "SELECT outbox.about, outbox.kind, aside.state, min(outbox.seq) FROM aside"
            " JOIN outbox USING (seq) WHERE aside.dest = ? AND outbox.about <> x''"
            " GROUP BY 1, 2, 3",
            (self.dest,),
        ).fetchall()
        first: dict[bytes, int] = {}
        for about, kind, state, seq in found:
            if state == Aside.DEAD and KINDS[kind].on_refusal is OnRefusal.SKIP:
                continue
            first[about] = min(seq, first.get(about, seq))
        return first

    def _ready(self, ledger: Ledger, blocked: Mapping[bytes, int], page: int) -> Iterator[Row]:
        """Sealed rows that may go now, page by page."""
        # the destination is a literal, or the partial index cannot be used
        query = (
            f"SELECT prio, {rows.COLUMNS} FROM outbox WHERE owed & {self.dest:d}"
            " AND (prio, seq) > (?, ?) ORDER BY prio, seq LIMIT ?"
        )
        last = (-1, 0)
        while found := ledger.execute(query, (*last, page)).fetchall():
            last = found[-1][:2]
            for _prio, *row in found:
                seq, _kind, about, *_ = row
                if blocked.get(about, seq) >= seq:
                    yield tuple(row)
