"""The page of a finished service on a phone: rated later, and once again, bound to that service."""

import pytest
import requests

from tests.provisioning.central.platform import ONE
from tests.provisioning.central.ratings.rated import DAY_S, ITEM, follow, rated, send, served
from tests.provisioning.central.samples import record
from tests.provisioning.central.within import Within, module


@pytest.mark.row("S121")
def test_a_service_is_rated_later_by_its_link_and_once_again(within: Within) -> None:
    token = "c" * 32
    address = f"{within.url}/rate/{token}"
    assert requests.get(address, timeout=10).status_code == 404, "it has not come yet"
    service = served(token, number="T00003-1")
    send(within, record("service", service))
    page = requests.get(address, timeout=10)
    assert page.status_code == 200
    assert "checked" not in page.text, "nothing is chosen beforehand"
    assert requests.post(address, data={}, timeout=10).status_code == 400
    requests.post(
        address, data={"level": "2", "reason": ["speed", "x"], "text": "慢\x07"}, timeout=10
    )
    first = module("models").Evaluation.objects.get()
    assert (first.service_id, first.number, first.item_code) == (
        service["service_id"],
        "T00003-1",
        ITEM["item_code"],
    )
    assert (first.pf, first.assess_number, first.terminal_id) == ("3", 1, ONE)
    assert (first.eval_detail, first.writing_evaluation) == (["speed"], "慢")
    follow(within, first.row_guid, "told", "已经改好")
    assert "已经改好" in requests.get(address, timeout=10).text
    requests.post(address, data={"level": "5"}, timeout=10)
    numbers = module("models").Evaluation.objects.values_list("assess_number", flat=True)
    assert sorted(numbers) == [1, 2]
    requests.post(address, data={"level": "1"}, timeout=10)
    assert module("models").Evaluation.objects.count() == 2
    assert "已评价两次" in requests.get(address, timeout=10).text


@pytest.mark.row("S121")
@pytest.mark.parametrize(
    ("kind", "ticket", "name"), [("ticket", "t1", "排队取号"), ("verify", "", "证明核验")]
)
def test_a_service_of_no_item_is_named_as_what_it_was(
    within: Within, kind: str, ticket: str, name: str
) -> None:
    token = "d" * 32
    nothing = {"item_code": "", "item_version": 0, "task_name": ""}
    send(within, record("service", served(token, service=kind, ticket_id=ticket, **nothing)))
    assert name in requests.get(f"{within.url}/rate/{token}", timeout=10).text


@pytest.mark.row("S121")
def test_after_a_rating_at_the_terminal_the_link_is_for_one_more(within: Within) -> None:
    token = "d" * 32
    service = served(token)
    given = rated(4, service_id=service["service_id"])
    send(within, record("evaluation", given), record("service", service))
    address = f"{within.url}/rate/{token}"
    assert "满意 Satisfied" in requests.get(address, timeout=10).text
    requests.post(address, data={"level": "5"}, timeout=10)
    second = module("models").Evaluation.objects.exclude(row_guid=given["row_guid"]).get()
    assert (second.assess_number, second.service_id) == (2, service["service_id"])
    within.clock.advance(366 * DAY_S)
    assert requests.get(address, timeout=10).status_code == 404, "a year is over"
