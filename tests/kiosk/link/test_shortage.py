"""A process that is out of descriptors for a moment goes on listening."""

import errno
import socket
from pathlib import Path
from typing import Any

import pytest

import kiosk.link.server
from kiosk.link import Server, connect
from kiosk.messages.service import AskHall
from tests.kiosk.link.wire import PATIENCE_S, Ears
from tests.kiosk.samples import HALL


class Short:
    """A socket of a process that is out of descriptors, so many times."""

    def __init__(self, real: socket.socket, times: int) -> None:
        self._real, self._times = real, times

    def accept(self) -> tuple[socket.socket, object]:
        if self._times:
            self._times -= 1
            raise OSError(errno.EMFILE, "too many open files")
        return self._real.accept()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)


def test_who_comes_when_descriptors_are_short_is_served_later(
    tmp_short: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, ears = tmp_short / "service.sock", Ears({AskHall: HALL})
    monkeypatch.setattr(kiosk.link.server, "ACCEPT_PAUSE_S", 0.0)
    server = Server(path, ears.on_message, on_gone=ears.on_gone)
    monkeypatch.setattr(server, "_sock", Short(server._sock, times=3))
    server.start()
    peer = connect(path, Ears().on_message)
    assert peer.request(AskHall(), PATIENCE_S) == HALL
    peer.close()
    server.close()
