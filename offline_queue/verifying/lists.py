"""The platform's two signed lists as this terminal has them: on the disk, and in memory.

A file of each lies in STATE/lists as it was signed, and beside it the platform's latest word that
it still holds. They are verified anew at each start. Marks of the inbox are added in between.
"""

import contextlib
import logging
import threading
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from msgspec import Struct

from kiosk.certificates.lists import (
    REVOCATION,
    REVOKED_SUBJECT,
    TRUST,
    VOID_SUBJECT,
    BadList,
    Known,
    RevocationList,
    TrustList,
    content_digest,
    list_bytes,
    parse_revocation,
    parse_same,
    parse_trust,
)
from kiosk.values import replace
from offline_queue import durable
from offline_queue.inbound import trust
from offline_queue.store.ledger import Ledger
from offline_queue.store.writer import Store

FOLDER_NAME = "lists"
NAMES = (TRUST, REVOCATION)
_PARSE: Mapping[str, Callable[[Any], TrustList | RevocationList]] = {
    TRUST: parse_trust,
    REVOCATION: parse_revocation,
}
_MARKS = "SELECT id FROM revocations WHERE subject IN (?, ?)"

log = logging.getLogger("offline_queue.lists")


class NotKept(Exception):
    """The disk did not take it; the text says why. What was there before still counts."""


class _Held(Struct, frozen=True):
    """`digest` of what it says, signed by the key `key_id`; `list` with the newest time at which
    the platform said so, whatever the key of that word."""

    digest: str
    key_id: str
    list: TrustList | RevocationList


class Lists:
    """Thread-safe. `provisioned`: the platform's signing keys by id; what trust items say of keys
    counts too."""

    def __init__(self, store: Store, folder: Path, provisioned: Mapping[str, bytes]) -> None:
        self._store, self._folder, self._provisioned = store, folder, provisioned
        self._lock = threading.Lock()
        self._held: dict[str, _Held] = {}
        self._marks: frozenset[str] = frozenset()
        self._known: Known | None = None

    def known(self) -> Known | None:
        """From memory, at once. None: not both lists are here yet."""
        return self._known

    def digest(self, name: str) -> str:
        """Of the list that is here, "" for none: what is not sent again. Where its key counts no
        more, none is here: at the next start it could not be believed. Raises StoreError."""
        held = self._held.get(name)
        return held.digest if held is not None and held.key_id in self._keys() else ""

    def load(self) -> None:
        """What lies on the disk, where it can be believed. Raises StoreError."""
        keys = self._keys()
        for name in NAMES:
            for path in (self._path(name), self._path(name, ".same")):
                with contextlib.suppress(FileNotFoundError):
                    self._load(name, path, keys)
        self.read_marks()

    def read_marks(self) -> None:
        """More of them may have come by the inbox. Raises StoreError."""
        marks = self._store.call(_marks)
        with self._lock:
            self._marks = marks
            self._renew()

    def keep(self, name: str, signed: Any) -> None:
        """`signed`: {"list", "signature", "key_id"} as API v1 sends it; the list itself, or the
        word that the one that is here still holds. On the disk before it counts. Raises BadList for
        a wrong or an older one, NotKept, or StoreError."""
        document = verified(signed, self._keys())
        taken = self._judged(name, document, signed["key_id"])
        suffix = ".same" if "same" in document else ""
        plain = {part: signed[part] for part in ("list", "signature", "key_id")}
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            durable.replace(self._path(name, suffix), msgspec.json.encode(plain))
            if not suffix:  # it was said of the list before
                self._path(name, ".same").unlink(missing_ok=True)
        except OSError as error:
            raise NotKept(f"{name} list: {error.strerror}") from None
        self._take(name, taken)

    def _load(self, name: str, path: Path, keys: Mapping[str, bytes]) -> None:
        try:
            signed = msgspec.json.decode(path.read_bytes())
            self._take(name, self._judged(name, verified(signed, keys), signed["key_id"]))
        except (BadList, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            log.warning("%s is not used: %s", path.name, error)
        except OSError as error:
            if isinstance(error, FileNotFoundError):
                raise
            log.warning("%s cannot be read: %s", path.name, error.strerror)

    def _judged(self, name: str, document: Any, key_id: str) -> _Held:
        """Raises BadList."""
        held = self._held.get(name)
        if isinstance(document, dict) and "same" in document:
            same = parse_same(document, name)
            if held is None or same.content != held.digest:
                raise BadList(f"{name} list: another one is confirmed")
            made = replace(held.list, version=same.version, as_of=same.as_of)
            found = _Held(held.digest, held.key_id, made)
        else:
            made = _PARSE[name](document)
            found = _Held(content_digest(document), key_id, made)
        if held is not None and found.list.version < held.list.version:
            raise BadList(f"{name} list: older than the one that is here")
        return found

    def _take(self, name: str, held: _Held) -> None:
        with self._lock:
            self._held[name] = held
            self._renew()

    def _renew(self) -> None:
        found = [self._held[name].list for name in NAMES if name in self._held]
        match found:
            case [TrustList() as trusted, RevocationList() as revoked]:
                self._known = Known(trusted, revoked, self._marks)
            case _:
                self._known = None

    def _keys(self) -> dict[str, bytes]:
        return self._store.call(partial(_current, provisioned=self._provisioned))

    def _path(self, name: str, suffix: str = "") -> Path:
        return self._folder / f"{name}{suffix}.json"


def verified(signed: Any, keys: Mapping[str, bytes]) -> Any:
    """The list that one of `keys` (Ed25519, by id) signed. Raises BadList."""
    try:
        document, key = signed["list"], keys[signed["key_id"]]
        content, signature = list_bytes(document), bytes.fromhex(signed["signature"])
        Ed25519PublicKey.from_public_bytes(key).verify(signature, content)
    except KeyError:
        raise BadList("signed by nobody who is known here") from None
    except (TypeError, ValueError, RecursionError, InvalidSignature):
        raise BadList("the signature does not fit") from None
    return document


def _current(ledger: Ledger, provisioned: Mapping[str, bytes]) -> dict[str, bytes]:
    return trust.current(ledger, provisioned)


def _marks(ledger: Ledger) -> frozenset[str]:
    return frozenset(one for (one,) in ledger.execute(_MARKS, (REVOKED_SUBJECT, VOID_SUBJECT)))
