"""Screen <-> service: what is under way for the person who is identified, and what they have."""

from enum import StrEnum

from msgspec import Struct

from kiosk.faults import Fault
from kiosk.messages.service import Ticket


class Standing(StrEnum):
    """Of a certificate, by its newest copy."""

    VALID = "valid"
    MADE = "made"
    """It was made and nobody has printed it."""
    UNCLEAR = "unclear"
    """It may be on paper: nothing proves it."""
    VOID = "void"
    REVOKED = "revoked"
    EXPIRED = "expired"


class MyCertificate(Struct, frozen=True):
    """`issued` ISO; `valid_to` its last day, "" for no end. `code`: of the item that gives it."""

    code: str
    type_name: str
    issued: str
    valid_to: str
    standing: Standing


class AskMine(Struct, frozen=True):
    """All that concerns one person. Answered by `MineShown`, within MINE_S seconds of
    offline_queue.mine whether or not the platform answers; nothing of it is kept. `sealed` as in
    TakeNumber, bound to `request_id`."""

    request_id: str
    holder_hash: str
    sealed: bytes

    def __repr__(self) -> str:
        return f"AskMine({self.request_id}, ***)"


class MineShown(Struct, frozen=True):
    """`applications`: a JSON list of views (kiosk.progress.view), the latest first. `tickets`: the
    open ones of today. `missing`: why only what this terminal itself knows is here; None where it
    is all. `as_of`: ISO 8601, of when it is; where something is missing, when the platform was
    heard last, "" for never."""

    request_id: str
    applications: bytes = b"[]"
    certificates: tuple[MyCertificate, ...] = ()
    tickets: tuple[Ticket, ...] = ()
    as_of: str = ""
    missing: Fault | None = None

    def __repr__(self) -> str:
        return f"MineShown({self.request_id}, ***)"
