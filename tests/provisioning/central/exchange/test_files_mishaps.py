"""Attachments where something goes wrong: kills, lost replies, full quotas, files that are given
up or lost."""

import hashlib
import os
import random
import signal
import sqlite3
import threading
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import requests
from django.utils import timezone

from tests.provisioning.central.exchange.tus import Tus
from tests.provisioning.central.platform import ONE, Platform

pytestmark = pytest.mark.slow

CHUNK = 64 * 1024


class Uploader:
    """Sends chunk by chunk and counts; a reply that does not come is asked for by HEAD."""

    def __init__(self, file: Tus) -> None:
        self.file, self.sent, self.resumed = file, 0, 0

    def go_on(self) -> None:
        """Until it is complete. Raises requests.ConnectionError."""
        size = len(self.file.content)
        offset = self.file.offset()
        while offset < size:
            end = min(offset + CHUNK, size)
            self.sent += end - offset
            answer = self.file.send(offset, end)
            assert answer.status_code == 204, answer.text
            offset = int(answer.headers["Upload-Offset"])


@pytest.mark.row("S128")
def test_killed_at_any_moment_at_most_one_chunk_comes_again(own: Platform) -> None:
    chance = random.Random(7)
    file = Tus(own, chance.randbytes(40 * CHUNK + 123))
    own.start()
    file.announce()
    uploader, kills = Uploader(file), 0
    while kills < 5:
        killer = threading.Timer(chance.uniform(0.005, 0.15), own.stop, [signal.SIGKILL])
        killer.start()
        try:
            uploader.go_on()
            complete = True
        except requests.ConnectionError:
            complete = False
        killer.join()
        kills += 1
        own.start()
        if complete:
            break
    uploader.go_on()
    assert uploader.sent <= len(file.content) + kills * CHUNK
    assert (own.data / file.address.removeprefix("/api/v1/")).read_bytes() == file.content
    assert own.rows("SELECT state FROM central_upload") == [("complete",)]


def test_lost_reply_after_the_bytes_were_written_is_found_by_head(shared: Platform) -> None:
    file = Tus(shared, b"0123456789")
    file.announce()
    shared.fault("drop_reply", count=1)
    with pytest.raises(requests.ConnectionError):
        file.send(0, 4)
    assert file.offset() == 4
    assert file.send(4, 10).status_code == 204


def test_chunk_that_is_delivered_twice_is_written_once(shared: Platform) -> None:
    file = Tus(shared, b"0123456789")
    file.announce()
    shared.fault("duplicate", count=1)
    assert file.send(0, 4).status_code == 409, "the second one"
    assert file.offset() == 4
    file.send(4, 10)
    assert (shared.data / "files" / file.address[-32:]).read_bytes() == file.content


def test_two_chunks_at_once_are_written_one_after_the_other(shared: Platform) -> None:
    file = Tus(shared, os.urandom(3_000_000))
    file.announce()
    answers: list[int] = []
    senders = [
        threading.Thread(target=lambda: answers.append(file.send(0, 3_000_000).status_code))
        for _ in range(4)
    ]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join(30)
    assert sorted(answers) == [204, 409, 409, 409]
    assert (shared.data / "files" / file.address[-32:]).read_bytes() == file.content


