"""A page for a telephone as types, and how it is sealed. Pure: see wire.py of exchange."""

from typing import Annotated, Literal

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from msgspec import Meta, Struct

from kiosk.sheet import Sheet
from provisioning.central.words import Digest, Id

INFO = b"zizhu-handoff-1"
_NONCE = 12

SealedPage = Annotated[str, Meta(max_length=131_072, pattern=r"^[A-Za-z0-9+/]*={0,2}\Z")]


class HandOffWanted(Struct, frozen=True):
    """`link`: SHA-256 of the token in the page's address. `sealed`: base64 of nonce (12) and the
    page's JSON under AES-256-GCM, bound to `link`; key: HKDF-SHA256 of the token."""

    request_id: Id
    link: Digest
    sealed: SealedPage


class Page(Struct, frozen=True):
    """What is sealed."""

    lang: Literal["zh", "en"]
    sheet: Sheet


class NotThis(Exception):
    """Sealed for another token, or not a page."""


def opened(sealed: bytes, token: str, link: str) -> Page:
    """Raises NotThis."""
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=INFO).derive(token.encode())
    try:
        plain = AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], link.encode())
        return msgspec.json.decode(plain, type=Page)
    except (InvalidTag, ValueError):  # a DecodeError of msgspec is a ValueError
        raise NotThis from None
