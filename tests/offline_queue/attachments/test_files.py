"""Encrypted files of attachments: written whole, read by offset, never read wrong."""

import errno
import hashlib
import io
import os
import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SM3, Hash

from kiosk.faults import Fault
from offline_queue.attachments import sealed_file, store
from offline_queue.attachments.material import Attachment
from offline_queue.attachments.sealed_file import (
    CHANGED,
    CHUNK_BYTES,
    CUT,
    HEAD_BYTES,
    MISSING,
    TAG_BYTES,
    Damaged,
    Reader,
    TooLarge,
    stored_bytes,
)
from offline_queue.attachments.store import FOLDER_NAME, INLINE_BYTES, keep
from offline_queue.store.commits import StoreError
from tests.offline_queue.attachments.samples import content, kept
from tests.offline_queue.vault.parts import flip

SIZES = [
    INLINE_BYTES + 1,
    2 * CHUNK_BYTES - 1,
    2 * CHUNK_BYTES,
    2 * CHUNK_BYTES + 1,
    5 * CHUNK_BYTES + 7,
]


def read_all(folder: Path, attachment: Attachment) -> bytes:
    parts = []
    with Reader(folder, attachment) as reader:
        reader.check()
        offset = 0
        while part := reader.chunk(offset):
            parts.append(part)
            offset += len(part)
    return b"".join(parts)


@pytest.mark.parametrize("size", SIZES)
def test_what_was_kept_is_read_again(tmp_path: Path, size: int) -> None:
    plain = content(size)
    one = kept(tmp_path, plain)
    folder = tmp_path / FOLDER_NAME
    assert read_all(folder, one) == plain
    sm3 = Hash(SM3())
    sm3.update(plain)
    assert (one.size, one.sha256) == (size, hashlib.sha256(plain).hexdigest())
    assert one.sm3 == sm3.finalize().hex()
    (file,) = folder.iterdir()
    assert file.name == one.attachment_id and one.attachment_id not in repr(plain)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert file.stat().st_size == stored_bytes(size)


@pytest.mark.parametrize("size", [0, 1, INLINE_BYTES])
def test_small_ones_need_no_file(tmp_path: Path, size: int) -> None:
    plain = content(size)
    one = kept(tmp_path, plain)
    assert not one.in_file and one.content == plain and one.size == size
    assert one.sha256 == hashlib.sha256(plain).hexdigest()
    assert not (tmp_path / FOLDER_NAME).exists()


@pytest.mark.parametrize("size", [1, CHUNK_BYTES])
def test_a_small_one_can_be_made_a_file(tmp_path: Path, size: int) -> None:
    one = kept(tmp_path, content(size), inline=0)
    assert one.in_file and read_all(tmp_path / FOLDER_NAME, one) == content(size)


