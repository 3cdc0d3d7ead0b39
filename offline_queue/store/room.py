"""How much room is left for records, and what is refused when it runs short. Rules, and a probe.

    NORMAL -> LEAN -> TIGHT -> FULL

A level begins where free bytes fall below its limit or the backlog grows beyond it, and ends only
when both are better than the limit by a margin: so that nothing flickers at an edge. Whatever tells
how something that was begun has ended (print, result) or that somebody needs help is never refused
by a level; the disk itself may still refuse it.
"""

import os
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct, field

from kiosk.faults import Fault
from kiosk.room import RoomLevel
from offline_queue.outbox.streams import KINDS

MIB = 1024 * 1024
ORDER = tuple(RoomLevel)

ALWAYS = frozenset({"print", "cert_copy", "result", "destroyed", "auth", "help"})
"""Kinds that no level refuses."""
NUMBERS = frozenset({"ticket"})
"""What a terminal is for: refused last."""
AHEAD = frozenset({"booked"})
"""What may be had later too: refused first. No record: documents that are fetched to wait here."""


class Seen(Struct, frozen=True):
    """`free`: bytes that this process may still write on the disk of the state folder. `rows`:
    records that wait for the platform. `size`: bytes of the database in use."""

    free: int
    rows: int = 0
    size: int = 0


class Limit(Struct, frozen=True):
    """A level begins below `free` bytes, or beyond `rows` records or `size` bytes."""

    free: int
    rows: int
    size: int


_LEAN = Limit(256 * MIB, 250_000, 512 * MIB)
_TIGHT = Limit(128 * MIB, 1_500_000, 2048 * MIB)
_FULL = Limit(32 * MIB, 3_000_000, 4096 * MIB)
"""It must end where the ballast (16 MiB) is back: that is written where 64 MiB are free."""


class Limits(Struct, frozen=True):
    """From LEAN on each stricter than the one before. `margin`: how much better, as a part of the
    limit, things must be before a level ends. `quotas`: records of a stream that may wait."""

    lean: Limit = _LEAN
    tight: Limit = _TIGHT
    full: Limit = _FULL
    margin: float = 0.25
    quotas: Mapping[str, int] = field(
        default_factory=lambda: {"evaluation": 50_000, "application": 20_000}
    )


DEFAULT = Limits()


def level_after(before: RoomLevel, seen: Seen, limits: Limits = DEFAULT) -> RoomLevel:
    """The level now, where it was `before`."""
    level = RoomLevel.NORMAL
    for one, limit in zip(ORDER[1:], (limits.lean, limits.tight, limits.full), strict=True):
        held = ORDER.index(one) <= ORDER.index(before)
        if _beyond(seen, limit, limits.margin if held else 0.0):
            level = one
    return level


def refused_from(kind: str) -> RoomLevel | None:
    """The level from which on new records of a kind are refused, None for never."""
    if kind in ALWAYS:
        return None
    if kind in NUMBERS:
        return RoomLevel.FULL
    if kind in AHEAD:
        return RoomLevel.LEAN
    stream = KINDS.get(kind)
    return RoomLevel.LEAN if stream is not None and stream.optional else RoomLevel.TIGHT


def refusal(
    kind: str, level: RoomLevel, waiting: Mapping[str, int], limits: Limits = DEFAULT
) -> Fault | None:
    """Why a new record of a kind is not taken at a level; `waiting`: records by stream that the
    platform has not taken yet."""
    start = refused_from(kind)
    if start is None:
        return None
    stream = KINDS[kind].name if kind in KINDS else kind
    over = stream in limits.quotas and waiting.get(stream, 0) >= limits.quotas[stream]
    if not over and ORDER.index(level) < ORDER.index(start):
        return None
    if start is RoomLevel.LEAN:
        return Fault.ROOM_LEAN
    return Fault.DISK_FULL if level is RoomLevel.FULL else Fault.ROOM_TIGHT


def free_bytes(folder: Path) -> int:
    """Raises OSError."""
    found = os.statvfs(folder)
    return found.f_bavail * found.f_frsize


def _beyond(seen: Seen, limit: Limit, margin: float) -> bool:
    more, less = 1 + margin, 1 / (1 + margin)
    scarce = seen.free < limit.free * more
    return scarce or seen.rows > limit.rows * less or seen.size > limit.size * less
