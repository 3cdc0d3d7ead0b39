"""What screens ask of the catalogue, with one that answers, lacks, or cannot be read."""

from datetime import datetime

import pytest

from kiosk.faults import Fault
from kiosk.messages.hints import AskHints, HintedItem, HintRule, HintsShown
from kiosk.messages.items import AskItem, FindItems, ItemAnswer, ItemHit, ItemsFound, ItemShown
from kiosk.messages.places import AskPlaces, PlaceLine, PlacesShown
from kiosk.messages.service import Refused
from kiosk.ports import Lines, NoCatalogue
from offline_queue.shelf import ANSWERS, LONGEST, MOST, Shelf
from tests.clock import FakeClock

REGION = "990100"
CITY = PlaceLine(REGION, "示例市", "Sample City")
TOWN = PlaceLine("990101001", "青石镇", "")
PACKAGE = b'{"region":"990100"}'
HIT = ItemHit("992000501000", "个人参保证明打印", "", "打印参保证明", "", "work")
TOLD = ItemAnswer(HIT.code, HIT.name, "", 3, "能帮家里人打印吗？", "", "不能。", "")
HINTED = HintedItem(HIT.code, HIT.name, "", "work", (HintRule("age >= 70", "可以", ""),), ())


class Books:
    """A catalogue in memory. Implements kiosk.ports.Catalogue."""

    region = REGION

    def __init__(self) -> None:
        self.asked: list[tuple[str, int, str]] = []
        self.questions: list[tuple[str, int]] = []

    def count(self, at: datetime) -> int:
        return 47

    def find(self, text: str, limit: int, at: datetime, region: str = "") -> tuple[ItemHit, ...]:
        self.asked.append((text, limit, region))
        return (HIT,)

    def ask(self, text: str, limit: int, at: datetime, region: str = "") -> tuple[ItemAnswer, ...]:
        self.questions.append((text, limit))
        return (TOLD,)

    def hinted(self, at: datetime) -> tuple[HintedItem, ...]:
        return (HINTED,)

    def category(
        self, number: int, limit: int, at: datetime, region: str = ""
    ) -> tuple[ItemHit, ...]:
        return (HIT,) * min(200, limit)

    def item(self, code: str, at: datetime, anywhere: bool = False) -> tuple[int, bytes] | None:
        return (3, PACKAGE) if code == HIT.code else None

    def places(self, code: str) -> tuple[Lines, Lines]:
        return (CITY,)[: code in ("", REGION)], (TOWN,)

    def codes(self, at: datetime) -> tuple[str, ...]:
        return (HIT.code,)

    def having(self, name: str, at: datetime) -> tuple[str, ...]:
        return ()

    def file(self, code: str, name: str, at: datetime, anywhere: bool = False) -> bytes | None:
        return None


class Burnt(Books):
    def places(self, code: str) -> tuple[Lines, Lines]:
        raise NoCatalogue("damaged")

    def find(self, text: str, limit: int, at: datetime, region: str = "") -> tuple[ItemHit, ...]:
        raise NoCatalogue("damaged")

    def count(self, at: datetime) -> int:
        raise NoCatalogue("damaged")

    def hinted(self, at: datetime) -> tuple[HintedItem, ...]:
        raise NoCatalogue("damaged")

    def item(self, code: str, at: datetime, anywhere: bool = False) -> tuple[int, bytes] | None:
        raise NoCatalogue("damaged")


def test_a_search_is_answered_with_what_was_asked() -> None:
    answer = Shelf(Books(), FakeClock()).answer(FindItems("sb", 0))
    assert (answer.text, answer.category, answer.hits) == ("sb", 0, (HIT,))  # type: ignore[union-attr]


@pytest.mark.row("S138")
def test_what_is_typed_is_asked_of_the_questions_of_the_packages_too() -> None:
    books = Books()
    shelf = Shelf(books, FakeClock())
    assert shelf.answer(FindItems("jiaren")).answers == (TOLD,)  # type: ignore[union-attr]
    assert shelf.answer(FindItems("", 5)).answers == ()  # type: ignore[union-attr]
    assert books.questions == [("jiaren", ANSWERS)]


@pytest.mark.row("S139")
def test_hints_are_given_whole_and_the_question_says_of_nobody() -> None:
    answer = Shelf(Books(), FakeClock()).answer(AskHints("h-1"))
    assert answer == HintsShown("h-1", (HINTED,))
    assert AskHints.__struct_fields__ == ("request_id",)
    for none in (Shelf(None, FakeClock()), Shelf(Burnt(), FakeClock())):
        assert none.answer(AskHints("h-2")) == HintsShown("h-2", ())


def test_another_place_is_asked_about_by_its_code() -> None:
    books = Books()
    shelf = Shelf(books, FakeClock())
    answer = shelf.answer(FindItems("sb", region=TOWN.code))
    assert answer == ItemsFound("sb", 0, (HIT,), (TOLD,), TOWN.code)
    assert books.asked == [("sb", 12, TOWN.code)]
    assert shelf.answer(AskPlaces("p")) == PlacesShown("p", (CITY,), (TOWN,))
    assert shelf.home() == (REGION, CITY)


def test_nobody_gets_more_than_a_screen_can_show() -> None:
    books = Books()
    shelf = Shelf(books, FakeClock())
    shelf.answer(FindItems("s" * 5000, 0, limit=10**6))
    assert books.asked == [("s" * LONGEST, MOST, "")]
    assert len(shelf.answer(FindItems("", 5)).hits) == MOST  # type: ignore[union-attr]


def test_one_item_comes_with_its_version_and_what_is_gone_is_said() -> None:
    shelf = Shelf(Books(), FakeClock())
    assert shelf.answer(AskItem("a", HIT.code)) == ItemShown("a", HIT.code, 3, PACKAGE, CITY)
    assert shelf.answer(AskItem("b", "none")) == Refused("b", Fault.ITEM_GONE)


def test_a_terminal_without_a_catalogue_has_no_items() -> None:
    shelf = Shelf(None, FakeClock())
    assert shelf.count() == 0
    assert shelf.home() == ("", None)
    assert shelf.answer(FindItems("sb")).hits == ()  # type: ignore[union-attr]
    assert shelf.answer(AskItem("a", HIT.code)) == Refused("a", Fault.ITEM_GONE)
    assert shelf.answer(AskPlaces("p")) == PlacesShown("p", (), ())


def test_a_damaged_catalogue_is_told_and_offers_nothing(caplog: pytest.LogCaptureFixture) -> None:
    shelf = Shelf(Burnt(), FakeClock())
    assert shelf.count() == 0
    assert shelf.answer(FindItems("sb")).hits == ()  # type: ignore[union-attr]
    assert shelf.home() == (REGION, None)
    assert shelf.answer(FindItems("sb", region="990102")) == ItemsFound(
        "sb", 0, (), region="990102"
    )
    assert shelf.answer(AskItem("a", HIT.code)) == Refused("a", Fault.CATALOGUE_LOST)
    assert shelf.answer(AskPlaces("p")) == Refused("p", Fault.CATALOGUE_LOST)
    assert Fault.CATALOGUE_LOST.value in caplog.text
