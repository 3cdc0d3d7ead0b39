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
    _last: int | None = None

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

    def undone(self) -> None:
        """Something was rolled back: numbers that it took are free again, so none is left out."""
        self._last = None
