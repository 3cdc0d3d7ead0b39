"""Where attachments and finished applications come in: refused in time, then kept, then packed."""

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from kiosk.faults import Fault
from offline_queue.archive.finish import KIND, Made, finish
from offline_queue.attachments.material import Attachment, Material
from offline_queue.attachments.store import FOLDER_NAME, keep
from offline_queue.attachments.together import bounded
from offline_queue.store.commits import StoreError
from offline_queue.store.room_watch import RoomWatch
from offline_queue.store.writer import Store

ATTACHMENT = "attachment"
"""What the room's rules call one."""

log = logging.getLogger("offline_queue.archive")


class Intake:
    """`state`: the state folder; `wake` is called once there is something to send. Thread-safe."""

    def __init__(
        self,
        store: Store,
        state: Path,
        room: RoomWatch,
        now: Callable[[], datetime],
        wake: Callable[[], None],
    ) -> None:
        self._store, self._room, self._now, self._wake = store, room, now, wake
        self._folder = state / FOLDER_NAME

    def take(self, source: BinaryIO, media_type: str) -> Attachment | Fault:
        """An attachment on the disk, or why it cannot be taken: asked before a byte is written.
        Raises TooLarge."""
        short = self._refusal(ATTACHMENT)
        if short is not None:
            return short
        try:
            return keep(self._folder, source, media_type)
        except StoreError as error:
            return self._failed(error)

    def finish(
        self, application: Mapping[str, Any], materials: Sequence[Material], session_id: str = ""
    ) -> Made | Fault:
        """The application's record and its package, both on the disk; or why neither is there. The
        same application again has no further effect."""
        short = self._refusal(KIND)
        if short is not None:
            return short
        at = self._now().isoformat(timespec="seconds")
        try:
            together = bounded(self._folder, materials)
            work = partial(
                finish,
                application=application,
                at=at,
                materials=together,
                session_id=session_id,
            )
            made = self._store.call(work)
        except StoreError as error:
            return self._failed(error)
        self._wake()
        return made

    def _refusal(self, kind: str) -> Fault | None:
        short = self._room.refusal(kind)
        if short is not None:
            self._room.refused(kind)
        return short

    def _failed(self, error: StoreError) -> Fault:
        log.error("%s nothing was kept", error.fault.value)
        return error.fault
