"""The misbehaviour that demos and tests ask for is what they get, and it ends."""

import threading

import pytest
import requests

from tests.provisioning.central.platform import HALL, ONE, Platform, until
from tests.provisioning.central.samples import application, auth, own_day, record, ticket

pytestmark = pytest.mark.slow


def get(platform: Platform, timeout: float = 5) -> requests.Response:
    return requests.get(
        f"{platform.url}/api/v1/halls/{HALL}",
        headers=platform.headers(ONE),
        timeout=timeout,
        allow_redirects=False,
    )


def test_wrong_answers_come_as_ordered_and_heal(shared: Platform) -> None:
    looks: dict[str, tuple[int, str | None]] = {
        "500": (500, "text/plain"),
        "empty": (200, "application/json"),
    }
    looks |= {"html": (200, "text/html; charset=utf-8"), "redirect": (302, None)}
    for kind, (status, content_type) in looks.items():
        shared.fault(kind, count=2)
        for _ in range(2):
            answer = get(shared)
            assert (answer.status_code, answer.headers.get("Content-Type")) == (
                status,
                content_type,
            )
            if kind != "html":
                assert answer.content == b""
        assert get(shared).json()["hall"]["groups"]


def test_spoiled_answer_means_that_nothing_was_applied(shared: Platform) -> None:
    one = record("ticket", ticket(1, own_day()))
    content = {"terminal_id": ONE, "epoch": "e1", "records": [one]}
    for kind in ("500", "html", "empty"):
        shared.fault(kind, count=1)
        shared.post("records", ONE, content)
    assert shared.statuses(ONE, [one]) == ["applied"]


def test_hanging_request_ends_with_the_order_and_spares_the_pages(shared: Platform) -> None:
    ended = threading.Event()

    def wait() -> None:
        with pytest.raises(requests.ConnectionError):
            get(shared, timeout=15)
        ended.set()

    shared.fault("hang")
    waiter = threading.Thread(target=wait)
    waiter.start()
    assert requests.get(f"{shared.url}/", timeout=5).status_code == 200
    assert not ended.is_set()
    shared.fault("none")
    assert ended.wait(10)
    waiter.join(timeout=5)
    assert get(shared).status_code == 200


def test_clients_that_give_up_do_not_use_up_the_threads(shared: Platform) -> None:
    shared.fault("hang")
    for _ in range(14):
        with pytest.raises(requests.Timeout):
            get(shared, timeout=0.05)
    until(lambda: requests.get(f"{shared.url}/", timeout=10).status_code == 200)
    shared.fault("none")
    assert get(shared).status_code == 200


def test_order_that_is_none_is_refused(shared: Platform) -> None:
    for order in ({"kind": "flood"}, {"kind": "500", "count": 0}, {}):
        answer = requests.post(f"{shared.url}/_world/fault", json=order, timeout=5)
        assert answer.status_code == 400
    assert requests.get(f"{shared.url}/_world/fault", timeout=5).status_code == 404
    assert get(shared).status_code == 200


def test_put_off_requests_are_told_when_to_come_again_and_are_not_applied(
    shared: Platform,
) -> None:
    one = record("auth", auth())
    content = {"terminal_id": ONE, "epoch": "e1", "records": [one]}
    for kind, code in (("429", "pace"), ("503", "busy")):
        shared.fault(kind, count=1, seconds=7)
        answer = shared.post("records", ONE, content)
        assert (answer.status_code, answer.json()["error"]) == (int(kind), code)
        assert answer.headers["Retry-After"] == "7"
        assert answer.json()["pace"]["max_records"] > 0
    assert shared.statuses(ONE, [one]) == ["applied"]


def test_slow_answer_comes_after_all_and_ends_with_the_order(shared: Platform) -> None:
    shared.fault("slow", seconds=3600)
    answers: list[int] = []
    waiter = threading.Thread(target=lambda: answers.append(get(shared, timeout=30).status_code))
    waiter.start()
    with pytest.raises(requests.Timeout):
        get(shared, timeout=0.3)
    assert not answers
    shared.fault("none")
    waiter.join(timeout=20)
    assert answers == [200]
    shared.fault("slow", seconds=1, count=1)
    assert get(shared, timeout=30).status_code == 200


def test_truncated_answer_is_no_answer_and_was_applied(shared: Platform) -> None:
    one = record("auth", auth())
    shared.fault("truncated", count=1)
    with pytest.raises((requests.ConnectionError, requests.exceptions.ChunkedEncodingError)):
        shared.send(ONE, [one])
    assert shared.statuses(ONE, [one]) == ["already"]


def test_request_that_is_delivered_twice_has_one_effect(shared: Platform) -> None:
    body = ticket(1, own_day())
    shared.fault("duplicate", count=1)
    assert shared.statuses(ONE, [record("ticket", body)]) == ["already"], "of the second delivery"
    query = "SELECT count(*) FROM central_ticket WHERE ticket_id = ?"
    assert shared.rows(query, body["ticket_id"]) == [(1,)]


@pytest.mark.row("S128")
def test_without_dedupe_the_same_deliveries_show_duplicates(own: Platform) -> None:
    """The control: what keeps effects single is the receiver's dedupe, and the tests can see it."""
    own.limit(dedupe=False)
    own.mode = "world"
    own.start()
    day = own_day()
    batch = [
        record("ticket", ticket(1, day), key=f"{ONE}.e1.1", seq=1),
        record("auth", auth(), key=f"{ONE}.e1.2", seq=2),
        record("application", application(), key=f"{ONE}.e1.3", seq=3),
    ]
    assert own.statuses(ONE, batch) == ["applied"] * 3
    assert own.doubled() == 0
    own.fault("duplicate", count=1)
    answers = own.send(ONE, batch)
    assert [one["status"] for one in answers] == ["applied"] * 3
    assert [one["key"] for one in answers] == [one["key"] for one in batch]
    assert own.doubled() == 6
    for table in ("ticket", "auditevent", "application"):
        assert own.rows(f"SELECT count(*) FROM central_{table}") == [(3,)]
    own.stop()
    own.limit(dedupe=True)
    own.start()
    assert own.statuses(ONE, batch) == ["already"] * 3


def test_one_hanging_request_hangs_and_the_next_is_answered(shared: Platform) -> None:
    shared.fault("hang", count=1)
    with pytest.raises(requests.Timeout):
        get(shared, timeout=1)
    assert get(shared).status_code == 200
    shared.fault("none")
