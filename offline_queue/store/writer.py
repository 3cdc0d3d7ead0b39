"""The one writer: whoever holds the turn has the only database connection and commits for a group.

Whoever wants something of the database hands over a function; it runs inside a transaction with
whatever else was waiting, each request behind its own savepoint, and the future resolves only
after COMMIT has reached the disk. With one connection nothing ever waits for a lock, and one
fsync serves everybody who came meanwhile. A caller who waits anyway takes the turn itself where it
is free: waking another thread costs a third of an fsync.
"""

import contextlib
import queue
import sqlite3
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import TypeVar

from kiosk.faults import Fault
from offline_queue.store.ballast import BALLAST_BYTES, Ballast
from offline_queue.store.commits import Commits, Request, StoreError, Work, store_error
from offline_queue.store.copying import copy_in_turns
from offline_queue.store.database import open_database
from offline_queue.store.ledger import Ledger
from offline_queue.vault.device_key import DeviceKey

T = TypeVar("T")

GROUP_MAX = 256
NEXT_S = 0.0003
"""Where several share a commit, the pause after which no other one of them is waited for."""


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
        self._commits = Commits(self._ledger, self._ballast)
        self._turn = threading.Lock()
        """Held by the thread that uses the connection."""
        self._requests: queue.SimpleQueue[Request | None] = queue.SimpleQueue()
        self._crowd = 1
        """How many shared the last commit or came meanwhile."""
        self._closing = threading.Lock()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="store", daemon=True)
        self._thread.start()

    @property
    def fault(self) -> Fault | None:
        """Why the disk took nothing the last time; None since something was written."""
        return self._commits.fault

    def submit(self, work: Work[T], relief: bool = False) -> "Future[T]":
        """Run `work(ledger)` in the next commit. The future raises StoreError where it failed.

        `relief` marks work that frees room or tells how a print ended: it may use the ballast.
        """
        future: Future[T] = Future()
        with self._closing:
            if self._closed:
                raise _closed()
            self._requests.put(Request(work, relief, future))
        return future

    def call(self, work: Work[T], relief: bool = False) -> T:
        """As `submit`, and wait for the disk. Raises StoreError."""
        if self._crowd > 1 or not self._turn.acquire(blocking=False):
            return self.submit(work, relief).result()
        try:
            if self._closed:
                raise _closed()
            own = Request(work, relief)
            self._serve([*self._waiting(GROUP_MAX - 1), own])
        finally:
            self._turn.release()
        if own.error is not None:
            raise own.error
        outcome: T = own.outcome
        return outcome

    def copy_to(self, target: sqlite3.Connection) -> None:
        """The whole database as it is at the end, while others go on writing. Raises sqlite3.Error
        of the target, or StoreError where the store is closed meanwhile."""
        copy_in_turns(self._open, self._turn, target)

    @contextlib.contextmanager
    def alone(self) -> Iterator[Ledger]:
        """The connection, outside of any transaction, while all others wait. Raises StoreError."""
        with self._turn:
            try:
                yield self._open()
            except sqlite3.Error as error:
                raise store_error(error) from None

    def _open(self) -> Ledger:
        if self._closed:
            raise _closed()
        return self._ledger

    def close(self) -> None:
        """Finish what was handed over, then close. Safe to call twice."""
        with self._closing:
            if not self._closed:
                self._closed = True
                self._requests.put(None)
        self._thread.join()

    def _run(self) -> None:
        while self._requests.empty():  # who comes meanwhile is served first
            with self._turn:
                if not self._ballast.restore():
                    break
        while True:
            first = self._requests.get()
            if first is None:
                with self._turn:
                    self._ledger.close()
                return
            group = self._gather(first)
            with self._turn:
                self._serve(group)

    def _gather(self, first: Request) -> list[Request]:
        """Those who shared the last commit come back one after the other as they are told of it:
        without them there would be two crowds, each waiting for the other's fsync."""
        group = [first]
        while len(group) < min(self._crowd, GROUP_MAX):
            try:
                one = self._requests.get(timeout=NEXT_S)
            except queue.Empty:
                break
            if one is None:
                self._requests.put(None)  # the end comes last
                break
            group.append(one)
        return [*group, *self._waiting(GROUP_MAX - len(group))]

    def _waiting(self, most: int) -> list[Request]:
        """What was handed over and not begun. By whoever has the turn."""
        found: list[Request] = []
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

    def _serve(self, group: list[Request]) -> None:
        self._commits.serve(group)
        self._crowd = len(group) + self._requests.qsize()
        for request in group:
            request.resolve()


def _closed() -> StoreError:
    return StoreError(Fault.STORE_ERROR, "the store is closed")
