from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from offline_queue.store.writer import Store
from tests.clock import FakeClock
from tests.offline_queue.inbound.inbox_platform import InboxPlatform
from tests.offline_queue.inbound.terminal import Hands, Terminal

Start = Callable[[], Terminal]


@pytest.fixture
def platform(clock: FakeClock) -> Iterator[InboxPlatform]:
    with InboxPlatform() as running:
        running.now = clock.now
        yield running


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def start(
    tmp_path: Path, platform: InboxPlatform, clock: FakeClock, hands: Hands
) -> Iterator[Start]:
    """Starts the terminal on the same files, each time anew."""
    running: list[tuple[Terminal, Store]] = []

    def stop() -> None:
        for terminal, store in running:
            terminal.close()
            store.close()
        running.clear()

    def begin() -> Terminal:
        stop()
        store = Store(tmp_path / "state", ballast_bytes=4096)
        keys = {platform.signer.key_id: platform.signer.public}
        terminal = Terminal(tmp_path / "state", store, platform.url, clock, keys, hands)
        running.append((terminal, store))
        return terminal

    yield begin
    stop()


@pytest.fixture
def terminal(start: Start) -> Terminal:
    return start()
