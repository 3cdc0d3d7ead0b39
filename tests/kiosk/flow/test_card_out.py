"""A social security card is taken out, in every state: its holder leaves, or something of theirs is
on its way and the next touch decides."""

import pytest

from kiosk.device import Device, DeviceState, DeviceStatus, Media
from kiosk.faults import Fault
from kiosk.flow import card_out
from kiosk.flow.states import RATING, State
from kiosk.identity import CardKind
from kiosk.messages.devices import StatusChanged
from kiosk.messages.items import ItemShown
from kiosk.messages.mine import AskMine, MineShown
from kiosk.messages.service import Refused, TakeNumber
from kiosk.print_state import PrintState
from kiosk.values import replace
from tests.kiosk.flow.bench import Bench
from tests.kiosk.item_samples import FINES, package
from tests.kiosk.samples import HALL, YI

CARD = replace(YI, kind=CardKind.SOCIAL_SECURITY, card_no="D2143569X", generation="2.0")
OUT = DeviceStatus(DeviceState.ONLINE, media=Media.NOT_PRESENT)
IN = replace(OUT, media=Media.PRESENT)

MAY_GO = {
    "taking, printing, take_away, on_screen, print_trouble, open_ticket": "the number",
    "slip, slip_out, slip_trouble, carry": "paper, or a code for the telephone",
    "cert_printing, cert_unsure, cert_take": "the certificate",
    "wishing, wish_kept": "the code to fetch it by",
    "rate, rate_why, rate_text, rate_call, rate_phone, goodbye": "the end",
}
"""Where a card may go into the pocket, and what its holder waits for or reads there."""
KEEPS = frozenset(State(name) for names in MAY_GO for name in names.split(", "))


@pytest.fixture
def bench() -> Bench:
    return with_card(Bench().ready(replace(HALL, items=47, pages_url="https://p.example")))


def with_card(bench: Bench) -> Bench:
    bench.take(StatusChanged(Device.SSC_READER, IN))
    return bench


def take_out(bench: Bench) -> State:
    bench.take(StatusChanged(Device.SSC_READER, OUT))
    return bench.where()


@pytest.mark.parametrize("state", [one for one in State if one is not State.IDLE])
def test_in_every_state_the_holder_leaves_unless_something_is_on_its_way(
    bench: Bench, state: State
) -> None:
    bench.to_ahead(CARD)
    bench.model = replace(bench.model, state=state)
    take_out(bench)
    assert bench.left is (state not in KEEPS)
    assert (bench.model.holder is None) is bench.left


@pytest.mark.parametrize("behind", [one for one in State if one not in {State.HELP, *RATING}])
def test_help_and_a_rating_on_the_way_count_as_the_screen_behind_them(
    bench: Bench, behind: State
) -> None:
    bench.to_ahead(CARD)
    rating = replace(bench.model.rating, back_to=State.HELP)
    for state in (State.HELP, *RATING):
        model = replace(bench.model, state=state, help_from=behind, rating=rating)
        assert card_out.ends(model) is (behind not in KEEPS)


def test_the_next_person_gets_nothing_of_whoever_took_the_card_along(bench: Bench) -> None:
    bench.touch("find")
    bench.touch("mine")
    bench.put_card(CARD)
    bench.touch("confirm")
    bench.take(MineShown(bench.last_said(AskMine).request_id, as_of="2026-03-02T09:00:00+08:00"))
    bench.touch("find")
    bench.touch("item", FINES)
    bench.take(ItemShown(bench.model.visit.asked, FINES, 1, package(FINES)))
    assert bench.where() is State.ITEM
    take_out(bench)
    assert bench.left
    assert bench.model.holder is None


@pytest.mark.parametrize("verb", ["more", "find", "mine"])
def test_after_the_number_the_next_touch_is_nobodys(bench: Bench, verb: str) -> None:
    bench.to_ahead(CARD)
    bench.touch("take")
    bench.answer(PrintState.PRINTED)
    assert take_out(bench) is State.TAKE_AWAY
    assert bench.touch("help") is State.HELP
    assert bench.touch("back") is State.TAKE_AWAY
    bench.touch(verb)
    assert bench.left is (verb != "mine"), "no such touch here"


def test_the_farewell_and_the_rating_need_no_card(bench: Bench) -> None:
    bench.to_ahead(CARD)
    bench.touch("take")
    take_out(bench)
    assert bench.answer(PrintState.PRINTED) is State.TAKE_AWAY
    assert bench.touch("done") is State.RATE
    assert bench.touch("rate", "5") is State.GOODBYE
    assert not bench.left


def test_a_number_that_was_refused_meanwhile_is_told(bench: Bench) -> None:
    bench.to_ahead(CARD)
    bench.touch("take")
    take_out(bench)
    bench.take(Refused(bench.last_said(TakeNumber).request_id, Fault.STORE_ERROR))
    assert bench.where() is State.TROUBLE
    assert bench.touch("help") is State.HELP
    assert bench.touch("back") is State.TROUBLE
    bench.touch("more")
    assert bench.left


def test_a_paper_that_tore_is_printed_again_by_a_touch(bench: Bench) -> None:
    bench.to_ahead(CARD)
    bench.touch("take")
    bench.answer(PrintState.RESERVED)
    take_out(bench)
    bench.news(PrintState.FAILED)
    assert bench.where() is State.PRINT_TROUBLE
    assert bench.touch("again") is State.PRINTING
    assert bench.touch("done") is State.PRINTING
    assert not bench.left


def test_a_code_is_photographed_with_the_card_in_the_pocket(bench: Bench) -> None:
    bench.to_ahead(CARD)
    bench.touch("find")
    bench.touch("item", FINES)
    bench.take(ItemShown(bench.model.visit.asked, FINES, 1, package(FINES)))
    bench.touch("guide")
    while bench.where() is State.QUESTION:
        bench.touch("answer", bench.screen.tiles[0].arg)
    assert bench.touch("carry") is State.CARRY
    assert take_out(bench) is State.CARRY
    assert not bench.left
    bench.touch("done")
    assert bench.left


def test_a_card_put_in_again_is_anybodys(bench: Bench) -> None:
    bench.to_ahead(CARD)
    bench.touch("take")
    bench.answer(PrintState.PRINTED)
    take_out(bench)
    with_card(bench)
    bench.touch("more")
    assert bench.left
