"""A certificate of a synthetic person, an authority to seal it, and lists to trust it by."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

from msgspec import Struct

from kiosk.certificates.check import Expected, Refusal
from kiosk.certificates.ids import CertificateId
from kiosk.certificates.lists import Issuer, RevocationList, TrustList
from kiosk.clock import CHINA
from provisioning.certificates import qr
from provisioning.certificates.authority import Authority
from provisioning.certificates.check import Checker
from provisioning.certificates.render import Renderer
from provisioning.certificates.seal import Order, Sealed, Sealer

ITEMS = Path(__file__).resolve().parents[3] / "provisioning" / "sample" / "items"
POLICE, NAME = "11990100MB09900168", "示例市公安局"
TYPE = POLICE + "002"
ADDRESS = "HTTPS://VERIFY.ZIZHU.EXAMPLE/V/"
NOW = datetime(2030, 11, 21, 9, 30, tzinfo=CHINA)
HOLDER = "ab" * 32
RARE = "测试𠮷㐂𬎆"
"""Two characters beyond the basic plane, one of extension A."""
NUMBER = "11010519491231002X"
CERTIFICATE = CertificateId(TYPE, POLICE, "7KQ2M9XWE4TA")


def data(**changes: Any) -> dict[str, Any]:
    """What lib/certificate.typ needs, of the person RARE."""
    plain: dict[str, Any] = {
        "lang": "zh",
        "type_name": {"zh": "户籍证明", "en": "Household registration certificate"},
        "serial": CERTIFICATE.serial,
        "certificate_id": str(CERTIFICATE),
        "copy_no": 1,
        "issuer": {"name": {"zh": NAME, "en": "Sample City Public Security"}, "code": POLICE},
        "item": {"name": {"zh": "户籍证明开具"}},
        "issued": NOW.date().isoformat(),
        "valid_to": "2030-12-21",
        "page": "verify.zizhu.example/verify",
        "holder": {"name": RARE, "id_no": NUMBER},
        "facts": [
            {"label": {"zh": "姓名"}, "value": RARE},
            {"label": {"zh": "公民身份号码"}, "value": NUMBER},
        ],
        "tables": [],
        "chosen": {},
        "preview": False,
    }
    return plain | changes


def order(**changes: Any) -> Order:
    plain: dict[str, Any] = {
        "certificate": CERTIFICATE,
        "issuer_name": NAME,
        "holder": "测***𬎆",
        "holder_hash": HOLDER,
        "issued": NOW,
        "valid_to": date(2030, 12, 21),
        "copy_no": 1,
        "address": ADDRESS,
    }
    return Order(**plain | changes)


def expected(**changes: Any) -> Expected:
    plain: dict[str, Any] = {
        "type_code": TYPE,
        "copy_no": 1,
        "holder_hash": HOLDER,
        "certificate": str(CERTIFICATE),
    }
    return Expected(**plain | changes)


def template(code: str = "992000102000") -> bytes:
    return (ITEMS / code / "certificate.typ").read_bytes()


NOTHING_REVOKED = RevocationList(1, NOW, frozenset(), frozenset())


class Office(Struct, frozen=True):
    """A renderer and a sealer that share one authority, and the list by which it is trusted."""

    keys: Path
    renderer: Renderer
    sealer: Sealer

    def certificate(self, **changes: Any) -> Sealed:
        """`changes` of the order."""
        wanted = order(**changes)
        issuer = wanted.certificate.issuer
        self.sealer.prepare(issuer, wanted.issuer_name, NOW, self.renderer)
        pdf = self.renderer.pdf(template(), data(copy_no=wanted.copy_no), NOW)
        return self.sealer.seal(pdf, wanted)

    def trust(self) -> TrustList:
        authority = Authority(self.keys)
        issuer = authority.issuer(POLICE, NAME, NOW)
        own = Issuer(
            NAME,
            frozenset({issuer.fingerprint}),
            {qr.key_id(issuer.code_public): issuer.code_public},
            {TYPE: "户籍证明"},
        )
        return TrustList(1, NOW, ADDRESS, (authority.root_der(NOW),), {POLICE: own})


def refusal(checker: Checker, office: Office, pdf: bytes, **changes: Any) -> Refusal | None:
    trust = changes.pop("trust", office.trust())
    lists = changes.pop("lists", NOTHING_REVOKED)
    now = changes.pop("now", NOW)
    return checker.check(pdf, expected(**changes), trust, lists, now).refusal
