"""Each wire against the real thing that the system offers: sockets and terminals."""

import os
import pty
import select
import socket
import time
import tty
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.receipt_printer.transport import (
    Transport,
    TransportAbsent,
    TransportLost,
    TransportSilent,
    TransportStalled,
)
from devices.receipt_printer.transports import open_transport

PATIENCE_S = 8.0
KINDS = ("tcp", "serial", "usblp")


class Far:
    """The printer's end of a wire: a socket, or the master of a terminal."""

    def __init__(self, kind: str) -> None:
        self._fds: list[int] = []
        if kind == "tcp":
            listener = socket.create_server(("127.0.0.1", 0))
            self.url = f"tcp://127.0.0.1:{listener.getsockname()[1]}"
            self.near = open_transport(self.url, 1.0)
            self._socket: socket.socket | None = listener.accept()[0]
            listener.close()
            self._fds = [self._socket.fileno()]
        else:
            self._socket = None
            self._fds = list(pty.openpty())
            tty.setraw(self._fds[1])
            self.url = f"{kind}://{os.ttyname(self._fds[1])}"
            self.near = open_transport(self.url, 1.0)

    def send(self, data: bytes) -> None:
        os.write(self._fds[0], data)

    def receive(self, size: int) -> bytes:
        data = b""
        while len(data) < size and select.select([self._fds[0]], [], [], PATIENCE_S)[0]:
            data += os.read(self._fds[0], size - len(data))
        return data

    def unplug(self) -> None:
        if self._socket is not None:
            self._socket.close()
        elif self._fds:
            for fd in self._fds:
                os.close(fd)
        self._socket, self._fds = None, []


@pytest.fixture(params=KINDS)
def far(request: pytest.FixtureRequest) -> Iterator[Far]:
    end = Far(request.param)
    yield end
    end.near.abort()
    end.unplug()


def until_lost(transport: Transport) -> None:
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        transport.receive(0.1)


def test_bytes_pass_both_ways(far: Far) -> None:
    data = bytes(range(256)) * 8
    far.near.send(data, time.monotonic() + PATIENCE_S)
    assert far.receive(len(data)) == data
    far.send(b"\x16\x12\x00\xff\x11\x13")
    assert far.near.receive(PATIENCE_S) == b"\x16\x12\x00\xff\x11\x13"


def test_nothing_is_nothing_and_costs_no_more_than_it_may(far: Far) -> None:
    assert far.near.receive(0.0) == b""
    assert far.near.receive(0.01) == b""


def test_an_answer_is_there_as_soon_as_it_came(far: Far) -> None:
    """Twenty answers of one byte each, in less time than two patiences of a second would take."""
    began = time.monotonic()
    for number in range(20):
        far.send(bytes([number]))
        assert far.near.receive(PATIENCE_S) == bytes([number])
    assert time.monotonic() - began < PATIENCE_S


def test_a_printer_that_takes_nothing_is_stalled(far: Far) -> None:
    far.near.stall_s = 0.1
    with pytest.raises(TransportStalled):
        far.near.send(bytes(4_000_000), time.monotonic() + PATIENCE_S)


def test_the_deadline_ends_it_before_its_patience_does(far: Far) -> None:
    with pytest.raises(TransportStalled):
        far.near.send(bytes(4_000_000), time.monotonic() + 0.1)


def test_a_pulled_plug_is_lost(far: Far) -> None:
    far.unplug()
    with pytest.raises(TransportLost):
        until_lost(far.near)
    with pytest.raises(TransportLost):
        for _ in range(3):
            far.near.send(b"x" * 4096, time.monotonic() + PATIENCE_S)


def test_what_was_closed_here_is_lost_and_may_be_closed_again(far: Far) -> None:
    far.near.abort()
    far.near.close()
    with pytest.raises(TransportLost):
        far.near.receive(0.0)
    with pytest.raises(TransportLost):
        far.near.send(b"x", time.monotonic() + PATIENCE_S)


def test_closing_never_waits_for_a_printer_that_stopped(far: Far) -> None:
    """The kernel would wait half a minute for a serial line to drain."""
    far.near.stall_s = 0.1
    with pytest.raises(TransportStalled):
        far.near.send(bytes(4_000_000), time.monotonic() + PATIENCE_S)
    began = time.monotonic()
    far.near.close()
    assert time.monotonic() - began < PATIENCE_S


@pytest.mark.parametrize(
    "url",
    [
        "tcp://127.0.0.1",
        "tcp://:9100",
        "serial://",
        "serial:///dev/ttyS0?flow=maybe",
        "serial:///dev/ttyS0?baud=fast",
        "serial:///dev/ttyS0?baud=0",
        "serial:///dev/ttyS0?speed=9600",
        "usblp://",
        "usblp:///dev/usb/lp0?baud=9600",
        "usb:///dev/usb/lp0",
        "/dev/usb/lp0",
    ],
)
def test_an_address_that_is_none_is_refused_with_the_right_one(url: str) -> None:
    with pytest.raises(ValueError, match="://"):
        open_transport(url, 0.1)


def test_what_is_not_there_is_absent(tmp_path: Path) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        urls = [f"tcp://127.0.0.1:{closed.getsockname()[1]}"]
        (tmp_path / "dangling").symlink_to(tmp_path / "nothing")
        urls += [f"serial://{tmp_path}/dangling", f"usblp://{tmp_path}/dangling"]
        for url in urls:
            with pytest.raises(TransportAbsent) as caught:
                open_transport(url, 0.1)
            assert not caught.value.busy


def test_a_network_that_swallows_everything_is_silent() -> None:
    """A full backlog: the connection is neither accepted nor refused."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        address = listener.getsockname()
        waiting = []
        with pytest.raises(TransportSilent):
            for _ in range(8):
                waiting.append(open_transport(f"tcp://127.0.0.1:{address[1]}", 0.2))
        for transport in waiting:
            transport.abort()
