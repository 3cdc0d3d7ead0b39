"""The card host: the process that owns the card reader and, for one session, what a card said.

It is renewed rather than cleaned: once a screen that received personal data is gone, the process
ends with status 0 and its keeper starts a fresh one.
"""

import queue
import resource
import signal
import threading
from pathlib import Path
from types import FrameType
from typing import Any

from devices.id_reader.driver import IdReader
from kiosk.device import Device, DeviceStatus
from kiosk.faults import Fault
from kiosk.link import Envelope, LinkClosed, Peer, Server
from kiosk.messages.cards import (
    CardFailed,
    CardRead,
    ReadProgress,
    ReadStage,
    StartReading,
    StopReading,
)
from kiosk.messages.devices import StatusChanged

RENEW = 0
BROKEN = 1

_DECODED_FAULTS = frozenset({Fault.CARD_BAD_TEXT, Fault.CARD_BAD_NUMBER})
"""Told after the text of a card was in this process, though the screen never got it."""


def _is_personal(message: object) -> bool:
    """From the moment a card was found, a part of its text may lie in this process's memory, also
    when the reading is broken off."""
    if isinstance(message, CardFailed):
        return message.fault in _DECODED_FAULTS
    if isinstance(message, ReadProgress):
        return message.stage is not ReadStage.POLLING
    return isinstance(message, CardRead)


class CardHost:
    """Connects the screens on a socket with one reader. `wait` returns the exit status."""

    def __init__(self, socket_path: Path, port: str, baud: int) -> None:
        self._ended: queue.SimpleQueue[int] = queue.SimpleQueue()
        self._lock = threading.RLock()
        self._asker: Peer | None = None
        self._command = ""
        self._served: set[Peer] = set()
        """Screens whose session brought personal data into this process."""
        self._status = DeviceStatus()
        self._server = Server(socket_path, self._on_message, self._on_peer, self._on_gone)
        self._reader = IdReader(port, baud, self._emit, on_end=lambda: self.end(BROKEN))
        self._server.start()

    def wait(self) -> int:
        return self._ended.get()

    def end(self, status: int) -> None:
        """Safe in a signal handler."""
        self._ended.put(status)

    def close(self) -> None:
        self._server.close()
        self._reader.close()

    def _on_peer(self, peer: Peer) -> None:
        with self._lock:
            self._send(peer, StatusChanged(Device.ID_READER, self._status))

    def _on_message(self, peer: Peer, _envelope: Envelope, message: Any) -> None:
        with self._lock:
            if isinstance(message, StartReading) and self._served - {peer}:
                # The next citizen's card is for a fresh process: this one would end in the middle
                # of it, and a card that was read is not found again until it is lifted.
                self.end(RENEW)
            elif isinstance(message, StartReading):
                self._asker, self._command = peer, message.command
                self._reader.start_reading(message.command)
            elif isinstance(message, StopReading) and peer is self._asker:
                self._stop(message.command)

    def _on_gone(self, peer: Peer) -> None:
        with self._lock:
            if peer is self._asker:
                self._stop(self._command)
            if peer in self._served:
                self.end(RENEW)

    def _stop(self, command: str) -> None:
        if command == self._command:
            self._asker = None
            self._reader.stop_reading(command)

    def _emit(self, message: object) -> None:
        with self._lock:
            if isinstance(message, StatusChanged):
                self._status = message.status
                for peer in self._server.peers():
                    self._send(peer, message)
            elif isinstance(message, ReadProgress | CardRead | CardFailed):
                self._to_asker(message)

    def _to_asker(self, message: ReadProgress | CardRead | CardFailed) -> None:
        asker = self._asker if message.command == self._command else None
        sent = asker is not None and self._send(asker, message)
        if not _is_personal(message):
            return
        if sent and asker is not None:
            self._served.add(asker)
        else:
            self.end(RENEW)  # read for a screen that is gone: nobody's disconnection will end it

    @staticmethod
    def _send(peer: Peer, message: object) -> bool:
        try:
            peer.send(message)
        except LinkClosed:
            return False
        return True


def run_card_host(socket_path: Path, port: str, baud: int) -> int:
    """Run until a session with a card ends or SIGTERM comes (0), or the reader's thread dies (1).

    Takes the main thread of its process. Raises kiosk.link.server.AddressInUse where another
    process serves `socket_path`.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core dump would hold a card
    host = CardHost(socket_path, port, baud)

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        host.end(RENEW)

    signal.signal(signal.SIGTERM, on_signal)
    signal.signal(signal.SIGINT, on_signal)
    try:
        return host.wait()
    finally:
        host.close()
