"""Requests about certificates as types. Pure: see wire.py, whose rules hold here too."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from provisioning.central.words import Digest, Hash, Id, TimeText

Sealed = Annotated[str, Meta(max_length=4096)]
OptionName = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]{0,39}\Z")]
OptionValue = Annotated[str, Meta(pattern=r"^[^\x00-\x1f\x7f]{0,60}\Z")]
Credential = Annotated[str, Meta(pattern=r"^[A-Z][A-Z_]{1,19}\Z")]
Language = Annotated[str, Meta(pattern=r"^[a-z]{2}\Z")]
PickupCode = Annotated[str, Meta(pattern=r"^([0-9A-HJKMNP-TV-Z]{12})?\Z")]
"""Crockford's base 32; "" where nothing was asked for before."""
CopyNo = Annotated[int, Meta(ge=1, le=99)]
OnlineCode = Annotated[str, Meta(max_length=1200)]


class CertificateWanted(Struct, frozen=True):
    """`credential` of CL-22, `assurance` of CL-23; identity as in a ticket, sealed with request_id.
    `hold`: the second copy is sealed too, for a terminal that may be cut off when it prints."""

    request_id: Id
    item_code: Id
    credential: Credential
    assurance: Literal["AL0", "AL1", "AL2", "AL3", "AL4"]
    identity: Literal["verified_offline", "typed", "none"] = "none"
    holder_hash: Hash = ""
    sealed: Sealed = ""
    chosen: Annotated[dict[OptionName, OptionValue], Meta(max_length=6)] = {}
    language: Language = "zh"
    pickup_code: PickupCode = ""
    hold: bool = False


class CopyWanted(Struct, frozen=True):
    """Identity as in CertificateWanted, sealed with `request_id`: the next copy goes to the same
    person alone."""

    copy_no: CopyNo
    request_id: Id
    identity: Literal["verified_offline", "typed", "none"] = "none"
    holder_hash: Hash = ""
    sealed: Sealed = ""


class CopyOutcome(Struct, frozen=True):
    state: Literal["printed", "unknown", "void"]
    at: TimeText


class CertRequest(Struct, frozen=True):
    """A record: a certificate asked for while the terminal was cut off. `pickup_hash`: SHA-256 of
    the code on the citizen's slip, see provisioning.central.certificates.wishes."""

    request_id: Id
    item_code: Id
    at: TimeText
    pickup_hash: Digest
    identity: Literal["verified_offline", "typed", "none"]
    holder_hash: Hash
    sealed: Sealed
    chosen: Annotated[dict[OptionName, OptionValue], Meta(max_length=6)] = {}
    language: Language = "zh"


class CertCopy(Struct, frozen=True):
    """A record: what became of a copy, where it could not be told at once."""

    certificate_id: Annotated[str, Meta(pattern=r"^[0-9A-Z.]{20,100}\Z")]
    copy_no: CopyNo
    state: Literal["printed", "unknown", "void"]
    at: TimeText


class CodeToVerify(Struct, frozen=True):
    """The text of a QR, or the code that is printed beside it."""

    code: OnlineCode
