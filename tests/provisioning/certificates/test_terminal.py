"""What came by the inbox since the lists were made counts before a document is printed."""

import pytest

from kiosk.certificates.check import Refusal
from kiosk.certificates.lists import Known, revoked_mark, void_mark
from provisioning.certificates.check import Checker
from provisioning.certificates.seal import Sealed
from provisioning.certificates.terminal import TerminalChecker
from tests.provisioning.certificates.sample import (
    CERTIFICATE,
    NOTHING_REVOKED,
    NOW,
    Office,
    expected,
)


@pytest.mark.parametrize(
    ("mark", "refusal"),
    [
        (revoked_mark(CERTIFICATE), Refusal.REVOKED),
        (void_mark(CERTIFICATE, 1), Refusal.REVOKED),
        (void_mark(CERTIFICATE, 2), None),
        ("0" * 16, None),
    ],
)
def test_a_mark_of_the_inbox_is_taken_back(
    checker: Checker, office: Office, genuine: Sealed, mark: str, refusal: Refusal | None
) -> None:
    known = Known(office.trust(), NOTHING_REVOKED, frozenset({mark}))
    checked = TerminalChecker(checker).check(genuine.pdf, expected(), known, NOW)
    assert checked.refusal is refusal
