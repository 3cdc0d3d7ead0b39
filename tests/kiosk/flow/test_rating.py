"""好差评: each finished service is asked about once, nothing is chosen or sent but by a touch."""

import pytest

from kiosk.device import Device
from kiosk.flow.events import ImagingBack
from kiosk.flow.scan.scan import Check
from kiosk.flow.states import RATING, State
from kiosk.messages.devices import StatusChanged
from kiosk.messages.ratings import Rate, Served
from kiosk.messages.service import Recorded
from kiosk.print_state import PrintState
from kiosk.values import replace
from tests.kiosk.flow.bench import Bench
from tests.kiosk.flow.test_calc import fill
from tests.kiosk.flow.test_items import WITH_ITEMS, open_item, to_guide
from tests.kiosk.flow.verify_way import GOOD, VERIFY_ITEM, hold, to_scan, told
from tests.kiosk.item_samples import PROOF, SHARES, item
from tests.kiosk.samples import YI


@pytest.fixture
def bench() -> Bench:
    return Bench().ready(WITH_ITEMS)


@pytest.fixture
def rating(bench: Bench) -> Bench:
    """A number in the hand, and the question."""
    bench.to_ahead(YI)
    bench.touch("take")
    bench.answer(PrintState.PRINTED)
    assert bench.touch("done") is State.RATE
    return bench


def after_a_number(bench: Bench) -> None:
    bench.to_ahead(YI)
    bench.touch("take")
    bench.answer(PrintState.PRINTED)


def after_a_number_on_the_screen(bench: Bench) -> None:
    bench.to_ahead(YI)
    bench.touch("take")
    bench.answer(None)


def after_a_guide(bench: Bench) -> None:
    open_item(bench, PROOF)
    to_guide(bench)


def after_a_calculation(bench: Bench) -> None:
    open_item(bench, SHARES)
    bench.touch("begin")
    fill(bench, SHARES)


def after_a_paper(bench: Bench) -> None:
    bench.take(ImagingBack())
    bench.take(StatusChanged(Device.CODE_READER, GOOD))
    to_scan(bench)
    hold(bench)
    told(bench)


SERVICES = (
    after_a_paper,
    after_a_number,
    after_a_number_on_the_screen,
    after_a_guide,
    after_a_calculation,
)


@pytest.mark.row("S120", "S122")
@pytest.mark.parametrize("service", SERVICES)
def test_after_each_finished_service_comes_the_question(bench: Bench, service: object) -> None:
    assert callable(service)
    service(bench)
    assert "done" in {one.verb for one in (bench.screen.primary, bench.screen.secondary) if one}
    assert bench.touch("done") is State.RATE
    assert [one.arg for one in bench.screen.options] == ["5", "4", "3", "2", "1"]
    assert not any(one.on for one in bench.screen.options), "none is chosen beforehand"
    assert bench.screen.secondary is not None
    assert bench.screen.secondary.verb == "done", "it can be skipped"
    served = bench.all_said(Served)
    assert len(served) == 1, "one finished service, with its way to be rated"
    assert bench.touch("rate", "4") is State.GOODBYE
    given = bench.last_said(Rate)
    assert given.service_id == served[0].request_id
    assert (given.satisfaction, given.assess_number) == (4, 1)


@pytest.mark.row("S120")
def test_a_verified_paper_is_rated_as_its_item_where_it_began_there(bench: Bench) -> None:
    after_a_paper(bench)
    bench.touch("done")
    assert bench.last_said(Served).item is None, "from the list of items no item is known"
    assert bench.last_said(Served).kind == "verify"
    bench = Bench().ready(WITH_ITEMS)
    bench.take(ImagingBack())
    bench.take(StatusChanged(Device.CODE_READER, GOOD))
    open_item(bench, VERIFY_ITEM)
    assert bench.touch("begin") is State.SCAN
    hold(bench)
    assert bench.touch("done") is State.VERDICT, "nothing is finished yet"
    assert bench.all_said(Served) == []
    told(bench)
    assert bench.touch("done") is State.RATE
    assert bench.model.check == Check(), "nothing of the paper stays"
    served = bench.last_said(Served)
    assert served.item is not None
    assert (served.item.code, served.kind) == (VERIFY_ITEM, "verify")


