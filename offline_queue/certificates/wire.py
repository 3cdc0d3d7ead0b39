"""What the platform says of a certificate, and what it is asked. Pure."""

import base64
from collections.abc import Mapping
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from kiosk.certificates.copies import FIRST, LAST, CopyState
from kiosk.certificates.ids import BadId, CertificateId, parse_id
from kiosk.messages.certificates import NextCopy, WantCertificate, WishCertificate
from offline_queue.sync.transport import MOST_BYTES


class BadAnswer(ValueError):
    """Not of the agreed shape; the text says where, without a value."""


class CopyTold(Struct, frozen=True):
    """`length` in bytes and `sha256` of the sealed document."""

    copy_no: Annotated[int, Meta(ge=FIRST, le=LAST)]
    state: CopyState
    pages: Annotated[int, Meta(ge=1, le=50)]
    length: Annotated[int, Meta(ge=1, le=MOST_BYTES)]
    sha256: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]


class _Certificate(Struct, frozen=True):
    certificate_id: str
    type_name: Annotated[str, Meta(min_length=1, max_length=100)]
    revoked: bool
    copies: Annotated[tuple[CopyTold, ...], Meta(min_length=1, max_length=LAST)]


class Told(Struct, frozen=True):
    """A certificate as the platform has it. `copies`: 1, 2, ... in their order."""

    certificate: CertificateId
    type_name: str
    revoked: bool
    copies: tuple[CopyTold, ...]

    @property
    def newest(self) -> CopyTold:
        """Of those that are not held for later."""
        opened = [one for one in self.copies if one.state is not CopyState.HELD]
        return opened[-1]


def told_of(payload: Mapping[str, Any]) -> Told:
    """Raises BadAnswer."""
    try:
        found = msgspec.convert(payload.get("certificate"), type=_Certificate)
        certificate = parse_id(found.certificate_id)
    except msgspec.ValidationError:
        raise BadAnswer("a certificate of another shape") from None
    except BadId as bad:
        raise BadAnswer(str(bad)) from None
    numbers = [one.copy_no for one in found.copies]
    if numbers != list(range(FIRST, FIRST + len(numbers))):
        raise BadAnswer("copies out of order")
    if all(one.state is CopyState.HELD for one in found.copies):
        raise BadAnswer("no copy was ever open")
    return Told(certificate, found.type_name, found.revoked, found.copies)


def asked_for(asked: WantCertificate) -> dict[str, Any]:
    """The body of POST /certificates."""
    return _identity(asked) | {
        "item_code": asked.code,
        "credential": asked.credential,
        "assurance": asked.assurance.value,
        "chosen": dict(asked.chosen),
        "language": asked.lang,
        "pickup_code": asked.pickup_code,
    }


def next_asked(asked: WantCertificate | NextCopy, copy_no: int) -> dict[str, Any]:
    """The body of POST /certificates/{id}/copies."""
    return _identity(asked) | {"copy_no": copy_no}


def wished(asked: WishCertificate, pickup_hash: str, at: str) -> dict[str, Any]:
    """The body of a record `cert_request`."""
    return _identity(asked) | {
        "item_code": asked.code,
        "at": at,
        "pickup_hash": pickup_hash,
        "chosen": dict(asked.chosen),
        "language": asked.lang,
    }


def _identity(asked: WantCertificate | NextCopy | WishCertificate) -> dict[str, Any]:
    return {
        "request_id": asked.request_id,
        "identity": "verified_offline" if asked.sealed else "none",
        "holder_hash": asked.holder_hash,
        "sealed": base64.b64encode(asked.sealed).decode("ascii"),
    }
