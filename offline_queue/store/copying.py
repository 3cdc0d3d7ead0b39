"""A whole copy of a database that is in use, by SQLite's own copier."""

import sqlite3
import threading
import time
from collections.abc import Callable

from offline_queue.store.ledger import Ledger

PAGES = 512
"""Half a megabyte at a time; then whoever waits has the turn."""
PAUSE_S = 0.0005


def copy_in_turns(
    ledger: Callable[[], Ledger], turn: threading.Lock, target: sqlite3.Connection
) -> None:
    """Of the state at the end: what is written between two steps is copied as well. `ledger` is
    asked whenever the turn was taken and raises where there is none any more."""

    def others_first(_status: int, _left: int, _total: int) -> None:
        turn.release()
        time.sleep(PAUSE_S)  # else nobody who waits for the turn would get it
        turn.acquire()
        ledger()

    with turn:
        ledger().backup(target, pages=PAGES, progress=others_first)
