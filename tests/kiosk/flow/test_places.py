"""A citizen looks at what another place shows, and sees what of it is done here."""

import pytest

from kiosk.faults import Fault
from kiosk.flow.events import ServiceBack, ServiceLost, TimerFired
from kiosk.flow.states import State
from kiosk.items.validity import Scope
from kiosk.messages.items import FROM_ELSEWHERE, FindItems, ItemsFound
from kiosk.messages.places import AskPlaces, PlacesShown
from kiosk.messages.service import Refused
from tests.kiosk.flow.bench import Bench, texts_on
from tests.kiosk.flow.place_samples import (
    CITY,
    DISTRICT,
    HITS,
    TOWN,
    VILLAGES,
    WITH_PLACES,
    list_of,
    open_moved,
    to_places,
    to_town,
)
from tests.kiosk.item_samples import NUMBERS, PROOF, RENEWAL, SHARES, hit


@pytest.fixture
def bench() -> Bench:
    one = Bench().ready(WITH_PLACES)
    one.touch("find")
    return one


def verbs(bench: Bench) -> list[tuple[str, str]]:
    return [(tile.verb, tile.title) for tile in bench.screen.tiles]


@pytest.mark.row("S026")
def test_from_the_city_to_a_town_to_its_village_and_home_again(bench: Bench) -> None:
    assert ("open_places", "地区：示例市") in verbs(bench)
    to_places(bench, CITY, below=(DISTRICT,))
    assert bench.where() is State.PLACES
    assert verbs(bench)[1:] == [("place", "示例市"), ("place", "临江区")]
    bench.touch("place", DISTRICT.code)
    assert bench.where() is State.FIND
    assert ("open_places", "地区：临江区") in verbs(bench)
    bench.touch("open_places")
    assert bench.last_said(AskPlaces).code == DISTRICT.code
    bench.take(PlacesShown(bench.last_said(AskPlaces).request_id, (CITY, DISTRICT), (TOWN,)))
    bench.touch("place", TOWN.code)
    list_of(bench, 5)
    asked = bench.last_said(FindItems)
    assert (asked.category, asked.region) == (5, TOWN.code)
    assert bench.screen.lead == "正在看青石镇的事项"
    assert bench.screen.spoken.startswith("正在看青石镇的事项。")
    bench.touch("back")
    assert verbs(bench)[0] == ("place", "返回本地")
    bench.touch("place", "")
    assert ("open_places", "地区：示例市") in verbs(bench)
    list_of(bench, 5, (hit(PROOF),))
    assert bench.last_said(FindItems).region == ""


@pytest.mark.row("S044")
def test_each_line_of_another_place_says_whether_it_is_done_here(bench: Bench) -> None:
    to_town(bench)
    list_of(bench, 5)
    badges = {tile.arg: tile.badge for tile in bench.screen.tiles}
    assert badges == {PROOF: "本地能办", RENEWAL: "异地通办", SHARES: "到当地办"}


@pytest.mark.row("S044")
def test_at_home_only_what_is_another_places_is_marked_and_all_of_it_has_a_list(
    bench: Bench,
) -> None:
    list_of(bench, 5, HITS[:2])
    assert [tile.badge for tile in bench.screen.tiles] == ["", "异地通办"]
    bench.touch("back")
    to_places(bench, CITY, below=(DISTRICT,))
    assert bench.screen.tiles[0].title == "异地通办"
    list_of(bench, FROM_ELSEWHERE, HITS[1:2])
    assert bench.where() is State.FIND
    assert bench.last_said(FindItems).category == FROM_ELSEWHERE
    assert bench.screen.title == "异地通办"
    assert [tile.arg for tile in bench.screen.tiles] == [RENEWAL]


@pytest.mark.row("S044")
def test_an_item_of_another_place_that_is_done_here_says_so_and_is_done(bench: Bench) -> None:
    list_of(bench, 5)
    open_moved(bench, NUMBERS, DISTRICT, "4")
    shown = bench.screen
    assert shown.card is not None and shown.notice is not None
    assert shown.card.note.startswith("异地通办 · 临江区 · ")
    assert shown.notice.title == "异地通办，在本地就能办"
    assert "临江区" in shown.notice.body
    assert shown.primary is not None and shown.primary.verb == "begin"


