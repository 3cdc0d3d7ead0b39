"""The identity that a terminal seals to the platform's key. Pure.

0x01 | ephemeral X25519 public key (32) | nonce (12) | AES-256-GCM ciphertext and tag
key  = HKDF-SHA256(shared secret, no salt, info b"zizhu/identity/v1", 32 bytes)
AAD  = kiosk.identity.bound_to(purpose, request_id), ASCII
text = UTF-8 JSON {"name", "id_no", "kind"}
"""

import base64
import binascii

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kiosk.values import Private

INFO = b"zizhu/identity/v1"
VERSION = 1
_HEADER = 1 + 32 + 12


class Identity(Private, frozen=True):
    """Lives in memory for one decision. Its repr hides everything."""

    name: str
    id_no: str
    kind: str


def open_sealed(private: X25519PrivateKey, sealed: str, place: str) -> Identity | None:
    """`sealed` in base64. None where it was not sealed for this key and `place` (bound_to)."""
    try:
        raw = base64.b64decode(sealed, validate=True)
        if len(raw) <= _HEADER or raw[0] != VERSION:
            return None
        shared = private.exchange(X25519PublicKey.from_public_bytes(raw[1:33]))
        plain = AESGCM(derive_key(shared)).decrypt(
            raw[33:_HEADER], raw[_HEADER:], place.encode("ascii")
        )
        return msgspec.json.decode(plain, type=Identity)
    except (binascii.Error, InvalidTag, msgspec.DecodeError, ValueError):
        # ValueError: a public key of small order, or text that is not ASCII or UTF-8.
        return None


def derive_key(shared: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=INFO).derive(shared)
