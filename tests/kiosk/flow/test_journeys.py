"""Citizens who get their number: by card, by typed number, without a name; and who does not."""

import pytest

from kiosk.faults import Fault
from kiosk.flow.states import State
from kiosk.identity import Assurance, Means
from kiosk.messages.cards import StartReading, StopReading
from kiosk.messages.service import (
    HolderChecked,
    Identified,
    PrintAgain,
    PrintQueued,
    TakeNumber,
)
from kiosk.print_state import PrintState
from kiosk.values import replace
from tests.kiosk.flow.bench import Bench
from tests.kiosk.samples import (
    EXPIRED,
    WRONG_NUMBER,
    YI,
    OpenVault,
    ticket,
)


@pytest.fixture
def bench() -> Bench:
    return Bench().ready()


def test_a_number_with_an_id_card_in_three_touches(bench: Bench) -> None:
    assert bench.put_card(YI) is State.CHOOSE_BUSINESS
    assert bench.touch("choose", "A") is State.CONFIRM
    assert bench.confirm() is State.AHEAD
    assert bench.touch("take") is State.TAKING
    assert bench.answer(PrintState.RESERVED) is State.PRINTING
    assert bench.news(PrintState.PRINTING) is State.PRINTING
    assert bench.news(PrintState.PRINTED) is State.TAKE_AWAY
    wish = bench.last_said(TakeNumber)
    assert (wish.group_id, wish.means, wish.assurance) == ("A", Means.IDCARD, Assurance.AL2)
    assert (wish.holder_mask, wish.on_paper, wish.lang) == ("测*乙", True, "zh")
    assert wish.holder_hash == OpenVault().holder_hash(YI.id_no)
    assert wish.sealed == OpenVault().seal(wish.request_id, YI.name, YI.id_no, YI.kind.value)
    assert wish.session_id == bench.last_said(Identified).session_id != ""


def test_the_touch_comes_first_and_the_card_then(bench: Bench) -> None:
    assert bench.touch("start") is State.CHOOSE_BUSINESS
    assert bench.touch("choose", "B") is State.CHOOSE_MEANS
    assert bench.touch("means", "IDCARD") is State.READ_CARD
    assert bench.put_card(YI) is State.CONFIRM
    assert len(bench.all_said(StartReading)) == 1, "one reading from the idle screen on"
    assert bench.all_said(Identified) == [], "a card is nobody's before it is confirmed"


def test_a_typed_number_where_the_service_allows_it(bench: Bench) -> None:
    bench.touch("start")
    bench.touch("choose", "A")
    assert bench.touch("means", "IDNO") is State.TYPE_NUMBER
    assert bench.all_said(StopReading)
    assert bench.type_number(YI.id_no) is State.CONFIRM
    bench.confirm()
    bench.touch("take")
    wish = bench.last_said(TakeNumber)
    assert (wish.means, wish.assurance) == (Means.TYPED, Assurance.AL1)
    assert wish.holder_mask == "11**************2X"
    assert bench.answer(None) is State.ON_SCREEN


def test_a_small_x_from_a_keyboard_is_the_check_character(bench: Bench) -> None:
    bench.touch("start")
    bench.touch("choose", "A")
    bench.touch("means", "IDNO")
    assert bench.type_number(YI.id_no.lower()) is State.CONFIRM
    assert bench.model.holder is not None
    assert bench.model.holder.id_no == YI.id_no


@pytest.mark.row("S006")
@pytest.mark.parametrize("number", [WRONG_NUMBER, "110105194902310024", YI.id_no[:17], "", "1"])
def test_a_wrong_number_is_refused_before_any_request(bench: Bench, number: str) -> None:
    bench.touch("start")
    bench.touch("choose", "A")
    bench.touch("means", "IDNO")
    said = len(bench.said)
    assert bench.type_number(number) is State.TYPE_NUMBER
    assert bench.fault() is Fault.NUMBER_INVALID
    assert bench.model.holder is None
    assert bench.said[said:] == []
    bench.touch("key", "delete")
    assert bench.fault() is None
    assert bench.model.typed == number[:-1]


