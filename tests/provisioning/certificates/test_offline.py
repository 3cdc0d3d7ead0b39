"""A code verified with no network, from two signed lists; it says how old they are."""

from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.certificates.claims import Verdict
from kiosk.certificates.lists import BadList, RevocationList, list_bytes, revoked_mark, void_mark
from kiosk.values import replace
from provisioning.certificates.offline import OfflineVerifier, open_revocation, open_trust
from provisioning.certificates.seal import Sealed
from tests.kiosk.certificates.test_lists import REVOCATION, TRUST
from tests.provisioning.certificates.sample import (
    CERTIFICATE,
    NAME,
    NOTHING_REVOKED,
    NOW,
    POLICE,
    Office,
)

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KEYS = {"k1": KEY.public_key().public_bytes_raw()}


def signed(document: dict[str, Any], **changes: Any) -> dict[str, Any]:
    whole = {"list": document, "key_id": "k1", "signature": KEY.sign(list_bytes(document)).hex()}
    return whole | changes


@pytest.mark.row("S091", "S094")
def test_a_genuine_paper_and_the_age_of_what_it_rests_on(office: Office, genuine: Sealed) -> None:
    verifier = OfflineVerifier(office.trust(), NOTHING_REVOKED)
    later = NOW + timedelta(hours=5)
    found = verifier.verify(genuine.code, later)
    assert found.verdict is Verdict.GENUINE
    assert (found.issuer_name, found.type_name) == (NAME, "户籍证明")
    assert found.claims is not None and found.claims.holder == "测***𬎆"
    assert found.age_s(later) == 5 * 3600


def test_what_was_taken_back_is_told(office: Office, genuine: Sealed) -> None:
    revoked, void = revoked_mark(CERTIFICATE), void_mark(CERTIFICATE, 1)
    for lists, marks, verdict in (
        (RevocationList(2, NOW, frozenset({revoked}), frozenset()), frozenset(), Verdict.REVOKED),
        (RevocationList(2, NOW, frozenset(), frozenset({void})), frozenset(), Verdict.VOID),
        (NOTHING_REVOKED, frozenset({revoked}), Verdict.REVOKED),
        (NOTHING_REVOKED, frozenset({void}), Verdict.VOID),
    ):
        verifier = OfflineVerifier(office.trust(), lists, marks)
        assert verifier.verify(genuine.code, NOW).verdict is verdict


def test_the_second_copy_of_a_void_first_is_genuine(office: Office) -> None:
    lists = RevocationList(2, NOW, frozenset(), frozenset({void_mark(CERTIFICATE, 1)}))
    second = office.certificate(copy_no=2)
    assert (
        OfflineVerifier(office.trust(), lists).verify(second.code, NOW).verdict is Verdict.GENUINE
    )


def test_a_paper_counts_to_the_end_of_its_last_day(office: Office, genuine: Sealed) -> None:
    verifier = OfflineVerifier(office.trust(), NOTHING_REVOKED)
    last = NOW.replace(month=12, day=21, hour=23, minute=59)
    assert verifier.verify(genuine.code, last).verdict is Verdict.GENUINE
    after = last + timedelta(minutes=2)
    assert verifier.verify(genuine.code, after).verdict is Verdict.EXPIRED


@pytest.mark.row("S091")
def test_one_altered_character_fails(office: Office, genuine: Sealed) -> None:
    verifier = OfflineVerifier(office.trust(), NOTHING_REVOKED)
    for place in range(len(genuine.code)):
        other = "B" if genuine.code[place] != "B" else "C"
        changed = genuine.code[:place] + other + genuine.code[place + 1 :]
        finding = verifier.verify(changed, NOW)
        assert finding.verdict in (Verdict.FORGED, Verdict.UNKNOWN) and finding.claims is None


def test_an_issuer_that_is_not_listed_is_unknown(office: Office, genuine: Sealed) -> None:
    nobody = replace(office.trust(), issuers={})
    assert OfflineVerifier(nobody, NOTHING_REVOKED).verify(genuine.code, NOW).verdict is (
        Verdict.UNKNOWN
    )
    own = office.trust().issuers[POLICE]
    others = replace(office.trust(), issuers={POLICE: replace(own, types={})})
    assert OfflineVerifier(others, NOTHING_REVOKED).verify(genuine.code, NOW).verdict is (
        Verdict.UNKNOWN
    )


def test_signed_lists_are_opened() -> None:
    assert open_trust(signed(TRUST), KEYS).version == 3
    assert open_revocation(signed(REVOCATION), KEYS).void == {"b"}


@pytest.mark.parametrize(
    "wrong",
    [
        signed(TRUST, key_id="k2"),
        signed(TRUST, signature="00" * 64),
        signed(TRUST, signature="zz"),
        signed(TRUST) | {"list": TRUST | {"version": 4}},
        {},
        None,
        signed(REVOCATION),
    ],
)
def test_a_list_that_nobody_known_signed_is_refused(wrong: Any) -> None:
    with pytest.raises(BadList):
        open_trust(wrong, KEYS)