def test_bytes_are_synced_before_the_offset_is_told(
    inside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In this order: write, fsync of the file, fsync of its folder, commit of the offset."""
    uploads = import_module("provisioning.central.exchange.uploads")
    upload, order = announced(uploads, b"0123456789"), []
    plain = os.fsync

    def fsync(handle: int) -> None:
        is_folder = Path(f"/proc/self/fd/{handle}").readlink() == uploads.folder()
        written = uploads.path_of(upload).stat().st_size
        order.append(("folder" if is_folder else "file", written, durable_offset(inside)))
        plain(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    uploads.append(upload, [b"01", b"23"])
    assert order == [("file", 4, 0), ("folder", 4, 0)]
    assert durable_offset(inside) == 4
    uploads.append(upload, [b"456789"])
    assert order[2:] == [("file", 10, 4)]
    assert durable_offset(inside) == 10


def announced(uploads: Any, content: bytes, **changes: Any) -> Any:
    wire = import_module("provisioning.central.exchange.upload_wire")
    terminal = import_module("provisioning.central.models").Terminal.objects.get(pk=ONE)
    sha256 = hashlib.sha256(content).hexdigest()
    return uploads.open_upload(terminal, wire.Wanted("a-1", len(content), sha256, ""))


def durable_offset(data: Path) -> int:
    with sqlite3.connect(data / "central.sqlite3") as database:
        ((offset,),) = database.execute('SELECT "offset" FROM central_upload').fetchall()
    database.close()
    return int(offset)


def test_bytes_behind_the_offset_are_written_again(inside: Path) -> None:
    """A kill came between the bytes and the offset, and left others there."""
    uploads = import_module("provisioning.central.exchange.uploads")
    upload = announced(uploads, b"0123456789")
    uploads.append(upload, [b"0123"])
    with uploads.path_of(upload).open("ab") as file:
        file.write(b"torn and much too long")
    uploads.append(upload, [b"456789"])
    assert uploads.path_of(upload).read_bytes() == b"0123456789"
    assert upload.state == "complete"


def test_bytes_that_the_disk_lost_are_asked_for_anew(shared: Platform) -> None:
    file = Tus(shared, b"0123456789")
    file.announce()
    file.send(0, 4)
    os.truncate(shared.data / "files" / file.address[-32:], 3)
    answer = file.send(4, 10)
    assert (answer.status_code, answer.json()["error"]) == (410, "gone")
    assert file.head().status_code == 410
    assert Tus(shared, file.content, attachment_id=file.attachment_id).upload()


def test_full_disk_is_said_and_nothing_is_acknowledged(
    inside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    uploads = import_module("provisioning.central.exchange.uploads")
    upload = announced(uploads, b"0123456789")

    def full(*_: Any) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "pwrite", full)
        with pytest.raises(uploads.NoRoom):
            uploads.append(upload, [b"0123"])
    assert durable_offset(inside) == 0
    uploads.append(upload, [b"0123456789"])
    assert upload.state == "complete"


def test_quota_is_507_until_there_is_room(own: Platform) -> None:
    own.limit(files_bytes=1000, file_expires_s=3600)
    own.start()
    first = Tus(own, b"x" * 600)
    first.announce()
    answer = Tus(own, b"y" * 500).announce()
    assert (answer.status_code, answer.json()["error"]) == (507, "no_room")
    assert int(answer.headers["Retry-After"]) > 0
    assert Tus(own, b"z" * 400).announce().status_code == 201
    own.change("UPDATE central_upload SET touched_at = datetime('now', '-3601 seconds')")
    assert Tus(own, b"y" * 500).announce().status_code == 201, "what was given up makes room"
    assert first.head().status_code == first.send(0, 600).status_code == 410


def test_files_that_were_given_up_go_at_the_next_start(own: Platform) -> None:
    own.start()
    given_up, complete, orphan = Tus(own, b"abc"), Tus(own, b"def"), own.data / "files" / "orphan"
    given_up.announce()
    given_up.send(0, 2)
    complete.upload()
    orphan.write_bytes(b"left by a kill")
    own.stop()
    own.change("UPDATE central_upload SET touched_at = datetime('now', '-8 days')")
    own.start()
    assert [path.name for path in (own.data / "files").iterdir()] == [complete.address[-32:]]
    assert given_up.head().status_code == 410
    assert complete.offset() == 3


def test_gone_file_is_forgotten_in_the_end(inside: Path) -> None:
    uploads = import_module("provisioning.central.exchange.uploads")
    upload = announced(uploads, b"abc")
    assert uploads.sweep(timezone.now() + timedelta(days=6)) == 0
    assert uploads.sweep(timezone.now() + timedelta(days=8)) == 1
    upload.refresh_from_db()
    assert upload.state == "gone"
    uploads.sweep(timezone.now() + timedelta(days=91))
    assert not type(upload).objects.exists()
