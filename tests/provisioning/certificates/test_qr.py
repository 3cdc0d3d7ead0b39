"""The signed code: exact, readable by others, and nothing in it can be changed."""

import base64
from datetime import date, datetime, timedelta
from functools import cache

import cbor2
import cwt
import numpy as np
import pytest
import zxingcpp
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.camera.cv import cv2
from kiosk.certificates.claims import Claims
from kiosk.certificates.ids import CertificateId
from kiosk.clock import CHINA
from provisioning.certificates import picture, qr
from tests.provisioning.certificates.sample import ADDRESS, CERTIFICATE, NOW, POLICE, TYPE

pytestmark = pytest.mark.slow

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()
KEYS = {qr.key_id(PUBLIC): (POLICE, PUBLIC)}
CLAIMS = Claims(CERTIFICATE, "测*𠮷", NOW, date(2030, 12, 21), 1, b"0123456789abcdef")
QR_CHARACTERS = set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")

claims = st.builds(
    Claims,
    st.builds(
        CertificateId,
        st.just(TYPE),
        st.just(POLICE),
        st.text("0123456789ABCDEFGHJKMNPQRSTVWXYZ", min_size=1, max_size=22),
        st.integers(1, 999),
    ),
    st.sampled_from(["", "测*", "测*甲", "𠮷***㐂", "A*b"]),
    st.integers(1_700_000_000, 4_000_000_000).map(lambda s: datetime.fromtimestamp(s, CHINA)),
    st.none() | st.dates(date(2024, 1, 1), date(2090, 1, 1)),
    st.integers(1, 99),
    st.binary(min_size=16, max_size=16),
)


@cache
def text() -> str:
    return qr.sign(CLAIMS, KEY, ADDRESS)


@given(claims)
def test_a_code_is_read_as_it_was_signed(said: Claims) -> None:
    assert qr.read(qr.sign(said, KEY, ADDRESS), ADDRESS, KEYS) == said


def test_the_same_certificate_has_the_same_code() -> None:
    assert qr.sign(CLAIMS, KEY, ADDRESS) == text()
    assert set(text()) <= QR_CHARACTERS, "a QR holds them in 5.5 bits each"
    assert len(text()) < 366, "version 11 of a QR with error correction M"


@pytest.mark.row("S091")
def test_one_changed_character_anywhere_fails() -> None:
    for place, right in enumerate(text()):
        for other in {"A", "Z", "2", "7", "0", "a", " ", "/", right.lower()} - {right}:
            with pytest.raises(qr.BadCode):
                qr.read(text()[:place] + other + text()[place + 1 :], ADDRESS, KEYS)


@given(st.text(max_size=400) | st.binary(max_size=300).map(lambda b: base64.b32encode(b).decode()))
def test_anything_else_is_no_code(junk: str) -> None:
    for one in (junk, ADDRESS + junk):
        with pytest.raises(qr.BadCode):
            qr.read(one, ADDRESS, KEYS)


@settings(max_examples=200)
@given(st.integers(0, 1600), st.sampled_from(["cut", "drop", "double", "swap"]))
def test_no_other_writing_of_the_same_code_is_taken(at: int, how: str) -> None:
    at %= len(text()) - len(ADDRESS) - 1
    at += len(ADDRESS)
    code = text()
    other = {
        "cut": code[:at],
        "drop": code[:at] + code[at + 1 :],
        "double": code[:at] + code[at] + code[at:],
        "swap": code[:at] + code[at + 1] + code[at] + code[at + 2 :],
    }[how]
    if other != code:
        with pytest.raises(qr.BadCode):
            qr.read(other, ADDRESS, KEYS)


def _raw() -> bytes:
    digits = text()[len(ADDRESS) :]
    return base64.b32decode(digits + "=" * (-len(digits) % 8))


def _code(raw: bytes) -> str:
    return ADDRESS + base64.b32encode(raw).decode().rstrip("=")


def test_what_the_signature_does_not_cover_cannot_be_added() -> None:
    parts = list(cbor2.loads(_raw()).value)
    assert qr.read(_code(cbor2.dumps(cbor2.CBORTag(18, parts))), ADDRESS, KEYS) == CLAIMS
    noted = [parts[0], {4: b"x"}, *parts[2:]]
    for wrong in (
        cbor2.dumps(cbor2.CBORTag(18, noted)),
        cbor2.dumps(cbor2.CBORTag(17, parts)),
        cbor2.dumps(parts),
        cbor2.dumps(cbor2.CBORTag(18, [*parts, b""])),
        _raw() + b"\x00",
    ):
        with pytest.raises(qr.BadCode):
            qr.read(_code(wrong), ADDRESS, KEYS)


def test_a_key_signs_for_its_own_issuer_alone() -> None:
    with pytest.raises(qr.BadCode, match="another issuer"):
        qr.read(text(), ADDRESS, {qr.key_id(PUBLIC): ("11990100MB0990040Q", PUBLIC)})
    with pytest.raises(qr.UnknownKey):
        qr.read(text(), ADDRESS, {})


def test_another_implementation_of_cose_reads_it() -> None:
    key = cwt.COSEKey.new({1: 1, -1: 6, -2: PUBLIC, 2: qr.key_id(PUBLIC), 3: -8})
    payload = cwt.COSE.new().decode(_raw(), key)
    plain = cbor2.loads(payload)
    assert (plain[1], plain[7]) == (POLICE, CERTIFICATE.serial)
    assert plain[6] == int(NOW.timestamp())
    assert plain[4] == int(datetime(2030, 12, 22, tzinfo=CHINA).timestamp())
    assert plain[-65537] == [TYPE, 1, "测*𠮷", 1, b"0123456789abcdef"]


def test_two_readers_of_others_see_the_drawn_code() -> None:
    dark = np.array(picture.modules(text()))
    image = np.kron(np.pad(~dark, picture.QUIET, constant_values=True), np.ones((6, 6)))
    shown = image.astype(np.uint8) * 255
    (found,) = zxingcpp.read_barcodes(shown)
    assert found.text == text()
    assert cv2.QRCodeDetector().detectAndDecode(shown)[0] == text()


def test_the_drawing_for_pages_has_the_same_modules() -> None:
    drawing = picture.svg("HTTPS://X/V/A")
    side = len(picture.modules("HTTPS://X/V/A")) + 2 * picture.QUIET
    assert f'viewBox="0 0 {side} {side}"' in drawing
    dark = sum(sum(row) for row in picture.modules("HTTPS://X/V/A"))
    runs = [int(part.partition("v")[0]) for part in drawing.split("h")[2:] if part[0].isdigit()]
    assert sum(runs) == dark


def test_the_last_day_counts_to_its_end() -> None:
    said = qr.read(text(), ADDRESS, KEYS)
    assert said.valid_to == date(2030, 12, 21)
    assert said.issued.utcoffset() == timedelta(hours=8)
