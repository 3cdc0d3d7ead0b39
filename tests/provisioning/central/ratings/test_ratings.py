"""Ratings at the platform: kept once, scored, followed up."""

import json
import uuid
from pathlib import Path

import pytest
import requests

from tests.provisioning.central.platform import ONE, TWO
from tests.provisioning.central.ratings.rated import (
    DAY_S,
    ITEM,
    PHONE,
    by_name,
    counters,
    follow,
    rated,
    send,
    served,
)
from tests.provisioning.central.samples import JIA, record, ticket
from tests.provisioning.central.within import Within, module

pytestmark = pytest.mark.slow


def test_the_former_shape_is_still_taken(within: Within) -> None:
    assert send(within, record("evaluation", rated(5, ticket_id="t"))) == ["applied"]
    kept = module("models").Evaluation.objects.get()
    assert (kept.satisfaction, kept.assess_number, kept.item_code) == (5, 1, "")
    assert kept.terminal_id == ONE


def test_the_long_shape_comes_back_as_it_was_sent(within: Within) -> None:
    said = {"eval_detail": ["speed", "ease"], "detail_version": "39735-2020.online.1"}
    words = {"writing_evaluation": "等了太久 𠮷" + "好" * 494}
    body = rated(2, service_id="s-1", **ITEM, **said, **words)
    sent = record("evaluation", body)
    assert send(within, sent) == ["applied"]
    assert send(within, sent) == ["already"]
    kept = module("models").Evaluation.objects.get()
    assert len(kept.writing_evaluation) == 500
    assert {name: getattr(kept, name) for name in body} == body
    over = rated(2, writing_evaluation="a" * 501)
    assert send(within, record("evaluation", over)) == ["rejected"]


@pytest.mark.row("S126")
def test_scores_are_made_by_the_system_for_each_item_and_terminal(within: Within) -> None:
    marks = [(ONE, 5), (ONE, 4), (ONE, 1), (TWO, 5)]
    for terminal, level in marks:
        assert send(within, record("evaluation", rated(level, **ITEM)), terminal=terminal)
    send(within, record("evaluation", rated(5, assess_number=2, **ITEM)))
    found = counters(within)
    rows = {row["key"]: row for row in found["terminals"]}
    assert (rows[ONE]["mean"], rows[ONE]["count"], rows[ONE]["again"]) == (3.33, 3, 1)
    assert rows[ONE]["levels"] == [1, 1, 0, 0, 1]
    assert [row["key"] for row in found["terminals"]] == [TWO, ONE], "best first"
    (item,) = found["items"]
    assert (item["key"], item["count"], item["mean"]) == (ITEM["item_code"], 4, 3.75)
    page = requests.get(f"{within.url}/ratings/", timeout=10).text
    assert "3.33" in page and ITEM["task_name"] in page


@pytest.mark.row("S126", "S130")
def test_the_page_for_admins_shows_nobody_and_nobodys_words(within: Within) -> None:
    body = by_name(within, writing_evaluation="WORDS-77", **ITEM)
    assert send(within, record("evaluation", body)) == ["applied"]
    shown = requests.get(f"{within.url}/ratings/", timeout=10).text + json.dumps(counters(within))
    for value in (*JIA, PHONE, "WORDS-77"):
        assert value not in shown
    assert requests.get(f"{within.url}/ratings.json", timeout=10).status_code == 401


@pytest.mark.row("S122")
def test_coverage_counts_services_and_those_with_an_entry(within: Within) -> None:
    one, other = ticket(1, "2026-03-02"), ticket(2, "2026-03-02")
    entry = served("a", service="ticket", ticket_id=one["ticket_id"], **dict.fromkeys(ITEM, ""))
    entry |= {"item_version": 0}
    sent = [record("ticket", one), record("service", entry), record("service", served("b"))]
    assert send(within, *sent) == ["applied"] * 3
    told = {row["service"]: row for row in counters(within)["coverage"]}
    assert (told["ticket"]["evaluable"], told["ticket"]["with_entry"]) == (1, 1)
    assert (told["guide"]["evaluable"], told["guide"]["with_entry"]) == (1, 1)
    send(within, record("ticket", other))
    told = {row["service"]: row for row in counters(within)["coverage"]}
    assert (told["ticket"]["evaluable"], told["ticket"]["with_entry"]) == (2, 1), "one has none"


@pytest.mark.row("S125")
def test_a_rating_by_name_never_ends_before_it_was_told(within: Within) -> None:
    body = by_name(within)
    send(within, record("evaluation", body))
    row = module("models").FollowUp.objects.get()
    assert row.due_day.isoformat() == "2026-03-09", "five work days by the policy"
    guid = body["row_guid"]
    assert follow(within, guid, "upheld").status_code == 409
    assert follow(within, guid, "appealed").json() == {"state": "appealed", "ended": False}
    assert follow(within, guid, "upheld").status_code == 409, "by name: it must be told"
    assert follow(within, guid, "told").status_code == 409, "without words nothing is told"
    assert follow(within, guid, "no such state", "x").status_code == 409
    within.clock.advance(10 * DAY_S)
    assert counters(within)["follow_ups"]["late"] == 1
    assert follow(within, guid, "correcting", "正在核对").json()["ended"] is False
    assert follow(within, guid, "told", "已增开一个窗口").json() == {"state": "told", "ended": True}
    assert follow(within, guid, "correcting").status_code == 409, "the end is the end"
    told = counters(within)["follow_ups"]
    assert (told["named"], told["named_told"], told["open"], told["late"]) == (1, 1, 0, 0)


@pytest.mark.row("S125")
def test_an_anonymous_one_may_end_with_an_appeal_that_was_right(within: Within) -> None:
    body = rated(2)
    send(within, record("evaluation", body))
    follow(within, body["row_guid"], "appealed")
    assert follow(within, body["row_guid"], "upheld").json()["ended"] is True


def test_a_good_rating_is_not_followed_up(within: Within) -> None:
    send(within, record("evaluation", rated(3)))
    assert not module("models").FollowUp.objects.exists()
    assert follow(within, "none", "told", "x").status_code == 404


@pytest.mark.row("S124")
def test_who_is_to_be_called_lies_encrypted_and_goes_in_the_end(within: Within) -> None:
    body = by_name(within, writing_evaluation="WORDS-77")
    sent = record("evaluation", body)
    send(within, sent)
    follow_ups, row = module("ratings.follow_ups"), module("models").FollowUp.objects.get()
    assert follow_ups.contact_of(row) == {"name": JIA[0], "id_no": JIA[1], "mobile": PHONE}
    raw = b"".join(one.read_bytes() for one in Path(within.data).glob("central.sqlite3*"))
    for value in (*JIA, PHONE, body["sealed"], body["sealed_mobile"]):
        assert value.encode() not in raw
    assert "WORDS-77" not in json.dumps(module("models").Record.objects.get().body)
    follow(within, body["row_guid"], "told", "已反馈")
    assert follow_ups.drop_contacts(within.clock.now()) == 0
    within.clock.advance(31 * DAY_S)
    assert follow_ups.drop_contacts(within.clock.now()) == 1
    row.refresh_from_db()
    assert follow_ups.contact_of(row) == {}


def test_what_cannot_be_opened_is_kept_as_a_rating_with_nobody_to_call(within: Within) -> None:
    body = by_name(within)
    body["row_guid"] = str(uuid.uuid4())  # sealed for another one
    assert send(within, record("evaluation", body)) == ["applied"]
    row = module("models").FollowUp.objects.get()
    assert (bytes(row.contact), row.contact_readable) == (b"", False)
