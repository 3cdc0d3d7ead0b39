"""A terminal's catalogue asked for what another place shows."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.items.validity import Scope
from kiosk.messages.items import FROM_ELSEWHERE, ItemHit
from kiosk.messages.places import PlaceLine
from provisioning.catalogue.content import Package
from provisioning.catalogue.shelf import Shelf
from provisioning.catalogue.sites import SITES_FILE
from provisioning.catalogue.writer import Writer
from tests.provisioning.catalogue.items import AT, pack, package

CITY, DISTRICT, TOWN, VILLAGE, OTHER = "990100", "990101", "990101001", "990101001201", "990102"
SITES = [
    {"code": CITY, "name": {"zh": "示例市", "en": "Sample City"}, "parent": ""},
    {"code": DISTRICT, "name": "临江区", "parent": CITY},
    {"code": f"{TOWN}000", "name": "青石镇", "parent": DISTRICT},
    {"code": VILLAGE, "name": "上湾村", "parent": f"{TOWN}000"},
    {"code": OTHER, "name": "望山区", "parent": CITY},
]
NAMES = {
    "市里的事": (CITY, "0"),
    "区里的事": (DISTRICT, "0"),
    "区里通办的事": (DISTRICT, "4"),
    "镇里的事": (TOWN, "0"),
    "村里的事": (VILLAGE, "0"),
    "邻区的事": (OTHER, "0"),
}
CODES = {name: f"9920{n:08d}" for n, name in enumerate(NAMES)}


def items() -> Iterator[Package]:
    for name, (region, area) in NAMES.items():
        files = {SITES_FILE: json.dumps(SITES).encode()} if region == CITY else {}
        yield package(CODES[name], files, task_name=name, region=region, handle_area=area)


@pytest.fixture
def shelf(file: Path, writer: Writer) -> Iterator[Shelf]:
    writer.apply(pack(1, tuple(items())), AT)
    one = Shelf(file, CITY)
    yield one
    one.close()


def told(hits: tuple[ItemHit, ...]) -> dict[str, Scope]:
    return {one.name: one.scope for one in hits}


OWN = {"市里的事": Scope.OWN}
DONE_HERE = {"区里通办的事": Scope.ELSEWHERE}
IN_DISTRICT = OWN | DONE_HERE | {"区里的事": Scope.NONE}
IN_TOWN = IN_DISTRICT | {"镇里的事": Scope.NONE}


@pytest.mark.row("S026", "S027", "S044")
def test_each_place_has_its_own_list_and_each_line_says_whether_it_is_done_here(
    shelf: Shelf,
) -> None:
    lists = {place: told(shelf.category(5, 50, AT, place)) for place in (DISTRICT, TOWN, VILLAGE)}
    assert lists == {
        DISTRICT: IN_DISTRICT,
        TOWN: IN_TOWN,
        VILLAGE: IN_TOWN | {"村里的事": Scope.NONE},
    }
    here = OWN | DONE_HERE
    assert told(shelf.category(5, 50, AT)) == told(shelf.category(5, 50, AT, CITY)) == here
    assert told(shelf.category(5, 50, AT, OTHER)) == here | {"邻区的事": Scope.NONE}
    assert shelf.count(AT) == 2, "looking at another place changes nothing here"


@pytest.mark.row("S044")
def test_what_is_done_here_for_other_places_has_a_list_of_its_own(shelf: Shelf) -> None:
    assert told(shelf.category(FROM_ELSEWHERE, 50, AT)) == DONE_HERE


def test_no_more_of_a_list_is_read_than_is_wanted(shelf: Shelf) -> None:
    assert list(told(shelf.category(5, 2, AT, VILLAGE))) == ["市里的事", "区里的事"]


def test_another_places_items_are_found_by_typing_there_alone(shelf: Shelf) -> None:
    assert "村里的事" not in told(shelf.find("村里的事", 9, AT))
    assert told(shelf.find("村里的事", 9, AT, VILLAGE))["村里的事"] is Scope.NONE
    assert "村里的事" not in told(shelf.find("村里的事", 9, AT, TOWN))


def test_an_item_of_another_place_is_read_and_not_done(shelf: Shelf) -> None:
    code = CODES["村里的事"]
    assert shelf.item(code, AT) is None
    found = shelf.item(code, AT, anywhere=True)
    assert found is not None and json.loads(found[1])["region"] == VILLAGE
    assert code not in shelf.codes(AT)
    assert shelf.item("999900000000", AT, anywhere=True) is None


def test_a_place_has_those_above_and_those_below(shelf: Shelf) -> None:
    path, below = shelf.places(DISTRICT)
    assert path == (PlaceLine(CITY, "示例市", "Sample City"), PlaceLine(DISTRICT, "临江区", ""))
    assert [one.name for one in below] == ["青石镇"]
    assert [one.name for one in shelf.places("")[1]] == ["临江区", "望山区"]
    assert shelf.places(TOWN) == shelf.places(f"{TOWN}000"), "zeros at the end or none"
    assert shelf.places("880000") == ((), ())


@pytest.mark.parametrize("nonsense", ["", "9", "九九", "99' OR 1", "9" * 40])
def test_what_is_no_region_is_the_terminals_own(shelf: Shelf, nonsense: str) -> None:
    assert told(shelf.category(5, 50, AT, nonsense)) == OWN | DONE_HERE


def test_a_new_revision_is_seen_in_other_places_too(shelf: Shelf, writer: Writer) -> None:
    assert len(shelf.category(5, 50, AT, VILLAGE)) == 5
    writer.apply(pack(2, tuple(items())[:4]), AT)
    assert len(shelf.category(5, 50, AT, VILLAGE)) == 4
    writer.apply(pack(3, tuple(items())[1:]), AT)
    assert shelf.places("") == ((), ()), "nobody names the places any more"
