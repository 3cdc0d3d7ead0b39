"""One workload while it is recorded: its disk, and what it says that it will do or has done."""

import os
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec

from offline_queue.outbox import rows as outbox
from offline_queue.outbox.claims import Claims, Settlement
from offline_queue.outbox.rows import Record
from offline_queue.outbox.streams import CENTRAL
from offline_queue.store.ledger import Ledger
from offline_queue.store.writer import Store
from tests.clock import MONDAY_MORNING

DISK, SAID, STATE = "disk", "said", "state"
AT = MONDAY_MORNING.isoformat()
NOW = int(MONDAY_MORNING.timestamp() * 1000)
LONGEST = int(timedelta(minutes=5).total_seconds() * 1000)
BALLAST_BYTES = 8192


class Run:
    """`folder` is the workload's own. Nothing that is said is synced: it is read from the record of
    the system calls, where it has its place among the writes and syncs."""

    def __init__(self, folder: Path) -> None:
        (folder / DISK).mkdir(parents=True, exist_ok=True)
        self.disk = folder / DISK
        self.state = self.disk / STATE
        self._said = os.open(folder / SAID, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def store(self) -> Store:
        return Store(self.state, BALLAST_BYTES)

    def begin(self) -> None:
        """What was done before is on the disk; cuts come from here on."""
        self._say({"begin": True})

    def will(self, **what: Any) -> None:
        self._say({"will": what})

    def did(self, **what: Any) -> None:
        """Acknowledged: whatever happens to the power now, this stays."""
        self._say({"did": what})

    def put(self, store: Store, ns: Iterable[int], relief: bool = False) -> None:
        """One record for each `n` in one commit. With `relief` they are large ones, which may have
        the ballast's room."""
        wanted = list(ns)
        self.will(put=wanted)
        more = 5000 if relief else 0

        def work(ledger: Ledger) -> dict[int, int]:
            return {outbox.put(ledger, "help", body_of(n, more), AT): n for n in wanted}

        done = store.call(work, relief)
        self.did(put=done)

    def settle(self, store: Store, claims: Claims, said: Settlement, relief: bool = True) -> None:
        self.will(deliver=said.delivered)
        store.call(lambda ledger: claims.settle(ledger, said), relief)
        self.did(delivered=said.delivered, later=list(said.later), dead=list(said.refused))

    def _say(self, what: dict[str, Any]) -> None:
        os.write(self._said, msgspec.json.encode(what) + b"\n")


def body_of(n: int, more: int = 0) -> dict[str, Any]:
    """Of a length of its own, so that records do not lie on the same places of all pages."""
    return {"n": n, "fill": "." * (n * 37 % 900 + more)}


def take(store: Store, claims: Claims, now: int = NOW, most: int = 10) -> tuple[Record, ...]:
    return store.call(lambda ledger: claims.take(ledger, now, LONGEST, most))


def claims() -> Claims:
    return Claims(CENTRAL)


Workload = Callable[[Run], None]
