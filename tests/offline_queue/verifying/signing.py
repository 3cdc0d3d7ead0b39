"""Lists as the platform signs them, of an authority that the tests made up."""

from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.certificates.lists import REVOCATION, TRUST, content_digest, list_bytes
from tests.clock import MONDAY_MORNING

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
KEYS = {"k1": KEY.public_key().public_bytes_raw()}


def head(name: str, version: int, made: datetime = MONDAY_MORNING) -> dict[str, Any]:
    return {"list": name, "version": version, "as_of": made.isoformat()}


def trust(version: int = 1, made: datetime = MONDAY_MORNING, **changes: Any) -> dict[str, Any]:
    own = {"address": "HTTPS://V.EXAMPLE/V/", "roots": ["00"], "issuers": {}}
    return head(TRUST, version, made) | own | changes


def revocation(
    version: int = 1, *void: str, made: datetime = MONDAY_MORNING, **changes: Any
) -> dict[str, Any]:
    own = {"revoked": [], "void": sorted(void)}
    return head(REVOCATION, version, made) | own | changes


def same(document: dict[str, Any], version: int, made: datetime = MONDAY_MORNING) -> dict[str, Any]:
    return head(document["list"], version, made) | {"same": content_digest(document)}


def signed(
    document: dict[str, Any], key: Ed25519PrivateKey = KEY, key_id: str = "k1"
) -> dict[str, Any]:
    signature = key.sign(list_bytes(document)).hex()
    return {"list": document, "signature": signature, "key_id": key_id}