def test_only_digits_and_a_last_x_can_be_typed(bench: Bench) -> None:
    bench.touch("start")
    bench.touch("choose", "A")
    bench.touch("means", "IDNO")
    for character in ("X", "", "12", "a", "١", "-", "1", "X"):
        bench.touch("key", character)
    assert bench.model.typed == "1"
    for _ in range(30):
        bench.touch("key", "1")
    assert len(bench.model.typed) == 18
    bench.touch("key", "clear")
    assert bench.model.typed == ""


def test_a_typed_number_is_forgotten_on_the_way_back(bench: Bench) -> None:
    bench.touch("start")
    bench.touch("choose", "A")
    bench.touch("means", "IDNO")
    bench.touch("key", "1")
    assert bench.touch("back") is State.CHOOSE_MEANS
    assert bench.model.typed == ""


def test_no_name_where_no_name_is_needed(bench: Bench) -> None:
    bench.touch("start")
    bench.touch("choose", "D")
    assert bench.touch("means", "NONE") is State.AHEAD
    bench.touch("take")
    wish = bench.last_said(TakeNumber)
    assert (wish.means, wish.assurance) == (Means.NONE, Assurance.AL0)
    assert (wish.holder_hash, wish.holder_mask, wish.sealed) == ("", "", b"")
    assert bench.all_said(Identified) == []


@pytest.mark.parametrize(
    ("group", "means"), [("A", "NONE"), ("B", "NONE"), ("B", "IDNO"), ("A", "?"), ("D", "")]
)
def test_means_that_a_service_does_not_allow_lead_nowhere(
    bench: Bench, group: str, means: str
) -> None:
    bench.touch("start")
    bench.touch("choose", group)
    assert bench.touch("means", means) is State.CHOOSE_MEANS
    assert bench.model.holder is None


def test_a_closed_service_says_so_before_a_card_is_asked_for(bench: Bench) -> None:
    bench.touch("start")
    assert bench.touch("choose", "E") is State.TROUBLE
    assert bench.fault() is Fault.GROUP_CLOSED
    assert bench.touch("more") is State.CHOOSE_BUSINESS
    assert bench.fault() is None
    assert bench.touch("choose", "gone") is State.TROUBLE
    assert bench.fault() is Fault.GROUP_UNKNOWN


def test_an_expired_card_is_not_used(bench: Bench) -> None:
    assert bench.put_card(EXPIRED) is State.TROUBLE
    assert bench.fault() is Fault.CARD_EXPIRED
    assert bench.model.holder is None
    assert bench.touch("more") is State.CHOOSE_BUSINESS
    assert len(bench.all_said(StartReading)) == 2, "the new card may follow"


def test_a_card_is_good_on_its_last_day(bench: Bench) -> None:
    last_day = replace(YI, valid_to=bench.clock.now().date())
    assert bench.put_card(last_day) is State.CHOOSE_BUSINESS


def test_an_open_ticket_offers_a_copy(bench: Bench) -> None:
    bench.put_card(YI)
    bench.touch("choose", "A")
    answer = HolderChecked(Fault.OPEN_TICKET, ticket(copies=1))
    assert bench.confirm(answer) is State.OPEN_TICKET
    assert bench.screen.primary is not None
    assert bench.screen.primary.verb == "again"
    assert bench.touch("again") is State.PRINTING
    assert bench.last_said(PrintAgain).ticket_id == "ticket-A-17"
    bench.take(PrintQueued(bench.last_said(PrintAgain).request_id, "job-2"))
    assert bench.screen.card is not None
    assert "副本" in bench.screen.card.note
    assert bench.news(PrintState.PRINTED) is State.TAKE_AWAY
    assert bench.all_said(TakeNumber) == []


def test_a_person_over_the_daily_count_can_choose_something_else(bench: Bench) -> None:
    bench.put_card(YI)
    bench.touch("choose", "A")
    assert bench.confirm(HolderChecked(Fault.PERSON_QUOTA_DAY)) is State.TROUBLE
    assert bench.touch("more") is State.CHOOSE_BUSINESS
