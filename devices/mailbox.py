"""What a host has to say to each peer, and who says it: no device ever waits for a slow peer.

A peer that takes nothing is given up: after MOST_WAITING messages, or when the link gives it up.
"""

import threading
import time
from collections import deque

from kiosk.link import LinkClosed, Peer

MOST_WAITING = 1000
"""Messages: many times what the longest session tells while its screen is held up for a second."""


class Mailbox(threading.Thread):
    """The messages for one peer, in their order."""

    def __init__(self, peer: Peer) -> None:
        super().__init__(name="mailbox", daemon=True)
        self._peer = peer
        self._waiting: deque[tuple[object, int]] = deque()
        self._changed = threading.Condition()
        self._sending = False
        self._over = False

    def put(self, message: object, re: int) -> bool:
        """Never waits. False: nothing more is sent."""
        with self._changed:
            if self._over or self._peer.closed:
                return False
            full = len(self._waiting) >= MOST_WAITING
            if not full:
                self._waiting.append((message, re))
                self._changed.notify_all()
        if full:
            self.stop()
            self._peer.close()
        return not full

    def run(self) -> None:
        while (words := self._next()) is not None:
            try:
                self._peer.send(*words)
            except LinkClosed:
                break
        self.stop()

    def flush(self, until: float) -> None:
        """Wait until everything is sent, but no longer than `until` (CLOCK_MONOTONIC)."""
        with self._changed:
            self._changed.wait_for(
                lambda: self._over or not (self._waiting or self._sending),
                max(0.0, until - time.monotonic()),
            )

    def stop(self) -> None:
        with self._changed:
            self._over = True
            self._waiting.clear()
            self._changed.notify_all()

    def _next(self) -> tuple[object, int] | None:
        with self._changed:
            self._sending = False
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._over or self._waiting)
            self._sending = not self._over
            return None if self._over else self._waiting.popleft()


class Mailboxes:
    """One for each connected peer, from the first message on. Safe from any thread."""

    def __init__(self) -> None:
        self._boxes: dict[Peer, Mailbox] = {}
        self._lock = threading.Lock()

    def put(self, peer: Peer, message: object, re: int = 0) -> bool:
        """Never waits. False: the peer is gone, or given up."""
        with self._lock:
            if peer.closed:  # `drop` was, or will be, called for it
                return False
            box = self._boxes.get(peer)
            if box is None:
                box = self._boxes[peer] = Mailbox(peer)
                box.start()
        return box.put(message, re)

    def drop(self, peer: Peer) -> None:
        """The peer is gone: for its `on_close`."""
        with self._lock:
            box = self._boxes.pop(peer, None)
        if box is not None:
            box.stop()

    def flush(self, seconds: float) -> None:
        with self._lock:
            boxes = tuple(self._boxes.values())
        until = time.monotonic() + seconds
        for box in boxes:
            box.flush(until)
