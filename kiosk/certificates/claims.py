"""What the code on a certificate says, and why one is not taken."""

from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct

from kiosk.certificates.ids import CertificateId

HASH_BYTES = 16


class Claims(Struct, frozen=True):
    """`holder`: masked, "" for nobody. `issued` aware, to the second. `valid_to`: the last day,
    None for no end. `content`: the first 16 bytes of the SHA-256 of the document as it was before
    code and seal."""

    certificate: CertificateId
    holder: str
    issued: datetime
    valid_to: date | None
    copy_no: int
    content: bytes


class Verdict(StrEnum):
    """What a verifier says of a paper."""

    GENUINE = "genuine"
    VOID = "void"
    """This copy was taken back; another one may be valid."""
    REVOKED = "revoked"
    EXPIRED = "expired"
    UNKNOWN = "unknown"
    """Well formed, but of an issuer or a certificate that is not known here."""
    FORGED = "forged"
    """Changed, or never issued: not readable, another address, or a signature that does not fit."""


class Finding(Struct, frozen=True):
    """`claims` None where nothing may be believed. `lists_as_of`: when the lists were made that
    this rests on, aware; None: it was asked of the platform itself."""

    verdict: Verdict
    claims: Claims | None = None
    issuer_name: str = ""
    type_name: str = ""
    lists_as_of: datetime | None = None

    def age_s(self, now: datetime) -> int:
        """Seconds since the lists were made; 0 where the platform itself was asked."""
        return max(0, int((now - self.lists_as_of).total_seconds())) if self.lists_as_of else 0
