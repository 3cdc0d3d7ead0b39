"""What a terminal holds a sealed document against before it prints, and why it prints nothing."""

from enum import StrEnum

from msgspec import Struct

from kiosk.certificates.claims import Claims


class Refusal(StrEnum):
    """In the order in which they are looked for."""

    NOT_READABLE = "not_readable"
    """No PDF, or one that cannot be read within the limits."""
    NO_SEAL = "no_seal"
    """No seal, or more than one."""
    BROKEN = "broken"
    """Bytes under the seal were changed, or its signature does not fit."""
    NOT_WHOLE = "not_whole"
    """Bytes outside the seal, or a seal that lets changes be made."""
    UNTRUSTED = "untrusted"
    """The seal's certificate leads to no root of the trust list, or was not valid at the time."""
    ISSUER = "issuer"
    """A seal of an issuer that is not listed, or that may not issue this type."""
    CODE = "code"
    """The signed code is missing, forged, or of another issuer than the seal."""
    CONTENT = "content"
    """The document is not the one whose hash the code names."""
    TYPE = "type"
    """A certificate of another item."""
    CERTIFICATE = "certificate"
    COPY = "copy"
    HOLDER = "holder"
    """Another person's."""
    REVOKED = "revoked"
    """Taken back, void, or no longer valid."""


class Expected(Struct, frozen=True):
    """`holder_hash` of the session's person as in API v1, "" for a document of nobody.
    `certificate` "" where it is not known yet."""

    type_code: str
    copy_no: int
    holder_hash: str
    certificate: str = ""


class Checked(Struct, frozen=True):
    """`refusal` None: it may be printed. `claims` are of a code whose signature fits."""

    refusal: Refusal | None
    claims: Claims | None = None
    pages: int = 0
