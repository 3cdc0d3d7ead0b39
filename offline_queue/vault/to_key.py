"""A text sealed to an X25519 public key, so that only its owner reads it.

    0x01 | ephemeral public key (32) | nonce (12) | AES-256-GCM ciphertext and tag
    key = HKDF-SHA256(shared secret, no salt, info | ephemeral key | recipient's key, 32 bytes)

`info` names the use, `about` what the text belongs to: both are authenticated.
"""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

VERSION = b"\x01"
NONCE_BYTES = 12
_HEADER = len(VERSION) + 32 + NONCE_BYTES


class NotToUs(Exception):
    """Sealed to another key, or changed."""


def seal_to(public: bytes, plain: bytes, info: bytes, about: str) -> bytes:
    """`public`: 32 raw bytes. Raises ValueError where the key is none."""
    ephemeral = X25519PrivateKey.generate()
    own = ephemeral.public_key().public_bytes_raw()
    shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(public))
    nonce = os.urandom(NONCE_BYTES)
    key = _key(shared, info + own + public)
    return VERSION + own + nonce + AESGCM(key).encrypt(nonce, plain, about.encode())


def open_from(private: bytes, sealed: bytes, info: bytes, about: str) -> bytes:
    """`private`: 32 raw bytes. Raises NotToUs."""
    try:
        if sealed[:1] != VERSION or len(sealed) <= _HEADER:
            raise NotToUs("not a sealed text")
        key = X25519PrivateKey.from_private_bytes(private)
        theirs = sealed[1:33]
        shared = key.exchange(X25519PublicKey.from_public_bytes(theirs))
        cipher = AESGCM(_key(shared, info + theirs + key.public_key().public_bytes_raw()))
        return cipher.decrypt(sealed[33:_HEADER], sealed[_HEADER:], about.encode())
    except (InvalidTag, ValueError):
        raise NotToUs("it is sealed to another key, or was changed") from None


def _key(shared: bytes, info: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(shared)
