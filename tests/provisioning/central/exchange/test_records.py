"""What terminals send: applied once, whatever happens on the way."""

import random
from typing import Any

import pytest
import requests

from tests.provisioning.central.platform import HALL, ONE, TWO, Platform
from tests.provisioning.central.samples import JIA, YI, held_ticket, others, own_day, record, ticket

pytestmark = pytest.mark.slow


def batch_of_all_kinds(platform: Platform, day: str) -> list[dict[str, Any]]:
    bodies = [held_ticket(platform.data, person, n, day) for n, person in ((1, JIA), (2, YI))]
    bodies += [held_ticket(platform.data, JIA, 3, day, taken_at=f"{day}T07:00:00+08:00")]
    bodies += [ticket(n, day) for n in range(4, 20)]
    return [record("ticket", body) for body in bodies] + others("s1", bodies[0]["ticket_id"])


@pytest.mark.row("S128")
def test_any_batch_sent_twice_changes_nothing(shared: Platform) -> None:
    batch = batch_of_all_kinds(shared, own_day())
    assert set(shared.statuses(ONE, batch)) == {"applied"}
    before, evidence = shared.contents(), shared.evidence()["terminals"][0]["tickets"]
    assert len(before["central_ticket"]) >= 19

    parts = [batch, batch[::-1], batch[5:9], batch[:1] * 3, random.sample(batch, 7)]
    for part in parts:
        assert set(shared.statuses(ONE, part)) == {"already"}
    assert shared.contents() == before
    assert shared.evidence()["terminals"][0]["tickets"] == evidence


def test_same_key_twice_in_one_batch_applies_once(shared: Platform) -> None:
    one = record("ticket", ticket(1, own_day()))
    assert shared.statuses(ONE, [one, one]) == ["applied", "already"]


def test_key_with_another_content_is_a_conflict_and_changes_nothing(shared: Platform) -> None:
    body = ticket(7, own_day())
    first = record("ticket", body)
    shared.send(ONE, [first])
    before = shared.contents()
    changed = first | {"body": body | {"priority": "elder"}}
    other_kind = record("help", {"session_id": "", "screen": "", "fault": None, "at": ""})
    other_kind |= {"key": first["key"], "kind": "auth", "body": auth_body()}
    assert shared.statuses(ONE, [changed, other_kind]) == ["conflict", "conflict"]
    assert shared.statuses(TWO, [record("auth", auth_body(), key=first["key"])]) == ["conflict"]
    assert shared.contents() == before


def auth_body() -> dict[str, str]:
    at = "2031-01-01T08:00:00+08:00"
    return {"session_id": "s", "means": "NONE", "assurance": "AL0", "at": at}


def spoiled(change: dict[str, Any], day: str = "2031-01-01") -> dict[str, Any]:
    return record("ticket", ticket(1, day) | change)


MALFORMED: dict[str, Any] = {
    "not an object": 7,
    "no key": {"kind": "auth"},
    "key with blanks": record("auth", auth_body(), key="a b"),
    "unknown kind": record("parcel", {}),
    "kind of another type": record("auth", auth_body()) | {"kind": ["auth"]},
    "body missing": {k: v for k, v in record("auth", {}).items() if k != "body"},
    "negative seq": record("auth", auth_body(), seq=-1),
    "group of another hall": spoiled({"group_id": "Z", "ticket_no": "Z001"}),
    "other terminal": spoiled({"terminal_id": TWO}),
    "unknown terminal": spoiled({"terminal_id": "T99999"}),
    "number 0": spoiled({"seq": 0, "ticket_no": "A000"}),
    "number 1000": spoiled({"seq": 1000, "ticket_no": "A1000"}),
    "number and seq differ": spoiled({"ticket_no": "A002"}),
    "date that is none": spoiled({"business_date": "2031-02-30"}),
    "date in another form": spoiled({"business_date": "20310101"}),
    "time without offset": spoiled({"taken_at": "2031-01-01T08:00:00"}),
    "time in UTC": spoiled({"taken_at": "2031-01-01T08:00:00Z"}),
    "time that is none": spoiled({"taken_at": "2031-01-01T25:00:00+08:00"}),
    "line break after the time": spoiled({"taken_at": "2031-01-01T08:00:00+08:00\n"}),
    "unknown priority": spoiled({"priority": "vip"}),
    "paper as text": spoiled({"paper": "yes"}),
    "clear name as mask": spoiled({"holder_mask": JIA[0]}),
    "clear number as mask": spoiled({"holder_mask": JIA[1]}),
    "hash in capitals": spoiled({"holder_hash": "A" * 64, "identity": "typed"}),
    "holder without identity": spoiled({"holder_hash": "a" * 64}),
    "identity without holder": spoiled({"identity": "typed"}),
    "endless id": spoiled({"ticket_id": "x" * 65}),
    "satisfaction 6": record("evaluation", {"satisfaction": 6}),
}


