"""What a pack holds, and the hashes by which two sides know that they hold the same. Pure.

The hash of a package is SHA-256 over its document and the names and hashes of its files; the root
hash of a pack is SHA-256 over its packages' codes and hashes, sorted by code. The platform and the
terminal make both from the same bytes: a document is never written anew before it is hashed.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct, field

_PACKAGE = b"zizhu/package/v1\n"
_ROOT = b"zizhu/pack/v1\n"


class Package(Struct, frozen=True):
    """`document` is canonical JSON (see `canonical`); `files` are the bytes by name."""

    code: str
    document: bytes
    files: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def hash(self) -> bytes:
        """32 bytes."""
        return package_hash(self.document, {n: file_hash(b) for n, b in self.files.items()})


class PackContent(Struct, frozen=True):
    """One version of a pack: all of it, or what changed since `base`.

    `root` is the root hash (32 bytes) of the whole pack once this is applied. `base` None:
    `changed` is all that the pack holds, whatever is not in it is gone.
    """

    pack: str
    publisher: str
    version: int
    root: bytes
    changed: tuple[Package, ...]
    removed: tuple[str, ...] = ()
    base: int | None = None
    name: str = ""


def canonical(document: Mapping[str, Any]) -> bytes:
    """UTF-8 JSON, keys sorted by code point, no spaces, nothing escaped that need not be. Raises
    ValueError for NaN, infinities and lone surrogates."""
    text = json.dumps(
        document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )
    return text.encode()


def file_hash(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


def package_hash(document: bytes, files: Mapping[str, bytes]) -> bytes:
    """32 bytes; `files` are the files' hashes by name."""
    made = hashlib.sha256(_PACKAGE)
    made.update(hashlib.sha256(document).digest())
    for name in sorted(files):
        made.update(hashlib.sha256(name.encode()).digest() + files[name])
    return made.digest()


def root_hash(hashes: Iterable[tuple[str, bytes]]) -> bytes:
    """32 bytes, of (code, hash of the package) in any order, each code once."""
    made = hashlib.sha256(_ROOT)
    made.update(b"".join(_lengthed(code) + one for code, one in sorted(hashes)))
    return made.digest()


def _lengthed(code: str) -> bytes:
    raw = code.encode()
    return len(raw).to_bytes(2, "big") + raw


def whole(pack: str, publisher: str, version: int, packages: Iterable[Package]) -> PackContent:
    """The content of a pack with these packages, its root hash made of them."""
    rows = tuple(sorted(packages, key=lambda one: one.code))
    root = root_hash((one.code, one.hash) for one in rows)
    return PackContent(pack, publisher, version, root, rows)
