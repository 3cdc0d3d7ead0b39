"""What the core asks of the world. main.py wires the parts that answer."""

from datetime import datetime
from typing import Protocol

from kiosk.messages.items import ItemHit


class Vault(Protocol):
    """Holds the keys of the screen's process; nothing else there sees them."""

    def holder_hash(self, id_no: str) -> str:
        """Keyed hash of a person number, hex: the same person gives the same hash in one hall."""

    def seal(self, request_id: str, name: str, id_no: str, kind: str) -> bytes:
        """The identity encrypted to the platform's key, bound to the request. A telephone number:
        kind "mobile", without a name."""

    def token(self, of: str) -> str:
        """32 hexadecimal digits that nobody can guess who does not hold this hall's key."""


class Link(Protocol):
    """A way to another process. Sending never blocks on the other side's work."""

    def send(self, message: object) -> bool:
        """False where the other side is gone now; it is told by an event when it is back."""


class NoCatalogue(Exception):
    """The catalogue cannot be read; the text is for operators."""


class Catalogue(Protocol):
    """The service items of this terminal, as they are valid at a moment. Thread-safe; every method
    raises NoCatalogue."""

    def count(self, at: datetime) -> int:
        """How many a citizen can see now."""

    def find(self, text: str, limit: int, at: datetime) -> tuple[ItemHit, ...]:
        """Best first; anything may be typed."""

    def category(self, number: int, at: datetime) -> tuple[ItemHit, ...]:
        """All of one category, 1 to 11, in their order."""

    def item(self, code: str, at: datetime) -> tuple[int, bytes] | None:
        """Version and item.json; None where a citizen cannot see it now."""

    def codes(self, at: datetime) -> tuple[str, ...]:
        """Of every item that a citizen can see now, in the order of the codes."""

    def file(self, code: str, name: str, at: datetime) -> bytes | None:
        """A file of that item's package."""
