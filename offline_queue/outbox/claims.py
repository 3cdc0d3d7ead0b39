"""Which records go next to one destination. What is being sent is kept in memory alone: one process
owns the file, so a claim needs no write, and a restart sends again what has no receipt.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from offline_queue.outbox import rows
from offline_queue.outbox.aside import Aside, SetAside, due, put_aside
from offline_queue.outbox.rows import Record
from offline_queue.outbox.streams import KINDS, OnRefusal
from offline_queue.store.ledger import Ledger

BATCH_RECORDS = 100
BATCH_BYTES = 400_000
"""Sealed bytes; well under the platform's 1 MiB."""

Row = tuple[int, str, bytes, int, int, bytes]
"""Of rows.COLUMNS."""


@dataclass(frozen=True, slots=True)
class Settlement:
    """What a destination said of the records of a batch, by sequence number: `delivered` have
    their receipt, `later` are to be tried again at a time (ms since 1970), `refused` never. The
    texts are one word or a place in the record. What is not named stays as it was."""

    delivered: tuple[int, ...] = ()
    later: Mapping[int, tuple[int, str]] = field(default_factory=dict)
    refused: Mapping[int, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.delivered or self.later or self.refused)


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
            if taken and (len(taken) == most or size > BATCH_BYTES):
                break
            taken.append(rows.unsealed(ledger, row))
            if len(taken) > 1 and taken[-1].epoch != taken[0].epoch:
                taken.pop()  # a batch has one epoch
                break
        return tuple(taken)

    def settle(self, ledger: Ledger, said: Settlement) -> None:
        rows.delivered(ledger, self.dest, said.delivered)
        for seq in said.delivered:
            self._attempts.pop(seq, None)
        for seq, (at, why) in said.later.items():
            attempts = self._attempts.pop(seq, 0) + 1
            put_aside(ledger, self.dest, SetAside(seq, Aside.LATER, attempts, at, why))
        for seq, why in said.refused.items():
            attempts = self._attempts.pop(seq, 0) + 1
            put_aside(ledger, self.dest, SetAside(seq, Aside.DEAD, attempts, 0, why))

    def attempts(self, seq: int) -> int:
        """How often this one was put off."""
        return self._attempts.get(seq, 0)

    def floor(self, ledger: Ledger) -> int:
        """No record below this number will ever come to this destination."""
        (first,) = ledger.execute(
            "SELECT min("
            "ifnull((SELECT seq FROM outbox NOT INDEXED WHERE owed & ?1 ORDER BY seq LIMIT 1), ?2),"
            " ifnull((SELECT min(seq) FROM aside WHERE dest = ?1), ?2))",
            (self.dest, ledger.last_seq() + 1),
        ).fetchone()
        return int(first)

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
