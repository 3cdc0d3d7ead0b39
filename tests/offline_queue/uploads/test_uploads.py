"""Attachments on their way to a destination that answers rightly, wrongly, late or not at all."""

from collections.abc import Callable
from pathlib import Path

import pytest

from offline_queue.attachments.sealed_file import CHUNK_BYTES
from offline_queue.store.writer import Store
from tests.offline_queue.uploads.sender import Sender, attach, content_of, dead, ready
from tests.offline_queue.uploads.tus_server import TusServer

pytestmark = pytest.mark.slow

Send = Callable[[], float]


@pytest.mark.row("S128")
def test_a_record_goes_once_all_its_attachments_are_there(
    store: Store, server: TusServer, folder: Path, sender: Sender
) -> None:
    first, second = content_of(3), content_of(1.5, seed=2)
    seq, kept = attach(store, folder, first, second)
    for _ in range(20):
        there = set(server.complete()) == {one.attachment_id for one in kept}
        assert ready(store) == ([seq] if there else [])
        sender.round.go()
    assert server.complete() == {kept[0].attachment_id: first, kept[1].attachment_id: second}
    assert server.sent == len(first) + len(second)
    assert {one.metadata["record"] for one in server.files.values()} == {
        f"T00003.{store.call(lambda ledger: ledger.epoch)}.{seq}"
    }


SPOILED = {
    "reply to the announcement lost": ["drop"],
    "reply to a chunk lost": ["ok", "ok", "ok", "drop"],
    "half of a chunk arrives": ["ok", "ok", "half"],
    "half of a chunk arrives, twice": ["ok", "ok", "half", "half", "half"],
    "the server fails": ["ok", "ok", "500", "ok", "502"],
    "the server is busy": ["ok", "ok", "503", "429"],
    "an offset is refused": ["ok", "ok", "409"],
    "a login page": ["html", "ok", "ok", "html"],
    "a reply without offset": ["ok", "no_offset"],
    "the address is of somebody else": ["elsewhere"],
    "the upload is forgotten": ["ok", "ok", "ok", "ok", "404"],
    "the upload is gone": ["ok", "ok", "ok", "410"],
    "gone when asked": ["ok", "404"],
    "locked": ["ok", "ok", "423", "423", "423", "423", "423", "423"],
    "one chunk spoiled on the way": ["ok", "ok", "460"],
    "the token was changed": ["401", "401"],
}


@pytest.mark.parametrize("script", SPOILED.values(), ids=SPOILED.keys())
def test_whatever_happens_on_the_way_it_arrives_whole(
    store: Store, server: TusServer, folder: Path, send: Send, script: list[str]
) -> None:
    content = content_of(5.25)
    seq, (kept,) = attach(store, folder, content)
    server.script = list(script)
    send()
    assert server.complete() == {kept.attachment_id: content}
    assert (ready(store), dead(store)) == ([seq], [])
    assert not server.script


def test_a_lost_reply_sends_at_most_one_chunk_twice(
    store: Store, server: TusServer, folder: Path, send: Send
) -> None:
    content = content_of(6)
    attach(store, folder, content)
    server.script = ["ok", "ok", "drop", "ok", "half", "ok", "drop", "ok", "500"]
    send()
    assert server.sent <= len(content) + 2 * CHUNK_BYTES  # half a chunk once, a refused one once
    assert list(server.complete().values()) == [content]


def test_the_wait_that_a_server_asks_for_is_kept(
    store: Store, server: TusServer, folder: Path, send: Send
) -> None:
    attach(store, folder, content_of(2))
    server.script = ["ok", "ok", "503"]
    assert send() >= 7


def test_a_body_too_large_for_a_proxy_goes_in_smaller_ones(
    store: Store, server: TusServer, folder: Path, send: Send
) -> None:
    content = content_of(4)
    attach(store, folder, content)
    server.most = 20_000
    send()
    assert list(server.complete().values()) == [content]
    assert max(count for *_, count in server.seen[8:]) <= 32_768
