"""A hand at the device hosts, where a flow or a technician will be: gives commands, hears all."""

import queue
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from kiosk.device import Device, DeviceState, DeviceStatus
from kiosk.link import Envelope, LinkClosed, LinkTimeout, Peer, connect
from kiosk.messages.devices import StatusChanged
from kiosk.messages.hosts import AskStatus
from ui.dock.actor import PATIENCE_S, Lost

HOSTS: dict[Device, str] = {
    Device.ID_READER: "cards",
    Device.SSC_READER: "cards",
    Device.RECEIPT_PRINTER: "printers",
    Device.A4_PRINTER: "printers",
    Device.LAMPS: "printers",
    Device.DOCUMENT_CAMERA: "imaging",
    Device.SCANNER: "imaging",
    Device.FACE_CAMERA: "imaging",
    Device.CODE_READER: "imaging",
}
_TOLD = ("device", "state", "status", "fault", "movement", "format", "page", "done", "pages")
"""Fields of messages that hold nothing of a person."""
_LOOK_S = 0.05
T = TypeVar("T")


class HostGone(Lost):
    """It is renewed whenever somebody was before its devices: whoever was about to use it begins
    anew."""


class Desk:
    """One connection with one host of a terminal (`cards`, `printers`, `imaging`). `note` gets the
    words of each message that was waited for, or came before it."""

    def __init__(self, run: Path, host: str, note: Callable[[str], None] = lambda _: None) -> None:
        self._note = note
        self._news: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self.heard: list[Any] = []
        """Everything that was noted, in order."""
        self._peer = connect(run / f"{host}.sock", self._hear, patience=PATIENCE_S)

    def _hear(self, _peer: Peer, _envelope: Envelope, message: Any) -> None:
        self._news.put(message)

    def send(self, command: object) -> None:
        """Raises Lost."""
        try:
            self._peer.send(command)
        except LinkClosed:
            raise HostGone("the host is gone") from None

    def wait(self, *kinds: type[T], limit_s: float = PATIENCE_S, **fields: Any) -> T:
        """The next message of one of these kinds whose fields are so. Raises Lost."""
        deadline = time.monotonic() + limit_s
        while True:
            try:
                message = self._news.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                heard = "; ".join(map(words_of, self.heard[-6:])) or "nothing"
                wanted = " or ".join(kind.__name__ for kind in kinds)
                raise Lost(f"no {wanted} came; heard {heard}") from None
            self.heard.append(message)
            self._note(words_of(message))
            if isinstance(message, kinds) and all(
                getattr(message, name) == value for name, value in fields.items()
            ):
                return message

    def told(self, kind: type[T]) -> list[T]:
        """Of what was heard so far, the messages of this kind."""
        return [message for message in self.heard if isinstance(message, kind)]

    def status(self, device: Device) -> DeviceStatus:
        """Raises Lost."""
        try:
            answer = self._peer.request(AskStatus(device), PATIENCE_S)
        except (LinkClosed, LinkTimeout):
            raise HostGone("the host is gone, or does not answer") from None
        assert isinstance(answer, StatusChanged)
        return answer.status

    def until_online(self, device: Device) -> None:
        """Wait until the device can be used. Raises Lost."""
        deadline = time.monotonic() + PATIENCE_S
        while (status := self.status(device)).state is not DeviceState.ONLINE:
            if time.monotonic() > deadline:
                raise Lost(f"{device} is {status.state} {status.detail}")
            time.sleep(_LOOK_S)

    def close(self) -> None:
        self._peer.close()
        self._peer.join()


def words_of(message: object) -> str:
    """A message for the report: its kind, and what cannot be a person's."""
    words = [type(message).__name__]
    for name in _TOLD:
        value = getattr(message, name, None)
        if isinstance(value, DeviceStatus):
            words.append(value.state.value)
        elif value not in (None, ""):
            words.append(f"{name} {value}" if isinstance(value, int) else str(value))
    return " ".join(words)
