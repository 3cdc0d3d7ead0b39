"""A code that is waited for, and what becomes of it; a paper that is verified by its code. Both are
part of the model, forgotten with it."""

from enum import StrEnum

from msgspec import Struct

from kiosk.faults import Fault
from kiosk.flow.states import State
from kiosk.messages.certificates import CodeVerified, VerifyCode

MOST_DIGITS = 12
"""Of the code beside a certificate's QR (kiosk.certificates.pickup has the alphabet)."""


class ScanFor(StrEnum):
    """What becomes of a code that was read; see rules_scanned."""

    VERIFY = "verify"
    IDENTIFY = "identify"
    PICKUP = "pickup"
    FOLLOW = "follow"


class Scan(Struct, frozen=True):
    purpose: ScanFor = ScanFor.VERIFY
    back_to: State = State.FIND
    command: str = ""
    """Of the reading under way, "" for none."""
    hint: Fault | None = None
    """Why the code that was shown last is not taken; reading goes on."""
    stopped: Fault | None = None
    """The reader gave up; it is asked again by a touch."""
    live: str = ""
    """Name of the shared memory with what the reader sees (kiosk.link.frames), "" for none."""


class Check(Struct, frozen=True):
    """`asked` is sent again until it is answered by `found` or `refused`."""

    back_to: State = State.FIND
    typed: str = ""
    asked: VerifyCode | None = None
    found: CodeVerified | None = None
    refused: Fault | None = None

    @property
    def verdict(self) -> str:
        """In one word, "" before there is one."""
        verdict = self.found.verdict if self.found is not None else None
        return verdict.value if verdict is not None else ""

    @property
    def by_hand(self) -> bool:
        """The number was typed: the platform alone can answer."""
        return bool(self.typed)
