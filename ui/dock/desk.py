"""A hand at the device hosts, where a flow or a technician will be: gives commands, hears all."""

import queue
import time
from pathlib import Path
from typing import Any, TypeVar

from kiosk.device import Device, DeviceStatus
from kiosk.link import Envelope, LinkClosed, Peer, connect
from kiosk.messages.devices import AskStatus, StatusChanged
from ui.dock.actor import Lost

PATIENCE_S = 30.0
T = TypeVar("T")


class Desk:
    """One connection with one host of a terminal (`cards`, `printers`, `imaging`)."""

    def __init__(self, run: Path, host: str) -> None:
        self._news: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self.heard: list[Any] = []
        """Everything that came, in order."""
        self._peer = connect(run / f"{host}.sock", self._hear, patience=PATIENCE_S)

    def _hear(self, _peer: Peer, _envelope: Envelope, message: Any) -> None:
        self._news.put(message)

    def send(self, command: object) -> None:
        self._peer.send(command)

    def wait(self, kind: type[T], *, limit_s: float = PATIENCE_S, **fields: Any) -> T:
        """The next message of this kind whose fields are so. Raises Lost."""
        deadline = time.monotonic() + limit_s
        while True:
            try:
                message = self._news.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                raise Lost(f"no {kind.__name__} came; heard {self._summary()}") from None
            self.heard.append(message)
            if isinstance(message, kind) and all(
                getattr(message, name) == value for name, value in fields.items()
            ):
                return message

    def status(self, device: Device) -> DeviceStatus:
        try:
            answer = self._peer.request(AskStatus(device), PATIENCE_S)
        except LinkClosed:
            raise Lost("the host is gone") from None
        assert isinstance(answer, StatusChanged)
        return answer.status

    def close(self) -> None:
        self._peer.close()
        self._peer.join()

    def _summary(self) -> str:
        """Kinds only: what was heard may hold a person."""
        return ", ".join(type(message).__name__ for message in self.heard[-6:]) or "nothing"
