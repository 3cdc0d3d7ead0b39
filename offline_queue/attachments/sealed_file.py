"""An attachment on the disk: encrypted in chunks, each bound to its place and the last one marked.

    "ZZA1", random base (8), then for each 64 KiB of content its AES-256-GCM text and tag (16)

Every file has a key of its own, so a nonce is the base and the number of the chunk (4, big-endian).
Authenticated with a chunk: the attachment's id, the chunk's number, whether it is the last. So what
was cut short, put in another order or taken from another file is seen.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256, SM3, Hash

from offline_queue.attachments.material import Attachment

MAGIC = b"ZZA1"
CHUNK_BYTES = 64 * 1024
TAG_BYTES = 16
BASE_BYTES = 8
HEAD_BYTES = len(MAGIC) + BASE_BYTES
LARGEST = 256 * 1024 * 1024

MISSING = "attachment missing"
CUT = "attachment of another length"
CHANGED = "attachment changed"
UNREADABLE = "attachment unreadable"


class Damaged(Exception):
    """`why` is one of the four texts above, for the dead letter that its record becomes."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class TooLarge(Exception):
    """More than LARGEST bytes."""


class Digests:
    """Of plain content, while it passes by."""

    def __init__(self) -> None:
        self._sha256, self._sm3 = Hash(SHA256()), Hash(SM3())
        self.size = 0

    def update(self, piece: bytes) -> None:
        self._sha256.update(piece)
        self._sm3.update(piece)
        self.size += len(piece)

    def texts(self) -> tuple[str, str]:
        """SHA-256 and SM3 in hexadecimal. Only once."""
        return self._sha256.finalize().hex(), self._sm3.finalize().hex()


class Sealer:
    """Writes what it is given, sealed, to `file`; whole only after `end`. Raises OSError."""

    def __init__(self, file: BinaryIO, key: bytes, attachment_id: str) -> None:
        self._file, self._aead, self._id = file, AESGCM(key), attachment_id
        self._base = os.urandom(BASE_BYTES)
        self._held = bytearray()
        self._index = 0
        file.write(MAGIC + self._base)

    def write(self, piece: bytes) -> int:
        self._held += piece
        while len(self._held) > CHUNK_BYTES:  # one is kept back: it may be the last
            self._put(bytes(self._held[:CHUNK_BYTES]), last=False)
            del self._held[:CHUNK_BYTES]
        return len(piece)

    def end(self) -> None:
        self._put(bytes(self._held), last=True)

    def _put(self, chunk: bytes, last: bool) -> None:
        about = _about(self._id, self._index, last)
        self._file.write(self._aead.encrypt(_nonce(self._base, self._index), chunk, about))
        self._index += 1


def write_sealed(file: BinaryIO, pieces: Iterator[bytes], key: bytes, attachment_id: str) -> None:
    """All of `pieces`. Raises OSError."""
    sealer = Sealer(file, key, attachment_id)
    for piece in pieces:
        sealer.write(piece)
    sealer.end()


def read_sealed(file: BinaryIO, key: bytes, attachment_id: str) -> Iterator[bytes]:
    """The plain content from here to the end of `file`, piece by piece: none of it is to be used
    before all of it has come. Raises Damaged."""
    head = file.read(HEAD_BYTES)
    if len(head) != HEAD_BYTES or head[: len(MAGIC)] != MAGIC:
        raise Damaged(CHANGED)
    aead, base = AESGCM(key), head[len(MAGIC) :]
    sealed, index = file.read(CHUNK_BYTES + TAG_BYTES), 0
    while sealed:
        following = file.read(CHUNK_BYTES + TAG_BYTES)
        about = _about(attachment_id, index, not following)
        try:
            yield aead.decrypt(_nonce(base, index), sealed, about)
        except InvalidTag:
            raise Damaged(CHANGED) from None
        sealed, index = following, index + 1
    if not index:
        raise Damaged(CHANGED)


class Reader:
    """The plain content of an attachment's file, by offset. Use it in a `with` statement.

    Raises Damaged, at once where the file is missing or has another length.
    """

    def __init__(self, folder: Path, attachment: Attachment) -> None:
        self._attachment = attachment
        self._aead = AESGCM(attachment.key)
        self._chunks = chunks_of(attachment.size)
        try:
            self._file = (folder / attachment.attachment_id).open("rb")
        except FileNotFoundError:
            raise Damaged(MISSING) from None
        except OSError:
            raise Damaged(UNREADABLE) from None
        try:
            head = self._file.read(HEAD_BYTES)
            length = os.fstat(self._file.fileno()).st_size
            if length != stored_bytes(attachment.size):
                raise Damaged(CUT)
            if head[: len(MAGIC)] != MAGIC:
                raise Damaged(CHANGED)
        except OSError:
            self._file.close()
            raise Damaged(UNREADABLE) from None
        except Damaged:
            self._file.close()
            raise
        self._base = head[len(MAGIC) :]

    def __enter__(self) -> "Reader":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def chunk(self, offset: int) -> bytes:
        """From this byte of the content to the end of its chunk; b"" from the end on."""
        index, skip = divmod(offset, CHUNK_BYTES)
        if index >= self._chunks:
            return b""
        try:
            self._file.seek(HEAD_BYTES + index * (CHUNK_BYTES + TAG_BYTES))
            sealed = self._file.read(CHUNK_BYTES + TAG_BYTES)
        except OSError:
            raise Damaged(UNREADABLE) from None
        about = _about(self._attachment.attachment_id, index, index == self._chunks - 1)
        try:
            return self._aead.decrypt(_nonce(self._base, index), sealed, about)[skip:]
        except InvalidTag:
            raise Damaged(CHANGED) from None

    def check(self) -> None:
        """Read it all: what was changed anywhere is known before the first byte goes out."""
        seen = Digests()
        for index in range(self._chunks):
            seen.update(self.chunk(index * CHUNK_BYTES))
        wanted = self._attachment
        if (seen.size, *seen.texts()) != (wanted.size, wanted.sha256, wanted.sm3):
            raise Damaged(CHANGED)


def chunks_of(size: int) -> int:
    """At least one."""
    return max(1, -(-size // CHUNK_BYTES))


def stored_bytes(size: int) -> int:
    """Of the file of an attachment of `size` bytes."""
    return HEAD_BYTES + size + chunks_of(size) * TAG_BYTES


def _nonce(base: bytes, index: int) -> bytes:
    return base + index.to_bytes(4)


def _about(attachment_id: str, index: int, last: bool) -> bytes:
    return f"{attachment_id}.{index}.{int(last)}".encode()
