"""Who else works on an application, and who watches: departments, stages of other codes, repairs of
terminals, supervision."""

import json
from datetime import timedelta
from io import StringIO

import pytest
import requests
from django.core.management import CommandError, call_command

from tests.clock import FakeClock
from tests.kiosk.progress.samples import at
from tests.provisioning.central.cases import lamps, order, post, sent, shown, tell
from tests.provisioning.central.platform import ONE
from tests.provisioning.central.samples import record
from tests.provisioning.central.within import Within, module, token_of

pytestmark = pytest.mark.slow

ROAD = {"dept_code": "11990100MB09900836", "dept_name": "示例市自然资源和规划局"}
TAX = {"dept_code": "11990100MB0990075B", "dept_name": "国家税务总局示例市税务局"}


@pytest.mark.row("S151")
def test_each_department_has_its_own_state_and_lamp(within: Within) -> None:
    body = sent(within, 7)
    what = {"do": "department", "application": body["local_no"]}
    days = {"unit": "work_day", "amount": 2}
    assert order(within, **what, **ROAD, **days, state="in_review").status_code == 200
    assert order(within, **what, **TAX, **days | {"amount": 9}, state="in_review").ok
    within.clock.set(at("2026-03-05"))
    within.round()
    order(within, **what, **ROAD, **days, state="finished", source="road-1")
    again = order(within, **what, **ROAD, **days, state="rejected", source="road-1")
    assert again.status_code == 409, "another decision is told under the same source"
    again = order(within, **what, **ROAD, **days, state="finished", source="road-1")
    assert again.json() == {"event": None}, "what is told under one source counts once"
    told = {one["name"]: one for one in shown(within, body)["departments"]}
    road, tax = told[ROAD["dept_name"]], told[TAX["dept_name"]]
    assert (road["state"], road["lamp"], road["due"]) == ("finished", "red", "2026-03-04")
    assert (tax["state"], tax["lamp"], tax["due"]) == ("in_review", "green", "2026-03-13")
    assert shown(within, body)["lamp"] == "green", "the application has a lamp of its own"
    event = module("models").ProgressEvent.objects.get(kind="lamp")
    assert (event.later, event.about) == ("red", ROAD["dept_code"])
    assert ROAD["dept_name"] in within.page(token_of(7)[0]).text


@pytest.mark.row("S013")
def test_a_stage_of_no_known_code_is_shown_by_its_words_and_logged(
    within: Within, caplog: pytest.LogCaptureFixture
) -> None:
    body = sent(within, 8)
    what = {"do": "stage", "application": body["local_no"], "stage": "X7", "name": "现场踏勘"}
    for again in range(2):
        event = order(within, **what, source="s1").json()["event"]
        assert bool(event) is (again == 0)
    names = [step["name"] for step in shown(within, body)["stages"]]
    assert len(names) == 9 and names[3] == "现场踏勘"
    assert "X7" in caplog.text
    assert "现场踏勘" in within.page(token_of(8)[0]).text


@pytest.mark.row("S110")
def test_a_fault_of_a_terminal_has_the_same_three_colours(within: Within) -> None:
    help_wanted = {"session_id": "s", "screen": "idle", "fault": "RP-0101"}
    told = help_wanted | {"at": "2026-03-02T09:00:00+08:00"}
    post(within, record("help", told), record("help", told | {"session_id": "t"}))
    post(within, record("help", told | {"fault": None}))
    repairs = module("models").Repair.objects
    assert repairs.count() == 1
    for day, colour in (("03", "green"), ("04", "yellow"), ("05", "red"), ("06", "red")):
        within.clock.set(at(f"2026-03-{day}"))
        within.round()
        assert repairs.get().lamp == colour
    assert lamps() == [("green", "yellow"), ("yellow", "red")]
    call_command("repair", ONE, "RP-0101", "--done")
    within.clock.set(at("2026-03-20"))
    within.round()
    assert repairs.get().lamp == "red" and len(lamps()) == 2
    post(within, record("help", told | {"session_id": "u"}))
    assert repairs.filter(ended_at=None).get().lamp == "green"


