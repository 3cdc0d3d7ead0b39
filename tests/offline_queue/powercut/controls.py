"""What must fail: the same workloads with one thing done wrong. Where one of these passes the cuts,
the cuts prove nothing.

Each changes the modules of its own process, which ends with it.
"""

import os
import stat
from collections.abc import Callable, Iterable
from pathlib import Path

from offline_queue.attachments.store import FOLDER_NAME
from offline_queue.outbox import rows as outbox
from offline_queue.store import database
from offline_queue.store.ledger import Ledger
from offline_queue.store.writer import Store
from tests.offline_queue.powercut import workloads
from tests.offline_queue.powercut.run import AT, Run, Workload, body_of


def synchronous_normal(run: Run) -> None:
    setting("synchronous", "NORMAL", 1)
    workloads.put(run)


def folder_not_synced(run: Run) -> None:
    """The renaming of an attachment's file may be undone by the cut."""
    _no_fsync_of(lambda folder: folder)
    workloads.attachment(run)


def file_not_synced(run: Run) -> None:
    """Renamed and its folder synced, but its bytes may be missing."""
    _no_fsync_of(lambda folder: not folder)
    workloads.attachment(run)


def row_before_file(run: Run) -> None:
    """An attachment's row is committed, and only then its file synced."""
    fsync, later = os.fsync, list[int]()

    def put_off(handle: int) -> None:
        if _of_attachments(handle):
            later.append(os.dup(handle))
        else:
            fsync(handle)

    class Late(Run):
        def did(self, **what: object) -> None:
            super().did(**what)
            while later:
                handle = later.pop(0)
                fsync(handle)
                os.close(handle)

    os.fsync = put_off  # type: ignore[assignment]
    run.__class__ = Late
    workloads.attachment(run)


def told_before_commit(run: Run) -> None:
    """The caller hears of its record while the transaction is still open."""

    class Eager(Run):
        def put(self, store: Store, ns: Iterable[int], relief: bool = False) -> None:
            wanted = list(ns)
            self.will(put=wanted)

            def work(ledger: Ledger) -> None:
                done = {outbox.put(ledger, "help", body_of(n), AT): n for n in wanted}
                self.did(put=done)

            store.call(work)

    run.__class__ = Eager
    workloads.put(run)


def setting(name: str, value: str, expected: object) -> None:
    database._SETTINGS = tuple(
        (name, value, expected) if one[0] == name else one for one in database._SETTINGS
    )


def _no_fsync_of(skipped: Callable[[bool], bool]) -> None:
    fsync = os.fsync

    def some(handle: int) -> None:
        folder = stat.S_ISDIR(os.fstat(handle).st_mode)
        if not (_of_attachments(handle) and skipped(folder)):
            fsync(handle)

    os.fsync = some  # type: ignore[assignment]


def _of_attachments(handle: int) -> bool:
    return f"/{FOLDER_NAME}" in str(Path(f"/proc/self/fd/{handle}").readlink())


CONTROLS: dict[str, Workload] = {
    one.__name__: one
    for one in (
        synchronous_normal,
        folder_not_synced,
        file_not_synced,
        row_before_file,
        told_before_commit,
    )
}
