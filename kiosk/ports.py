"""What the core asks of the world. main.py wires the parts that answer."""

from datetime import datetime
from typing import Protocol, TypeAlias

from kiosk.certificates.check import Checked, Expected
from kiosk.certificates.claims import Finding
from kiosk.certificates.lists import Known
from kiosk.faults import Fault
from kiosk.messages.hints import HintedItem
from kiosk.messages.identity import AskIdentity, CodeSent, IdentityFound, SendCode
from kiosk.messages.items import ItemAnswer, ItemHit
from kiosk.messages.places import PlaceLine

Lines: TypeAlias = tuple[PlaceLine, ...]


class Vault(Protocol):
    """Holds the keys of the screen's process; nothing else there sees them."""

    def holder_hash(self, id_no: str) -> str:
        """Keyed hash of a person number, hex: the same person gives the same hash in one hall."""

    def seal(self, place: str, name: str, id_no: str, kind: str) -> bytes:
        """The identity encrypted to the platform's key, bound to `place` (kiosk.identity.bound_to).
        A telephone number: kind "mobile", without a name."""

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

    @property
    def region(self) -> str:
        """Where this terminal stands, GB/T 2260."""

    def find(self, text: str, limit: int, at: datetime, region: str = "") -> tuple[ItemHit, ...]:
        """Best first; anything may be typed. `region`: what that place shows."""

    def ask(self, text: str, limit: int, at: datetime, region: str = "") -> tuple[ItemAnswer, ...]:
        """Questions of the packages that this text is like, best first; of what that place
        shows."""

    def category(
        self, number: int, limit: int, at: datetime, region: str = ""
    ) -> tuple[ItemHit, ...]:
        """The first ones of a category, 1 to 11 or FROM_ELSEWHERE, in their order."""

    def places(self, code: str) -> tuple[Lines, Lines]:
        """From the top down to that place ("": this terminal's), and those right below it; both
        empty where it is not named."""

    def item(self, code: str, at: datetime, anywhere: bool = False) -> tuple[int, bytes] | None:
        """Version and item.json; None where this terminal does not show it now. `anywhere`: or
        where its own place does not."""

    def hinted(self, at: datetime) -> tuple[HintedItem, ...]:
        """Those that hint at whom they may be for, of those that a citizen can see now."""

    def codes(self, at: datetime) -> tuple[str, ...]:
        """Of every item that a citizen can see now, in the order of the codes."""

    def having(self, name: str, at: datetime) -> tuple[str, ...]:
        """Codes of those whose package has a file of that name."""

    def file(self, code: str, name: str, at: datetime, anywhere: bool = False) -> bytes | None:
        """A file of that item's package."""


class Checking(Protocol):
    """Thread-safe; may take seconds."""

    def check(self, pdf: bytes, expected: Expected, known: Known, now: datetime) -> Checked:
        """A sealed document held against what was asked for, before it is printed."""


class Verifying(Protocol):
    """Thread-safe, of memory and processor alone."""

    def verify(self, text: str, known: Known, now: datetime) -> Finding:
        """What a code is worth. `text` as a reader read it; `now` aware, in the terminal's time
        zone."""


class NotIdentified(Exception):
    """Nobody is identified. `detail` is for operators and holds nothing of the person."""

    def __init__(self, fault: Fault, detail: str) -> None:
        super().__init__(fault.value)
        self.fault, self.detail = fault, detail


class IdentityProvider(Protocol):
    """Who somebody is, as a province, a city or the platform itself says. Each call is made on a
    thread of its own, and raises NotIdentified."""

    def send_code(self, asked: SendCode) -> CodeSent: ...

    def challenge(self) -> str:
        """For a U-key to sign; counts once."""

    def prove(self, asked: AskIdentity) -> IdentityFound:
        """A proof counts once; the same request again gets the same answer for a minute."""


class KeyStick(Protocol):
    """A U-key as it is plugged in."""

    def sign(self, challenge: str) -> str:
        """Evidence for `prove`. Raises NotIdentified where no key is there."""
