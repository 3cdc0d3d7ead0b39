"""A sealed document held against what was asked for, before it is printed; pyHanko is in a child.

The seal: whole, unbroken, of a root of the trust list, by an issuer that may issue this type. The
code on it: signed by the same issuer, naming the hash of this very document, its type, copy and id.
The holder: the keyed hash of the person at this terminal.
"""

from dataclasses import dataclass, field
from datetime import datetime

from kiosk.certificates.check import Checked, Expected, Refusal
from kiosk.certificates.claims import Claims, Verdict
from kiosk.certificates.lists import RevocationList, TrustList
from provisioning.certificates import qr
from provisioning.certificates.offline import judge, known_keys
from provisioning.certificates.worker import Ended, Worker

MOST_BYTES = 16 * 1024 * 1024
MEMORY = 1024 * 1024 * 1024
WITHIN_S, PROCESSOR_S = 10.0, 6


@dataclass(slots=True)
class Checker:
    """One child, started at the first document. Thread-safe. Close it, or use `with`."""

    within_s: float = WITHIN_S
    _worker: Worker = field(
        default_factory=lambda: Worker("provisioning.certificates.check_child", (str(MEMORY),))
    )

    def __enter__(self) -> "Checker":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._worker.close()

    def check(
        self,
        pdf: bytes,
        expected: Expected,
        trust: TrustList,
        revoked: RevocationList,
        now: datetime,
    ) -> Checked:
        """Whatever happens to the child is a refusal too."""
        if len(pdf) > MOST_BYTES:
            return Checked(Refusal.NOT_READABLE)
        request = {
            "pdf": pdf,
            "roots": list(trust.roots),
            "now": now.isoformat(),
            "processor_s": PROCESSOR_S,
        }
        try:
            found = self._worker.ask(request, self.within_s)
        except Ended:
            return Checked(Refusal.NOT_READABLE)
        if found["refusal"]:
            return Checked(Refusal(found["refusal"]))
        try:
            address = qr.address_of(found["code"], trust.addresses)
            claims = qr.read(found["code"], address, known_keys(trust))
        except qr.BadCode:
            return Checked(Refusal.CODE)
        refusal = _issuer(claims, found["seal"], trust) or _document(claims, found, expected)
        if refusal is None and judge(claims, trust, revoked, now).verdict is not Verdict.GENUINE:
            refusal = Refusal.REVOKED
        return Checked(refusal, claims, found["pages"])


def _issuer(claims: Claims, seal: str, trust: TrustList) -> Refusal | None:
    """The seal's certificate names the issuer, and the code must be of the same one."""
    sealed_by = {code for code, one in trust.issuers.items() if seal in one.seals}
    if not sealed_by:
        return Refusal.ISSUER
    if claims.certificate.issuer not in sealed_by:
        return Refusal.CODE
    types = trust.issuers[claims.certificate.issuer].types
    return None if claims.certificate.type_code in types else Refusal.ISSUER


def _document(claims: Claims, found: dict[str, object], expected: Expected) -> Refusal | None:
    contents = found["contents"]
    named = str(claims.certificate)
    if not isinstance(contents, list) or claims.content not in contents:
        return Refusal.CONTENT
    if claims.certificate.type_code != expected.type_code:
        return Refusal.TYPE
    if expected.certificate and named != expected.certificate:
        return Refusal.CERTIFICATE
    if claims.copy_no != expected.copy_no:
        return Refusal.COPY
    return None if found["holder"] == expected.holder_hash else Refusal.HOLDER
