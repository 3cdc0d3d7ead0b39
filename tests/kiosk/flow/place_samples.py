"""A hall that knows where it stands, the places round it, and items of other places."""

import json

from kiosk.items.validity import Scope
from kiosk.messages.items import AskItem, FindItems, ItemHit, ItemsFound, ItemShown
from kiosk.messages.places import AskPlaces, PlaceLine, PlacesShown
from kiosk.values import replace
from tests.kiosk.flow.bench import Bench
from tests.kiosk.item_samples import PROOF, RENEWAL, SHARES, hit, package
from tests.kiosk.samples import HALL

CITY = PlaceLine("990100", "示例市", "Sample City")
DISTRICT = PlaceLine("990101", "临江区", "Linjiang District")
TOWN = PlaceLine("990101001", "青石镇", "Qingshi Town")
VILLAGES = (
    PlaceLine("990101001201", "上湾村", "Shangwan Village"),
    PlaceLine("990101001202", "下湾村", ""),
)
WITH_PLACES = replace(HALL, items=47, region=CITY.code, place=CITY)
HITS = (
    hit(PROOF),
    replace(hit(RENEWAL), scope=Scope.ELSEWHERE),
    replace(hit(SHARES), scope=Scope.NONE),
)


def moved(code: str, region: str, area: str) -> bytes:
    """A sample's package as another place's."""
    document = json.loads(package(code))
    document |= {"region": region, "handle_area": area}
    return json.dumps(document).encode()


def to_places(bench: Bench, *path: PlaceLine, below: tuple[PlaceLine, ...] = ()) -> None:
    bench.touch("open_places")
    asked = bench.last_said(AskPlaces)
    bench.take(PlacesShown(asked.request_id, path, below))


def to_town(bench: Bench) -> None:
    """From the page on which something is looked for."""
    to_places(bench, CITY, DISTRICT, below=(TOWN,))
    bench.touch("place", TOWN.code)


def list_of(bench: Bench, category: int, hits: tuple[ItemHit, ...] = HITS) -> None:
    bench.touch("category", str(category))
    asked = bench.last_said(FindItems)
    bench.take(ItemsFound(asked.text, asked.category, hits, region=asked.region))


def open_moved(bench: Bench, code: str, place: PlaceLine, area: str) -> None:
    """From a list."""
    bench.touch("item", code)
    asked = bench.last_said(AskItem)
    shown = ItemShown(asked.request_id, code, 1, moved(code, place.code, area), place)
    bench.take(shown)
