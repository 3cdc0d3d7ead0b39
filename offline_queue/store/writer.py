"""The one writer: whoever holds the turn has the only database connection and commits for a group.

Whoever wants something of the database hands over a function; it runs inside a transaction with
whatever else was waiting, each request behind its own savepoint, and the future resolves only
after COMMIT has reached the disk. With one connection nothing ever waits for a lock, and one
fsync serves everybody who came meanwhile. A caller who waits anyway takes the turn itself where it
is free: waking another thread costs a third of an fsync.
"""

import contextlib
import logging
import queue
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar

from kiosk.faults import Fault
from offline_queue.store.ballast import Ballast
from offline_queue.store.database import open_database
from offline_queue.store.ledger import Ledger
from offline_queue.vault.device_key import DeviceKey

T = TypeVar("T")
Work = Callable[[Ledger], T]

GROUP_MAX = 256
BALLAST_BYTES = 2 * 1024 * 1024
_OF_THE_DISK = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CORRUPT)

log = logging.getLogger("offline_queue.store")


class StoreError(Exception):
    """Nothing was recorded. `fault` is DISK_FULL or STORE_ERROR; `detail` is for operators."""

    def __init__(self, fault: Fault, detail: str) -> None:
        super().__init__(f"{fault.value} {detail}")
        self.fault = fault


class _Request:
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


class Store:
    """Opens at once (raises CannotOpen or AlreadyRunning) and starts the writer thread."""

    def __init__(
        self,
        folder: Path,
        ballast_bytes: int = BALLAST_BYTES,
        device_key: DeviceKey | None = None,
    ) -> None:
        self._ledger = open_database(folder, device_key)
        self._ballast = Ballast(folder, ballast_bytes)
        self._turn = threading.Lock()
        """Held by the thread that uses the connection."""
        self._requests: queue.SimpleQueue[_Request | None] = queue.SimpleQueue()
        self._closing = threading.Lock()
        self._closed = False
        self.fault: Fault | None = None
        """Why the disk took nothing the last time; None since something was written."""
        self._thread = threading.Thread(target=self._run, name="store", daemon=True)
        self._thread.start()

    def submit(self, work: Work[T], relief: bool = False) -> "Future[T]":
        """Run `work(ledger)` in the next commit. The future raises StoreError where it failed.

        `relief` marks work that frees room or tells how a print ended: it may use the ballast.
        """
        future: Future[T] = Future()
        with self._closing:
            if self._closed:
                raise _closed()
            self._requests.put(_Request(work, relief, future))
        return future

    def call(self, work: Work[T], relief: bool = False) -> T:
        """As `submit`, and wait for the disk. Raises StoreError."""
        if not self._turn.acquire(blocking=False):
            return self.submit(work, relief).result()
        try:
            if self._closed:
                raise _closed()
            own = _Request(work, relief)
            self._serve([*self._waiting(GROUP_MAX - 1), own])
        finally:
            self._turn.release()
        if own.error is not None:
            raise own.error
        outcome: T = own.outcome
        return outcome

    def close(self) -> None:
        """Finish what was handed over, then close. Safe to call twice."""
        with self._closing:
            if not self._closed:
                self._closed = True
                self._requests.put(None)
        self._thread.join()

    def _run(self) -> None:
        with self._turn:
            self._ballast.restore()
        while True:
            first = self._requests.get()
            with self._turn:
                if first is None:
                    self._ledger.close()
                    return
                self._serve([first, *self._waiting(GROUP_MAX - 1)])

    def _waiting(self, most: int) -> list[_Request]:
        """What was handed over and not begun. By whoever has the turn."""
        found: list[_Request] = []
        while len(found) < most and not self._requests.empty():
            try:
                one = self._requests.get_nowait()
            except queue.Empty:  # the writer thread was quicker
                break
            if one is None:
                self._requests.put(None)  # the end comes last
                break
            found.append(one)
        return found

    def _serve(self, group: list[_Request]) -> None:
        error = self._commit(group)
        if error is not None:
            for request in group:
                request.outcome, request.error = None, None
                self._serve_alone(request)
        else:
            self._ballast.restore()
        for request in group:
            request.resolve()

    def _serve_alone(self, request: _Request) -> None:
        error = self._commit([request])
        if error is not None and request.relief and _code(error) == sqlite3.SQLITE_FULL:
            if self._ballast.release():
                log.warning("%s ballast released", Fault.DISK_FULL.value)
            error = self._commit([request])
        if error is not None:
            request.error = _store_error(error)
            self.fault = request.error.fault
            log.error("%s", request.error)

    def _commit(self, group: list[_Request]) -> sqlite3.Error | None:
        before = self._ledger.total_changes
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
            self._ledger.undone()
            if self._ledger.in_transaction:
                with contextlib.suppress(sqlite3.Error):
                    self._ledger.execute("ROLLBACK")
            return error
        if self._ledger.total_changes > before and not any(one.relief for one in group):
            self.fault = None  # what may use the ballast proves nothing for the next ticket
        return None

    def _attempt(self, request: _Request, undo: str) -> None:
        try:
            request.outcome = request.work(self._ledger)
        except sqlite3.Error as error:
            if _code(error) in _OF_THE_DISK or not self._ledger.in_transaction:
                raise  # of the whole transaction, not of this request
            request.error = _store_error(error)
            log.error("%s", request.error)
        except BaseException as error:  # noqa: BLE001  whoever asked gets it
            request.error = error
        if request.error is not None:
            self._ledger.execute(undo)
            self._ledger.undone()


def _closed() -> StoreError:
    return StoreError(Fault.STORE_ERROR, "the store is closed")


def _code(error: sqlite3.Error) -> int:
    """The primary result code; 0 where the module itself raised."""
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF


def _store_error(error: sqlite3.Error) -> StoreError:
    fault = Fault.DISK_FULL if _code(error) == sqlite3.SQLITE_FULL else Fault.STORE_ERROR
    return StoreError(fault, getattr(error, "sqlite_errorname", type(error).__name__))
