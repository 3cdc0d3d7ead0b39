"""A link that comes back: connects, tells when it is up and when it is lost, tries again."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kiosk.link.codec import Envelope
from kiosk.link.peer import LinkClosed, Peer, connect

RETRY_S = 0.05
"""A lost process is back within a second or two; trying costs one failed connect."""


class Reconnecting:
    """Callbacks run on link threads; they must only hand over. Implements kiosk.ports.Link."""

    def __init__(
        self,
        path: Path,
        on_message: Callable[[Any], None],
        on_up: Callable[[], None],
        on_down: Callable[[], None],
    ) -> None:
        self._path = path
        self._on_message = on_message
        self._on_up = on_up
        self._on_down = on_down
        self._peer: Peer | None = None
        self._lost = threading.Event()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"to-{path.stem}", daemon=True)

    def start(self) -> "Reconnecting":
        self._thread.start()
        return self

    def send(self, message: object) -> bool:
        peer = self._peer
        if peer is None:
            return False
        try:
            peer.send(message)
        except LinkClosed:
            return False
        return True

    def close(self) -> None:
        self._stop.set()
        self._lost.set()
        peer = self._peer
        if peer is not None:
            peer.close()
        self._thread.join(2.0)

    def _run(self) -> None:
        while True:
            self._lost.clear()
            if self._stop.is_set():  # looked at after `clear`: `close` sets this one first
                return
            try:
                peer = connect(self._path, self._message, self._closed)
            except LinkClosed:
                self._stop.wait(RETRY_S)
                continue
            self._peer = peer
            self._on_up()
            self._lost.wait()
            self._peer = None
            peer.close()
            self._on_down()

    def _message(self, peer: Peer, envelope: Envelope, message: Any) -> None:
        self._on_message(message)

    def _closed(self, peer: Peer) -> None:
        self._lost.set()
