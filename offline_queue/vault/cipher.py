"""Payloads encrypted one by one: AES-256-GCM under the data key of the day, with its id beside."""

import copy
import os
from collections.abc import Container, Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC

KEY_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16
MARK_BYTES = 8


class Unreadable(Exception):
    """The key is not known here, or the text was changed or moved. No content is in the message."""


class Cipher:
    """`keys` by id, 32 bytes each; new texts are sealed under `current`. `marks` is the key of
    `mark`. Thread-safe."""

    def __init__(self, keys: Mapping[int, bytes], current: int, marks: bytes) -> None:
        self._keys = {key_id: AESGCM(key) for key_id, key in keys.items()}
        self._current = self._keys[current]
        self._marks = HMAC(marks, SHA256())
        self.current = current
        """The id of the key under which `seal` works."""

    def turned(self, key_id: int, key: bytes, kept: Container[int]) -> "Cipher":
        """One that seals under another key. Of the former ones it knows those that are `kept`."""
        other = copy.copy(self)
        other._keys = {known: aead for known, aead in self._keys.items() if known in kept}
        other._keys[key_id] = other._current = AESGCM(key)
        other.current = key_id
        return other

    def seal(self, plain: bytes, about: bytes) -> bytes:
        """Nonce (12), ciphertext, tag (16). `about` is authenticated: what is opened with another
        one is refused, so a text cannot be moved to another row."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._current.encrypt(nonce, plain, about)

    def open(self, key_id: int, sealed: bytes, about: bytes) -> bytes:
        """Raises Unreadable."""
        key = self._keys.get(key_id)
        if key is None or len(sealed) < NONCE_BYTES + TAG_BYTES:
            raise Unreadable(f"key {key_id}" if key is None else "too short")
        try:
            return key.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], about)
        except InvalidTag:
            raise Unreadable("changed, or not of this place") from None

    def mark(self, name: str) -> bytes:
        """Eight bytes that stand for `name` on this terminal alone: equal names, equal marks."""
        mac = self._marks.copy()
        mac.update(name.encode())
        return mac.finalize()[:MARK_BYTES]
