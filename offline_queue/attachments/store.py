"""Taking an attachment in: up to 64 KiB as it is, above as a file that is whole and on the disk.

The row that makes a file known is written afterwards, with the record (attachments.rows). So a
file without a row is of a write that was cut off, or of a record that was delivered: it is swept.
"""

import contextlib
import errno
import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from kiosk.faults import Fault
from offline_queue.attachments.material import Attachment
from offline_queue.attachments.sealed_file import (
    CHUNK_BYTES,
    LARGEST,
    Digests,
    TooLarge,
    write_sealed,
)
from offline_queue.durable import sync
from offline_queue.store.commits import StoreError

FOLDER_NAME = "attachments"
"""In the state folder."""
INLINE_BYTES = 64 * 1024
DRAFT = ".part"
KEY_BYTES = 32


def keep(folder: Path, source: BinaryIO, media_type: str, inline: int = INLINE_BYTES) -> Attachment:
    """All of `source`, which is read once. Not on the store's turn: it takes as long as the disk.

    `inline` 0 makes it a file in any case; a record whose inline contents together are larger than
    256 KiB would not be taken by the platform. Raises StoreError (nothing is left of it) and
    TooLarge.
    """
    first = _read(source, inline + 1)
    attachment_id = uuid.uuid4().hex
    seen = Digests()
    if len(first) <= inline:
        seen.update(first)
        return Attachment(attachment_id, media_type, seen.size, *seen.texts(), content=first)
    key = os.urandom(KEY_BYTES)
    try:
        _write(folder, attachment_id, key, _pieces(first, source, seen))
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        name = errno.errorcode.get(error.errno or 0, "OSError")
        raise StoreError(Fault.DISK_FULL if full else Fault.STORE_ERROR, name) from None
    return Attachment(attachment_id, media_type, seen.size, *seen.texts(), key=key)


def _write(folder: Path, attachment_id: str, key: bytes, pieces: Iterator[bytes]) -> None:
    if not folder.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        sync(folder.parent)
    draft = folder / (attachment_id + DRAFT)
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            write_sealed(file, pieces, key, attachment_id)
            file.flush()
            os.fsync(file.fileno())
        draft.rename(folder / attachment_id)
        sync(folder)
    except BaseException:
        for left in (draft, folder / attachment_id):
            with contextlib.suppress(OSError):
                left.unlink(missing_ok=True)
        raise


def _pieces(first: bytes, source: BinaryIO, seen: Digests) -> Iterator[bytes]:
    """Of CHUNK_BYTES, the last one shorter. Raises TooLarge."""
    while True:
        piece, first = first[:CHUNK_BYTES], first[CHUNK_BYTES:]
        piece += _read(source, CHUNK_BYTES - len(piece))
        if not piece:
            return
        if seen.size + len(piece) > LARGEST:
            raise TooLarge(f"more than {LARGEST} bytes")
        seen.update(piece)
        yield piece


def _read(source: BinaryIO, most: int) -> bytes:
    """`most` bytes, fewer only at the end: a pipe gives them bit by bit."""
    parts = []
    while most and (part := source.read(most)):
        parts.append(part)
        most -= len(part)
    return b"".join(parts)
