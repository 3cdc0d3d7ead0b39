"""A terminal that only uploads, and the record whose attachments they are."""

import hashlib
import io
import random
from pathlib import Path

from kiosk.clock import Clock
from offline_queue.attachments import rows
from offline_queue.attachments.material import Attachment, Material, Trust
from offline_queue.attachments.sealed_file import CHUNK_BYTES
from offline_queue.attachments.store import keep
from offline_queue.outbox.streams import CENTRAL
from offline_queue.store.writer import Store
from offline_queue.sync.errands import Round
from offline_queue.sync.line import Line
from offline_queue.sync.look import Look
from offline_queue.sync.transport import Transport
from offline_queue.sync.trusted_time import TrustedClock
from offline_queue.sync.uploads import Uploads
from tests.clock import MONDAY_MORNING

WHEN = MONDAY_MORNING.isoformat()


def content_of(chunks: float, seed: int = 1) -> bytes:
    """So many chunks of 64 KiB that no compression and no accident makes equal."""
    return random.Random(seed).randbytes(int(chunks * CHUNK_BYTES))


def attach(store: Store, folder: Path, *contents: bytes) -> tuple[int, list[Attachment]]:
    """A record with these in files: its sequence number, and what they are."""
    kept = [keep(folder, io.BytesIO(one), "application/pdf", inline=0) for one in contents]
    materials = [Material(one, "身份证", "scan", "sim", WHEN, Trust.C) for one in kept]
    body = {"application_id": "app-1"}
    seq = store.call(
        lambda ledger: rows.put(ledger, "application", body, WHEN, materials, about="app-1")
    )
    for one, content in zip(kept, contents, strict=True):
        assert one.sha256 == hashlib.sha256(content).hexdigest()
    return seq, kept


def ready(store: Store, dest: int = CENTRAL) -> list[int]:
    """Numbers of records that can be sent now."""
    query = f"SELECT seq FROM outbox WHERE owed & {dest:d} ORDER BY seq"
    return [seq for (seq,) in store.call(lambda ledger: ledger.execute(query).fetchall())]


def dead(store: Store) -> list[tuple[int, str]]:
    query = "SELECT seq, why FROM aside WHERE state = 2 ORDER BY seq"
    return store.call(lambda ledger: ledger.execute(query).fetchall())


class Sender:
    """Steps taken by whoever has it."""

    def __init__(
        self, store: Store, url: str, folder: Path, clock: Clock, piece: int, dest: int = CENTRAL
    ) -> None:
        trusted = TrustedClock(clock)
        self.line = Line("central", Transport(url, "test-token"), trusted, lambda low, high: high)
        self.uploads = Uploads(store, self.line, dest, "T00003", folder, trusted, piece)
        look = Look(self.line, "990100", trusted)
        self.round = Round(self.line, [look, self.uploads], trusted, lambda low, high: high)