def test_an_item_is_rated_by_code_and_version(bench: Bench) -> None:
    after_a_guide(bench)
    bench.touch("done")
    bench.touch("rate", "5")
    rated = bench.last_said(Rate)
    assert rated.item is not None
    assert (rated.item.code, rated.item.version) == (PROOF, 3)
    assert rated.item.dept_code == item(PROOF).dept_code
    assert rated.ticket_id == ""


@pytest.mark.parametrize("service", SERVICES)
def test_skipping_says_nothing(bench: Bench, service: object) -> None:
    assert callable(service)
    service(bench)
    bench.touch("done")
    assert bench.touch("done") is State.GOODBYE
    assert bench.all_said(Rate) == []


@pytest.mark.parametrize("level", ["5", "4", "3"])
def test_a_good_level_is_one_touch(rating: Bench, level: str) -> None:
    assert rating.touch("rate", level) is State.GOODBYE
    given = rating.last_said(Rate)
    assert (given.reasons, given.text, given.want_callback) == ((), "", False)


@pytest.mark.row("S120")
def test_a_time_out_sends_nothing_wherever_it_strikes(rating: Bench) -> None:
    for way in ((), ("write",), ("callback",)):
        if rating.left:
            rating = Bench().ready(WITH_ITEMS)
            after_a_number(rating)
            rating.touch("done")
        rating.touch("rate", "1")
        rating.touch("reason", "speed")
        for verb in way:
            rating.touch(verb)
        assert rating.where() in RATING
        rating.fire("idle")
        while not rating.left:
            rating.fire("second")
        assert rating.all_said(Rate) == []


@pytest.mark.row("S032")
@pytest.mark.parametrize("state", [State.CHOOSE_BUSINESS, State.FIND, State.TAKE_AWAY])
def test_a_rating_is_two_touches_away_and_leads_back(bench: Bench, state: State) -> None:
    if state is State.TAKE_AWAY:
        after_a_number(bench)
    else:
        bench.touch("start" if state is State.CHOOSE_BUSINESS else "find")
    assert bench.touch("help") is State.HELP
    assert "rate_here" in {one.verb for one in bench.screen.options}
    assert bench.touch("rate_here") is State.RATE
    assert bench.screen.title == "您对这台自助机满意吗？"
    assert bench.touch("rate", "5") is State.HELP
    assert bench.screen.notice is not None
    given = bench.last_said(Rate)
    assert (given.ticket_id, given.item, given.service_id) == ("", None, "")
    assert bench.touch("back") is state
    if state is State.TAKE_AWAY:
        bench.touch("done")
        bench.touch("rate", "4")
        assert bench.last_said(Rate).ticket_id == "ticket-A-17", "the number is still asked about"


@pytest.mark.row("S032")
def test_an_item_can_be_rated_from_its_card(bench: Bench) -> None:
    open_item(bench, PROOF)
    assert bench.touch("rate_here") is State.RATE
    assert bench.touch("back") is State.ITEM
    bench.touch("rate_here")
    assert bench.touch("rate", "3") is State.ITEM
    assert bench.screen.notice is not None
    bench.touch("rate_here")
    bench.touch("rate", "4")
    assert bench.last_said(Rate).assess_number == 2
    assert bench.touch("rate_here") is State.ITEM, "rated once, and once again"
    assert len(bench.all_said(Rate)) == 2


def test_a_rating_of_the_help_page_is_not_lost_in_itself(rating: Bench) -> None:
    rating.touch("help")
    assert "rate_here" not in {one.verb for one in rating.screen.options}
    assert rating.touch("rate_here") is State.HELP
    assert rating.touch("back") is State.RATE


def test_a_number_that_is_answered_twice_is_one_service(bench: Bench) -> None:
    after_a_number(bench)
    bench.answer(PrintState.PRINTED)
    assert len(bench.all_said(Served)) == 1
    bench.take(Recorded(bench.last_said(Served).request_id))
    assert not [one for one in bench.model.unheard if isinstance(one, Served)]


def test_the_link_of_a_service_is_no_secret_in_the_record(bench: Bench) -> None:
    after_a_number(bench)
    served, subject = bench.last_said(Served), bench.model.rating.ticket
    assert subject is not None
    assert len(subject.token) == 32
    assert subject.token not in repr(replace(served))
