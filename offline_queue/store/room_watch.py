"""Watches the room that is left: before anything new is taken, and whenever the hall is shown.

Nothing is left out silently: what was refused is counted by kind, shown in the queue's status, and
written into the audit log with every change of level.
"""

import contextlib
import logging
import sqlite3
import threading
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from kiosk.faults import Fault
from kiosk.room import RoomLevel
from offline_queue.audit.log import append
from offline_queue.outbox.streams import CENTRAL, KINDS
from offline_queue.store import meta, room
from offline_queue.store.commits import StoreError
from offline_queue.store.ledger import Ledger
from offline_queue.store.room import Limits, Seen
from offline_queue.store.writer import Store

BACKLOG_S = 10.0
"""Between two counts of the backlog; the disk is looked at each time."""
MOST_MB = 999_999_999

log = logging.getLogger("offline_queue.room")

Note = tuple[str, str, dict[str, str | int]]
"""At, what, facts: of an entry of the audit log."""


class RoomWatch:
    """Thread-safe. `now` is the terminal's time, `monotonic` in seconds."""

    def __init__(
        self,
        store: Store,
        folder: Path,
        now: Callable[[], datetime],
        monotonic: Callable[[], float],
        limits: Limits = room.DEFAULT,
    ) -> None:
        self._store, self._folder = store, folder
        self._now, self._monotonic = now, monotonic
        self._limits = limits
        self._lock, self._telling = threading.Lock(), threading.Lock()
        self._level = RoomLevel.NORMAL
        self._backlog = Seen(0)
        self._waiting: dict[str, int] = {}
        self._count_at = float("-inf")
        self._left_out: Counter[str] = Counter()
        self._untold: Counter[str] = Counter()
        self._notes: list[Note] = []

    @property
    def level(self) -> RoomLevel:
        return self._level

    def look(self) -> RoomLevel:
        """The level now. Where it changes, that is written down."""
        if self._store.fault is not None:  # whether the disk takes something again
            with contextlib.suppress(StoreError):
                self._store.call(meta.touch)
        self._count()
        try:
            free = room.free_bytes(self._folder)
        except OSError as error:
            log.error("%s room not known: %s", Fault.STORE_ERROR.value, type(error).__name__)
            return self._level
        seen = Seen(free, self._backlog.rows, self._backlog.size)
        with self._lock:
            before = self._level
            level = room.level_after(before, seen, self._limits)
            if self._store.fault is Fault.DISK_FULL:
                level = RoomLevel.FULL
            self._level = level
            if level is not before:
                self._changed(level, free)
        self._tell()
        return level

    def refusal(self, kind: str) -> Fault | None:
        """Why a new record of this kind cannot be taken now. Who then refuses it says so by
        `refused`."""
        return room.refusal(kind, self.look(), self._waiting, self._limits)

    def refused(self, kind: str) -> None:
        """One of this kind was refused."""
        with self._lock:
            self._left_out[kind] += 1
            self._untold[kind] += 1

    def left_out(self) -> tuple[str, ...]:
        """What was refused since the start: "kind count"."""
        with self._lock:
            return tuple(f"{kind} {count}" for kind, count in sorted(self._left_out.items()))

    def close(self) -> None:
        """Write down what was refused and not told yet."""
        with self._lock:
            self._count_refused()
        self._tell()

    def _changed(self, level: RoomLevel, free: int) -> None:
        self._count_refused()
        megabytes = min(free // room.MIB, MOST_MB)
        facts: dict[str, str | int] = {"level": level.value, "free_mb": megabytes}
        self._notes.append((self._at(), "room.changed", facts))
        log.warning("room %s, %d MB free", level.value, megabytes)

    def _count_refused(self) -> None:
        for kind, count in sorted(self._untold.items()):
            self._notes.append((self._at(), "room.refused", {"kind": kind, "count": count}))
        self._untold.clear()

    def _tell(self) -> None:
        """Where the disk takes nothing now, it is told later; the ballast is not for this."""
        with self._telling:
            with self._lock:
                notes = list(self._notes)
            if notes:
                with contextlib.suppress(StoreError):
                    self._store.call(partial(_write, notes=notes))
                    with self._lock:
                        del self._notes[: len(notes)]

    def _at(self) -> str:
        return self._now().isoformat(timespec="seconds")

    def _count(self) -> None:
        now = self._monotonic()
        if now < self._count_at:
            return
        self._count_at = now + BACKLOG_S
        with contextlib.suppress(StoreError):
            self._backlog, self._waiting = self._store.call(partial(_backlog, limits=self._limits))


def _write(ledger: Ledger, notes: list[Note]) -> None:
    for at, what, facts in notes:
        append(ledger, at, what, **facts)


def _backlog(connection: sqlite3.Connection, limits: Limits) -> tuple[Seen, dict[str, int]]:
    """The backlog, and the records that wait of each stream with a quota. Nothing is counted
    beyond its limit: a long queue must not make the count long."""
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    (unused,) = connection.execute("PRAGMA freelist_count").fetchone()
    (page,) = connection.execute("PRAGMA page_size").fetchone()
    rows = _rows(connection, "", limits.full.rows)
    waiting = {
        stream.name: _rows(connection, f"AND outbox.prio = {stream.priority:d}", quota)
        for stream in set(KINDS.values())
        if (quota := limits.quotas.get(stream.name)) is not None
    }
    return Seen(0, rows, (pages - unused) * page), waiting


def _rows(connection: sqlite3.Connection, only: str, most: int) -> int:
    """Records owed to the platform, ready and aside; at most a little more than `most`."""
    # literals, or the partial index cannot be used
    ready = f"SELECT 1 FROM outbox WHERE owed & {CENTRAL:d} {only} LIMIT ?"
    aside = f"SELECT 1 FROM aside JOIN outbox USING (seq) WHERE dest = {CENTRAL:d} {only} LIMIT ?"
    found = 0
    for query in (ready, aside):
        (count,) = connection.execute(f"SELECT count(*) FROM ({query})", (most + 1,)).fetchone()
        found += int(count)
    return found
