"""The terminal is killed at every chunk: nothing is lost, and at most that chunk is sent again."""

import itertools
import queue
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from offline_queue.store.writer import Store
from tests.offline_queue.kills.lives import KILLED, Lives
from tests.offline_queue.uploads.sender import attach, content_of, dead, ready
from tests.offline_queue.uploads.tus_server import TusServer

pytestmark = pytest.mark.slow

CHUNKS = 16
POINTS = ("head", "body", "kept", "told")
ENOUGH = 30


class Uploads:
    """One life after the other; `point` says where in its first chunk the server kills it."""

    def __init__(self, lives: Lives, server: TusServer) -> None:
        self._lives = lives
        self._begun: queue.SimpleQueue[None] = queue.SimpleQueue()
        self._point = ""
        server.at_step = self._at_step

    def live(self, point: str = "", at_step: int = 0) -> str:
        """How it ended; WELL with nothing left to send."""
        self._point = point
        self._lives.begin(at_step)
        self._begun.put(None)
        how = self._lives.ended()
        while not self._begun.empty():
            self._begun.get()
        return how

    def _at_step(self, step: str) -> None:
        if step == self._point:
            self._point = ""
            self._begun.get(timeout=10)
            self._lives.kill()


@pytest.fixture
def server() -> Iterator[TusServer]:
    with TusServer() as running:
        yield running


@pytest.fixture
def uploads(tmp_path: Path, server: TusServer) -> Iterator[Uploads]:
    with Lives("tests.offline_queue.uploads.victim", tmp_path, server.url) as lives:
        yield Uploads(lives, server)


@pytest.mark.row("S128")
def test_killed_at_every_chunk_and_every_point_of_it(
    tmp_path: Path, server: TusServer, uploads: Uploads
) -> None:
    contents = content_of(CHUNKS), content_of(CHUNKS, seed=2)
    with_store = Store(tmp_path / "state", ballast_bytes=4096)
    seq, _ = attach(with_store, tmp_path / "state" / "attachments", *contents)
    with_store.close()
    kills = 0
    for point in itertools.cycle(POINTS):
        if uploads.live(point) != KILLED:
            break
        kills += 1
    _check(tmp_path, server, seq, contents)
    assert kills >= ENOUGH
    assert server.methods().count("POST") == len(contents)
    # half a chunk that came is kept, so a chunk may end anywhere; each begins where the server is
    assert server.sent == sum(map(len, contents))
    assert len([one for one in server.seen if one[0] == "PATCH"]) <= 2 * CHUNKS + kills


def test_killed_at_every_commit(tmp_path: Path, server: TusServer, uploads: Uploads) -> None:
    dice = random.Random(20260302)
    contents = (content_of(CHUNKS),)
    with_store = Store(tmp_path / "state", ballast_bytes=4096)
    seq, _ = attach(with_store, tmp_path / "state" / "attachments", *contents)
    with_store.close()
    kills = 0
    while uploads.live(at_step=dice.randrange(1, 24)) == KILLED:
        kills += 1
        assert kills < 200
    _check(tmp_path, server, seq, contents)
    assert kills >= 5
    assert server.sent == len(contents[0])


def _check(folder: Path, server: TusServer, seq: int, contents: tuple[bytes, ...]) -> None:
    assert sorted(server.complete().values()) == sorted(contents)
    assert len(server.files) == len(contents), "an attachment was announced twice"
    offsets = [(path, offset) for method, path, offset, _ in server.seen if method == "PATCH"]
    for path in {path for path, _ in offsets}:
        told = [offset for one, offset in offsets if one == path]
        assert told == sorted(told), "it went back to what the server had"
    store = Store(folder / "state", ballast_bytes=4096)
    try:
        assert (ready(store), dead(store)) == ([seq], [])
    finally:
        store.close()
