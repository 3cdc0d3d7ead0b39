"""Requests about identity as types. Pure: see exchange/wire.py, whose rules hold here too."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from provisioning.central.certificates.wire import Sealed
from provisioning.central.words import Hash, Id

Mobile = Annotated[str, Meta(pattern=r"^1\d{10}\Z")]
MobileOrNone = Annotated[str, Meta(pattern=r"^(1\d{10})?\Z")]
Evidence = Annotated[str, Meta(pattern=r"^[\x20-\x7e]{1,400}\Z")]
Audience = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9-]{0,39}\Z")]


class CodeWanted(Struct, frozen=True):
    request_id: Id
    mobile: Mobile


class ChallengeWanted(Struct, frozen=True):
    """Nothing is needed."""


class Proof(Struct, frozen=True):
    """`evidence`: the text of a QR code; the digits of the SMS, with `mobile`; or what a U-key
    signed: challenge, credit code and signature, with "." between."""

    request_id: Id
    means: Literal["QR_APP", "EID", "EBL", "SMS", "UKEY", "STAFF"]
    evidence: Evidence
    mobile: MobileOrNone = ""


class TicketWanted(Struct, frozen=True):
    """Identity as in a ticket of a queue, sealed with request_id."""

    request_id: Id
    audience: Audience
    identity: Literal["verified_offline", "typed", "none"] = "none"
    holder_hash: Hash = ""
    sealed: Sealed = ""
