"""Certificates drawn and sealed: the two child processes of this platform, and what they are asked.

Nothing here touches the database: a document that was made and never committed proves nothing to
anybody, since its number is nowhere.
"""

import atexit
import base64
import hashlib
import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from kiosk.values import Private, replace
from provisioning.central.certificates.data import masked
from provisioning.central.keys import keep
from provisioning.certificates.authority import Authority, Issuer
from provisioning.certificates.render import Files, Limits, NotRendered, Renderer
from provisioning.certificates.seal import Order, Sealer
from provisioning.certificates.worker import Ended

DEFAULT_ADDRESS = "HTTPS://VERIFY.ZIZHU.EXAMPLE/V/"
"""What stands before a code; DATA/verify_address says another, in the QR's capitals."""


class Made(Struct, frozen=True):
    """A sealed document. `code`: the text of its QR."""

    pdf: bytes
    code: str
    pages: int

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.pdf).hexdigest()


class Draft(Private, frozen=True):
    """What every copy of a certificate is drawn from: the package's files, and the facts."""

    template: bytes
    data: Mapping[str, Any]
    files: Files = msgspec.field(default_factory=dict)

    def to_bytes(self) -> bytes:
        files = {name: base64.b64encode(one).decode() for name, one in self.files.items()}
        template = base64.b64encode(self.template).decode()
        return json.dumps({"template": template, "data": self.data, "files": files}).encode()

    @classmethod
    def of_bytes(cls, raw: bytes) -> "Draft":
        kept = json.loads(raw)
        files = {name: base64.b64decode(one) for name, one in kept["files"].items()}
        return cls(base64.b64decode(kept["template"]), kept["data"], files)

    def masked(self) -> "Draft":
        return replace(self, data=masked(self.data))


class NotMade(Exception):
    """`template`: the template's own fault, which another attempt does not mend."""

    def __init__(self, why: str, template: bool) -> None:
        super().__init__(why)
        self.why, self.template = why, template


@dataclass(slots=True)
class Maker:
    """Of one data folder. Thread-safe; the children are started when they are needed."""

    data: Path
    limits: Limits = field(default_factory=Limits)
    _renderer: Renderer = field(init=False)
    _sealer: Sealer = field(init=False)

    def __post_init__(self) -> None:
        self._renderer = Renderer(self.limits)
        self._sealer = Sealer(self.keys)

    @property
    def keys(self) -> Path:
        return self.data / "keys" / "seals"

    @property
    def address(self) -> str:
        return keep(self.data / "verify_address", lambda: DEFAULT_ADDRESS)

    @property
    def addresses(self) -> tuple[str, ...]:
        """The one in use, then those before it, which DATA/verify_addresses keeps: whoever holds a
        paper from then can still show it."""
        now, path = self.address, self.data / "verify_addresses"
        known = path.read_text(encoding="ascii").split() if path.exists() else []
        if now not in known:
            with path.open("a", encoding="ascii") as file:
                file.write(now + "\n")
        return tuple(dict.fromkeys((now, *reversed(known))))

    @property
    def page(self) -> str:
        """Where people type the code: the address as they write it."""
        return self.address.lower().partition("://")[2].removesuffix("v/") + "verify"

    def root(self, now: datetime) -> bytes:
        """The CA's certificate, DER."""
        return Authority(self.keys).root_der(now)

    def issuer(self, code: str, name: str, now: datetime) -> Issuer:
        return Authority(self.keys).issuer(code, name, now)

    def make(self, draft: Draft, data: Mapping[str, Any], order: Order, pages: int) -> Made:
        """`pages`: the most that the item allows. Raises NotMade."""
        issuer = order.certificate.issuer
        try:
            self._sealer.prepare(issuer, order.issuer_name, order.issued, self._renderer)
            pdf = self._renderer.pdf(draft.template, data, order.issued, draft.files)
            sealed = self._sealer.seal(pdf, order)
        except NotRendered as error:
            raise NotMade(error.why.value, template=True) from None
        except Ended as ended:
            raise NotMade(ended.why.value, template=False) from None
        if sealed.pages > pages:
            raise NotMade("pages", template=True)
        return Made(sealed.pdf, sealed.code, sealed.pages)

    def preview(self, draft: Draft, at: datetime) -> list[bytes]:
        """A PNG of each page. Raises NotMade."""
        try:
            return self._renderer.pictures(draft.template, draft.data, at, files=draft.files)
        except NotRendered as error:
            raise NotMade(error.why.value, template=True) from None

    def close(self) -> None:
        self._renderer.close()
        self._sealer.close()


_LOCK = threading.Lock()
_MAKERS: dict[Path, Maker] = {}


def maker(data: Path) -> Maker:
    """The one of this process for a data folder; its children end with the process."""
    with _LOCK:
        if data not in _MAKERS:
            _MAKERS[data] = Maker(data)
        return _MAKERS[data]


def close_all() -> None:
    with _LOCK:
        for one in _MAKERS.values():
            one.close()
        _MAKERS.clear()


atexit.register(close_all)
