"""What the service itself leaves in the audit log, and the errand that brings it to the centre.

What a citizen or an operator does is appended where it is recorded, in the same transaction.
"""

import logging
import threading
from collections.abc import Callable
from datetime import timedelta
from functools import partial

from kiosk import VERSION
from kiosk.clock import Clock
from kiosk.messages.service import Network
from offline_queue.audit import log as audit
from offline_queue.audit.upload import AuditUpload, Sender
from offline_queue.store.commits import StoreError
from offline_queue.store.ledger import Ledger
from offline_queue.store.writer import Store
from offline_queue.sync.contact import Contact

EVERY_S = 10.0
"""Between two uploads where less than a batch waits."""
BATCHES = 5
"""Of one run of the errand: records have waited long enough then."""

log = logging.getLogger("offline_queue.audit")


class Trail:
    """`clock_wrong` says whether the wall clock contradicts the platform. Thread-safe."""

    def __init__(
        self, store: Store, terminal_id: str, clock: Clock, clock_wrong: Callable[[], bool]
    ) -> None:
        self._store, self._terminal_id = store, terminal_id
        self._clock, self._clock_wrong = clock, clock_wrong
        self._lock = threading.Lock()
        self._connected: bool | None = None
        self._wrong = False

    def start(self) -> None:
        """The service starts. Raises StoreError."""
        at = self._at()

        def first(ledger: Ledger) -> None:
            audit.begin(ledger, self._terminal_id)
            audit.append(ledger, at, "service.started", version=VERSION)

        self._store.call(first, relief=True)

    def stop(self) -> None:
        """The service stops; the end of the log is kept in mind."""
        at = self._at()

        def last(ledger: Ledger) -> None:
            audit.append(ledger, at, "service.stopped", version=VERSION)
            audit.seal(ledger)

        self._try(last)

    def notice(self, contact: Contact) -> None:
        """How things stand with the platform and the clock: what has changed is appended."""
        with self._lock:
            connected = contact.fault is None
            if contact.network is not Network.UNKNOWN and connected is not self._connected:
                self._connected = connected
                what = "platform.found" if connected else "platform.lost"
                fault = contact.fault.value if contact.fault else ""
                self._try(partial(audit.append, at=self._at(), what=what, fault=fault))
            wrong = self._clock_wrong()
            if wrong is not self._wrong:
                self._wrong = wrong
                what = "clock.wrong" if wrong else "clock.right"
                self._try(partial(audit.append, at=self._at(), what=what))

    def tidy(self) -> None:
        """Drop what the centre has had for long. Raises StoreError."""
        before = (self._clock.now() - timedelta(days=audit.KEEP_DAYS)).isoformat(timespec="seconds")
        prune = partial(audit.prune, before=before)
        while self._store.call(prune, relief=True) == audit.PRUNE_MOST:
            continue

    def errand(self, transport: Sender) -> "AuditErrand":
        """For the thread of the central platform."""
        return AuditErrand(self._store, self._terminal_id, self._clock, transport)

    def _at(self) -> str:
        return self._clock.now().isoformat(timespec="seconds")

    def _try(self, work: Callable[[Ledger], object]) -> None:
        try:
            self._store.call(work, relief=True)
        except StoreError as error:
            log.error("%s not in the audit log", error.fault.value)


class AuditErrand:
    """An errand of offline_queue.sync.errands, after those that bring records."""

    def __init__(self, store: Store, terminal_id: str, clock: Clock, transport: Sender) -> None:
        self._upload = AuditUpload(store, terminal_id, clock.monotonic)
        self._clock, self._transport = clock, transport
        self._not_before = float("-inf")

    def run(self) -> float:
        """Seconds until it wants to run again. Raises StoreError."""
        wait = self._not_before - self._clock.monotonic()
        if wait > 0:
            return wait
        for _ in range(BATCHES):
            if not self._upload.step(self._transport):
                self._not_before = self._clock.monotonic() + EVERY_S
                return EVERY_S
        return 0.0
