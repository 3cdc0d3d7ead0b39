"""Certificates from asking to the end of their life: issued once, one valid original."""

import hashlib
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from kiosk.certificates.check import Expected, Refusal
from kiosk.certificates.claims import Verdict
from provisioning.certificates.check import Checker
from provisioning.certificates.offline import OfflineVerifier
from tests.provisioning.central.certificates.certificates import (
    COMPANY,
    HOUSEHOLD_TYPE,
    LICENCE,
    Desk,
    holder_hash,
    local_now,
)
from tests.provisioning.central.platform import TWO, Platform
from tests.provisioning.central.samples import JIA, YI

pytestmark = pytest.mark.slow


@pytest.fixture
def desk(shared: Platform) -> Desk:
    return Desk(shared)


@pytest.fixture(scope="module")
def checker() -> Any:
    with Checker() as one:
        yield one


def refusal(checker: Checker, desk: Desk, pdf: bytes, **changes: Any) -> Refusal | None:
    trust, lists = desk.lists()
    plain: dict[str, Any] = {"type_code": HOUSEHOLD_TYPE, "copy_no": 1}
    plain["holder_hash"] = holder_hash(desk.platform.data, JIA[1], desk.terminal)
    return checker.check(pdf, Expected(**plain | changes), trust, lists, local_now()).refusal


@pytest.mark.row("S083", "S094")
def test_what_is_issued_may_be_printed_and_has_a_life_line(desk: Desk, checker: Checker) -> None:
    made = desk.issued()
    fetched = desk.fetch(made["certificate_id"])
    assert fetched.headers["Content-Type"] == "application/pdf"
    assert hashlib.sha256(fetched.content).hexdigest() == made["copies"][0]["sha256"]
    assert refusal(checker, desk, fetched.content) is None
    assert desk.report(made["certificate_id"], "printed").status_code == 200
    assert desk.verified(desk.code(made["certificate_id"])) == "genuine"
    life = desk.life(made["certificate_id"])
    assert [one["what"] for one in life["life"]] == [
        *("made", "sealed", "fetched", "printed", "verified")
    ]
    assert JIA[0] not in str(life) and JIA[1] not in str(life)


def test_another_persons_document_is_not_printed(desk: Desk, checker: Checker) -> None:
    """A platform that mixes up two sessions."""
    theirs = desk.fetch(desk.issued(person=YI)["certificate_id"]).content
    assert refusal(checker, desk, theirs) is Refusal.HOLDER


def test_the_same_request_again_is_the_same_certificate(desk: Desk) -> None:
    request_id = str(uuid.uuid4())
    first, second = (desk.issued(request_id=request_id) for _ in range(2))
    assert first == second
    other = desk.ask(request_id=request_id, language="en")
    assert (other.status_code, other.json()["error"]) == (409, "differs")


def test_the_same_request_at_once_is_one_certificate(desk: Desk) -> None:
    request_id = str(uuid.uuid4())
    with ThreadPoolExecutor(3) as many:
        made = list(many.map(lambda _: desk.issued(request_id=request_id), range(3)))
    assert len({one["certificate_id"] for one in made}) == 1


@pytest.mark.parametrize(
    ("change", "status", "why"),
    [
        ({"assurance": "AL2"}, 403, "assurance"),
        ({"credential": "SSCARD"}, 403, "credential"),
        ({"person": ("测试乙", JIA[1])}, 403, "holder"),
        ({"person": ("测试无", "990100194001010015")}, 403, "holder"),
        ({"identity": "typed"}, 403, "holder"),
        ({"sealed": ""}, 403, "holder"),
        ({"holder_hash": "00" * 32}, 403, "holder"),
        ({"pickup_code": "0123456789AB"}, 403, "pickup"),
        ({"item": "992009999000"}, 404, None),
        ({"item": "992001104000"}, 404, None),
        ({"item": "../../../etc"}, 404, None),
        ({"chosen": {"nothing": "x"}}, 422, None),
        ({"chosen": {"purpose": "elsewhere"}}, 422, None),
        (
            {"item": "992000501000", "chosen": {"period_from": "2024-12", "period_to": "2024-01"}},
            422,
            None,
        ),
        ({"item": "992000501000", "chosen": {"period_from": "2099-01"}}, 422, None),
        ({"item": "992000501000", "chosen": {"period_from": "x"}}, 422, None),
        ({"item": "992000801000", "chosen": {}}, 422, None),
    ],
)
def test_who_or_what_is_wrong_gets_nothing(
    desk: Desk, change: dict[str, Any], status: int, why: str | None
) -> None:
    answer = desk.ask(**change)
    assert (answer.status_code, answer.json().get("why")) == (status, why), answer.text


@pytest.mark.row("S095")
def test_a_business_licence_needs_the_login_of_the_company(desk: Desk) -> None:
    person = desk.ask(item=LICENCE)
    assert (person.status_code, person.json()["why"]) == (403, "credential")
    made = desk.issued(item=LICENCE, person=COMPANY, credential="EBL")
    assert desk.fetch(made["certificate_id"]).content.startswith(b"%PDF")


