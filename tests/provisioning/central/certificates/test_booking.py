"""A certificate booked for a terminal: issued with a copy held, and told to that terminal alone."""

import uuid
from typing import Any

import pytest

from kiosk.certificates.ids import parse_id
from kiosk.certificates.lists import revoked_mark
from tests.provisioning.central.certificates.bookings import book, booked, cancel, day
from tests.provisioning.central.certificates.certificates import AT, HOUSEHOLD, Desk, holder_hash
from tests.provisioning.central.platform import ONE, TWO, Platform
from tests.provisioning.central.samples import JIA, YI, own_epoch, record

pytestmark = pytest.mark.slow


def items(shared: Platform, terminal: str, kind: str = "certificate") -> list[dict[str, Any]]:
    found, after = [], 0
    while True:
        page = Desk(shared, terminal).get("inbox", after=after, limit=100).json()
        found += [one for one in page["items"] if one["kind"] == kind]
        after = page["cursor"]
        if not page["more"]:
            return found


def of(shared: Platform, terminal: str, certificate_id: str) -> list[dict[str, Any]]:
    bodies = [one["body"] for one in items(shared, terminal)]
    return [one for one in bodies if one["certificate_id"] == certificate_id]


def outcome(certificate_id: str, copy_no: int, state: str) -> dict[str, Any]:
    body = {"certificate_id": certificate_id, "copy_no": copy_no, "state": state, "at": AT}
    return record("cert_copy", body)


def test_a_booking_is_told_to_its_terminal_without_naming_the_person(shared: Platform) -> None:
    made = booked(shared)
    name = made["certificate_id"]
    assert made["copies"] == {"1": "sealed", "2": "held"} and made["terminal_id"] == ONE
    assert of(shared, ONE, name) == [
        {
            "certificate_id": name,
            "item_code": HOUSEHOLD,
            "holder_hash": holder_hash(shared.data, JIA[1]),
            "until": day(),
        }
    ]
    assert not of(shared, TWO, name)
    told = str([one for one in items(shared, ONE) if one["body"]["certificate_id"] == name])
    assert JIA[0] not in told and JIA[1] not in told
    assert all(one["signature"] and one["expires_at"] for one in items(shared, ONE))


def test_its_terminal_fetches_both_copies_beforehand_and_nobody_else_does(shared: Platform) -> None:
    name = booked(shared)["certificate_id"]
    desk = Desk(shared)
    first, second = (desk.fetch(name, number) for number in (1, 2))
    assert first.content.startswith(b"%PDF") and second.content.startswith(b"%PDF")
    assert first.content != second.content
    assert Desk(shared, TWO).fetch(name, 2).status_code == 404
    assert desk.life(name)["copies"] == {"1": "fetched", "2": "held"}
    assert desk.verified(desk.code(name, 1)) == "genuine"
    assert desk.verified(desk.code(name, 2)) == "unknown"


def test_the_same_booking_again_is_the_same_certificate(shared: Platform) -> None:
    request_id = str(uuid.uuid4())
    first = booked(shared, request_id=request_id)
    assert booked(shared, request_id=request_id) == first
    assert len(of(shared, ONE, first["certificate_id"])) == 1
    for change in ({"until": day(2)}, {"language": "en"}, {"person": YI}):
        answer = book(shared, **({"request_id": request_id} | change))
        assert (answer.status_code, answer.json()["error"]) == (409, "differs")


@pytest.mark.parametrize(
    ("change", "status", "why"),
    [
        ({"person": ("测试乙", JIA[1])}, 403, "holder"),
        ({"person": ("测试无", "990100194001010015")}, 403, "holder"),
        ({"until": "2020-01-01"}, 422, "impossible"),
        ({"until": "2099-01-01"}, 422, "impossible"),
        ({"until": "2026-02-30"}, 400, None),
        ({"item_code": "992009999000"}, 404, "not_found"),
        ({"item_code": "992000704000"}, 422, "impossible"),
        ({"chosen": {"nothing": "x"}}, 422, "impossible"),
        ({"terminal": "T09999"}, 404, None),
        ({"token": "guessed"}, 401, None),
    ],
)
def test_what_cannot_be_booked_is_refused_and_nothing_is_issued(
    shared: Platform, change: dict[str, Any], status: int, why: str | None
) -> None:
    before = shared.rows("SELECT count(*) FROM central_certificate")
    answer = book(shared, **change)
    assert (answer.status_code, answer.json().get("why")) == (status, why), answer.text
    assert shared.rows("SELECT count(*) FROM central_certificate") == before
    assert JIA[1] not in answer.text and JIA[0] not in answer.text


