"""The signed code on a certificate: COSE_Sign1 (RFC 9052) over claims as in a CWT (RFC 8392).

    text      = address + base32 of the bytes below (RFC 4648, no padding)
    COSE      = 18([<<{1: -8, 4: key id}>>, {}, <<claims>>, Ed25519 signature])
    claims    = {1: issuer, 6: issued, 4: end of the last day (where there is one), 7: serial,
                 -65537: [type, version, masked holder, copy, first 16 bytes of the content's hash]}

Bytes that are not exactly what this module would write again are refused, so that nothing outside
the signature can be changed either. Why so: docs/decisions/0010-the-code-on-a-certificate.md.
"""

import base64
import binascii
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import Any

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from kiosk.certificates.claims import HASH_BYTES, Claims
from kiosk.certificates.ids import BadId, CertificateId
from kiosk.clock import CHINA

_SIGN1, _ALG, _KID, _EDDSA = 18, 1, 4, -8
_ISS, _EXP, _IAT, _CTI, _OURS = 1, 4, 6, 7, -65537
KID_BYTES = 8
LONGEST = 1000
"""Characters after the address; more is none of ours."""


class BadCode(ValueError):
    """Not a code of the agreed form, or its signature does not fit. `issuer` where it can be read:
    nothing of it may be believed."""


class UnknownKey(BadCode):
    """Of the agreed form, by a key that is not known here."""


def key_id(public: bytes) -> bytes:
    return sha256(public).digest()[:KID_BYTES]


def sign(claims: Claims, key: Ed25519PrivateKey, address: str) -> str:
    """The text of the QR; every character is one of its alphanumeric mode, where `address` is."""
    protected = cbor2.dumps({_ALG: _EDDSA, _KID: key_id(key.public_key().public_bytes_raw())})
    payload = cbor2.dumps(_plain(claims))
    signature = key.sign(_to_be_signed(protected, payload))
    whole = cbor2.dumps(cbor2.CBORTag(_SIGN1, [protected, {}, payload, signature]))
    return address + base64.b32encode(whole).decode().rstrip("=")


def address_of(text: str, addresses: Sequence[str]) -> str:
    """That of these with which `text` begins, else the first."""
    return next((one for one in addresses if text.startswith(one)), addresses[0])


def read(text: str, address: str, keys: Mapping[bytes, tuple[str, bytes]]) -> Claims:
    """`keys`: by key id, the issuer's credit code and its Ed25519 public key. Raises BadCode, or
    UnknownKey."""
    protected, payload, signature = _opened(text, address)
    header, kid = _loaded(protected), b""
    if isinstance(header, dict) and set(header) == {_ALG, _KID} and header[_ALG] == _EDDSA:
        kid = header[_KID]
    if not isinstance(kid, bytes) or len(kid) != KID_BYTES:
        raise BadCode("another kind of signature")
    claims = _claims(_loaded(payload))
    if kid not in keys:
        raise UnknownKey("nobody here knows the key")
    issuer, public = keys[kid]
    try:
        signed = _to_be_signed(protected, payload)
        Ed25519PublicKey.from_public_bytes(public).verify(signature, signed)
    except (InvalidSignature, ValueError):
        raise BadCode("the signature does not fit") from None
    if claims.certificate.issuer != issuer:
        raise BadCode("the key is another issuer's")
    return claims


def serial_of(text: str, address: str) -> str:
    """The serial that a code says, before anything is verified; "" where it says none."""
    try:
        _, payload, _ = _opened(text, address)
        return _claims(_loaded(payload)).certificate.serial
    except BadCode:
        return ""


def _opened(text: str, address: str) -> tuple[bytes, bytes, bytes]:
    if not text.startswith(address):
        raise BadCode("another address")
    digits = text[len(address) :]
    if not 0 < len(digits) <= LONGEST:
        raise BadCode("too long, or nothing")
    try:
        raw = base64.b32decode(digits + "=" * (-len(digits) % 8))
    except (binascii.Error, ValueError):
        raise BadCode("not base32") from None
    whole = _loaded(raw)
    parts = whole.value if isinstance(whole, cbor2.CBORTag) and whole.tag == _SIGN1 else None
    if not isinstance(parts, list | tuple) or len(parts) != 4:
        raise BadCode("not COSE_Sign1")
    protected, unprotected, payload, signature = parts
    if unprotected or not all(isinstance(one, bytes) for one in (protected, payload, signature)):
        raise BadCode("not COSE_Sign1 as agreed")
    again = cbor2.dumps(cbor2.CBORTag(_SIGN1, [protected, {}, payload, signature]))
    if again != raw or base64.b32encode(raw).decode().rstrip("=") != digits:
        raise BadCode("not written as agreed")
    return protected, payload, signature


def _loaded(raw: bytes) -> Any:
    try:
        return cbor2.loads(raw)
    except (cbor2.CBORDecodeError, ValueError, RecursionError, MemoryError, OverflowError):
        raise BadCode("not CBOR") from None


def _to_be_signed(protected: bytes, payload: bytes) -> bytes:
    """Sig_structure of RFC 9052, 4.4, without external data."""
    return cbor2.dumps(["Signature1", protected, b"", payload])


def _plain(claims: Claims) -> dict[int, Any]:
    one = claims.certificate
    ours = [one.type_code, one.version, claims.holder, claims.copy_no, claims.content]
    plain: dict[int, Any] = {_ISS: one.issuer, _IAT: int(claims.issued.timestamp())}
    if claims.valid_to is not None:
        plain[_EXP] = int(_end(claims.valid_to).timestamp())
    return plain | {_CTI: one.serial, _OURS: ours}


def _claims(plain: Any) -> Claims:
    if not isinstance(plain, dict):
        raise BadCode("claims are not as agreed")
    try:
        type_code, version, holder, copy_no, content = plain[_OURS]
        certificate = CertificateId(type_code, plain[_ISS], plain[_CTI], version)
        issued = datetime.fromtimestamp(plain[_IAT], CHINA)
        last = plain.get(_EXP)
        valid_to = None if last is None else _day_before(last)
        claims = Claims(certificate, holder, issued, valid_to, copy_no, content)
        whole = isinstance(holder, str) and type(copy_no) is int and isinstance(content, bytes)
        if not whole or len(content) != HASH_BYTES or _plain(claims) != plain:
            raise BadCode("claims are not as agreed")
        return claims
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, OSError, BadId):
        raise BadCode("claims are not as agreed") from None


def _end(day: date) -> datetime:
    """The first moment that is no longer of this day."""
    return datetime.combine(day + timedelta(days=1), time(), CHINA)


def _day_before(moment: int) -> date:
    return (datetime.fromtimestamp(moment, UTC).astimezone(CHINA) - timedelta(seconds=1)).date()
