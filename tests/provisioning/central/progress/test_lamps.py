"""Lamps on the platform: each change of colour is one event; what stops the clock; overdue shows
where to complain; a new calendar."""

from collections import Counter
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.kiosk.progress.samples import CALENDAR_FILE, at
from tests.provisioning.central.cases import lamps, order, sent, shown, tell
from tests.provisioning.central.platform import ONE, TWO
from tests.provisioning.central.within import Within, module, token_of

pytestmark = pytest.mark.slow

DAY_S = 86_400.0


@pytest.mark.row("S109", "S110", "S111")
def test_each_change_of_colour_is_one_event_however_often_one_looks(within: Within) -> None:
    """Accepted on Monday, 2 March; five work days end with Monday, 9 March."""
    body = sent(within, 1)
    assert shown(within, body)["promise"]["day"] == "2026-03-09"
    seen = []
    while within.clock.now() < at("2026-03-12"):
        within.clock.advance(DAY_S / 4)
        within.round()
        within.round()
        seen.append((within.clock.now(), shown(within, body)["lamp"]))
    colours = {moment.date().isoformat(): colour for moment, colour in seen}
    assert [colours[f"2026-03-{day:02}"] for day in (6, 8, 9, 10)] == [
        "green",
        "green",
        "yellow",
        "red",
    ]
    assert lamps() == [("green", "yellow"), ("yellow", "red")]
    assert module("models").Case.objects.get().lamp_next is None, "nobody looks at it any more"


@pytest.mark.row("S111")
@given(steps=st.lists(st.floats(0.001, 3 * DAY_S), min_size=1, max_size=12))
@settings(
    max_examples=15,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_at_whatever_times_one_looks_no_colour_comes_twice(
    within: Within, steps: list[float]
) -> None:
    within.clock.set(at("2026-03-02", 9))
    module("models").ProgressEvent.objects.all().delete()
    module("models").Case.objects.all().delete()
    module("models").Application.objects.all().delete()
    module("models").Record.objects.all().delete()
    sent(within, 2)
    for step in steps:
        within.clock.advance(step)
        module("progress.lamps").change_lamps(within.clock.now())
    order_of = ["green", "yellow", "red"]
    reached = ["green", *(later for _, later in lamps())]
    assert all(count == 1 for count in Counter(reached).values())
    assert [order_of.index(one) for one in reached] == sorted(map(order_of.index, reached))
    assert module("models").Case.objects.get().lamp == reached[-1]


@pytest.mark.row("S113")
def test_overdue_is_told_with_the_complaint_channel(within: Within) -> None:
    body = sent(within, 3)
    assert shown(within, body)["overdue"] is None
    within.clock.set(at("2026-03-10"))
    within.round()
    assert shown(within, body)["overdue"] == {"since": "2026-03-10", "complaint": "12345"}
    page = within.page(token_of(3)[0]).text
    assert "已超期" in page and "12345" in page
    tell(body["local_no"], "finished", within.clock)
    assert shown(within, body)["lamp"] == "red", "finished too late stays red"


@pytest.mark.row("S109")
def test_a_special_procedure_and_a_supplement_stop_the_clock(within: Within) -> None:
    body = sent(within, 4)
    name = body["local_no"]
    within.clock.set(at("2026-03-04"))
    assert order(within, do="special", application=name, name="听证").status_code == 200
    assert order(within, do="special", application=name, name="鉴定").status_code == 409
    within.clock.set(at("2026-03-25"))
    within.round()
    stopped = shown(within, body)
    assert (stopped["lamp"], stopped["promise"]["day"]) == ("green", "")
    assert order(within, do="special", application=name).status_code == 200
    # Tuesday counted; Wednesday 25 March is the second day, so that the fifth is the 30th.
    assert shown(within, body)["promise"]["day"] == "2026-03-30"
    tell(name, "need_supplement", within.clock)
    within.clock.set(at("2026-04-20"))
    tell(name, "in_review", within.clock)
    assert shown(within, body)["promise"]["day"] == "2026-04-23"
    assert [one["name"] for one in shown(within, body)["specials"]] == ["听证", "补正"]
    assert not lamps()


@pytest.mark.row("S065")
def test_what_was_handed_in_on_saturday_night_counts_from_monday(within: Within) -> None:
    within.clock.set(at("2026-03-07", 23))
    body = sent(within, 5)
    found = shown(within, body)
    assert (found["accepted"], found["promise"]["day"]) == ("2026-03-09", "2026-03-16")
    assert found["submitted"].startswith("2026-03-07T23:00")


def test_a_new_notice_moves_a_provisional_promise_and_is_told_to_every_terminal(
    within: Within, tmp_path: Path
) -> None:
    within.clock.set(at("2026-12-28"))
    body = sent(within, 6)
    promise = shown(within, body)["promise"]
    assert (promise["day"], promise["provisional"]) == ("2027-01-04", True)
    notice = tmp_path / "2027.json"
    notice.write_text('{"days": [{"day": "2027-01-01", "work": false}], "until": "2027-12-31"}')
    call_command("load_progress", notice)
    promise = shown(within, body)["promise"]
    assert (promise["day"], promise["provisional"]) == ("2027-01-05", False)
    call_command("load_progress", notice)
    assert lamps() == [], "reckoned anew, and of the same colour"
    items = module("models").InboxItem.objects.filter(kind="calendar")
    assert sorted(items.values_list("terminal_id", flat=True)) == [ONE, TWO]


@pytest.mark.parametrize("text", ["", "[]", '{"days": 1}', '{"catalog_code": "x"}'])
def test_a_file_that_is_neither_calendar_nor_item_is_refused(
    within: Within, tmp_path: Path, text: str
) -> None:
    file = tmp_path / "file.json"
    file.write_text(text)
    with pytest.raises(CommandError, match="cannot be used"):
        call_command("load_progress", CALENDAR_FILE, file)
