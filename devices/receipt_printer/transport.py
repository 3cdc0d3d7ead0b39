"""How bytes reach the printer. One small class per wire; TCP (`tcp://host:port`) is the first.

Nothing here blocks longer than it is told to: python-escpos' own connections wait 60 s, re-open by
themselves and read an empty answer as "plenty of paper", so they are not used.
"""

import select
import socket
import struct
import time
from typing import Protocol
from urllib.parse import urlsplit

SEND_BUFFER = 16 * 1024
"""Bytes that may wait in the kernel: small, so that a printer which stops reading is noticed."""

_RESET_ON_CLOSE = struct.pack("ii", 1, 0)
_READ_SIZE = 4096


class TransportAbsent(Exception):
    """Nothing accepts a connection there."""


class TransportSilent(Exception):
    """The connection was neither accepted nor refused in time."""


class TransportLost(Exception):
    """The open connection broke or was closed by the printer."""


class TransportStalled(Exception):
    """The printer took no byte for the time allowed."""


class Transport(Protocol):
    def send(self, data: bytes, until: float, stall_s: float) -> None:
        """Hand over all bytes before CLOCK_MONOTONIC `until`, some at least every `stall_s`.

        Raises TransportLost or TransportStalled; then some bytes may have left.
        """

    def receive(self, timeout: float) -> bytes:
        """What came within `timeout` seconds, b"" for nothing. Raises TransportLost."""

    def abort(self) -> None:
        """Close and throw away what has not left yet. Safe to call twice."""

    def close(self) -> None:
        """Close; what was handed over still goes out. Safe to call twice."""


class TcpTransport:
    def __init__(self, sock: socket.socket) -> None:
        sock.setblocking(False)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        self._sock = sock

    def send(self, data: bytes, until: float, stall_s: float) -> None:
        rest = memoryview(data)
        last_progress = time.monotonic()
        while rest:
            try:
                sent = self._sock.send(rest)
            except BlockingIOError:
                sent = 0
            except OSError as error:
                raise TransportLost(type(error).__name__) from None
            now = time.monotonic()
            if sent:
                rest = rest[sent:]
                last_progress = now
                continue
            patience = min(until, last_progress + stall_s) - now
            if patience <= 0:
                raise TransportStalled
            self._wait(select.POLLOUT, patience)

    def receive(self, timeout: float) -> bytes:
        if not self._wait(select.POLLIN, max(timeout, 0.0)):
            return b""
        try:
            data = self._sock.recv(_READ_SIZE)
        except BlockingIOError:
            return b""
        except OSError as error:
            raise TransportLost(type(error).__name__) from None
        if not data:
            raise TransportLost("closed by the printer")
        return data

    def abort(self) -> None:
        if self._sock.fileno() >= 0:
            self._sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
        self._sock.close()

    def close(self) -> None:
        self._sock.close()

    def _wait(self, event: int, timeout: float) -> bool:
        poller = select.poll()
        try:
            poller.register(self._sock, event)
        except ValueError:
            raise TransportLost("closed here") from None
        return bool(poller.poll(timeout * 1000))


def open_transport(url: str, timeout: float) -> Transport:
    """Connect to `tcp://host:port`. Raises TransportAbsent, TransportSilent, or ValueError."""
    parts = urlsplit(url)
    if parts.scheme != "tcp" or not parts.hostname or parts.port is None:
        raise ValueError(f"not a receipt printer address: {url!r} (tcp://host:port is needed)")
    try:
        sock = socket.create_connection((parts.hostname, parts.port), timeout)
    except TimeoutError:
        raise TransportSilent from None
    except OSError as error:
        raise TransportAbsent(type(error).__name__) from None
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
    return TcpTransport(sock)
