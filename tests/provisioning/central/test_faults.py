"""The misbehaviour that demos and tests ask for is what they get, and it ends."""

import threading

import pytest
import requests

from tests.provisioning.central.platform import HALL, ONE, Platform, until
from tests.provisioning.central.samples import own_day, record, ticket


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
