"""A citizen looks for a service item, reads about it, says that something in it is wrong."""

import pytest

from kiosk.faults import Fault
from kiosk.flow.events import ServiceBack, ServiceLost
from kiosk.flow.states import WORKING, State
from kiosk.items.guide import guide
from kiosk.messages.items import AskItem, CorrectGuide, FindItems, ItemsFound, ItemShown
from kiosk.messages.service import Recorded, Refused
from kiosk.values import replace
from tests.kiosk.flow.bench import Bench, texts_on
from tests.kiosk.item_samples import NUMBERS, PROOF, RENEWAL, hit, item, package
from tests.kiosk.samples import HALL, JIA

WITH_ITEMS = replace(HALL, items=47)

ENTRIES = [*("mine", "open_themes", "verify"), *["category"] * 11, "open_lists"]
"""What leads on from the page on which something is looked for."""


@pytest.fixture
def bench() -> Bench:
    return Bench().ready(WITH_ITEMS)


def answer_search(bench: Bench, *codes: str) -> None:
    asked = bench.last_said(FindItems)
    bench.take(ItemsFound(asked.text, asked.category, tuple(hit(code) for code in codes)))


def open_item(bench: Bench, code: str) -> State:
    """Found by its first letters, touched, and here."""
    bench.touch("find")
    bench.touch("type", "s")
    answer_search(bench, code)
    bench.touch("item", code)
    asked = bench.last_said(AskItem)
    assert asked.code == code
    bench.take(ItemShown(asked.request_id, code, 3, package(code)))
    return bench.where()


def to_guide(bench: Bench, *answers: str) -> None:
    bench.touch("guide")
    for one in answers:
        bench.touch("answer", one)


def shortest_way(code: str) -> list[str]:
    """The first answer to each question, until none is left."""
    scenario = item(code).scenario
    assert scenario is not None
    nodes = {node.id: node for node in scenario.nodes}
    node, way = nodes.get(scenario.start), []
    while node is not None:
        option = node.options[0]
        way.append(option.id)
        ended = option.effects is not None and option.effects.exclusion is not None
        node = None if ended or option.next is None else nodes.get(option.next)
    return way


@pytest.mark.row("S073")
def test_guides_are_read_without_any_card(bench: Bench) -> None:
    assert open_item(bench, PROOF) is State.ITEM
    bench.touch("guide")
    assert bench.where() is State.GUIDE
    headings = [section.heading for section in bench.screen.sections]
    assert headings == [one.heading.zh for one in guide(item(PROOF))]
    assert bench.model.holder is None


def test_every_letter_asks_for_what_was_typed_so_far(bench: Bench) -> None:
    bench.touch("find")
    for letter in "sbk":
        bench.touch("type", letter)
    assert [one.text for one in bench.all_said(FindItems)] == ["s", "sb", "sbk"]
    bench.touch("type", "delete")
    assert bench.last_said(FindItems).text == "sb"
    bench.touch("type", "clear")
    assert bench.model.visit.typed == ""
    assert [tile.verb for tile in bench.screen.tiles] == ENTRIES


def test_an_answer_to_an_earlier_letter_is_not_shown(bench: Bench) -> None:
    bench.touch("find")
    bench.touch("type", "s")
    bench.touch("type", "b")
    bench.take(ItemsFound("s", 0, (hit(PROOF),)))
    assert bench.model.visit.hits == ()
    bench.take(ItemsFound("sb", 0, (hit(RENEWAL),)))
    assert [tile.arg for tile in bench.screen.tiles] == [RENEWAL]


def test_nothing_found_is_said_with_what_to_do(bench: Bench) -> None:
    bench.touch("find")
    bench.touch("type", "q")
    answer_search(bench)
    assert bench.screen.notice is not None
    assert bench.screen.notice.body


def test_a_category_lists_its_items_and_back_leads_to_all_of_them(bench: Bench) -> None:
    bench.touch("find")
    bench.touch("category", "5")
    assert bench.last_said(FindItems).category == 5
    answer_search(bench, PROOF)
    assert [tile.arg for tile in bench.screen.tiles] == [PROOF]
    bench.touch("back")
    assert [tile.verb for tile in bench.screen.tiles] == ENTRIES
    assert bench.touch("back") is State.CHOOSE_BUSINESS


@pytest.mark.row("S028")
def test_two_situations_give_two_lists_of_materials(bench: Bench) -> None:
    open_item(bench, RENEWAL)
    first = shortest_way(RENEWAL)
    to_guide(bench, *first)
    assert bench.where() is State.GUIDE
    before = bench.screen.sections
    assert bench.touch("again") is State.QUESTION
    other = item(RENEWAL).scenario
    assert other is not None
    bench.touch("answer", other.nodes[0].options[-1].id)
    while bench.where() is State.QUESTION:
        bench.touch("answer", bench.screen.tiles[0].arg)
    assert bench.screen.sections != before


