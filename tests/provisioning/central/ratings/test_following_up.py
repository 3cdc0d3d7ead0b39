"""Who follows a bad rating up, and what is left of who gave it."""

import logging
from datetime import timedelta
from typing import Any

import pytest
import requests

from tests.kiosk.progress.samples import at
from tests.provisioning.central.cases import sent, tell
from tests.provisioning.central.ratings.rated import (
    DAY_S,
    PHONE,
    admin,
    by_name,
    follow,
    rated,
    send,
)
from tests.provisioning.central.samples import JIA, record
from tests.provisioning.central.within import Within, module

pytestmark = pytest.mark.slow


def listed(within: Within) -> list[dict[str, Any]]:
    url = f"{within.url}/ratings/follow-ups.json"
    answer = requests.get(url, headers=admin(within), timeout=10)
    assert answer.status_code == 200 and answer.headers["Cache-Control"] == "no-store"
    found: list[dict[str, Any]] = answer.json()["follow_ups"]
    return found


def test_who_follows_up_reads_the_words_and_whom_to_call(
    within: Within, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    named = by_name(within, writing_evaluation="窗口没有人")
    send(within, record("evaluation", named))
    within.clock.advance(60)
    send(within, record("evaluation", rated(2)))
    send(within, record("evaluation", rated(5)))
    first, second = listed(within)
    assert first["row_guid"] == named["row_guid"] and first["writing_evaluation"] == "窗口没有人"
    assert first["contact"] == {"name": JIA[0], "mobile": PHONE} and first["contact_readable"]
    assert JIA[1] not in str(first), "nobody calls the number of a document"
    assert (second["satisfaction"], second["contact"]) == (2, {})
    follow(within, named["row_guid"], "told", "已增开窗口")
    assert [one["row_guid"] for one in listed(within)] == [second["row_guid"]]
    assert PHONE not in caplog.text and JIA[0] not in caplog.text


def test_whom_to_call_is_for_the_admin_alone(within: Within) -> None:
    url = f"{within.url}/ratings/follow-ups.json"
    assert requests.get(url, timeout=10).status_code == 401
    assert requests.get(url, headers=within.headers(), timeout=10).status_code == 401
    assert requests.post(url, headers=admin(within), timeout=10).status_code == 405


def test_a_platform_that_runs_on_forgets_numbers_thirty_days_after_the_end(within: Within) -> None:
    models, contacts = module("models"), module("progress.contacts")
    within.clock.set(at("2026-03-02", 9))
    body, named = sent(within, 1), by_name(within)
    send(within, record("evaluation", named))
    case = models.Case.objects.get()
    contacts.put_contact(case, "sms", PHONE, within.clock.now())
    tell(body["local_no"], "rejected", within.clock)
    follow(within, named["row_guid"], "told", "已反馈")

    def kept() -> tuple[int, int]:
        people = models.FollowUp.objects.exclude(contact=b"")
        return models.Contact.objects.count(), people.count()

    within.round()
    within.clock.advance(timedelta(days=29).total_seconds())
    within.round()
    assert kept() == (1, 1)
    within.clock.advance(2 * DAY_S)
    within.round()
    assert kept() == (0, 0)
