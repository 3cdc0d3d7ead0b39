"""The one connection, with what a row of the outbox is made of: keys, epoch, sequence numbers."""

import sqlite3

from offline_queue.vault.cipher import Cipher


class Ledger(sqlite3.Connection):
    """What `Work` gets. Used by one thread at a time, inside a transaction of the store.

    `cipher` and `epoch` are there once offline_queue.store.database has opened it.
    """

    cipher: Cipher
    epoch: str
    """Of the sequence numbers that are given now; see the table `epochs`."""
    second: frozenset[str] = frozenset()
    """Kinds of records that are owed to the second destination too; set once at the start."""
    second_bare: frozenset[str] = frozenset()
    """Those of them whose attachments do not go there, and are not waited for."""
    terminal: str = ""
    """Whose audit log it is."""
    chain: tuple[int, bytes] | None = None
    """Number and hash of the last entry of the audit log; None where they must be looked up."""
    _last: int | None = None
    _epoch_from: int | None = None

    def next_seq(self) -> int:
        """Of a new row of the outbox. Never given twice, not even after its row was delivered: the
        number of the last row that went is kept in `outbox_floor`."""
        self._last = seq = self.last_seq() + 1
        return seq

    def last_seq(self) -> int:
        """The last number that was given, 0 for none."""
        if self._last is None:
            (last,) = self.execute(
                "SELECT max((SELECT ifnull(max(seq), 0) FROM outbox), seq) FROM outbox_floor"
            ).fetchone()
            self._last = int(last)
        return self._last

    def epoch_of(self, seq: int) -> str:
        """In which a row has its number: an earlier one than today's where the database was brought
        back from a copy, or moved."""
        if self._epoch_from is None:
            (first,) = self.execute("SELECT max(first_seq) FROM epochs").fetchone()
            self._epoch_from = int(first)
        if seq >= self._epoch_from:
            return self.epoch
        (epoch,) = self.execute(
            "SELECT epoch FROM epochs WHERE first_seq <= ? ORDER BY first_seq DESC LIMIT 1", (seq,)
        ).fetchone()
        return str(epoch)

    def begin_epoch(self, epoch: str) -> None:
        """New rows have their numbers in it from now on. Inside a transaction."""
        first = self.last_seq() + 1
        self.execute(
            "INSERT INTO epochs VALUES (?, ?) ON CONFLICT DO UPDATE SET epoch = excluded.epoch",
            (first, epoch),  # a conflict: no row was made in the epoch before
        )
        self.epoch, self._epoch_from, self.chain = epoch, first, None

    def undone(self, cipher: Cipher | None = None) -> None:
        """Something was rolled back: numbers that it took are free again, so none is left out.
        `cipher` is the one from before it: a key that it turned to is not there."""
        self._last = self.chain = None
        self.cipher = cipher or self.cipher
