"""A page for a telephone, sealed so that only the token in its address opens it. Pure but for the
nonce; the other half is provisioning.central.handoff.wire, and docs/platform.md says it.
"""

import hashlib
import os

import msgspec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kiosk.sheet import Sheet

INFO = b"zizhu-handoff-1"
NONCE_BYTES = 12


def link_of(token: str) -> str:
    """What the platform knows the page by: SHA-256 of the token, hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()


def seal_page(token: str, sheet: Sheet, lang: str) -> bytes:
    """Nonce (12) and AES-256-GCM of the page's JSON, bound to its link; key: HKDF-SHA256 of the
    token."""
    plain = msgspec.json.encode({"lang": lang, "sheet": sheet})
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=INFO).derive(token.encode())
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, link_of(token).encode())
