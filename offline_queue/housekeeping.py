"""What the service puts in order: at its start, and from time to time."""

import logging
from functools import partial
from pathlib import Path

from kiosk.faults import Fault
from kiosk.room import RoomLevel
from offline_queue.archive.retention import Keeper
from offline_queue.attachments.sweeper import Sweeper
from offline_queue.audit.trail import Trail
from offline_queue.booked.desk import BookedDesk
from offline_queue.booked.parts import FOLDER_NAME as BOOKED
from offline_queue.certificates import copies
from offline_queue.outbox import upgrade
from offline_queue.printing import journal
from offline_queue.store import meta
from offline_queue.store.commits import StoreError
from offline_queue.store.room_watch import RoomWatch
from offline_queue.store.writer import Store
from offline_queue.sync.trusted_time import TrustedClock
from offline_queue.vault.device_key import DeviceKey, NoDeviceKey
from offline_queue.vault.rotation import rotate_when_due

SHORT = (RoomLevel.TIGHT, RoomLevel.FULL)
"""Levels at which packages that the platform has are given up before their time."""

log = logging.getLogger("offline_queue.service")


class Housekeeping:
    """Of everything in the state folder."""

    def __init__(
        self,
        store: Store,
        state: Path,
        clock: TrustedClock,
        device_key: DeviceKey,
        trail: Trail,
        room: RoomWatch,
    ) -> None:
        self._store, self._clock = store, clock
        self._device_key, self._trail = device_key, trail
        self._sweeper = Sweeper(store, state)
        self._booked = BookedDesk(
            store, state / BOOKED, clock.now, proven=lambda: self._clock.proven
        )
        self._archive = Keeper(store, state, clock, lambda: room.look() in SHORT)

    def recover(self) -> None:
        """What an earlier version or a power cut left. Raises StoreError."""
        at = self._clock.now().isoformat(timespec="seconds")
        sealed = upgrade.bring_up(self._store)
        if sealed:
            log.info("%d records of an earlier version sealed", sealed)
        settled = self._store.call(
            lambda connection: journal.settle_orphans(connection, (), at), relief=True
        )
        for job in settled:
            log.warning("%s job now %s", Fault.PRINT_INTERRUPTED.value, job.state.value)
        self._booked.recover()
        void = self._store.call(lambda ledger: copies.settle(ledger, at), relief=True)
        if void:
            log.warning("%d copies fetched and never printed are void", void)

    def tidy(self) -> None:
        """Forget what is long past, once the platform has said what time it is: by a clock that is
        ahead, numbers would be forgotten that were given today, and be given again."""
        proven = self._clock.proven  # before the time is read: it may be heard in between
        now = self._clock.now()
        try:
            if proven:
                self._store.call(partial(meta.forget_old, today=now.date()), relief=True)
                self._trail.tidy()
            self._sweeper.sweep()
            self._booked.settle()
            self._archive.tidy()
            rotate_when_due(self._store, self._device_key, now.date())
        except (StoreError, NoDeviceKey) as error:
            log.error("not everything was put in order: %s", error)
