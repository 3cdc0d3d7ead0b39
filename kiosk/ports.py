"""What the core asks of the world. main.py wires the parts that answer."""

from typing import Protocol


class Vault(Protocol):
    """Holds the keys of the screen's process; nothing else there sees them."""

    def holder_hash(self, id_no: str) -> str:
        """Keyed hash of a person number, hex: the same person gives the same hash in one hall."""

    def seal(self, request_id: str, name: str, id_no: str, kind: str) -> bytes:
        """The identity encrypted to the platform's key, bound to the request."""


class Link(Protocol):
    """A way to another process. Sending never blocks on the other side's work."""

    def send(self, message: object) -> bool:
        """False where the other side is gone now; it is told by an event when it is back."""
