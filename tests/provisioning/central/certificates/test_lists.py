"""The revocation list: made for each change and only then, without papers that ran out long ago."""

from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from kiosk.certificates.ids import CertificateId
from tests.clock import MONDAY_MORNING
from tests.provisioning.central.platform import ONE

pytestmark = pytest.mark.slow

Enter = Callable[[str, str], None]


@pytest.fixture
def enter(inside: Path) -> Enter:
    """A certificate with its last day, and its first copy in that state."""
    models, ledger = (
        import_module(f"provisioning.central.{name}") for name in ("models", "certificates.ledger")
    )

    def put(valid_to: str, state: str) -> None:
        number = models.Certificate.objects.count()
        found = CertificateId("11100000000013338W006", "11990100MB0990040Q", ledger.new_serial())
        row = models.Certificate.objects.create(
            certificate_id=str(found),
            serial=found.serial,
            terminal_id=ONE,
            request_id=f"r-{number}",
            facts=b"",
            valid_to=valid_to,
            revoked=state == "revoked",
        )
        if state == "void":
            models.Copy.objects.create(
                certificate=row, copy_no=1, state="void", terminal_id=ONE, pages=1, length=1
            )

    return put


def answer(have: str = "", days: int = 0) -> dict[str, Any]:
    lists = import_module("provisioning.central.certificates.lists")
    moment = MONDAY_MORNING + timedelta(days=days)
    found: dict[str, Any] = lists.signed_list("revocation", None, moment, have)["list"]
    return found


def counts(found: dict[str, Any]) -> tuple[int, int]:
    return len(found["revoked"]), len(found["void"])


def test_a_paper_that_ran_out_is_named_for_another_month(enter: Enter) -> None:
    last = MONDAY_MORNING.date().isoformat()
    for state in ("revoked", "void"):
        enter(last, state)
        enter("", state)
    assert counts(answer()) == (2, 2)
    assert counts(answer(days=31)) == (2, 2)
    assert counts(answer(days=32)) == (1, 1)


def test_it_is_made_anew_for_a_change_and_not_for_a_question(
    enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    lists = import_module("provisioning.central.certificates.lists")
    made: list[str] = []

    def parsed(text: str) -> object:
        made.append(text)
        return real(text)

    real = lists.parse_id
    monkeypatch.setattr(lists, "parse_id", parsed)
    enter("", "void")
    digest = lists.content_digest(answer())
    for _ in range(5):
        assert answer(have=digest)["same"] == digest
    assert len(made) == 1
    enter("", "void")
    assert counts(answer(have=digest)) == (0, 2)
    assert len(made) == 2
