"""Whose session it is: priority, several tickets with one identification, the rating."""

import pytest

from kiosk.flow.states import State
from kiosk.identity import Assurance
from kiosk.messages.ratings import Rate
from kiosk.messages.service import (
    CheckHolder,
    HolderChecked,
    Identified,
    Priority,
    TakeNumber,
)
from kiosk.print_state import PrintState
from tests.clock import FakeClock
from tests.kiosk.flow.bench import Bench, texts_on
from tests.kiosk.samples import DAY_BEFORE_SEVENTY, HALL, JIA, SEVENTIETH_BIRTHDAY, YI


@pytest.fixture
def bench() -> Bench:
    return Bench().ready()


def test_priority_comes_with_the_seventieth_birthday() -> None:
    for moment, expected in (
        (DAY_BEFORE_SEVENTY, Priority.NORMAL),
        (SEVENTIETH_BIRTHDAY, Priority.ELDER),
    ):
        bench = Bench(FakeClock(moment)).ready().to_ahead(YI)
        bench.touch("take")
        assert bench.last_said(TakeNumber).priority is expected


def test_disabled_and_soldiers_say_so_themselves(bench: Bench) -> None:
    bench.to_ahead(JIA)
    for declared in (Priority.DISABLED, Priority.SOLDIER):
        bench.touch("declare", declared.value)
        assert bench.model.priority is declared
    bench.touch("declare", "soldier")
    assert bench.model.priority is Priority.ELDER, "a second touch takes it back"
    bench.touch("declare", "soldier")
    bench.touch("declare", "elder")
    assert bench.model.declared is Priority.NORMAL, "age cannot be declared"
    bench.touch("declare", "disabled")
    bench.touch("take")
    assert bench.last_said(TakeNumber).priority is Priority.DISABLED


@pytest.mark.row("S001")
def test_three_tickets_of_three_themes_with_one_identification(bench: Bench) -> None:
    bench.to_ahead(YI, "A")
    seen = []
    for group in ("B", "C"):
        bench.touch("take")
        bench.answer(PrintState.PRINTED)
        seen += [bench.touch("more"), bench.touch("choose", group)]
        bench.take(HolderChecked())
        seen.append(bench.where())
    bench.touch("take")
    bench.answer(PrintState.PRINTED)
    assert seen == [State.CHOOSE_BUSINESS, State.CONFIRM, State.AHEAD] * 2
    assert [wish.group_id for wish in bench.all_said(TakeNumber)] == ["A", "B", "C"]
    assert {b.theme for b in HALL.businesses if b.group_id in "ABC"} == {
        "综合服务",
        "商事登记",
        "工程建设",
    }
    assert len(bench.all_said(Identified)) == 1
    assert len(bench.all_said(CheckHolder)) == 3
    assert len({wish.session_id for wish in bench.all_said(TakeNumber)}) == 1
    bench.touch("home")
    assert bench.left
    assert bench.model.holder is None
    assert YI.id_no not in str(bench.model)


@pytest.mark.row("S079")
@pytest.mark.parametrize("group", ["A", "B", "C", "D"])
def test_the_ticket_goes_to_the_group_that_was_touched(bench: Bench, group: str) -> None:
    bench.to_ahead(YI, group)
    bench.touch("take")
    assert bench.last_said(TakeNumber).group_id == group


@pytest.mark.parametrize("ending", ["off", "confirm", "help", "idle", "another card"])
def test_the_whole_number_is_shown_only_while_the_eye_is_held(bench: Bench, ending: str) -> None:
    bench.put_card(YI)
    bench.touch("choose", "A")
    assert YI.id_no not in texts_on(bench.screen)
    bench.touch("reveal", "on")
    assert {YI.id_no, YI.name} <= set(texts_on(bench.screen).splitlines())
    assert YI.id_no not in bench.screen.header.who
    if ending == "confirm":
        bench.confirm()
    elif ending == "idle":
        bench.fire("idle")
        assert YI.id_no not in texts_on(bench.screen)
        bench.touch("reveal", "off")
    elif ending == "help":
        bench.touch("help")
        bench.touch("back")
    elif ending == "another card":
        bench.touch("back")
        bench.put_card(JIA)
        assert JIA.id_no not in texts_on(bench.screen)
    else:
        bench.touch("reveal", "off")
    assert YI.id_no not in texts_on(bench.screen)
    assert not bench.model.revealed


def test_somebody_else_is_another_session(bench: Bench) -> None:
    bench.to_ahead(JIA)
    bench.touch("declare", "disabled")
    bench.touch("back")
    assert bench.touch("back") is State.CHOOSE_MEANS
    assert bench.model.holder is None
    assert bench.model.declared is Priority.NORMAL
    assert bench.put_card(YI) is State.CONFIRM
    bench.confirm()
    sessions = [one.session_id for one in bench.all_said(Identified)]
    assert len(set(sessions)) == 2


def test_a_typed_number_is_not_enough_for_the_next_service(bench: Bench) -> None:
    bench.touch("start")
    bench.touch("choose", "A")
    bench.touch("means", "IDNO")
    bench.type_number(YI.id_no)
    bench.confirm()
    bench.touch("more")
    assert bench.touch("choose", "B") is State.CHOOSE_MEANS
    assert bench.put_card(YI) is State.CONFIRM
    bench.confirm()
    assert [one.assurance for one in bench.all_said(Identified)] == [Assurance.AL1, Assurance.AL2]
    assert len({one.session_id for one in bench.all_said(Identified)}) == 2


@pytest.mark.parametrize(("arg", "given"), [("5", 5), ("3", 3), ("", 0), ("6", 0), ("x", 0)])
def test_one_touch_rates_or_none(bench: Bench, arg: str, given: int) -> None:
    bench.to_ahead(YI)
    bench.touch("take")
    bench.answer(PrintState.PRINTED)
    assert bench.touch("done") is State.RATE
    assert bench.touch("rate", arg) is State.GOODBYE
    assert [rate.satisfaction for rate in bench.all_said(Rate)] == ([given] if given else [])
    assert bench.timers == {"farewell": 5.0}
    bench.fire("farewell")
    assert bench.left
