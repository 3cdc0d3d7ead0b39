"""Secrets of one platform, as files of mode 0600 in its data folder. None is in the repository.

DATA/secret_key            Django's, text
DATA/admin_token           bearer token for the evidence view, text
DATA/platform.key          X25519 private key to open sealed identities, 64 hex digits
DATA/register.key          key of the person register's hashes, 64 hex digits
DATA/sign.key              Ed25519 private key of what is sent to terminals, 64 hex digits
DATA/halls/<id>/hall.key   key of the holder hashes of one hall, 64 hex digits
"""

import hashlib
import os
import secrets
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hashes import SM3
from cryptography.hazmat.primitives.hmac import HMAC

from kiosk.values import Private


class PlatformKeys(Private, frozen=True):
    private: X25519PrivateKey
    register: bytes

    @property
    def public_hex(self) -> str:
        return self.private.public_key().public_bytes_raw().hex()


@lru_cache(maxsize=8)
def platform_keys(data: Path) -> PlatformKeys:
    """Read, or made at the first call for this data folder."""
    private = X25519PrivateKey.from_private_bytes(_key(data / "platform.key"))
    return PlatformKeys(private, _key(data / "register.key"))


class SigningKey(Private, frozen=True):
    private: Ed25519PrivateKey

    @property
    def public(self) -> bytes:
        return self.private.public_key().public_bytes_raw()

    @property
    def key_id(self) -> str:
        """The first 16 hex digits of the SHA-256 of the public key."""
        return hashlib.sha256(self.public).hexdigest()[:16]

    @property
    def line(self) -> str:
        """As terminals keep it: key id, blank, 64 hex digits."""
        return f"{self.key_id} {self.public.hex()}"


@lru_cache(maxsize=8)
def signing_key(data: Path) -> SigningKey:
    """Made at the first call for this data folder."""
    return SigningKey(Ed25519PrivateKey.from_private_bytes(_key(data / "sign.key")))


@lru_cache(maxsize=64)
def hall_key(data: Path, hall_id: str) -> bytes:
    """32 bytes; made at the first call."""
    return _key(data / "halls" / hall_id / "hall.key")


def text_secret(path: Path) -> str:
    """A random URL-safe text of 256 bits; made at the first call."""
    return keep(path, lambda: secrets.token_urlsafe(32))


def keyed_hash(key: bytes, text: str) -> str:
    """Hex HMAC-SM3. With the hall's key and the number: the holder_hash of API v1."""
    mac = HMAC(key, SM3())
    mac.update(text.encode("utf-8"))
    return mac.finalize().hex()


def keep(path: Path, make: Callable[[], str]) -> str:
    """The text in `path`; if there is no such file, it is made first, whole or not at all."""
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(make() + "\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)  # unlike a rename, it never replaces what another process made
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text(encoding="ascii").strip()


def _key(path: Path) -> bytes:
    return bytes.fromhex(keep(path, lambda: secrets.token_hex(32)))
