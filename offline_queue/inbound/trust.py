"""Whose signature counts: keys provisioned in the configuration folder, and what trust items say.

A revoked key stays revoked, wherever it came from. The functions on a ledger run inside a
transaction.
"""

import sqlite3
from collections.abc import Mapping
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from offline_queue.inbound.items import Item, Refusal, Refused, Trust

KEY_BYTES = 32


class BadKeyFile(Exception):
    """The file cannot be used; the text says what to do."""


def load_keys(path: Path) -> dict[str, bytes]:
    """Public keys by id, from lines "ID HEX" (32 bytes as 64 hexadecimal digits); empty lines and
    lines that begin with # are left out. No file, no key. Raises BadKeyFile."""
    keys: dict[str, bytes] = {}
    try:
        text = path.read_text(encoding="ascii")
    except FileNotFoundError:
        return keys
    except (OSError, UnicodeDecodeError) as error:
        raise BadKeyFile(f"{path} cannot be read ({type(error).__name__})") from None
    for number, line in enumerate(text.splitlines(), 1):
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        try:
            key_id, key = words[0], bytes.fromhex(words[1])
        except (IndexError, ValueError):
            key_id, key = "", b""
        if len(words) != 2 or len(key) != KEY_BYTES or key_id in keys:
            raise BadKeyFile(f"{path}: line {number} must be a new id and 64 hexadecimal digits")
        keys[key_id] = key
    return keys


def verify(item: Item, keys: Mapping[str, bytes]) -> None:
    """Raises Refused where the signature does not prove that this item is for this terminal."""
    if not item.signature or not item.key_id:
        raise Refused(Refusal.UNSIGNED)
    key = keys.get(item.key_id)
    if key is None:
        raise Refused(Refusal.UNKNOWN_KEY)
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(item.signature, item.signed)
    except (InvalidSignature, ValueError):
        raise Refused(Refusal.FORGED) from None


def current(connection: sqlite3.Connection, provisioned: Mapping[str, bytes]) -> dict[str, bytes]:
    """The keys that count now, by id."""
    keys = dict(provisioned)
    for key_id, public, revoked in connection.execute("SELECT key_id, public, revoked FROM trust"):
        if revoked:
            keys.pop(key_id, None)
        else:
            keys.setdefault(key_id, public)
    return keys


def change(
    connection: sqlite3.Connection, wanted: Trust, signer: str, provisioned: Mapping[str, bytes]
) -> None:
    """Add or revoke a key. Raises Refused; so at least the key that signed it is always left."""
    if wanted.change == "revoke":
        if wanted.key_id == signer:
            raise Refused(Refusal.KEY_IN_USE)
        connection.execute(
            "INSERT INTO trust VALUES (?, x'', 1)"
            " ON CONFLICT DO UPDATE SET public = excluded.public, revoked = 1",
            (wanted.key_id,),
        )
        return
    public = bytes.fromhex(wanted.public)
    revoked = "SELECT count(*) FROM trust WHERE key_id = ? AND revoked"
    if connection.execute(revoked, (wanted.key_id,)).fetchone()[0]:
        raise Refused(Refusal.KEY_IN_USE)
    if current(connection, provisioned).get(wanted.key_id, public) != public:
        raise Refused(Refusal.KEY_IN_USE)
    connection.execute("INSERT OR IGNORE INTO trust VALUES (?, ?, 0)", (wanted.key_id, public))