def test_an_upload_goes_on_at_any_byte(tmp_path: Path) -> None:
    plain = content(3 * CHUNK_BYTES + 100)
    one = kept(tmp_path, plain)
    edges = (0, CHUNK_BYTES, 2 * CHUNK_BYTES, 3 * CHUNK_BYTES, len(plain))
    with Reader(tmp_path / FOLDER_NAME, one) as reader:
        for offset in {edge + by for edge in edges for by in (-1, 0, 1, 99)}:
            if offset >= 0:
                end = (offset // CHUNK_BYTES + 1) * CHUNK_BYTES
                assert reader.chunk(offset) == plain[offset:end]


@pytest.mark.row("S089")
def test_one_changed_byte_anywhere_is_seen_before_anything_is_sent(tmp_path: Path) -> None:
    one = kept(tmp_path, content(3 * CHUNK_BYTES + 5))
    folder = tmp_path / FOLDER_NAME
    path = folder / one.attachment_id
    length = path.stat().st_size
    places = {0, 3, 4, HEAD_BYTES - 1, HEAD_BYTES, length - 1, length - TAG_BYTES - 5}
    places |= {HEAD_BYTES + n * (CHUNK_BYTES + TAG_BYTES) + by for n in (1, 2) for by in (-1, 0)}
    for at in sorted(places):
        flip(path, at)
        with pytest.raises(Damaged) as seen:
            read_all(folder, one)
        assert seen.value.why == CHANGED, at
        flip(path, at)
    assert len(read_all(folder, one)) == one.size


def test_cut_longer_or_missing_is_told_apart(tmp_path: Path) -> None:
    one = kept(tmp_path, content(2 * CHUNK_BYTES))
    folder = tmp_path / FOLDER_NAME
    path = folder / one.attachment_id
    whole = path.read_bytes()
    for other in (whole[:-1], whole + b"x", whole[: -CHUNK_BYTES - TAG_BYTES], b""):
        path.write_bytes(other)
        with pytest.raises(Damaged, match=CUT):
            read_all(folder, one)
    path.unlink()
    with pytest.raises(Damaged, match=MISSING):
        read_all(folder, one)


def test_chunks_in_another_order_or_of_another_file_are_seen(tmp_path: Path) -> None:
    one, other = kept(tmp_path, content(3 * CHUNK_BYTES)), kept(tmp_path, content(3 * CHUNK_BYTES))
    folder = tmp_path / FOLDER_NAME
    path = folder / one.attachment_id
    whole = path.read_bytes()
    step = CHUNK_BYTES + TAG_BYTES
    head, a, b, c = whole[:HEAD_BYTES], *(whole[HEAD_BYTES + n * step :][:step] for n in range(3))
    for order in ((b, a, c), (a, c, b), (a, a, c), (a, b, b)):
        path.write_bytes(head + b"".join(order))
        with pytest.raises(Damaged, match=CHANGED):
            read_all(folder, one)
    path.write_bytes((folder / other.attachment_id).read_bytes())
    with pytest.raises(Damaged, match=CHANGED):
        read_all(folder, one)


def test_a_chunk_that_is_not_the_last_cannot_end_a_file(tmp_path: Path) -> None:
    """Even where somebody could change the size that the row says: the mark of the last holds."""
    one = kept(tmp_path, content(3 * CHUNK_BYTES))
    folder = tmp_path / FOLDER_NAME
    path = folder / one.attachment_id
    path.write_bytes(path.read_bytes()[: -CHUNK_BYTES - TAG_BYTES])
    shorter = Attachment(one.attachment_id, "", 2 * CHUNK_BYTES, one.sha256, one.sm3, one.key)
    with Reader(folder, shorter) as reader:
        assert reader.chunk(0) == content(3 * CHUNK_BYTES)[:CHUNK_BYTES]
        with pytest.raises(Damaged, match=CHANGED):
            reader.chunk(CHUNK_BYTES)


def test_no_two_files_have_a_key_and_no_two_chunks_a_nonce(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bytes] = []

    class Listening:
        def __init__(self, key: bytes) -> None:
            self._aead = AESGCM(key)

        def encrypt(self, nonce: bytes, plain: bytes, about: bytes) -> bytes:
            seen.append(nonce)
            return self._aead.encrypt(nonce, plain, about)

    monkeypatch.setattr(sealed_file, "AESGCM", Listening)
    keys = {kept(tmp_path, content(3 * CHUNK_BYTES)).key for _ in range(20)}
    assert len(keys) == 20 and len(set(seen)) == len(seen) == 60


class Trickle(io.RawIOBase):
    """Gives a few bytes at a time, as a pipe does."""

    def __init__(self, plain: bytes) -> None:
        self._plain = io.BytesIO(plain)

    def read(self, size: int = -1) -> bytes:
        return self._plain.read(min(size, 1000))


def test_a_source_that_trickles_gives_the_same_file(tmp_path: Path) -> None:
    plain = content(CHUNK_BYTES + 777)
    one = keep(tmp_path / "f", Trickle(plain), "image/png")  # type: ignore[arg-type]
    assert read_all(tmp_path / "f", one) == plain


def test_a_disk_that_fills_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    (tmp_path / FOLDER_NAME).mkdir()
    with pytest.raises(StoreError) as refused:
        kept(tmp_path, content(3 * CHUNK_BYTES))
    assert refused.value.fault is Fault.DISK_FULL
    assert list((tmp_path / FOLDER_NAME).iterdir()) == []


def test_more_than_the_limit_is_refused_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "LARGEST", 3 * CHUNK_BYTES)
    assert kept(tmp_path, content(3 * CHUNK_BYTES)).size == 3 * CHUNK_BYTES
    with pytest.raises(TooLarge):
        kept(tmp_path, content(3 * CHUNK_BYTES + 1))
    assert len(list((tmp_path / FOLDER_NAME).iterdir())) == 1


def test_nothing_of_the_content_or_the_key_is_in_the_file_or_its_name(tmp_path: Path) -> None:
    plain = "申请人：测试甲 ".encode() * 6000
    one = kept(tmp_path, plain)
    (path,) = (tmp_path / FOLDER_NAME).iterdir()
    stored = path.read_bytes()
    assert "测试甲".encode() not in stored and one.key not in stored
    assert str(one.key) not in repr(one)


def test_everything_is_on_the_disk_before_it_is_said_to_be_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """File, rename, folder: in this order. What was not synced may be gone after a power cut."""
    steps: list[str] = []
    fsync, rename = os.fsync, Path.rename

    def synced(handle: int) -> None:
        steps.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        fsync(handle)

    def renamed(self: Path, target: Path) -> Path:
        steps.append("rename")
        return rename(self, target)

    (tmp_path / FOLDER_NAME).mkdir()
    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "rename", renamed)
    kept(tmp_path, content(2 * CHUNK_BYTES))
    assert steps == ["file", "rename", "folder"]
