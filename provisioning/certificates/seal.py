"""A document gets its code and its seal, in a child that alone reads the keys."""

from datetime import date, datetime
from pathlib import Path

from msgspec import Struct

from kiosk.certificates.ids import CertificateId
from provisioning.certificates.authority import Authority, Issuer
from provisioning.certificates.render import LIB, Renderer
from provisioning.certificates.worker import Worker

MEMORY = 1024 * 1024 * 1024
WITHIN_S = 30.0


class Order(Struct, frozen=True):
    """What is sealed into a document beside its bytes. `holder` masked, `issued` aware."""

    certificate: CertificateId
    issuer_name: str
    holder: str
    holder_hash: str
    issued: datetime
    valid_to: date | None
    copy_no: int
    address: str


class Sealed(Struct, frozen=True):
    pdf: bytes
    code: str
    """The text of the QR."""
    pages: int


class Sealer:
    """One child, started at the first seal. Thread-safe. Close it, or use `with`."""

    def __init__(self, keys: Path) -> None:
        keys.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._authority = Authority(keys)
        self._worker = Worker("provisioning.certificates.seal_child", (str(keys), str(MEMORY)))

    def __enter__(self) -> "Sealer":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._worker.close()

    def prepare(self, code: str, name: str, now: datetime, renderer: Renderer) -> Issuer:
        """The issuer, with its seal and the picture of it; made where they are not there."""
        issuer = self._authority.issuer(code, name, now)
        picture = self._authority.keys / code / "seal.pdf"
        if not picture.exists():
            draft = picture.with_suffix(".draft")
            made = renderer.pdf((LIB / "seal.typ").read_bytes(), {"name": name, "code": code}, now)
            draft.write_bytes(made)
            draft.replace(picture)
        return issuer

    def seal(self, pdf: bytes, order: Order) -> Sealed:
        """`pdf` as it was typeset; the issuer must be prepared. Raises worker.Ended."""
        request = {
            "pdf": pdf,
            "certificate": str(order.certificate),
            "issuer_name": order.issuer_name,
            "holder": order.holder,
            "holder_hash": order.holder_hash,
            "issued": order.issued.isoformat(),
            "valid_to": order.valid_to.isoformat() if order.valid_to else "",
            "copy_no": order.copy_no,
            "address": order.address,
        }
        answer = self._worker.ask(request, WITHIN_S)
        return Sealed(answer["pdf"], answer["code"], answer["pages"])
