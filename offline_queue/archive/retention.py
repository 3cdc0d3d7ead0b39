"""Packages destroyed: after every destination has had all of one for so many days, or, oldest
first, where room runs short. Never before the receipts, whatever the room.

What destroys one also leaves the record of it, in one commit: row and keys go, an audit entry and
a record for the platform come. The files are removed afterwards; without their keys they are noise,
and what a cut-off removal leaves is swept.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from msgspec import Struct

from offline_queue.archive import policy, rows
from offline_queue.archive.manifest import BadManifest, decode
from offline_queue.archive.rows import Line
from offline_queue.attachments.store import FOLDER_NAME
from offline_queue.audit import log as audit
from offline_queue.outbox import rows as outbox
from offline_queue.store.ledger import Ledger
from offline_queue.store.writer import Store
from offline_queue.sync.trusted_time import TrustedClock
from offline_queue.vault.cipher import Unreadable

KIND = "destroyed"
AGE, ROOM = "age", "room"
"""Reasons: the days of the policy are over; there was no room for it any more."""
MIB = 1024 * 1024
MOST_AT_ONCE = 200
"""Destroyed in one go; then others have their turn."""

log = logging.getLogger("offline_queue.archive")


class Destroyed(Struct, frozen=True):
    """`files`: ids of attachments that nobody needs any more."""

    package_id: str
    reason: str
    files: frozenset[str]


def due(ledger: Ledger, now: datetime, short: bool) -> tuple[Line, str] | None:
    """The package that is to be destroyed first, and why. `short`: room on the disk is short."""
    oldest = rows.oldest_acknowledged(ledger)
    if oldest is None or oldest.acked is None:
        return None
    rule = policy.read(ledger)
    if oldest.acked <= _ms(now - timedelta(days=rule.days)):
        return oldest, AGE
    if short or rows.bytes_held(ledger) > rule.most_mb * MIB:
        return oldest, ROOM
    return None


def destroy_next(ledger: Ledger, now: datetime, short: bool) -> Destroyed | None:
    """One package that is due; None where there is none. Inside one transaction."""
    found = due(ledger, now, short)
    if found is None:
        return None
    line, reason = found
    at = now.isoformat(timespec="seconds")
    body = {
        "package_id": line.package_id,
        "application_id": _application_of(ledger, line),
        "manifest": line.manifest_text,
        "at": at,
        "reason": reason,
    }
    outbox.put(ledger, KIND, body, at)
    audit.append(
        ledger,
        at,
        "archive.destroyed",
        package=line.package_id,
        manifest=line.manifest_text,
        result=reason,
    )
    return Destroyed(line.package_id, reason, rows.remove(ledger, line.package_id))


class Keeper:
    """Of the packages in the state folder. `short` says whether room on the disk is short now."""

    def __init__(
        self, store: Store, state: Path, clock: TrustedClock, short: Callable[[], bool]
    ) -> None:
        self._store, self._clock, self._short = store, clock, short
        self._folder = state / FOLDER_NAME

    def tidy(self) -> int:
        """How many were destroyed. Raises StoreError.

        Nothing is counted from a clock that the platform has not confirmed since the start: one
        that is years ahead would destroy everything at once.
        """
        if not self._clock.proven:
            return 0
        self._store.call(partial(rows.stamp, now=_ms(self._clock.now())), relief=True)
        for count in range(MOST_AT_ONCE):
            step = partial(destroy_next, now=self._clock.now(), short=self._short())
            gone = self._store.call(step, relief=True)
            if gone is None:
                return count
            log.info("package %s destroyed: %s", gone.package_id, gone.reason)
            self._remove(gone.files)
        return MOST_AT_ONCE

    def _remove(self, files: frozenset[str]) -> None:
        for name in files:
            try:
                (self._folder / name).unlink(missing_ok=True)
            except OSError as error:
                log.warning("a file of a package cannot be removed (%s)", error.strerror)


def _application_of(ledger: Ledger, line: Line) -> str:
    """ "" where the package cannot be opened: the platform then goes by its manifest."""
    try:
        content = rows.load(ledger, line.package_id)
        return decode(content.manifest).application_id if content else ""
    except (Unreadable, BadManifest):
        return ""


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
