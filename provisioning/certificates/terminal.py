"""A terminal's check of a sealed document against the lists that it has."""

from datetime import datetime

from msgspec import Struct

from kiosk.certificates.check import Checked, Expected
from kiosk.certificates.lists import Known
from kiosk.values import replace
from provisioning.certificates.check import Checker


class TerminalChecker(Struct, frozen=True):
    """Implements kiosk.ports.Checking. What came by the inbox since the lists were made counts as
    taken back."""

    checker: Checker

    def check(self, pdf: bytes, expected: Expected, known: Known, now: datetime) -> Checked:
        lists = known.revocation
        if known.marks:
            revoked, void = lists.revoked | known.marks, lists.void | known.marks
            lists = replace(lists, revoked=revoked, void=void)
        return self.checker.check(pdf, expected, known.trust, lists, now)
