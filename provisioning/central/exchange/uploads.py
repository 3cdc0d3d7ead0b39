"""Files that terminals upload: bytes in DATA/files, one row each. An offset that a terminal is told
is durable: the bytes are fsynced before the row says so, and the row's commit is FULL.

A kill anywhere leaves at most bytes behind the offset, which the next chunk writes again.
"""

import hashlib
import os
import threading
import uuid
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SM3, Hash
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet, Sum
from django.utils import timezone

from provisioning.central.exchange.upload_wire import Wanted
from provisioning.central.models import Terminal, Upload, UploadState

CHUNK = 256 * 1024
"""Bytes in memory at a time."""
AGAIN_S = 600
"""Until a terminal may ask again where there is no room."""
FORGET_AFTER = timedelta(days=90)
"""For so long a file that is gone answers 410; then 404."""
_LOCKS = tuple(threading.Lock() for _ in range(64))


class NoRoom(Exception):
    """The terminal's quota, or the disk, is full."""


class Differs(Exception):
    """The attachment was announced before with another length or hash."""


class WrongHash(Exception):
    """The bytes are not what was announced. They are deleted."""


class Lost(Exception):
    """The bytes on disk are fewer than the row says. They are deleted."""


def lock_of(upload_id: str) -> threading.Lock:
    """Held while a file is written: one process serves a data folder."""
    return _LOCKS[hash(upload_id) % len(_LOCKS)]


def folder() -> Path:
    data: Path = settings.ZIZHU_DATA
    return data / "files"


def path_of(upload: Upload) -> Path:
    return folder() / upload.upload_id


def open_upload(terminal: Terminal, wanted: Wanted) -> Upload:
    """The row of a new upload, or of the one that was opened for this attachment before: a reply
    that was lost costs nothing. Raises Differs, NoRoom or WrongHash."""
    give_up(Upload.objects.filter(terminal=terminal), timezone.now())
    with transaction.atomic():
        known = (
            Upload.objects.filter(terminal=terminal, attachment_id=wanted.attachment_id)
            .exclude(state=UploadState.GONE)
            .first()
        )
        if known is not None:
            if (known.length, known.sha256) != (wanted.length, wanted.sha256):
                raise Differs
            return known
        if _announced(terminal) + wanted.length > settings.ZIZHU_LIMITS.files_bytes:
            raise NoRoom
        upload = Upload.objects.create(
            upload_id=uuid.uuid4().hex,
            terminal=terminal,
            attachment_id=wanted.attachment_id,
            length=wanted.length,
            sha256=wanted.sha256,
            metadata=wanted.header,
            touched_at=timezone.now(),
        )
    if not wanted.length:
        append(upload, ())
    return upload


def _announced(terminal: Terminal) -> int:
    """Bytes that no application has taken up, as announced."""
    waiting = Upload.objects.filter(terminal=terminal, material=None)
    total = waiting.exclude(state=UploadState.GONE).aggregate(Sum("length"))["length__sum"]
    return int(total or 0)


def append(upload: Upload, chunks: Iterable[bytes]) -> None:
    """Write at the row's offset, then move it. The caller holds the lock and has checked that the
    bytes fit. Raises NoRoom, WrongHash or Lost; after the latter two the upload is gone."""
    path = path_of(upload)
    try:
        offset = _write(path, upload.offset, chunks)
    except Lost:
        discard(upload)
        raise
    except OSError as error:
        raise NoRoom from error
    upload.touched_at = timezone.now()
    if offset == upload.length:
        sha256, upload.sm3 = digests(path)
        if sha256 != upload.sha256:
            discard(upload)
            raise WrongHash
        upload.state = UploadState.COMPLETE
    upload.offset = offset
    upload.save(update_fields=["offset", "state", "sm3", "touched_at"])


def _write(path: Path, offset: int, chunks: Iterable[bytes]) -> int:
    """The offset after the last byte, all of them on disk. Raises OSError or Lost."""
    begun = offset == 0
    path.parent.mkdir(mode=0o700, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        if os.fstat(handle).st_size < offset:
            raise Lost
        os.ftruncate(handle, offset)
        for chunk in chunks:
            view = memoryview(chunk)
            while view:
                written = os.pwrite(handle, view, offset)
                offset, view = offset + written, view[written:]
        os.fsync(handle)
    finally:
        os.close(handle)
    if begun:  # also where a kill came between making it and this
        _sync_folder(path.parent)
    return offset


def _sync_folder(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def digests(path: Path) -> tuple[str, str]:
    """SHA-256 and SM3 of a file, hexadecimal."""
    sha256, sm3 = hashlib.sha256(), Hash(SM3())
    for piece in _pieces(path):
        sha256.update(piece)
        sm3.update(piece)
    return sha256.hexdigest(), sm3.finalize().hex()


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(CHUNK):
            yield piece


def discard(upload: Upload) -> None:
    """Its bytes go, then the row says so."""
    path_of(upload).unlink(missing_ok=True)
    upload.state, upload.touched_at = UploadState.GONE, timezone.now()
    upload.save(update_fields=["state", "touched_at"])


def expires(upload: Upload) -> datetime | None:
    """When an upload that is not complete goes; None for one that is."""
    if upload.state != UploadState.RECEIVING:
        return None
    return upload.touched_at + timedelta(seconds=settings.ZIZHU_LIMITS.file_expires_s)


def sweep(moment: datetime) -> int:
    """Uploads that were given up or that nothing took up are deleted, and files without a row; how
    many there were."""
    found = give_up(Upload.objects.all(), moment)
    _disown(moment)
    Upload.objects.filter(state=UploadState.GONE, touched_at__lt=moment - FORGET_AFTER).delete()
    with transaction.atomic():  # nobody else writes: a file has its row, or will never have one
        # The files first: an upload that is opened between the two looks must not lose its bytes.
        files = list(folder().glob("*"))
        known = set(Upload.objects.exclude(state=UploadState.GONE).values_list("pk", flat=True))
    orphans = [path for path in files if path.name not in known]
    for path in orphans:
        path.unlink(missing_ok=True)
    return found + len(orphans)


def _disown(moment: datetime) -> None:
    """Complete ones that no application has taken up for too long have no row from now on."""
    old = moment - timedelta(days=settings.ZIZHU_LIMITS.unclaimed_days)
    left = Upload.objects.filter(state=UploadState.COMPLETE, material=None, touched_at__lt=old)
    with transaction.atomic():
        left.update(state=UploadState.GONE, touched_at=moment)


def give_up(among: QuerySet[Upload], moment: datetime) -> int:
    """Of these, the ones that have not gone on for too long are deleted."""
    old = moment - timedelta(seconds=settings.ZIZHU_LIMITS.file_expires_s)
    found = 0
    for upload in among.filter(state=UploadState.RECEIVING, touched_at__lt=old):
        with lock_of(upload.upload_id):
            upload.refresh_from_db()
            if upload.state == UploadState.RECEIVING and upload.touched_at < old:
                discard(upload)
                found += 1
    return found
