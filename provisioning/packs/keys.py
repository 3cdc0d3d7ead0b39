"""The private keys that sign packs: a set for trials, made at the first use, mode 0600.

DATA/keys/root.pem             signs which keys count; in a real platform it is kept offline
DATA/keys/targets.pem          says which publisher may sign which pack
DATA/keys/snapshot.pem         which versions belong together
DATA/keys/timestamp.pem        that this state is the newest
DATA/keys/publishers/USCC.pem  a department's own: the content of its packs

Ed25519 as PEM (PKCS 8). A file that is not there is made only where nothing was signed by it yet:
another key in the place of a lost one would be trusted by nobody.
"""

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from msgspec import Struct
from securesystemslib.signer import CryptoSigner

from provisioning.central.keys import keep

TOP = ("root", "targets", "snapshot", "timestamp")


class NoKey(Exception):
    """A key is missing or is none; the text says which file and what to do."""


class PackKeys(Struct, frozen=True):
    """`folder`: DATA/keys."""

    folder: Path

    def top(self, role: str, new: bool = False) -> CryptoSigner:
        """Of one of TOP. Raises NoKey, unless it is `new`: then it is made."""
        return self._signer(self.folder / f"{role}.pem", new)

    def publisher(self, code: str, new: bool = False) -> CryptoSigner:
        """Of a department, by its USCC; as `top`."""
        return self._signer(self.folder / "publishers" / f"{code}.pem", new)

    def _signer(self, path: Path, new: bool) -> CryptoSigner:
        if not new and not path.exists():
            raise NoKey(f"{path} is missing: bring the key back, another one is trusted by nobody")
        try:
            key = load_pem_private_key(keep(path, _make).encode(), None)
        except OSError as error:
            raise NoKey(f"{path} cannot be read ({error.strerror})") from None
        except (ValueError, TypeError):
            raise NoKey(f"{path} is no private key in PEM without a password") from None
        if not isinstance(key, Ed25519PrivateKey):
            raise NoKey(f"{path} is no Ed25519 key")
        return CryptoSigner(key)


def _make() -> str:
    key = Ed25519PrivateKey.generate()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
