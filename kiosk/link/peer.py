"""One end of a link: a socket, a reader thread, requests matched with their answers."""

import itertools
import socket
import struct
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kiosk.link.codec import Envelope, decode, encode

_LENGTH = struct.Struct(">I")
_SEND_LIMIT = struct.pack("@ll", 2, 0)
"""Seconds and microseconds: a peer that takes nothing for so long is given up, so that one hung
process never holds up another."""
MAX_MESSAGE = 32 * 1024 * 1024
"""Bytes: a document of twenty scanned pages."""
CONNECT_PAUSE_S = 0.02


class LinkClosed(Exception):
    """The other end is gone."""


class LinkTimeout(Exception):
    """No answer within the deadline; whether the other end acted is unknown."""


Handler = Callable[["Peer", Envelope, Any], None]


class _Slot:
    def __init__(self) -> None:
        self.ready = threading.Event()
        self.answer: Any = None


class Peer:
    """Thread-safe. `on_message` and `on_close` run on the reader thread of this peer."""

    def __init__(
        self,
        sock: socket.socket,
        on_message: Handler,
        on_close: Callable[["Peer"], None] | None = None,
    ) -> None:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, _SEND_LIMIT)
        self._sock = sock
        self._on_message = on_message
        self._on_close = on_close
        self._ids = itertools.count(1)
        self._write_lock = threading.Lock()
        self._slots: dict[int, _Slot] = {}
        self._slots_lock = threading.Lock()
        self.closed = False
        self._thread = threading.Thread(target=self._read_loop, name="link", daemon=True)

    def start(self) -> "Peer":
        self._thread.start()
        return self

    def send(self, message: object, re: int = 0) -> int:
        """Send without waiting. Raises LinkClosed."""
        with self._write_lock:
            message_id = next(self._ids)
            self._write(encode(message, message_id, re))
        return message_id

    def request(self, message: object, timeout: float) -> Any:
        """Send and wait for the answer. Raises LinkClosed or LinkTimeout. Never from on_message."""
        slot = _Slot()
        message_id = next(self._ids)
        with self._slots_lock:
            if self.closed:
                raise LinkClosed
            self._slots[message_id] = slot
        try:
            with self._write_lock:
                self._write(encode(message, message_id))
            if not slot.ready.wait(timeout):
                raise LinkTimeout(type(message).__name__)
        finally:
            with self._slots_lock:
                self._slots.pop(message_id, None)
        if slot.answer is None:
            raise LinkClosed
        return slot.answer

    def close(self) -> None:
        """Close both directions; safe to call twice and from any thread."""
        try:
            self._sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            self._sock.close()

    def join(self, timeout: float = 2.0) -> None:
        if self._thread.is_alive() and threading.current_thread() is not self._thread:
            self._thread.join(timeout)

    def _write(self, payload: bytes) -> None:
        try:
            self._sock.sendall(_LENGTH.pack(len(payload)) + payload)
        except OSError:
            self.close()  # a message cut short would be read as the beginning of the next
            raise LinkClosed from None

    def _read_exactly(self, size: int) -> bytes | None:
        data = bytearray()
        while len(data) < size:
            try:
                chunk = self._sock.recv(size - len(data))
            except OSError:
                return None
            if not chunk:
                return None
            data += chunk
        return bytes(data)

    def _read_loop(self) -> None:
        while True:
            head = self._read_exactly(_LENGTH.size)
            if head is None:
                break
            (size,) = _LENGTH.unpack(head)
            payload = self._read_exactly(size) if size <= MAX_MESSAGE else None
            if payload is None:
                break
            try:
                envelope, message = decode(payload)
            except ValueError:
                break
            self._deliver(envelope, message)
        self._finish()

    def _deliver(self, envelope: Envelope, message: Any) -> None:
        with self._slots_lock:
            slot = self._slots.get(envelope.re) if envelope.re else None
        if slot is None:
            self._on_message(self, envelope, message)
            return
        slot.answer = message
        slot.ready.set()

    def _finish(self) -> None:
        with self._slots_lock:
            self.closed = True
            waiting = list(self._slots.values())
        for slot in waiting:
            slot.ready.set()
        self._sock.close()
        if self._on_close is not None:
            self._on_close(self)


def connect(
    path: Path,
    on_message: Handler,
    on_close: Callable[[Peer], None] | None = None,
    patience: float = 0.0,
) -> Peer:
    """Connect to a Unix socket, trying for `patience` seconds. Raises LinkClosed."""
    end = time.monotonic() + patience
    while True:
        sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            sock.connect(str(path))
            return Peer(sock, on_message, on_close).start()
        except OSError:
            sock.close()
        if time.monotonic() >= end:
            raise LinkClosed(path.name)
        time.sleep(CONNECT_PAUSE_S)


def pair(
    left: Handler,
    right: Handler,
    left_close: Callable[[Peer], None] | None = None,
    right_close: Callable[[Peer], None] | None = None,
) -> tuple[Peer, Peer]:
    """Two connected peers in one process, for tests."""
    one, two = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
    return Peer(one, left, left_close).start(), Peer(two, right, right_close).start()