def test_an_answer_can_be_taken_back_without_starting_over(bench: Bench) -> None:
    open_item(bench, RENEWAL)
    bench.touch("guide")
    assert bench.where() is State.QUESTION
    question = bench.screen.title
    bench.touch("answer", bench.screen.tiles[0].arg)
    bench.touch("back")
    if bench.where() is State.ITEM:  # only one question: the guide's way back is the item's card
        bench.touch("again")
    assert bench.screen.title in (question, item(RENEWAL).task_name.zh)


@pytest.mark.row("S033")
def test_a_mistake_in_the_guide_is_told_with_code_version_and_element(bench: Bench) -> None:
    open_item(bench, PROOF)
    to_guide(bench)
    assert bench.touch("correct") is State.CORRECT
    assert "materials" in [tile.arg for tile in bench.screen.tiles]
    assert bench.touch("element", "materials") is State.GUIDE
    told = bench.last_said(CorrectGuide)
    assert (told.code, told.version, told.element) == (PROOF, 3, "materials")
    assert bench.screen.notice is not None
    bench.take(ServiceLost())
    bench.take(ServiceBack())
    assert bench.all_said(CorrectGuide) == [told, told]
    bench.take(Recorded(told.request_id))
    assert bench.model.unheard == ()


def test_an_element_that_no_guide_has_is_no_mistake(bench: Bench) -> None:
    open_item(bench, PROOF)
    to_guide(bench)
    bench.touch("correct")
    assert bench.touch("element", "no such element") is State.CORRECT
    assert not bench.all_said(CorrectGuide)


@pytest.mark.row("S055")
def test_before_the_start_it_says_how_far_what_to_bring_how_long_and_how_much(bench: Bench) -> None:
    open_item(bench, PROOF)
    card = bench.screen.card
    assert card is not None
    assert [fact.label for fact in card.facts] == ["本机能办到", "要带", "多久", "多少钱"]
    assert all(fact.value for fact in card.facts)


def test_what_the_counter_does_ends_at_a_number_for_it(bench: Bench) -> None:
    open_item(bench, PROOF)
    assert bench.touch("more") is State.CHOOSE_BUSINESS


def test_the_item_of_the_queue_leads_to_the_businesses(bench: Bench) -> None:
    open_item(bench, NUMBERS)
    assert bench.touch("begin") is State.CHOOSE_BUSINESS


def test_an_item_that_is_gone_meanwhile_is_told(bench: Bench) -> None:
    bench.touch("find")
    bench.touch("item", PROOF)
    bench.take(Refused(bench.last_said(AskItem).request_id, Fault.ITEM_GONE))
    assert bench.where() is State.TROUBLE
    assert bench.fault() is Fault.ITEM_GONE


@pytest.mark.parametrize("broken", [b"", b"[]", b'{"schema": 9}', b"\xff"])
def test_a_package_that_cannot_be_read_is_not_shown_in_part(bench: Bench, broken: bytes) -> None:
    bench.touch("find")
    bench.touch("item", PROOF)
    bench.take(ItemShown(bench.last_said(AskItem).request_id, PROOF, 1, broken))
    assert bench.where() is State.TROUBLE
    assert bench.fault() is Fault.ITEM_UNREADABLE


def test_the_version_that_was_opened_stays_whatever_comes_later(bench: Bench) -> None:
    open_item(bench, PROOF)
    opened = bench.model.visit.item
    bench.take(ItemShown("late", PROOF, 4, package(RENEWAL)))
    assert bench.model.visit.item is opened
    assert bench.model.visit.version == 3


def test_a_silent_service_is_told_after_a_while(bench: Bench) -> None:
    bench.touch("find")
    bench.touch("item", PROOF)
    assert bench.fire("patience") is State.TROUBLE
    assert bench.fault() is Fault.SERVICE_LOST


def test_what_was_looked_for_is_asked_again_when_the_service_is_back(bench: Bench) -> None:
    bench.touch("find")
    bench.touch("type", "s")
    bench.take(ServiceLost())
    bench.take(ServiceBack())
    assert [one.text for one in bench.all_said(FindItems)] == ["s", "s"]


def test_search_is_offered_wherever_the_machine_does_not_work(bench: Bench) -> None:
    verbs = {action.verb for action in bench.screen.footer}
    assert "find" in verbs
    bench.put_card(JIA)
    assert bench.touch("find") is State.FIND
    assert bench.model.holder is not None, "who was identified stays so"
    for state in WORKING:
        bench.model = replace(bench.model, state=state)
        assert bench.touch("find") is state


def test_a_terminal_without_a_catalogue_offers_no_search() -> None:
    bench = Bench().ready(HALL)
    assert "find" not in {action.verb for action in bench.screen.footer}
    assert [tile.verb for tile in bench.screen.tiles] == ["start"]


def test_the_next_citizen_sees_nothing_of_what_was_looked_for(bench: Bench) -> None:
    open_item(bench, PROOF)
    bench.touch("home")
    assert bench.left
    assert item(PROOF).task_name.zh not in texts_on(bench.screen)
