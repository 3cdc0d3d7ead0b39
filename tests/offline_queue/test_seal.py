"""Identity sealed to the platform, holder known by a keyed hash."""

import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from offline_queue.seal import KeyVault, holder_hash, seal_identity

NAME, NUMBER = "测试甲", "11010519491231002X"


def _open(private: X25519PrivateKey, sealed: bytes, request_id: str) -> bytes:
    """The platform's side, written from the contract."""
    assert sealed[:1] == b"\x01"
    public, nonce, rest = sealed[1:33], sealed[33:45], sealed[45:]
    shared = private.exchange(X25519PublicKey.from_public_bytes(public))
    key = HKDF(SHA256(), length=32, salt=None, info=b"zizhu/identity/v1").derive(shared)
    return AESGCM(key).decrypt(nonce, rest, request_id.encode())


def test_only_the_platform_opens_it_and_only_for_its_request() -> None:
    private = X25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    sealed = seal_identity(public, "r-1", NAME, NUMBER, "resident")
    assert NUMBER.encode() not in sealed and NAME.encode() not in sealed
    plain = _open(private, sealed, "r-1").decode()
    assert plain == f'{{"name":"{NAME}","id_no":"{NUMBER}","kind":"resident"}}'
    with pytest.raises(InvalidTag):
        _open(private, sealed, "r-2")
    with pytest.raises(InvalidTag):
        _open(X25519PrivateKey.generate(), sealed, "r-1")
    assert seal_identity(public, "r-1", NAME, NUMBER, "resident") != sealed


def test_the_holder_hash_is_hmac_sm3_and_the_halls_own() -> None:
    one = holder_hash(b"k" * 32, NUMBER)
    assert one == holder_hash(b"k" * 32, NUMBER.lower())
    assert one != holder_hash(b"l" * 32, NUMBER)
    # printf X | openssl dgst -sm3 -mac HMAC -macopt hexkey:6b6b...
    by_openssl = "006a27f54b9d3466a71ffeefe3923df42a9ea711fe09c0bd3f9dd1b9bae06c44"
    assert holder_hash(b"k" * 32, "X") == by_openssl
    with pytest.raises(ValueError):
        holder_hash(b"short", NUMBER)


def test_keys_come_from_files_of_64_digits(tmp_path: Path) -> None:
    (tmp_path / "pub").write_text("11" * 32 + "\n")
    (tmp_path / "key").write_text("22" * 32 + "\n")
    vault = KeyVault.load(tmp_path / "pub", tmp_path / "key")
    assert vault.holder_hash(NUMBER) == holder_hash(b"\x22" * 32, NUMBER)
    (tmp_path / "key").write_text("22" * 31)
    with pytest.raises(ValueError, match="64 hexadecimal digits"):
        KeyVault.load(tmp_path / "pub", tmp_path / "key")


def test_the_screen_loads_no_database_and_no_http_with_it() -> None:
    program = (
        "import sys, offline_queue.seal\n"
        "print([m for m in ('sqlite3', 'sqlite_utils', 'requests') if m in sys.modules])"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=True)
    assert done.stdout.strip() == "[]"
