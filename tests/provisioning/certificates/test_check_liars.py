"""A platform that lies under a good seal: the code must be of this document and this issuer."""

from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.certificates.check import Refusal
from kiosk.certificates.claims import Claims
from kiosk.certificates.ids import CertificateId
from kiosk.certificates.lists import Issuer
from kiosk.values import replace
from provisioning.certificates import qr, seal_child
from provisioning.certificates.authority import Authority, code_key
from provisioning.certificates.check import Checker
from tests.provisioning.certificates.sample import (
    ADDRESS,
    CERTIFICATE,
    HOLDER,
    NAME,
    NOW,
    TYPE,
    Office,
    data,
    refusal,
    template,
)

OTHER = "11990100MB0990040Q"


def sealed_by_a_liar(office: Office, monkeypatch: pytest.MonkeyPatch, **changes: Any) -> bytes:
    """The issuer's own seal, on a document whose code says something else."""
    honest = qr.sign

    def sign(claims: Claims, key: Ed25519PrivateKey, address: str) -> str:
        return honest(replace(claims, **changes), key, address)

    monkeypatch.setattr(qr, "sign", sign)
    made = seal_child.Seals(office.keys).answer(
        {
            "pdf": office.renderer.pdf(template(), data(), NOW),
            "certificate": str(CERTIFICATE),
            "issuer_name": NAME,
            "holder": "",
            "holder_hash": HOLDER,
            "issued": NOW.isoformat(),
            "valid_to": "",
            "copy_no": 1,
            "address": ADDRESS,
        }
    )
    pdf: bytes = made["pdf"]
    return pdf


def test_a_code_of_another_document_under_a_good_seal_is_refused(
    checker: Checker, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert refusal(checker, office, sealed_by_a_liar(office, monkeypatch)) is None
    other = sealed_by_a_liar(office, monkeypatch, content=b"another document")
    assert refusal(checker, office, other) is Refusal.CONTENT


def test_a_code_of_another_issuer_under_a_good_seal_is_refused(
    checker: Checker, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both are listed, each signs what it may: together they are no certificate."""
    other = Authority(office.keys).issuer(OTHER, "示例市人力资源和社会保障局", NOW)
    listed = office.trust()
    own = Issuer("x", frozenset({other.fingerprint}), {}, {TYPE: "x"})
    own = replace(own, keys={qr.key_id(other.code_public): other.code_public})
    both = replace(listed, issuers={**listed.issuers, OTHER: own})
    stranger = CertificateId(TYPE, OTHER, CERTIFICATE.serial)
    monkeypatch.setattr(seal_child, "code_key", lambda keys, _: code_key(keys, OTHER))
    mixed = sealed_by_a_liar(office, monkeypatch, certificate=stranger)
    assert refusal(checker, office, mixed, trust=both, certificate="") is Refusal.CODE


def test_a_document_without_a_code_is_refused(
    checker: Checker, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seal_child, "_note", lambda *_: None)
    assert refusal(checker, office, sealed_by_a_liar(office, monkeypatch)) is Refusal.CODE
