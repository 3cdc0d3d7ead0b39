"""What the tests of the audit log share: a log to read, and a hand that spoils its file."""

import contextlib
import sqlite3
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from kiosk.messages.audit import AuditState
from offline_queue.audit import log
from offline_queue.audit.chain import Entry, read_event
from offline_queue.audit.verify import verify
from offline_queue.store.ledger import Ledger
from offline_queue.store.writer import Store
from tests.clock import MONDAY_MORNING

AT = MONDAY_MORNING.isoformat()
TERMINAL = "T00003"
SOME = ("number.taken", "help.called", "platform.lost", "platform.found", "leases.received")


def begin(store: Store, terminal: str = TERMINAL) -> None:
    store.call(partial(log.begin, terminal=terminal))


def write(store: Store, count: int = 1, at: str = AT) -> None:
    """So many entries, each in a commit of its own."""
    for n in range(count):
        store.call(partial(log.append, at=at, what=SOME[n % len(SOME)], count=n))


def entries(store: Store) -> list[Entry]:
    return store.call(partial(log.read, after=0, most=10_000))


def events(store: Store, what: str = "") -> list[dict[str, Any]]:
    """Events in their order, of those whose name begins so."""
    found = [read_event(entry.event) for entry in entries(store)]
    return [event for event in found if str(event["what"]).startswith(what)]


def state(store: Store) -> AuditState:
    return verify(store.call, TERMINAL)


def broken(store: Store) -> tuple[int, str]:
    found = state(store)
    return found.broken, found.why


def spoil(store: Store, *statements: str) -> None:
    """As somebody with sqlite3 would: the service does not notice."""

    def change(ledger: Ledger) -> None:
        for statement in statements:
            ledger.execute(statement)

    store.call(change)


def spoil_file(state_folder: Path, statement: str) -> None:
    """The file of a service that is stopped."""
    with contextlib.closing(sqlite3.connect(state_folder / "queue.sqlite3")) as db:
        db.execute(statement)
        db.commit()


Spoil = Callable[[Store], None]
