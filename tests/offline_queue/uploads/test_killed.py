"""The terminal is killed at every chunk: nothing is lost, and at most that chunk is sent again."""

import itertools
import os
import queue
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from offline_queue.store.writer import Store
from tests.offline_queue.uploads.sender import attach, content_of, dead, ready
from tests.offline_queue.uploads.tus_server import TusServer

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[3]
CHUNKS = 16
POINTS = ("head", "body", "kept", "told")
ENOUGH = 30


class Lives:
    """One life after the other; `point` says where in its first chunk the server kills it."""

    def __init__(self, folder: Path, server: TusServer) -> None:
        command = [sys.executable, "-m", "tests.offline_queue.uploads.victim"]
        self._process = subprocess.Popen(
            [*command, str(folder), server.url],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._pids: queue.SimpleQueue[int] = queue.SimpleQueue()
        self._point = ""
        server.at_step = self._at_step

    def live(self, point: str = "", at_step: int = 0) -> str:
        """How it ended: "killed", or "ended 0" with nothing left to send."""
        assert self._process.stdin and self._process.stdout
        self._point = point
        self._process.stdin.write(f"{at_step}\n")
        self._process.stdin.flush()
        self._pids.put(int(self._process.stdout.readline()))
        ended = self._process.stdout.readline().strip()
        while not self._pids.empty():
            self._pids.get()
        return ended

    def close(self) -> None:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.close()
        self._process.wait(timeout=20)
        self._process.stdout.close()

    def _at_step(self, step: str) -> None:
        if step == self._point:
            self._point = ""
            os.kill(self._pids.get(timeout=10), signal.SIGKILL)


@pytest.fixture
def server() -> Iterator[TusServer]:
    with TusServer() as running:
        yield running


@pytest.fixture
def lives(tmp_path: Path, server: TusServer) -> Iterator[Lives]:
    made = Lives(tmp_path, server)
    yield made
    made.close()


@pytest.mark.row("S128")
def test_killed_at_every_chunk_and_every_point_of_it(
    tmp_path: Path, server: TusServer, lives: Lives
) -> None:
    contents = content_of(CHUNKS), content_of(CHUNKS, seed=2)
    with_store = Store(tmp_path / "state", ballast_bytes=4096)
    seq, _ = attach(with_store, tmp_path / "state" / "attachments", *contents)
    with_store.close()
    kills = 0
    for point in itertools.cycle(POINTS):
        if lives.live(point) != "killed":
            break
        kills += 1
    _check(tmp_path, server, seq, contents)
    assert kills >= ENOUGH
    assert server.methods().count("POST") == len(contents)
    # half a chunk that came is kept, so a chunk may end anywhere; each begins where the server is
    assert server.sent == sum(map(len, contents))
    assert len([one for one in server.seen if one[0] == "PATCH"]) <= 2 * CHUNKS + kills


def test_killed_at_every_commit(tmp_path: Path, server: TusServer, lives: Lives) -> None:
    dice = random.Random(20260302)
    contents = (content_of(CHUNKS),)
    with_store = Store(tmp_path / "state", ballast_bytes=4096)
    seq, _ = attach(with_store, tmp_path / "state" / "attachments", *contents)
    with_store.close()
    kills = 0
    while lives.live(at_step=dice.randrange(1, 24)) == "killed":
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
