"""Files and rows of attachments that do not match: put in order at the start and from time to time.

A file that nobody knows is removed. A row without its file cannot be mended here: its record
becomes a dead letter that says so.
"""

import logging
from functools import partial
from pathlib import Path

from kiosk.faults import Fault
from offline_queue.archive import rows as archive
from offline_queue.attachments import rows
from offline_queue.attachments.sealed_file import MISSING
from offline_queue.attachments.store import FOLDER_NAME
from offline_queue.store.ledger import Ledger
from offline_queue.store.writer import Store

log = logging.getLogger("offline_queue.attachments")


class Sweeper:
    """Of the attachments in the state folder. The first sweep is before anything is taken in."""

    def __init__(self, store: Store, state: Path) -> None:
        self._store = store
        self._folder = state / FOLDER_NAME
        self._unknown: frozenset[str] | None = None
        """Files that no row knew at the last sweep; None before the first."""

    def sweep(self) -> int:
        """How many records became dead letters. Raises StoreError.

        A file whose row is still to be written looks like one that was left over: it has until the
        next sweep.
        """
        known, archived = self._store.call(
            lambda ledger: (rows.known(ledger), archive.files(ledger)), relief=True
        )
        try:
            present = frozenset(path.name for path in self._folder.iterdir())
        except FileNotFoundError:
            present = frozenset()
        unknown = present - known - archived
        former = unknown if self._unknown is None else self._unknown
        self._unknown = unknown - former
        self._remove(unknown & former)
        dead = self._store.call(partial(_lose, missing=known - present), relief=True)
        if dead:
            log.error("%s attachments missing: %d", Fault.STORE_ERROR.value, dead)
        return dead

    def _remove(self, names: frozenset[str]) -> None:
        for name in names:
            try:
                (self._folder / name).unlink(missing_ok=True)
            except OSError as error:
                log.warning("a file without a record cannot be removed (%s)", error.strerror)


def _lose(ledger: Ledger, missing: frozenset[str]) -> int:
    return sum(rows.lost(ledger, one, MISSING) for one in sorted(missing))
