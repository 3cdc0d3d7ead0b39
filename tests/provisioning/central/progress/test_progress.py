"""Who may see how an application is: three keys find it, and nobody else's is shown; parcels."""

from pathlib import Path
from typing import Any

import pytest
import requests

from kiosk.progress.lamp import Lamp
from kiosk.progress.receipt import make_local_no
from kiosk.progress.view import parse_view
from offline_queue.inbound.progress import last_known
from provisioning.central.keys import keyed_hash
from provisioning.central.progress.guesses import EVERY_S, FREE, Guesses
from tests.kiosk.progress.samples import at, day
from tests.provisioning.central.cases import ITEM, by_card, made_at, order, post, sent, shown, tell
from tests.provisioning.central.platform import ONE, TWO
from tests.provisioning.central.samples import JIA, YI, record
from tests.provisioning.central.within import Terminal, Within, module, token_of

pytestmark = pytest.mark.slow

WAYBILL = "SF1990100000042"
PARCEL = {"do": "parcel", "carrier": "示例速运", "waybill": WAYBILL}


def holder(within: Within, person: tuple[str, str]) -> str:
    key = (within.data / "terminals" / ONE / "hall.key").read_text()
    return keyed_hash(bytes.fromhex(key), person[1])


def by_person(within: Within, number: int, person: tuple[str, str], **more: Any) -> dict[str, Any]:
    body = made_at(within.clock.now(), number, **more)
    by_card(body, within.data, person)
    post(within, record("application", body))
    return body


def found(within: Within, by: str, key: str, terminal: str = ONE) -> list[str]:
    answer = within.ask(by, key, terminal)
    assert answer.status_code == 200, answer.text
    return [one["local_no"] for one in answer.json()["applications"]]


@pytest.mark.row("S117")
def test_any_of_three_keys_finds_it_and_never_anybody_elses(within: Within) -> None:
    mine, hers = by_person(within, 1, JIA), by_person(within, 2, YI)
    for body, person, token in ((mine, JIA, token_of(1)[0]), (hers, YI, token_of(2)[0])):
        own = [body["local_no"]]
        assert found(within, "receipt", body["local_no"]) == own
        assert found(within, "card", holder(within, person)) == own
        assert found(within, "link", token) == own
        assert found(within, "receipt", body["local_no"], TWO) == own, "at any terminal"
    assert found(within, "card", "f" * 64) == []
    assert found(within, "card", "") == [] if within.ask("card", "").ok else True
    assert found(within, "link", "A" * 22) == []
    assert found(within, "link", token_of(1)[1]) == [], "what the platform keeps opens nothing"
    everything = within.ask("card", holder(within, JIA)).text
    assert hers["local_no"] not in everything
    for secret in (*JIA, *YI, mine["holder_hash"], mine["sealed"], mine["form"], mine["follow"]):
        assert secret not in everything


@pytest.mark.row("S117")
def test_who_has_the_receipt_alone_learns_no_sensitive_name_and_no_whole_parcel_number(
    within: Within,
) -> None:
    module("progress.timing").put_terms(ITEM | {"sensitivity": 2})
    body = by_person(within, 3, JIA)
    told = PARCEL | {"application": body["local_no"], "key": "1", "state": "collected"}
    order(within, **told, at="2026-03-02T10:00:00+08:00", place="示例市")
    by_receipt = shown(within, body)
    assert (by_receipt["task_name"], by_receipt["item_code"]) == ("", "")
    assert by_receipt["parcels"][0]["waybill"] == f"***{WAYBILL[-4:]}"
    assert by_receipt["parcels"][0]["events"] == []
    by_holder = within.ask("card", holder(within, JIA)).json()["applications"][0]
    assert by_holder["task_name"] == "户籍证明开具"
    assert by_holder["parcels"][0]["waybill"] == WAYBILL
    for address in ("", "/events.json"):
        page = within.page(token_of(3)[0], address).text
        for secret in (WAYBILL, "户籍证明", *JIA, body["holder_hash"], body["application_id"]):
            assert secret not in page
    assert body["local_no"] not in within.page(token_of(3)[0]).text, "masked on the page"


@pytest.mark.row("S117")
def test_who_guesses_receipts_must_wait_and_a_card_need_not(within: Within) -> None:
    body = by_person(within, 4, JIA)
    guesses = [make_local_no(ONE, within.clock.now(), 900 + n).text for n in range(FREE + 3)]
    statuses = [within.ask("receipt", one).status_code for one in guesses]
    assert statuses == [200] * FREE + [429] * 3
    refused = within.ask("receipt", body["local_no"])
    assert refused.json()["error"] == "guesses" and int(refused.headers["Retry-After"]) > 0
    assert found(within, "card", holder(within, JIA)) == [body["local_no"]]
    assert found(within, "receipt", body["local_no"], TWO) == [body["local_no"]]


def test_guesses_come_back_one_by_one() -> None:
    guesses = Guesses()
    for _ in range(FREE):
        assert guesses.wait("t", 0.0) == 0
        guesses.missed("t", 0.0)
    wait = guesses.wait("t", 0.0)
    assert 0 < wait <= EVERY_S + 1
    assert guesses.wait("t", float(wait)) == 0
    assert guesses.wait("other", 0.0) == 0


@pytest.mark.row("S149")
def test_a_project_code_lists_every_application_of_the_project(within: Within) -> None:
    code = "2026-990100-84-01-000042"
    first = sent(within, 5, project_code=code)
    within.clock.advance(60)
    second, other = sent(within, 6), sent(within, 7)
    order(within, do="number", application=second["local_no"], project_code=code, project_no="W-9")
    assert found(within, "project", code) == [second["local_no"], first["local_no"]]
    assert other["local_no"] not in found(within, "project", code)
    assert shown(within, second)["project_no"] == "W-9"
    tell("W-9", "in_review", within.clock)
    assert shown(within, second)["state"] == "in_review"


