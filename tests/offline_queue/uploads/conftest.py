from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from offline_queue.attachments.sealed_file import CHUNK_BYTES
from offline_queue.store.writer import Store
from tests.clock import FakeClock
from tests.offline_queue.uploads.sender import Sender
from tests.offline_queue.uploads.tus_server import TusServer

Send = Callable[[], float]


@pytest.fixture
def server() -> Iterator[TusServer]:
    with TusServer() as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "state" / "attachments"


@pytest.fixture
def sender(store: Store, server: TusServer, folder: Path, clock: FakeClock) -> Iterator[Sender]:
    made = Sender(store, server.url, folder, clock, CHUNK_BYTES)
    yield made
    made.line.close()


@pytest.fixture
def send(sender: Sender, store: Store, clock: FakeClock) -> Send:
    """Until nothing waits for its parts; how long that took by the clock."""

    def until_done() -> float:
        begun = clock.monotonic()
        left = "SELECT count(*) FROM aside WHERE state = 3"
        for _ in range(400):
            rest = sender.round.go()
            if not store.call(lambda ledger: ledger.execute(left).fetchone()[0]):
                return clock.monotonic() - begun
            clock.advance(rest)
        raise AssertionError("it does not come to an end")

    return until_done