def test_a_terminals_own_token_books_nothing(shared: Platform) -> None:
    assert book(shared, token=shared.token(ONE)).status_code == 401


def test_booked_elsewhere_takes_the_former_one_back(shared: Platform) -> None:
    first = booked(shared, person=YI)["certificate_id"]
    Desk(shared).fetch(first)
    second = booked(shared, TWO, person=YI)["certificate_id"]
    assert [one.get("cancelled", False) for one in of(shared, ONE, first)] == [False, True]
    assert [one.get("cancelled", False) for one in of(shared, TWO, second)] == [False]
    desk = Desk(shared)
    assert desk.verified(desk.code(first, 1)) == "revoked"
    assert Desk(shared, TWO).verified(desk.code(second, 1)) == "genuine"
    marks = [mark for one in items(shared, TWO, "revocation") for mark in one["body"]["ids"]]
    assert revoked_mark(parse_id(first)) in marks


def test_what_is_printed_already_stands_when_it_is_booked_once_more(shared: Platform) -> None:
    first = booked(shared)["certificate_id"]
    desk = Desk(shared)
    desk.fetch(first)
    assert shared.statuses(ONE, [outcome(first, 1, "printed")]) == ["applied"]
    booked(shared, TWO)
    assert desk.verified(desk.code(first, 1)) == "genuine"


def test_a_cancelled_booking_stops_to_count_at_once(shared: Platform) -> None:
    name = booked(shared)["certificate_id"]
    assert cancel(shared, name).json()["booking"]["cancelled"] is True
    assert cancel(shared, name).status_code == 200
    assert len(of(shared, ONE, name)) == 2
    assert Desk(shared).fetch(name).json()["why"] == "revoked"
    assert cancel(shared, "1.2.156.3005.2.nothing").status_code == 404


@pytest.mark.row("S093")
@pytest.mark.parametrize("late", [False, True])
def test_a_second_copy_printed_while_cut_off_voids_the_first_whatever_comes_first(
    shared: Platform, late: bool
) -> None:
    name = booked(shared)["certificate_id"]
    desk = Desk(shared)
    for number in (1, 2):
        desk.fetch(name, number)
    reports = [outcome(name, 1, "unknown"), outcome(name, 1, "void"), outcome(name, 2, "printed")]
    epoch = own_epoch()
    for number, report in enumerate(reversed(reports) if late else reports, 1):
        (result,) = shared.send(ONE, [report | {"seq": number}], epoch)
        assert result["status"] == "applied" or late, result
        states = desk.life(name)["copies"]
        assert sum(state not in ("void", "held") for state in states.values()) <= 1
    assert desk.life(name)["copies"] == {"1": "void", "2": "printed"}
    assert desk.verified(desk.code(name, 1)) == "void"
    assert desk.verified(desk.code(name, 2)) == "genuine"
    assert desk.open(name, 3).json()["why"] == "open"


def test_a_held_copy_that_was_destroyed_opens_no_more(shared: Platform) -> None:
    name = booked(shared)["certificate_id"]
    desk = Desk(shared)
    for number in (1, 2):
        desk.fetch(name, number)
    reports = [outcome(name, 1, "printed"), outcome(name, 2, "void")]
    assert shared.statuses(ONE, reports) == ["applied", "applied"]
    assert desk.life(name)["copies"] == {"1": "printed", "2": "void"}
    assert desk.fetch(name, 2).json()["why"] == "over"