@pytest.mark.parametrize("code", [PROOF, RENEWAL, SHARES, NUMBERS])
def test_an_item_that_is_done_there_alone_is_read_here_and_never_begun(
    bench: Bench, code: str
) -> None:
    to_town(bench)
    list_of(bench, 5, (hit(code),))
    open_moved(bench, code, TOWN, "0")
    shown = bench.screen
    assert shown.notice is not None
    assert shown.notice.title == "这是青石镇的事项，要到当地办"
    assert [one.verb for one in (shown.primary, shown.secondary) if one] == ["guide", "back"]
    assert bench.touch("begin") in (State.GUIDE, State.QUESTION)


def test_an_item_of_the_city_in_a_towns_list_is_done_as_ever_and_names_the_city(
    bench: Bench,
) -> None:
    to_town(bench)
    list_of(bench, 5)
    open_moved(bench, NUMBERS, CITY, "0")
    assert bench.screen.notice is None
    assert bench.screen.card is not None and bench.screen.card.note.startswith("示例市 · ")
    bench.touch("back")
    assert bench.where() is State.FIND
    assert bench.screen.lead == "正在看青石镇的事项"


def test_the_choice_ends_with_the_session_and_with_a_new_search(bench: Bench) -> None:
    to_town(bench)
    bench.touch("help")
    bench.touch("find")
    assert bench.model.visit.place is None
    to_town(bench)
    bench.touch("home")
    assert bench.model.visit.place is None


def test_a_late_list_of_another_place_is_not_shown(bench: Bench) -> None:
    bench.touch("category", "5")
    bench.touch("back")
    to_town(bench)
    bench.touch("category", "5")
    bench.take(ItemsFound("", 5, HITS, region=""))
    assert not bench.model.visit.hits
    bench.take(ItemsFound("", 5, HITS[:1], region=TOWN.code))
    assert bench.model.visit.hits == HITS[:1]


def test_only_places_that_are_on_the_screen_are_chosen(bench: Bench) -> None:
    to_places(bench, CITY, below=VILLAGES)
    for arg in ("880000", "'", TOWN.code):
        assert bench.touch("place", arg) is State.PLACES
    assert bench.touch("category", "5") is State.PLACES
    bench.take(PlacesShown("another", (), ()))
    assert bench.model.visit.below == VILLAGES
    assert bench.touch("place", CITY.code) is State.FIND
    assert bench.model.visit.place is None, "where the terminal stands is home"


def test_without_a_list_of_places_the_page_says_so(bench: Bench) -> None:
    to_places(bench)
    assert bench.screen.notice is not None and bench.screen.notice.title == "没有可选的地方"
    assert bench.touch("back") is State.FIND


def test_no_answer_and_a_refusal_are_told(bench: Bench) -> None:
    bench.touch("open_places")
    bench.take(Refused(bench.last_said(AskPlaces).request_id, Fault.CATALOGUE_LOST))
    assert (bench.where(), bench.model.fault) == (State.TROUBLE, Fault.CATALOGUE_LOST)
    bench.touch("find")
    bench.touch("open_places")
    bench.take(TimerFired("patience"))
    assert (bench.where(), bench.model.fault) == (State.TROUBLE, Fault.SERVICE_LOST)
    bench.touch("find")
    bench.take(ServiceLost())
    assert bench.touch("open_places") is State.TROUBLE
    bench.take(ServiceBack())


def test_in_english_too(bench: Bench) -> None:
    bench.touch("lang")
    to_town(bench)
    list_of(bench, 5)
    assert [tile.badge for tile in bench.screen.tiles] == [
        "Done at this place",
        "Done for another place",
        "Done there",
    ]
    open_moved(bench, NUMBERS, TOWN, "4")
    assert "Done here for another place" in texts_on(bench.screen)
    assert HITS[1].scope is Scope.ELSEWHERE


def test_ones_own_matters_are_open_wherever_a_terminal_stands(bench: Bench) -> None:
    bench.touch("mine")
    assert bench.where() in (State.CHOOSE_MEANS, State.READ_CARD)
