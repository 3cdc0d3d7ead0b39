"""The errand that brings attachments to one destination, one exchange at a time.

How far the destination has come is asked of it (HEAD) whenever it is not sure: at the start of the
process, after a reply that was lost, after a conflict. So a kill at any point sends at most one
chunk twice. The record goes once all its attachments are there.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from kiosk.clock import Clock
from offline_queue.attachments import rows
from offline_queue.attachments.sealed_file import CHUNK_BYTES, Damaged, Reader
from offline_queue.store.ledger import Ledger
from offline_queue.store.writer import Store
from offline_queue.sync import tus, upload_rows
from offline_queue.sync.answers import TOO_LARGE
from offline_queue.sync.backoff import CAP_S
from offline_queue.sync.errands import POLL_S
from offline_queue.sync.line import Line
from offline_queue.sync.upload_rows import Part

PIECE_BYTES = 8 * CHUNK_BYTES
"""Sent in one request; less after one that was too large or too slow."""
LEAST_BYTES = 4096
PATIENCE = 4
"""Exchanges in a row that bring nothing forward, before it rests between them."""
ATTEMPTS = 3
"""Times that a destination may say that the content is not what was announced."""

# What a reply without a fault says by its status.
MULTIPLE_CHOICES = 300
GONE = (404, 410)
CONFLICT = 409
NEVER = (400, CONFLICT, TOO_LARGE, 415, 422)
"""To an announcement: this attachment is not taken."""
SPOILED = (400, 415, 422, 460)
"""To a piece: what came is not what was announced."""

log = logging.getLogger("offline_queue.sync")


@dataclass(slots=True)
class _Way:
    """Of the attachment that is being sent. `offset` None: to be asked."""

    part: Part
    address: str
    offset: int | None = None


class Uploads:
    """Of one destination, over its line, for its thread. `folder` holds the attachments' files;
    `piece` is a multiple of 64 KiB."""

    def __init__(
        self,
        store: Store,
        line: Line,
        dest: int,
        terminal_id: str,
        folder: Path,
        clock: Clock,
        piece: int = PIECE_BYTES,
    ) -> None:
        self._store, self._line, self._dest = store, line, dest
        self._terminal_id, self._folder, self._clock = terminal_id, folder, clock
        self._most = self._piece = piece
        self._way: _Way | None = None
        self._fruitless = 0
        """Exchanges in a row that brought nothing forward."""
        self._spoiled: dict[str, int] = {}
        self._not_before = float("-inf")

    def run(self) -> float:
        wait = self._not_before - self._clock.monotonic()
        if wait > 0:
            return wait
        way = self._way or self._next()
        if way is None:
            return POLL_S
        self._way = way
        if self._go_on(way):
            self._fruitless = 0
            return 0.0
        if self._line.failure is not None:
            way.offset = None
            return 0.0  # whoever called has the back-off
        self._fruitless += 1
        if self._fruitless > PATIENCE:
            self._rest(2.0 ** (self._fruitless - PATIENCE))
        return max(0.0, self._not_before - self._clock.monotonic())

    def _next(self) -> _Way | None:
        part = self._store.call(partial(upload_rows.next_part, dest=self._dest))
        return None if part is None else _Way(part, part.address)

    def _go_on(self, way: _Way) -> bool:
        """One exchange. True where the destination has more than before."""
        if not way.address:
            if self._is_whole(way):
                self._announce(way)
            return False
        if way.offset is None:
            self._ask(way)
            return False
        if way.offset == way.part.attachment.size:  # known before, and not written down
            self._reached(way, way.offset)
            return True
        return self._send(way, way.offset)

    def _is_whole(self, way: _Way) -> bool:
        """Read to its end before the first byte goes: what was changed is never sent in part."""
        try:
            with Reader(self._folder, way.part.attachment) as reader:
                reader.check()
        except Damaged as error:
            self._refuse(error.why)
            return False
        return True

    def _announce(self, way: _Way) -> None:
        one = way.part.attachment
        metadata = {
            "attachment_id": one.attachment_id,
            "record": f"{self._terminal_id}.{way.part.epoch}.{way.part.seq}",
            "media_type": one.media_type,
            "sha256": one.sha256,
        }
        headers = tus.creation_headers(one.size, metadata)
        answer = self._line.send("POST", tus.FILES, None, headers, tus.read_reply)
        address = str(answer.payload.get("address", ""))
        if address:
            way.address = address
            self._write(partial(upload_rows.set_address, address=address))
        elif answer.status in NEVER:
            self._refuse(f"attachment refused: {answer.status}")
        elif answer.fault is None:
            log.warning("%s takes no attachments: %s", self._line.name, answer.detail)
            self._rest(CAP_S)

    def _ask(self, way: _Way) -> None:
        answer = self._line.send("HEAD", way.address, None, tus.VERSION, tus.read_reply)
        if answer.fault is not None:
            return
        size = way.part.attachment.size
        offset, length = answer.payload.get("offset"), answer.payload.get("length", size)
        if answer.status in GONE or (offset is not None and (length != size or offset > size)):
            self._anew(way)
        elif offset is not None and answer.status < MULTIPLE_CHOICES:
            self._reached(way, offset)

    def _send(self, way: _Way, offset: int) -> bool:
        try:
            piece = self._read(way, offset)
        except Damaged as error:
            self._refuse(error.why)
            return False
        headers = tus.chunk_headers(offset)
        answer = self._line.send("PATCH", way.address, piece, headers, tus.read_reply)
        way.offset = None
        reached = int(answer.payload.get("offset", 0))
        if answer.status == TOO_LARGE or not answer.status:
            self._piece = max(LEAST_BYTES, self._piece // 2)
        elif answer.fault is None and answer.status in GONE:
            self._anew(way)
        elif answer.fault is None and answer.status in SPOILED:
            self._spoil(way)
        elif answer.status < MULTIPLE_CHOICES and offset < reached <= offset + len(piece):
            self._piece = min(self._most, self._piece * 2)
            self._reached(way, reached)
            return True
        return False

    def _read(self, way: _Way, offset: int) -> bytes:
        """Raises Damaged."""
        with Reader(self._folder, way.part.attachment) as reader:
            piece = bytearray()
            while len(piece) < self._piece:
                chunk = reader.chunk(offset + len(piece))
                if not chunk:
                    break
                piece += chunk
        return bytes(piece[: self._piece])

    def _reached(self, way: _Way, offset: int) -> None:
        """The destination has so much."""
        way.offset = offset
        if offset < way.part.attachment.size:
            self._write(partial(upload_rows.set_sent, sent=offset))
            return
        attachment_id = way.part.attachment.attachment_id

        def delivered(ledger: Ledger) -> None:
            upload_rows.set_sent(ledger, self._dest, attachment_id, offset)
            rows.delivered(ledger, attachment_id, self._dest)

        self._store.call(delivered, relief=True)
        self._spoiled.pop(attachment_id, None)
        self._way = None

    def _anew(self, way: _Way) -> None:
        attachment_id = way.part.attachment.attachment_id
        self._store.call(partial(upload_rows.forget, dest=self._dest, attachment_id=attachment_id))
        way.address, way.offset = "", None

    def _spoil(self, way: _Way) -> None:
        attachment_id = way.part.attachment.attachment_id
        count = self._spoiled[attachment_id] = self._spoiled.get(attachment_id, 0) + 1
        if count < ATTEMPTS:
            self._anew(way)
        else:
            self._refuse("attachment spoiled on the way")

    def _refuse(self, why: str) -> None:
        """The record of this attachment is a dead letter for this destination."""
        if self._way is not None:
            seq = self._way.part.seq
            log.error("%s: record %d: %s", self._line.name, seq, why)
            refuse = partial(upload_rows.refuse, dest=self._dest, seq=seq, why=why)
            self._store.call(refuse, relief=True)
            self._way = None

    def _write(self, change: Callable[..., bool]) -> None:
        """Where nobody needs the attachment any more, it is given up."""
        if self._way is not None:
            attachment_id = self._way.part.attachment.attachment_id
            kept = partial(change, dest=self._dest, attachment_id=attachment_id)
            if not self._store.call(kept, relief=True):
                self._way = None

    def _rest(self, seconds: float) -> None:
        self._not_before = self._clock.monotonic() + min(CAP_S, seconds)
