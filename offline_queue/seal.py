"""What the screen does with a person before anything leaves its process.

The identity is encrypted to the platform's key, so the service carries what it cannot read; the
holder is known to the service by a keyed hash only. Nothing here imports the rest of this folder.
"""

import json
import os
from pathlib import Path

from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

VERSION = b"\x01"
INFO = b"zizhu/identity/v1"
NONCE_BYTES = 12
HALL_KEY_BYTES = 32


def seal_identity(platform_public: bytes, place: str, name: str, id_no: str, kind: str) -> bytes:
    """0x01, ephemeral X25519 public key (32), nonce (12), AES-256-GCM of the identity as JSON.

    The key is HKDF-SHA256 of the shared secret; `place` (kiosk.identity.bound_to) is authenticated
    with it, so a sealed identity cannot be moved to another request, nor to one of another kind.
    `platform_public`: 32 raw bytes. Raises ValueError where the key has another length.
    """
    ephemeral = X25519PrivateKey.generate()
    shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(platform_public))
    key = HKDF(hashes.SHA256(), length=32, salt=None, info=INFO).derive(shared)
    nonce = os.urandom(NONCE_BYTES)
    person = {"name": name, "id_no": id_no, "kind": kind}
    plain = json.dumps(person, ensure_ascii=False, separators=(",", ":")).encode()
    sealed = AESGCM(key).encrypt(nonce, plain, place.encode("ascii"))
    public = ephemeral.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return VERSION + public + nonce + sealed


def holder_hash(hall_key: bytes, id_no: str) -> str:
    """HMAC-SM3 of the number (upper case ASCII) in hexadecimal: the same within one hall only.

    Raises ValueError where the key has not 32 bytes.
    """
    if len(hall_key) != HALL_KEY_BYTES:
        raise ValueError(f"the hall key must have {HALL_KEY_BYTES} bytes")
    mac = hmac.HMAC(hall_key, hashes.SM3())
    mac.update(id_no.strip().upper().encode("ascii"))
    return mac.finalize().hex()


def link_token(hall_key: bytes, of: str) -> str:
    """The first 128 bits of HMAC-SM3 over "link|" and `of`, in hexadecimal."""
    mac = hmac.HMAC(hall_key, hashes.SM3())
    mac.update(b"link|" + of.encode())
    return mac.finalize().hex()[:32]


class KeyVault:
    """The keys of the screen's process. Implements kiosk.ports.Vault."""

    def __init__(self, platform_public: bytes, hall_key: bytes) -> None:
        self._platform_public = platform_public
        self._hall_key = hall_key

    @classmethod
    def load(cls, platform_key_file: Path, hall_key_file: Path) -> "KeyVault":
        """Both files hold 64 hexadecimal digits. Raises OSError or ValueError."""
        return cls(_key_of(platform_key_file), _key_of(hall_key_file))

    def holder_hash(self, id_no: str) -> str:
        return holder_hash(self._hall_key, id_no)

    def seal(self, place: str, name: str, id_no: str, kind: str) -> bytes:
        return seal_identity(self._platform_public, place, name, id_no, kind)

    def token(self, of: str) -> str:
        return link_token(self._hall_key, of)


def _key_of(path: Path) -> bytes:
    key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    if len(key) != HALL_KEY_BYTES:
        raise ValueError(f"{path.name} must hold 64 hexadecimal digits")
    return key