@pytest.mark.row("S091", "S093")
def test_a_reprint_keeps_the_id_and_raises_the_copy(desk: Desk, checker: Checker) -> None:
    made = desk.issued()
    name, first = made["certificate_id"], desk.code(made["certificate_id"])
    desk.fetch(name)
    assert desk.open(name, 2).json()["why"] == "open"
    assert desk.report(name, "unknown").status_code == 200
    assert desk.open(name, 2).json()["why"] == "open", "it may be on paper"
    assert desk.fetch(name).json()["why"] == "over", "nobody prints it once more"
    assert desk.report(name, "void").status_code == 200
    assert desk.open(name, 3).json()["why"] == "open"
    opened = desk.open(name, 2)
    assert [one["state"] for one in opened.json()["certificate"]["copies"]] == ["void", "sealed"]
    assert desk.open(name, 2).status_code == 200, "a reply that was lost costs nothing"
    second = desk.fetch(name, 2).content
    assert refusal(checker, desk, second, copy_no=2, certificate=name) is None
    assert refusal(checker, desk, second, copy_no=1) is Refusal.COPY
    assert (desk.verified(first), desk.verified(desk.code(name, 2))) == ("void", "genuine")
    assert desk.report(name, "printed").json()["why"] == "void", "void is for ever"


def test_the_next_copy_is_for_the_same_person_alone(desk: Desk) -> None:
    name = desk.issued()["certificate_id"]
    desk.report(name, "void")
    answer = desk.open(name, 2, YI)
    assert (answer.status_code, answer.json()["why"]) == (403, "holder")


def test_a_certificate_is_its_terminals_alone(shared: Platform, desk: Desk) -> None:
    name = desk.issued()["certificate_id"]
    other = Desk(shared, TWO)
    assert other.fetch(name).status_code == other.report(name, "void").status_code == 404
    assert other.get(f"certificates/{name}/preview").status_code == 404
    assert desk.get(f"certificates/{name}").json()["certificate"]["copies"][0]["state"] == "sealed"


@pytest.mark.row("S091")
def test_any_terminal_verifies_with_what_it_has_synced(shared: Platform, desk: Desk) -> None:
    made = desk.issued()
    name, code = made["certificate_id"], desk.code(made["certificate_id"])
    trust, lists = Desk(shared, TWO).lists()
    assert OfflineVerifier(trust, lists).verify(code, local_now()).verdict is Verdict.GENUINE
    desk.report(name, "void")
    assert OfflineVerifier(trust, lists).verify(code, local_now()).verdict is Verdict.GENUINE, (
        "an old list knows nothing of it, and says its age"
    )
    trust, lists = Desk(shared, TWO).lists()
    assert OfflineVerifier(trust, lists).verify(code, local_now()).verdict is Verdict.VOID


def test_what_is_taken_back_reaches_every_terminals_inbox(shared: Platform, desk: Desk) -> None:
    name = desk.issued()["certificate_id"]
    assert desk.report(name, "void").status_code == desk.report(name, "void").status_code == 200
    trust, lists = desk.lists()
    marks = {
        mark
        for item in Desk(shared, TWO).get("inbox").json()["items"]
        if item["kind"] == "revocation" and item["body"]["subject"] == "certificate.void"
        for mark in item["body"]["ids"]
    }
    assert lists.void <= marks and lists.void
    found = OfflineVerifier(trust, lists, frozenset(marks)).verify(desk.code(name), local_now())
    assert found.verdict is Verdict.VOID


def test_the_authority_revokes(desk: Desk) -> None:
    name = desk.issued()["certificate_id"]
    code = desk.code(name)
    assert desk.admin("POST", f"certificates/{name}/revoke").status_code == 200
    assert desk.verified(code) == "revoked"
    assert desk.fetch(name).json()["why"] == "revoked"
    desk.report(name, "void")
    assert desk.open(name, 2).json()["why"] == "revoked"
    trust, lists = desk.lists()
    found = OfflineVerifier(trust, lists).verify(code, local_now())
    assert found.verdict is Verdict.REVOKED
    assert desk.admin("GET", f"certificates/{name}/revoke").status_code == 405


def test_a_held_second_copy_counts_when_the_first_is_void(desk: Desk, checker: Checker) -> None:
    """For a terminal that is cut off when it prints: both copies are there beforehand."""
    name = desk.issued(hold=True)["certificate_id"]
    second = desk.fetch(name, 2).content
    assert refusal(checker, desk, second, copy_no=2) is None
    code = desk.code(name, 2)
    assert desk.verified(code) == "unknown", "sealed, and no original yet"
    assert desk.report(name, "void").status_code == 200
    assert desk.verified(code) == "genuine"
    assert desk.report(name, "printed", 2).status_code == 200


def test_a_preview_is_a_picture(desk: Desk) -> None:
    name = desk.issued()["certificate_id"]
    picture = desk.get(f"certificates/{name}/preview")
    assert picture.headers["Content-Type"] == "image/png" and picture.content[1:4] == b"PNG"
    assert desk.get(f"certificates/{name}/preview", page=9).status_code == 404


def test_items_without_a_certificate_and_other_lists_are_not_found(desk: Desk) -> None:
    assert desk.ask(item="992001103000").status_code == 404
    assert desk.get("lists/none").status_code == 404
    assert desk.fetch("1.2.156.3005.2.NONE").status_code == 404