@pytest.mark.row("S119")
def test_promised_legal_and_mean_actual_time_are_told_together(within: Within) -> None:
    module("progress.timing").put_terms(ITEM | {"actual_mean_days": "1.39"})
    view = parse_view(shown(within, sent(within, 8)))
    assert (view.promise.amount, view.promise.unit) == (5, "work_day")
    assert (view.promise.day, view.legal.day) == (day("2026-03-09"), day("2026-03-30"))
    assert (view.legal.amount, view.actual_mean_days) == (20, "1.39")
    module("progress.timing").put_terms(ITEM)
    assert parse_view(shown(within, sent(within, 9))).actual_mean_days == ""


@pytest.mark.row("S102", "S103")
def test_a_parcel_is_followed_and_its_last_state_is_there_offline_with_its_time(
    within: Within, terminal: Terminal
) -> None:
    module("progress.timing").put_terms(ITEM | {"free_post": True})
    body = made_at(within.clock.now(), 10, delivery="courier")
    terminal.put(body)
    terminal.until_sent()
    tell(body["local_no"], "finished", within.clock)
    told = PARCEL | {"application": body["local_no"], "fee_fen": 1200}
    way = [
        ("1", "collected", "2026-03-03T09:00:00+08:00"),
        ("3", "delivering", "2026-03-04T09:00:00+08:00"),
        ("2", "transport", "2026-03-03T20:00:00+08:00"),  # late: it is no news
        ("3", "delivering", "2026-03-04T09:00:00+08:00"),  # again: nor is that
    ]
    within.clock.set(at("2026-03-04", 10))
    events = [
        order(within, **told, key=key, state=state, at=when).json()["event"]
        for key, state, when in way
    ]
    assert [bool(event) for event in events] == [True, True, False, False]
    view = parse_view(shown(within, body))
    (parcel,) = view.parcels
    assert (parcel.free_post, parcel.fee_fen) == (True, 0)
    assert (parcel.state, parcel.at) == ("delivering", at("2026-03-04", 9))
    assert "0 元" in within.page(token_of(10)[0]).text

    for _ in range(40):
        terminal.step()
    terminal.cable.cut = True
    known = terminal.store.call(lambda c: last_known(c, body["local_no"]))
    assert known is not None
    offline = parse_view(known.view)
    assert offline.parcels[0].state == "delivering"
    assert offline.as_of == known.at == at("2026-03-04", 10)
    assert terminal.store.call(lambda c: last_known(c, "another")) is None

    order(within, **told, key="4", state="delivered", at="2026-03-04T10:00:00+08:00")
    steps = {step.code: step for step in parse_view(shown(within, body)).steps}
    assert steps["06"].end, "the stage of delivery ends when it has arrived"


def test_a_link_dies_half_a_year_after_the_end(within: Within) -> None:
    body = sent(within, 11)
    token = token_of(11)[0]
    tell(body["local_no"], "rejected", within.clock)
    within.clock.set(at("2026-08-25"))
    assert within.page(token).status_code == 200
    within.clock.set(at("2026-09-01"))
    assert within.page(token).status_code == 404
    assert found(within, "link", token) == []
    assert requests.post(f"{within.url}/follow/{token}", timeout=10).status_code == 405


def test_a_mini_program_reads_on_from_its_cursor(within: Within) -> None:
    body, token = sent(within, 12), token_of(12)[0]
    first = within.page(token, "/events.json").json()
    assert [one["later"] for one in first["events"]] == ["accepted"]
    after = f"/events.json?after={first['cursor']}"
    assert within.page(token, after).json()["events"] == []
    tell(body["local_no"], "in_review", within.clock)
    second = within.page(token, after).json()
    assert [one["later"] for one in second["events"]] == ["in_review"]
    assert second["view"]["state"] == "in_review"
    assert within.page(token, "/events.json?after=x").status_code == 400


def test_a_receipt_number_counts_once_and_for_its_own_terminal(within: Within) -> None:
    body = sent(within, 13)
    again = made_at(within.clock.now(), 14) | {"local_no": body["local_no"]}
    foreign = made_at(within.clock.now(), 15)
    foreign["local_no"] = make_local_no(TWO, within.clock.now(), 15).text
    same_link = made_at(within.clock.now(), 16) | {"follow": body["follow"]}
    wrong = made_at(within.clock.now(), 17)
    wrong["local_no"] = wrong["local_no"][:-1] + ("A" if wrong["local_no"][-1] != "A" else "B")
    records = [record("application", one) for one in (again, foreign, same_link, wrong)]
    content = {"terminal_id": ONE, "epoch": "e1", "records": records}
    answer = requests.post(
        f"{within.url}/api/v1/records", json=content, headers=within.headers(), timeout=10
    )
    assert [one["status"] for one in answer.json()["results"]] == ["rejected"] * 4
    assert module("models").Case.objects.count() == 1


def test_an_answer_that_is_none_is_refused() -> None:
    wrong: list[Any] = [None, {}, {"local_no": "x"}, []]
    for raw in wrong:
        with pytest.raises(ValueError, match="not of the agreed shape"):
            parse_view(raw)


def test_a_newer_platform_may_tell_more(within: Within, tmp_path: Path) -> None:
    raw = shown(within, sent(within, 19))
    view = parse_view(raw | {"lamp": "blue", "state": "new_state", "more": 1})
    assert (view.lamp, view.state) == (Lamp.NONE, "new_state")
