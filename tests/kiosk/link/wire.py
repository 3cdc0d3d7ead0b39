"""What link tests share: handlers that keep what they are given, and waiting with a deadline."""

import queue
import socket
import struct
from pathlib import Path
from typing import Any

from kiosk.link import Envelope, Peer

PATIENCE_S = 5.0
"""Far longer than anything here takes; only a failure waits so long."""


class Ears:
    """A handler that keeps every message; `answers` maps a message type to what is sent back."""

    def __init__(self, answers: dict[type[Any], object] | None = None) -> None:
        self.answers = answers or {}
        self.heard: queue.SimpleQueue[tuple[Peer, Envelope, Any]] = queue.SimpleQueue()
        self.gone: queue.SimpleQueue[Peer] = queue.SimpleQueue()

    def on_message(self, peer: Peer, envelope: Envelope, message: Any) -> None:
        answer = self.answers.get(type(message))
        if answer is not None:
            peer.send(answer, re=envelope.id)
        self.heard.put((peer, envelope, message))

    def on_gone(self, peer: Peer) -> None:
        self.gone.put(peer)

    def next(self) -> tuple[Peer, Envelope, Any]:
        """Raises queue.Empty where nothing comes."""
        return self.heard.get(timeout=PATIENCE_S)

    def next_gone(self) -> Peer:
        return self.gone.get(timeout=PATIENCE_S)


class Stranger:
    """A raw socket that writes what it likes."""

    def __init__(self, path: Path) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(PATIENCE_S)
        self.sock.connect(str(path))

    def frame(self, payload: bytes) -> None:
        self.raw(struct.pack(">I", len(payload)) + payload)

    def raw(self, data: bytes) -> None:
        self.sock.sendall(data)

    def is_hung_up(self) -> bool:
        """True where the other end closes; waits for it."""
        try:
            return self.sock.recv(1) == b""
        except ConnectionResetError:
            return True

    def close(self) -> None:
        self.sock.close()