@pytest.mark.parametrize("bad", MALFORMED.values(), ids=MALFORMED.keys())
def test_one_malformed_record_is_rejected_and_the_others_apply(shared: Platform, bad: Any) -> None:
    day = own_day()
    batch = [record("ticket", ticket(1, day)), bad, record("ticket", ticket(2, day))]
    answers = shared.send(ONE, batch)
    assert [one["status"] for one in answers] == ["applied", "rejected", "applied"]
    assert answers[1]["detail"]
    stored = shared.rows("SELECT seq FROM central_ticket WHERE business_date = ? ORDER BY 1", day)
    assert stored == [(1,), (2,)]


def test_rejection_names_the_place_and_never_the_value(shared: Platform) -> None:
    secret = JIA[1]
    bad = [
        spoiled({"priority": secret}),
        spoiled({"holder_mask": secret}),
        spoiled({"seq": secret}),
    ]
    bad += [spoiled({"taken_at": "2031-02-30T08:00:00+08:00"})]
    details = [one["detail"] for one in shared.send(ONE, bad)]
    assert details[3] == "not acceptable at $.taken_at"
    assert "$.priority" in details[0] and "$.holder_mask" in details[1]
    assert not any(secret in detail for detail in details)


def test_rejected_record_may_come_again_in_order(shared: Platform) -> None:
    body = ticket(1, own_day())
    wrong = record("ticket", body | {"group_id": "Z"})
    assert shared.statuses(ONE, [wrong]) == ["rejected"]
    assert shared.statuses(ONE, [wrong | {"body": body}]) == ["applied"]


def test_ticket_that_exists_is_not_made_again_under_another_key(shared: Platform) -> None:
    body = ticket(1, own_day())
    assert shared.statuses(ONE, [record("ticket", body)]) == ["applied"]
    assert shared.statuses(ONE, [record("ticket", body)]) == ["rejected"]


@pytest.mark.parametrize(
    "raw",
    [b"", b"seq=1", b"[]", b"{", b'{"terminal_id": NaN}', b"[" * 20000, b'"\xff"', b"{}"],
)
def test_request_that_is_not_ours_is_400(shared: Platform, raw: bytes) -> None:
    headers = shared.headers(ONE) | {"Content-Type": "application/json"}
    for path in ("records", "leases"):
        answer = requests.post(f"{shared.url}/api/v1/{path}", raw, headers=headers, timeout=10)
        assert (answer.status_code, answer.json()["error"]) == (400, "malformed")


def test_too_much_at_once_is_413(shared: Platform) -> None:
    empty = {"terminal_id": ONE, "epoch": "e1", "records": []}
    assert shared.post("records", ONE, empty | {"records": [{}] * 201}).status_code == 413
    assert shared.post("records", ONE, empty | {"pad": "x" * 1_048_577}).status_code == 413
    assert shared.post("records", ONE, empty | {"records": [{}] * 200}).status_code == 200


def test_only_the_terminal_itself_may_speak_for_it(shared: Platform) -> None:
    empty = {"terminal_id": ONE, "epoch": "e1", "records": []}
    address = f"{shared.url}/api/v1/records"
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic eDp5"}):
        answer = requests.post(address, json=empty, headers=headers, timeout=10)
        assert (answer.status_code, answer.json()["error"]) == (401, "token")
    assert shared.post("records", TWO, empty).status_code == 403
    other_hall = requests.get(
        f"{shared.url}/api/v1/halls/000000", headers=shared.headers(ONE), timeout=10
    )
    assert other_hall.status_code == 403


def test_blocked_terminal_is_refused(shared: Platform) -> None:
    shared.change("UPDATE central_terminal SET active = 0 WHERE terminal_id = ?", TWO)
    empty = {"terminal_id": TWO, "epoch": "e1", "records": []}
    assert shared.post("records", TWO, empty).status_code == 401
    shared.change("UPDATE central_terminal SET active = 1 WHERE terminal_id = ?", TWO)
    assert shared.post("records", TWO, empty).status_code == 200


def test_wrong_method_or_address_answers_in_json(shared: Platform) -> None:
    got = requests.get(f"{shared.url}/api/v1/records", headers=shared.headers(ONE), timeout=10)
    assert (got.status_code, got.json()["error"]) == (405, "method")
    lost = requests.get(f"{shared.url}/api/v2/records", timeout=10)
    assert (lost.status_code, lost.json()["error"]) == (404, "not_found")


def test_hall_is_told_with_every_answer(shared: Platform) -> None:
    answer = requests.get(
        f"{shared.url}/api/v1/halls/{HALL}", headers=shared.headers(ONE), timeout=10
    ).json()
    assert answer["time"].endswith("+08:00") and answer["hall"]["as_of"] == answer["time"]
    groups = {one["group_id"]: one for one in answer["hall"]["groups"]}
    assert list(groups) == ["A", "B", "C", "D"]
    assert groups["D"]["open_windows"] == ["21", "22", "23", "24", "25"]
    assert groups["A"]["mean_service_s"] == 420

    day = answer["time"][:10]
    shared.send(ONE, [record("ticket", ticket(1, day, group_id="D"))])
    empty = {"terminal_id": ONE, "epoch": "e1", "records": []}
    told = shared.post("records", ONE, empty).json()["hall"]["groups"]
    assert [one["waiting"] for one in told] == [
        groups[g]["waiting"] + (g == "D") for g in ("A", "B", "C", "D")
    ]
