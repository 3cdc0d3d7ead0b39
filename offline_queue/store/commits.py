"""What is committed together, and what becomes of the others when one of them fails.

Each request has its own savepoint, so one that fails takes nothing of the others along; where the
whole transaction failed, each is tried alone.
"""

import contextlib
import logging
import sqlite3
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from kiosk.faults import Fault
from offline_queue.store.ballast import Ballast
from offline_queue.store.ledger import Ledger

T = TypeVar("T")
Work = Callable[[Ledger], T]

_OF_THE_DISK = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CORRUPT)

log = logging.getLogger("offline_queue.store")


class StoreError(Exception):
    """`fault` is DISK_FULL: nothing was recorded; or STORE_ERROR: nothing that this process sees,
    but after a sync that failed it may be there at the next start, so ask again by the same
    request id. `detail` is for operators."""

    def __init__(self, fault: Fault, detail: str) -> None:
        super().__init__(f"{fault.value} {detail}")
        self.fault = fault


class Request:
    """`future` is None where whoever asked commits it himself."""

    __slots__ = ("error", "future", "outcome", "relief", "work")

    def __init__(self, work: Work[Any], relief: bool, future: "Future[Any] | None" = None) -> None:
        self.work = work
        self.relief = relief
        self.future = future
        self.outcome: Any = None
        self.error: BaseException | None = None

    def resolve(self) -> None:
        if self.future is None:
            return
        if self.error is not None:
            self.future.set_exception(self.error)
        else:
            self.future.set_result(self.outcome)


class Commits:
    """Used by whoever has the store's turn."""

    def __init__(self, ledger: Ledger, ballast: Ballast) -> None:
        self._ledger = ledger
        self._ballast = ballast
        self.fault: Fault | None = None
        """Why the disk took nothing the last time; None since something was written."""

    def serve(self, group: list[Request]) -> None:
        """Each request has its outcome or its error afterwards."""
        error = self._commit(group)
        if error is not None:
            if not is_full(error):
                log.error("%s, tried once more", store_error(error))
            for request in group:
                request.outcome, request.error = None, None
                self._serve_alone(request)
        else:
            self._ballast.restore()

    def _serve_alone(self, request: Request) -> None:
        error = self._commit([request])
        while request.relief and is_full(error) and self._ballast.release():
            log.warning("%s a piece of the ballast released", Fault.DISK_FULL.value)
            error = self._commit([request])
        if error is not None:
            request.error = store_error(error)
            self.fault = request.error.fault
            log.error("%s", request.error)

    def _commit(self, group: list[Request]) -> sqlite3.Error | None:
        before, cipher = self._ledger.total_changes, self._ledger.cipher
        try:
            self._ledger.execute("BEGIN IMMEDIATE")
            if len(group) == 1:
                self._attempt(group[0], "ROLLBACK")
            else:
                for request in group:
                    self._ledger.execute("SAVEPOINT request")
                    self._attempt(request, "ROLLBACK TO request")
                    self._ledger.execute("RELEASE request")
            if self._ledger.in_transaction:
                self._ledger.execute("COMMIT")
        except sqlite3.Error as error:
            self._ledger.undone(cipher)
            if self._ledger.in_transaction:
                with contextlib.suppress(sqlite3.Error):
                    self._ledger.execute("ROLLBACK")
            return error
        if self._ledger.total_changes > before and not any(one.relief for one in group):
            self.fault = None  # what may use the ballast proves nothing for the next ticket
        return None

    def _attempt(self, request: Request, undo: str) -> None:
        cipher = self._ledger.cipher
        try:
            request.outcome = request.work(self._ledger)
        except sqlite3.Error as error:
            if _code(error) in _OF_THE_DISK or not self._ledger.in_transaction:
                raise  # of the whole transaction, not of this request
            request.error = store_error(error)
            log.error("%s", request.error)
        except BaseException as error:  # noqa: BLE001  whoever asked gets it
            request.error = error
        if request.error is not None:
            self._ledger.execute(undo)
            self._ledger.undone(cipher)


def is_full(error: sqlite3.Error | None) -> bool:
    """The disk, or what the database may grow to."""
    return error is not None and _code(error) == sqlite3.SQLITE_FULL


def _code(error: sqlite3.Error) -> int:
    """The primary result code; 0 where the module itself raised."""
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF


def store_error(error: sqlite3.Error) -> StoreError:
    fault = Fault.DISK_FULL if _code(error) == sqlite3.SQLITE_FULL else Fault.STORE_ERROR
    return StoreError(fault, getattr(error, "sqlite_errorname", type(error).__name__))
