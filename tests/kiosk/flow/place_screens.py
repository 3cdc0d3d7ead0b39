"""Another place's items in the middle of their way, for whoever draws screens."""

from kiosk.flow.model import Model
from tests.kiosk.flow.bench import Bench
from tests.kiosk.flow.place_samples import (
    CITY,
    DISTRICT,
    TOWN,
    VILLAGES,
    WITH_PLACES,
    list_of,
    open_moved,
    to_places,
    to_town,
)
from tests.kiosk.item_samples import NUMBERS, PROOF


def _places() -> dict[str, Model]:
    bench = Bench().ready(WITH_PLACES)
    bench.touch("find")
    found = {"find_home": bench.model}
    to_places(bench)
    found["places_none"] = bench.model
    bench.touch("back")
    to_places(bench, CITY, DISTRICT, TOWN, below=VILLAGES)
    found["places"] = bench.model
    bench.touch("back")
    to_town(bench)
    found["find_town"] = bench.model
    list_of(bench, 5)
    found["find_town_hits"] = bench.model
    open_moved(bench, PROOF, DISTRICT, "4")
    found["item_elsewhere"] = bench.model
    bench.touch("back")
    open_moved(bench, NUMBERS, TOWN, "4")
    found["item_elsewhere_number"] = bench.model
    bench.touch("back")
    open_moved(bench, PROOF, TOWN, "0")
    return found | {"item_there": bench.model}


PLACES: dict[str, Model] = _places()
