"""What is filled in for a query, and how it is asked."""

from datetime import datetime, timedelta

import pytest

from kiosk.flow.effects import Query
from kiosk.flow.states import State
from kiosk.messages.cards import StartReading
from kiosk.messages.queries import RunQuery
from kiosk.progress.receipt import make_local_no
from tests.kiosk.flow.bench import Bench
from tests.kiosk.flow.query_way import identify, type_text
from tests.kiosk.flow.test_items import WITH_ITEMS, open_item
from tests.kiosk.item_samples import (
    DRUGS,
    ENROLMENT,
    FINES,
    NAMESAKES,
    PROGRESS,
)


@pytest.fixture
def bench() -> Bench:
    return Bench().ready(WITH_ITEMS)


@pytest.mark.row("S006")
@pytest.mark.parametrize("text", ["91990100MA9900000A", "110105194912310021"])
def test_a_number_with_a_wrong_check_character_is_not_sent(bench: Bench, text: str) -> None:
    open_item(bench, "992000703000")
    assert bench.touch("begin") is State.QUERY
    bench.touch("answer", "company")
    type_text(bench, text)
    assert bench.touch("next") is State.QUERY
    assert bench.screen.keyboard is not None
    assert bench.screen.keyboard.error
    assert not bench.all_said(RunQuery)


def test_a_receipt_code_with_a_wrong_character_is_not_sent(bench: Bench) -> None:
    code = make_local_no("T00003", datetime(2026, 3, 2).date(), 7).text
    open_item(bench, PROGRESS)
    bench.touch("begin")
    assert bench.touch("means", "RECEIPT_CODE") is State.QUERY
    type_text(bench, code[:-1] + ("A" if code[-1] != "A" else "B"))
    assert bench.touch("next") is State.QUERY
    assert not bench.all_said(RunQuery)
    bench.touch("type", "delete")
    type_text(bench, code[-1])
    assert bench.touch("next") is State.QUERY_WAIT
    assert bench.last_said(RunQuery).inputs == (("receipt_code", code),)


def test_what_must_not_be_known_can_be_left_out(bench: Bench) -> None:
    open_item(bench, DRUGS)
    assert bench.touch("begin") is State.QUERY
    assert bench.touch("next") is State.QUERY
    bench.touch("answer", "")
    assert bench.touch("answer", "甲类") is State.QUERY_WAIT
    assert bench.last_said(RunQuery).inputs == (("level", "甲类"),)


def test_a_number_begins_with_the_packages_default_and_has_a_range(bench: Bench) -> None:
    open_item(bench, ENROLMENT)
    identify(bench)
    bench.touch("answer", "primary")
    assert bench.model.typed == "2026"
    bench.touch("key", "delete")
    bench.touch("key", "3")
    assert bench.touch("next") is State.QUERY
    assert bench.screen.keypad is not None
    assert "2024" in bench.screen.keypad.error
    assert not bench.all_said(RunQuery)


def test_back_leads_to_the_field_before_with_what_was_typed(bench: Bench) -> None:
    open_item(bench, NAMESAKES)
    bench.touch("begin")
    type_text(bench, "LHP")
    bench.touch("next")
    assert bench.touch("back") is State.QUERY
    assert bench.model.visit.text == "LHP"
    assert bench.touch("back") is State.ITEM
    assert bench.model.visit.text == ""


def test_while_it_waits_no_touch_leads_away(bench: Bench) -> None:
    open_item(bench, FINES)
    identify(bench)
    bench.touch("answer", "all")
    bench.touch("answer", "open")
    for verb in ("home", "back", "help", "find"):
        assert bench.touch(verb) is State.QUERY_WAIT
    assert not [one for one in bench.last if isinstance(one, Query)]
    assert bench.timers["patience"] > timedelta(seconds=10).total_seconds()
    assert bench.all_said(StartReading)
