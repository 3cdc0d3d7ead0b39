"""The two lists that a verifier without a network needs: whom to trust, and what was taken back.

Both are plain JSON signed by the platform (Ed25519), with the time at which they were made. In the
revocation list a paper is known by a mark: who has the list learns no id from it.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from msgspec import Struct, field

from kiosk.certificates.ids import CertificateId

DOMAIN = b"zizhu/list/v1\n"
MARK_DIGITS = 16
TRUST, REVOCATION = "trust", "revocation"
REVOKED_SUBJECT, VOID_SUBJECT = "certificate.revoked", "certificate.void"
"""Subjects of the inbox's revocation items; their ids are marks."""
_WHEN = frozenset({"version", "as_of"})


class BadList(ValueError):
    """Not a list of the agreed form; the text says where."""


class Issuer(Struct, frozen=True):
    """A department. `seals`: SHA-256 of its seal certificates, hex. `keys`: Ed25519 public keys of
    its codes by key id (8 bytes). `types`: codes of certificates that it may issue, with names."""

    name: str
    seals: frozenset[str]
    keys: Mapping[bytes, bytes]
    types: Mapping[str, str]


class TrustList(Struct, frozen=True):
    """`address`: what stands before the code in a QR; `former`: what stood there before, on papers
    that still count. `roots`: CA certificates, DER. `issuers` by credit code."""

    version: int
    as_of: datetime
    address: str
    roots: tuple[bytes, ...]
    issuers: Mapping[str, Issuer] = field(default_factory=dict)
    former: tuple[str, ...] = ()

    @property
    def addresses(self) -> tuple[str, ...]:
        return (self.address, *self.former)


class RevocationList(Struct, frozen=True):
    """`revoked` and `void`: marks."""

    version: int
    as_of: datetime
    revoked: frozenset[str]
    void: frozenset[str]


class Same(Struct, frozen=True):
    """The platform's word that a list still says what it said. `content`: its `content_digest`."""

    version: int
    as_of: datetime
    content: str


class Known(Struct, frozen=True):
    """All that a terminal has to judge by. `marks` came by the inbox since the lists were made."""

    trust: TrustList
    revocation: RevocationList
    marks: frozenset[str] = frozenset()

    @property
    def as_of(self) -> datetime:
        """Of the older one of the two."""
        return min(self.trust.as_of, self.revocation.as_of)


def list_bytes(document: Mapping[str, Any]) -> bytes:
    """What is signed: DOMAIN and canonical JSON (names sorted, no blanks, UTF-8)."""
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return DOMAIN + text.encode()


def content_digest(document: Mapping[str, Any]) -> str:
    """SHA-256 of what a list says apart from when it was made, 64 hexadecimal digits."""
    plain = {name: value for name, value in document.items() if name not in _WHEN}
    return hashlib.sha256(list_bytes(plain)).hexdigest()


def revoked_mark(certificate: CertificateId) -> str:
    return _mark(str(certificate))


def void_mark(certificate: CertificateId, copy_no: int) -> str:
    return _mark(f"{certificate}#{copy_no}")


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:MARK_DIGITS]


def parse_trust(document: Any) -> TrustList:
    """Raises BadList."""
    try:
        return TrustList(
            *_head(document, TRUST),
            str(document["address"]),
            tuple(bytes.fromhex(one) for one in document["roots"]),
            {code: _issuer(one) for code, one in document["issuers"].items()},
            tuple(str(one) for one in document.get("former", ())),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadList(f"trust list: {type(error).__name__}") from None


def parse_revocation(document: Any) -> RevocationList:
    """Raises BadList."""
    try:
        return RevocationList(
            *_head(document, REVOCATION), _marks(document["revoked"]), _marks(document["void"])
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadList(f"revocation list: {type(error).__name__}") from None


def parse_same(document: Any, kind: str) -> Same:
    """Raises BadList."""
    try:
        return Same(*_head(document, kind), str(document["same"]))
    except (KeyError, TypeError, ValueError):
        raise BadList(f"{kind} list: not a confirmation") from None


def _head(document: Any, kind: str) -> tuple[int, datetime]:
    as_of = datetime.fromisoformat(document["as_of"])
    if document["list"] != kind or as_of.tzinfo is None:
        raise ValueError
    return int(document["version"]), as_of


def _issuer(one: Any) -> Issuer:
    keys = {bytes.fromhex(key): bytes.fromhex(public) for key, public in one["keys"].items()}
    return Issuer(str(one["name"]), frozenset(one["seals"]), keys, dict(one["types"]))


def _marks(listed: Any) -> frozenset[str]:
    if not isinstance(listed, list) or any(not isinstance(one, str) for one in listed):
        raise TypeError
    return frozenset(listed)
