"""Gateways that answer slowly, without an end, or not at all: they hold up themselves alone."""

import socket
import threading
from collections.abc import Iterator
from typing import Any, Self

import pytest

from tests.provisioning.central.cases import sent, tell
from tests.provisioning.central.platform import until
from tests.provisioning.central.within import Hook, Within, module

pytestmark = pytest.mark.slow


class Drip:
    """Answers one byte at a time and never comes to an end: first `head`, then the same letter."""

    def __init__(self, head: bytes) -> None:
        self._head, self._end = head, threading.Event()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}/"
        self.asked = 0
        self._thread = threading.Thread(target=self._serve)

    def _serve(self) -> None:
        while not self._end.is_set():
            line, _ = self._socket.accept()
            self.asked += 1
            with line:
                self._answer(line)

    def _answer(self, line: socket.socket) -> None:
        try:
            line.recv(65536)
            line.sendall(self._head)
            while not self._end.wait(0.02):
                line.sendall(b"x")
        except OSError:
            """Who asked has gone away."""

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        with socket.create_connection(self._socket.getsockname()):
            """So that it looks up."""
        self._thread.join()
        self._socket.close()


@pytest.fixture
def patience(within: Within, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    asking = module("progress.asking")
    monkeypatch.setattr(asking, "DEADLINE_S", 0.3)
    yield asking
    until(lambda: not any(asking.hangs(url) for url in list(asking._HANGING)))


def gateway(name: str, url: str) -> None:
    module("models").Gateway.objects.create(name=name, channel="webhook", url=url, secret="ab" * 32)


def test_who_drips_an_answer_is_not_waited_for_and_is_asked_once_at_a_time(
    within: Within, hook: Hook, patience: Any
) -> None:
    with Drip(b"HTTP/1.1 200 OK\r\nX-Long: ") as drip:
        gateway("a-drip", drip.url)
        body = sent(within, 1)
        within.round()
        assert [one["later"] for one in hook.bodies] == ["accepted"]
        left = module("models").Message.objects.get(state="waiting")
        assert (left.gateway_id, left.why) == ("a-drip", patience.LATE)
        tell(body["local_no"], "in_review", within.clock)
        within.clock.advance(3600)
        within.round()
        assert [one["later"] for one in hook.bodies] == ["accepted", "in_review"]
        assert drip.asked == 1


def test_a_body_without_an_end_is_not_read(within: Within, patience: Any) -> None:
    with Drip(b"HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\n") as drip:
        gateway("a-drip", drip.url)
        sent(within, 2)
        within.round()
        assert module("models").Message.objects.get().state == "sent"


def test_a_slow_gateway_has_its_turn_and_the_next_one_too(
    within: Within, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def slow(_session: Any, url: str, *_: Any) -> tuple[int, str]:
        asked.append(url)
        within.clock.advance(3 if url == "slow" else 0)
        return 200, ""

    monkeypatch.setattr(module("progress.outgoing"), "ask", slow)
    for name in ("quick", "slow"):
        gateway(f"of-{name}", name)
    gateway("another", "slow")
    for number in (3, 4, 5):
        sent(within, number)
    within.round()
    assert asked == ["slow", "slow", "quick", "quick", "quick", "slow", "slow"]
    within.round()
    assert asked[7:] == ["slow", "slow"]
