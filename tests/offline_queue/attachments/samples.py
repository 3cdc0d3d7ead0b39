"""Contents of attachments, and an application that has some."""

import io
import itertools
import random
from collections.abc import Sequence
from pathlib import Path

from offline_queue.attachments import rows
from offline_queue.attachments.material import Attachment, Material, Trust
from offline_queue.attachments.store import FOLDER_NAME, INLINE_BYTES, keep
from offline_queue.outbox.streams import CENTRAL
from offline_queue.store.writer import Store
from tests.clock import MONDAY_MORNING

WHEN = MONDAY_MORNING.isoformat()
_numbers = itertools.count(1)


def content(size: int, seed: int = 1) -> bytes:
    return random.Random(seed).randbytes(size)


def kept(state: Path, plain: bytes, inline: int = INLINE_BYTES) -> Attachment:
    return keep(state / FOLDER_NAME, io.BytesIO(plain), "image/png", inline)


def material(attachment: Attachment) -> Material:
    return Material(attachment, "身份证明", "scan", "generic-doc-camera", WHEN, Trust.C)


def apply(store: Store, attachments: Sequence[Attachment], owed: int = CENTRAL) -> int:
    """An application with these materials; its sequence number."""
    number = f"AP-{next(_numbers)}"
    body = {
        "application_id": number,
        "item_code": "ITEM-1",
        "channel": "offline",
        "at": WHEN,
        "form": "",
    }
    materials = [material(one) for one in attachments]
    return store.call(
        lambda ledger: rows.put(ledger, "application", body, WHEN, materials, number, owed)
    )
