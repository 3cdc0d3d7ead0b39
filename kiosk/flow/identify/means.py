"""Somebody who is being identified by other means than a card: part of the model, forgotten with
it."""

from msgspec import Struct

from kiosk.identity import Means
from kiosk.messages.identity import CodeSent

MOBILE_DIGITS = 11
CODE_DIGITS = 6


class Asking(Struct, frozen=True):
    """`means` that was chosen last; `asked` is the request that is waited for, "" for none."""

    means: Means | None = None
    asked: str = ""
    mobile: str = ""
    """Of the citizen, where a code goes to it."""
    sent: CodeSent | None = None
    sending: bool = False
    """What is waited for is a code, not yet who has it."""
    stepping: bool = False
    """Somebody is known, and more proof of them is needed for the item."""

    def __repr__(self) -> str:
        return f"Asking({self.means.value if self.means else None}, ***)"
