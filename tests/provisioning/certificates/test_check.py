"""A sealed document before it is printed: genuine, or refused by name. Another reader agrees."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import zxingcpp
from PIL import Image

from kiosk.certificates.check import Refusal
from kiosk.certificates.ids import CertificateId
from kiosk.certificates.lists import Issuer, RevocationList, TrustList, revoked_mark, void_mark
from provisioning.certificates.authority import Authority
from provisioning.certificates.check import Checker
from provisioning.certificates.seal import Sealed, Sealer
from tests.provisioning.certificates.sample import (
    CERTIFICATE,
    NAME,
    NOTHING_REVOKED,
    NOW,
    POLICE,
    TYPE,
    Office,
    data,
    expected,
    order,
    refusal,
    template,
)

pytestmark = pytest.mark.slow


@pytest.mark.row("S083")
def test_a_genuine_document_may_be_printed(
    checker: Checker, office: Office, genuine: Sealed
) -> None:
    found = checker.check(genuine.pdf, expected(), office.trust(), NOTHING_REVOKED, NOW)
    assert found.refusal is None and found.pages == 1
    assert found.claims is not None and found.claims.certificate == CERTIFICATE


def test_popplers_pdfsig_agrees(genuine: Sealed, tmp_path: Path) -> None:
    def judged(pdf: bytes) -> str:
        path = tmp_path / "sealed.pdf"
        path.write_bytes(pdf)
        command = ["pdfsig", "-nocert", str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return str(done.stdout)

    words = judged(genuine.pdf)
    assert "Signature is Valid." in words and "Total document signed" in words
    assert "ETSI.CAdES.detached" in words and POLICE in words
    changed = bytearray(genuine.pdf)
    changed[len(changed) // 3] ^= 1
    assert "Signature is Valid." not in judged(bytes(changed))


@pytest.mark.row("S091")
def test_another_reader_sees_the_code_on_the_page(genuine: Sealed, tmp_path: Path) -> None:
    """Drawn by poppler as a printer would, found by zxing in the whole page; the seal is red."""
    (tmp_path / "sealed.pdf").write_bytes(genuine.pdf)
    command = ["pdftoppm", "-r", "150", "-png", "-singlefile", "sealed.pdf", "page"]
    subprocess.run(command, cwd=tmp_path, check=True)
    with Image.open(tmp_path / "page.png") as image:
        page = np.array(image.convert("RGB"))
    (found,) = zxingcpp.read_barcodes(page)
    assert found.text == genuine.code
    height, width, _ = page.shape
    mm = width / 210
    corner = page[int(height - 70 * mm) : int(height - 27 * mm), int(137 * mm) : int(180 * mm)]
    red = (corner[..., 0] > 150) & (corner[..., 1] < 110) & (corner[..., 2] < 110)
    assert red.mean() > 0.08


def test_the_document_stays_pdf_a_under_its_seal(genuine: Sealed) -> None:
    assert genuine.pdf.count(b"http://www.aiim.org/pdfa/ns/id/") == 1
    assert b"pyHanko" not in genuine.pdf, "metadata are as typeset"


@pytest.mark.row("S083")
@pytest.mark.parametrize("share", [0.02, 0.2, 0.4, 0.6, 0.8])
def test_one_changed_byte_under_the_seal_is_refused(
    checker: Checker, office: Office, genuine: Sealed, share: float
) -> None:
    changed = bytearray(genuine.pdf)
    changed[int(len(changed) * share)] ^= 1
    found = refusal(checker, office, bytes(changed))
    assert found in (Refusal.BROKEN, Refusal.NOT_READABLE, Refusal.NO_SEAL)


def test_bytes_behind_the_seal_are_refused(
    checker: Checker, office: Office, genuine: Sealed
) -> None:
    assert refusal(checker, office, genuine.pdf + b"\n%more\n") is Refusal.NOT_WHOLE


@pytest.mark.parametrize("junk", [b"", b"%PDF-1.7\n", b"\x00" * 5000, b"<html>", b"%PDF" * 9999])
def test_what_is_no_document_is_refused(checker: Checker, office: Office, junk: bytes) -> None:
    assert refusal(checker, office, junk) is Refusal.NOT_READABLE


def test_half_a_document_is_refused(checker: Checker, office: Office, genuine: Sealed) -> None:
    half = genuine.pdf[: len(genuine.pdf) // 2]
    assert refusal(checker, office, half) in (Refusal.NOT_READABLE, Refusal.NO_SEAL)


def test_a_document_without_a_seal_is_refused(checker: Checker, office: Office) -> None:
    bare = office.renderer.pdf(template(), data(), NOW)
    assert refusal(checker, office, bare) is Refusal.NO_SEAL


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"type_code": POLICE + "003"}, Refusal.TYPE),
        ({"copy_no": 2}, Refusal.COPY),
        ({"holder_hash": "cd" * 32}, Refusal.HOLDER),
        ({"holder_hash": ""}, Refusal.HOLDER),
        ({"certificate": str(CertificateId(TYPE, POLICE, "OTHER"))}, Refusal.CERTIFICATE),
    ],
)
def test_a_genuine_document_of_another_matter_is_refused(
    checker: Checker, office: Office, genuine: Sealed, change: dict[str, Any], why: Refusal
) -> None:
    assert refusal(checker, office, genuine.pdf, **change) is why


@pytest.mark.parametrize("what", ["revoked", "void", "expired"])
def test_what_does_not_count_any_more_is_not_printed(
    checker: Checker, office: Office, genuine: Sealed, what: str
) -> None:
    revoked = frozenset({revoked_mark(CERTIFICATE)} if what == "revoked" else ())
    void = frozenset({void_mark(CERTIFICATE, 1)} if what == "void" else ())
    lists = RevocationList(1, NOW, revoked, void)
    now = NOW + timedelta(days=31 if what == "expired" else 0)
    assert refusal(checker, office, genuine.pdf, lists=lists, now=now) is Refusal.REVOKED


def _trust(office: Office, roots: tuple[bytes, ...], **issuer: Any) -> TrustList:
    listed = office.trust()
    own = listed.issuers[POLICE]
    fields = {"name": own.name, "seals": own.seals, "keys": own.keys, "types": own.types} | issuer
    return TrustList(1, NOW, listed.address, roots or listed.roots, {POLICE: Issuer(**fields)})


def test_trust_is_the_lists_alone(
    checker: Checker, office: Office, genuine: Sealed, tmp_path: Path
) -> None:
    stranger = Authority(tmp_path).root_der(NOW)
    for trust, why in (
        (_trust(office, (stranger,)), Refusal.UNTRUSTED),
        (_trust(office, (), seals=frozenset({"00" * 32})), Refusal.ISSUER),
        (_trust(office, (), types={POLICE + "003": "x"}), Refusal.ISSUER),
        (_trust(office, (), keys={}), Refusal.CODE),
    ):
        assert refusal(checker, office, genuine.pdf, trust=trust) is why


def test_a_seal_counts_while_its_certificate_does(
    checker: Checker, office: Office, genuine: Sealed
) -> None:
    late = NOW + timedelta(days=1200)
    assert refusal(checker, office, genuine.pdf, now=late) is Refusal.UNTRUSTED


def test_a_seal_of_another_authority_is_refused(
    checker: Checker, office: Office, tmp_path: Path
) -> None:
    with Sealer(tmp_path) as stranger:
        stranger.prepare(POLICE, NAME, NOW, office.renderer)
        pdf = office.renderer.pdf(template(), data(), NOW)
        own = stranger.seal(pdf, order())
    assert refusal(checker, office, own.pdf) is Refusal.UNTRUSTED


def test_a_document_that_is_too_long_in_the_looking_is_refused(
    office: Office, genuine: Sealed
) -> None:
    with Checker(within_s=0.0) as hurried:
        assert refusal(hurried, office, genuine.pdf) is Refusal.NOT_READABLE


def test_pyhanko_and_typst_stay_in_their_children() -> None:
    """Whoever only asks loads neither."""
    asked = "import provisioning.certificates.check, provisioning.certificates.seal, sys"
    asked += "; import provisioning.certificates.render, provisioning.certificates.offline"
    asked += (
        "; print([m for m in ('pyhanko', 'typst', 'asn1crypto', 'qrcode') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
