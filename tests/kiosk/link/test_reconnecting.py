"""The client that comes back: it says when it is up and when down, and leaves nothing open."""

import queue
import threading
from pathlib import Path

import pytest

from kiosk.link import Peer, Reconnecting, Server, client, connect
from kiosk.messages.operator import SetNetwork
from kiosk.messages.service import AskHall, HallView
from tests.kiosk.link.wire import PATIENCE_S, Ears
from tests.kiosk.samples import HALL


@pytest.fixture
def path(tmp_short: Path) -> Path:
    return tmp_short / "service.sock"


@pytest.fixture
def ears() -> Ears:
    return Ears()


class Client:
    """A reconnecting client whose ups, downs and messages come out of one queue."""

    def __init__(self, path: Path) -> None:
        self.seen: queue.SimpleQueue[object] = queue.SimpleQueue()
        self.link = Reconnecting(
            path, self.seen.put, lambda: self.seen.put("up"), lambda: self.seen.put("down")
        ).start()

    def next(self) -> object:
        return self.seen.get(timeout=PATIENCE_S)


def test_a_client_survives_the_restart_of_its_server(path: Path, ears: Ears) -> None:
    here = Client(path)
    assert here.link.send(SetNetwork(up=True)) is False
    for life in range(3):
        server = Server(path, ears.on_message).start()
        assert here.next() == "up"
        assert here.link.send(SetNetwork(up=bool(life % 2)))
        assert ears.next()[2] == SetNetwork(up=bool(life % 2))
        for peer in server.peers():
            peer.send(HALL)
        assert isinstance(here.next(), HallView)
        server.close()
        assert here.next() == "down"
        assert here.link.send(AskHall()) is False
    here.link.close()
    assert here.seen.empty()


def test_a_client_closed_while_connected_lets_go_of_the_server(path: Path, ears: Ears) -> None:
    server = Server(path, ears.on_message, on_gone=ears.on_gone).start()
    here = Client(path)
    assert here.next() == "up"
    here.link.close()
    ears.next_gone()
    assert not here.link._thread.is_alive()
    server.close()


def test_a_client_closed_while_it_connects_leaves_no_link_behind(
    path: Path, ears: Ears, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = Server(path, ears.on_message, on_gone=ears.on_gone).start()
    connecting, go_on = threading.Event(), threading.Event()

    def slow(*args: object) -> Peer:
        connecting.set()
        go_on.wait(PATIENCE_S)
        return connect(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(client, "connect", slow)
    late = Client(path)
    assert connecting.wait(PATIENCE_S)
    closing = threading.Thread(target=late.link.close)
    closing.start()
    assert late.link._stop.wait(PATIENCE_S)
    go_on.set()
    ears.next_gone()
    closing.join(PATIENCE_S)
    assert not late.link._thread.is_alive()
    server.close()
