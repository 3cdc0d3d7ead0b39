"""What screens ask of the catalogue: finding items, one item as it is valid now, the places whose
items can be looked at."""

import json
import logging

from kiosk.clock import Clock
from kiosk.faults import Fault
from kiosk.messages.hints import AskHints, HintedItem, HintsShown
from kiosk.messages.items import AskItem, FindItems, ItemsFound, ItemShown
from kiosk.messages.places import AskPlaces, PlaceLine, PlacesShown
from kiosk.messages.service import Refused
from kiosk.ports import Catalogue, NoCatalogue

MESSAGES = (FindItems, AskItem, AskHints, AskPlaces)
Asked = FindItems | AskItem | AskHints | AskPlaces
Told = ItemsFound | ItemShown | HintsShown | PlacesShown | Refused
MOST = 50
"""Items in one answer."""
MOST_PLACES = 300
LONGEST = 2000
"""Characters of a search that are looked at."""
ANSWERS = 2
"""Questions of the packages beside the items that a search finds."""

log = logging.getLogger("offline_queue.shelf")


class Shelf:
    """`catalogue` None: this terminal has none. Used by every thread of the service."""

    def __init__(self, catalogue: Catalogue | None, clock: Clock) -> None:
        self._catalogue = catalogue
        self._clock = clock

    def count(self) -> int:
        """Items that a citizen can look at now; 0 where the catalogue cannot be read."""
        if self._catalogue is None:
            return 0
        try:
            return self._catalogue.count(self._clock.now())
        except NoCatalogue as error:
            log.error("%s %s", Fault.CATALOGUE_LOST.value, error)
            return 0

    def home(self) -> tuple[str, PlaceLine | None]:
        """Region and name of where this terminal stands."""
        if self._catalogue is None:
            return "", None
        region = self._catalogue.region
        try:
            return region, self._named(self._catalogue, region)
        except NoCatalogue:
            return region, None

    def answer(self, message: Asked) -> Told:
        try:
            match message:
                case FindItems():
                    return self._find(message)
                case AskHints():
                    return HintsShown(message.request_id, self._hinted())
                case AskPlaces():
                    return self._places(message)
                case AskItem():
                    return self._item(message)
        except NoCatalogue as error:
            log.error("%s %s", Fault.CATALOGUE_LOST.value, error)
        if isinstance(message, FindItems):
            return ItemsFound(message.text, message.category, (), region=message.region)
        if isinstance(message, AskHints):
            return HintsShown(message.request_id, ())
        return Refused(message.request_id, Fault.CATALOGUE_LOST)

    def _find(self, message: FindItems) -> ItemsFound:
        text, category, region = message.text, message.category, message.region
        if self._catalogue is None:
            return ItemsFound(text, category, (), region=region)
        limit, now = max(1, min(message.limit, MOST)), self._clock.now()
        if not text:
            hits = self._catalogue.category(category, MOST, now, region)
            return ItemsFound(text, category, hits, region=region)
        hits = self._catalogue.find(text[:LONGEST], limit, now, region)
        answers = self._catalogue.ask(text[:LONGEST], ANSWERS, now, region)
        return ItemsFound(text, category, hits, answers, region)

    def _hinted(self) -> tuple[HintedItem, ...]:
        return self._catalogue.hinted(self._clock.now()) if self._catalogue is not None else ()

    def _places(self, message: AskPlaces) -> PlacesShown:
        if self._catalogue is None:
            return PlacesShown(message.request_id, (), ())
        path, below = self._catalogue.places(message.code)
        return PlacesShown(message.request_id, path, below[:MOST_PLACES])

    def _item(self, message: AskItem) -> ItemShown | Refused:
        catalogue = self._catalogue
        if catalogue is None:
            return Refused(message.request_id, Fault.ITEM_GONE)
        found = catalogue.item(message.code, self._clock.now(), anywhere=True)
        if found is None:
            return Refused(message.request_id, Fault.ITEM_GONE)
        version, package = found
        place = self._named(catalogue, str(json.loads(package).get("region", "")))
        return ItemShown(message.request_id, message.code, version, package, place)

    def _named(self, catalogue: Catalogue, region: str) -> PlaceLine | None:
        path, _ = catalogue.places(region) if region else ((), ())
        return path[-1] if path else None