@pytest.mark.row("S114", "S110")
def test_supervision_takes_stages_with_start_and_end_and_every_lamp(within: Within) -> None:
    token = (within.data / "admin_token").read_text().strip()

    def take(after: int, key: str = token) -> requests.Response:
        return requests.get(
            f"{within.url}/supervision.json?after={after}",
            headers={"Authorization": f"Bearer {key}"},
            timeout=10,
        )

    assert take(0, "other").status_code == 401
    body = sent(within, 9)
    first = take(0).json()
    assert {row["table"] for row in first["rows"]} == {"accept", "process"}
    for hour, state in ((10, "in_review"), (11, "decided"), (12, "finished")):
        within.clock.set(at("2026-03-11", hour))
        within.round()
        tell(body["local_no"], state, within.clock)
    second = take(first["cursor"]).json()
    rows = second["rows"]
    stages = {row["stage"]: row for row in rows if row["table"] == "process"}
    assert stages["04"]["start"] == "2026-03-11T10:00:00+08:00"
    assert stages["04"]["end"] == stages["05"]["start"] == "2026-03-11T11:00:00+08:00"
    assert all(stages[one]["end"] for one in ("02", "03", "04", "05", "06"))
    (accept,) = [row for row in rows if row["table"] == "accept"]
    assert (accept["lamp"], accept["promise_date"]) == ("red", "2026-03-09")
    assert [row["later"] for row in rows if row["table"] == "lamp"] == ["red"]
    assert [row["type"] for row in rows if row["table"] == "result"] == ["finished"]
    envelope = {"row_guid", "cd_operation", "cd_time", "cd_batch", "data_source"}
    assert all(envelope <= set(row) for row in rows)
    assert len({row["row_guid"] for row in rows}) == len(rows)
    assert all(len(row["cd_batch"]) <= 32 for row in rows)
    assert take(second["cursor"]).json()["rows"] == []
    assert take(-1).status_code == 400


def test_a_change_that_cannot_follow_is_refused_and_leaves_nothing(
    within: Within, clock: FakeClock
) -> None:
    body = sent(within, 10)
    before = module("models").ProgressEvent.objects.count()
    for what in (
        {"do": "state", "state": "uploaded"},
        {"do": "state", "state": "withdrawn"},
        {"do": "special"},
    ):
        assert order(within, application=body["local_no"], **what).status_code == 409
    assert order(within, do="state", application="nobody", state="finished").status_code == 409
    assert order(within, do="state", application=body["local_no"], state="new").status_code == 400
    assert order(within, do="dance", application=body["local_no"]).status_code == 400
    assert module("models").ProgressEvent.objects.count() == before
    assert clock.now() - at("2026-03-02", 9) < timedelta(minutes=1)
    with pytest.raises(CommandError):
        call_command("progress", '{"do": "special", "application": "nobody"}')


def test_departments_count_for_themselves_and_no_decision_is_lost_by_it(within: Within) -> None:
    first, second = sent(within, 11)["local_no"], sent(within, 12)["local_no"]

    def tell_of(number: str, state: str) -> None:
        told = {"do": "state", "application": number, "state": state, "source": "2026-000017"}
        call_command("progress", json.dumps(told), verbosity=0)

    tell_of(first, "in_review")
    tell_of(second, "rejected")
    tell_of(second, "rejected")
    with pytest.raises(CommandError, match="another change"):
        tell_of(first, "decided")
    states = module("models").Case.objects.values_list("local_no", "state")
    assert dict(states) == {first: "in_review", second: "rejected"}


def test_a_fault_that_was_mended_and_comes_again_is_a_repair_of_its_own(within: Within) -> None:
    terminal = module("models").Terminal.objects.get(pk=ONE)
    repairs, lamps_of = module("models").Repair.objects, module("progress.lamps")

    def open_ones() -> list[str]:
        call_command("repair", stdout=(said := StringIO()))
        return said.getvalue().splitlines()

    for day in ("2026-03-02", "2026-04-01"):
        within.clock.set(at(day))
        assert not open_ones()
        lamps_of.report_fault(terminal, "RP-0101", within.clock.now())
        within.clock.set(at(day) + timedelta(days=6))
        within.round()
        (line,) = open_ones()
        assert '"lamp": "red"' in line
        call_command("repair", ONE, "RP-0101", "--done")
    told = module("models").ProgressEvent.objects.filter(kind="repair")
    assert [one.later for one in told] == ["green", "ended", "green", "ended"]
    assert repairs.count() == 2 and all(one.ended_at for one in repairs.all())
    for wrong in ([ONE, "RP-0101", "--done"], [ONE, "--done"]):
        with pytest.raises(CommandError):
            call_command("repair", *wrong)
