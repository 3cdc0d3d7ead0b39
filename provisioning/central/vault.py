"""What names a person and must be kept for a while, encrypted where it lies.

AES-256-GCM under DATA/ledger.key: nonce (12) | ciphertext and tag; bound to where it belongs, so
that a row cannot be moved into another.
"""

import os
import secrets
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from provisioning.central.keys import keep

_NONCE = 12


class Unreadable(Exception):
    """Of another key or another place, or changed."""


@lru_cache(maxsize=8)
def _cipher(data: Path) -> AESGCM:
    return AESGCM(bytes.fromhex(keep(data / "ledger.key", lambda: secrets.token_hex(32))))


def put_away(data: Path, content: bytes, place: str) -> bytes:
    nonce = os.urandom(_NONCE)
    return nonce + _cipher(data).encrypt(nonce, content, place.encode())


def take_out(data: Path, kept: bytes, place: str) -> bytes:
    """Raises Unreadable."""
    try:
        return _cipher(data).decrypt(kept[:_NONCE], kept[_NONCE:], place.encode())
    except (InvalidTag, ValueError):
        raise Unreadable from None
