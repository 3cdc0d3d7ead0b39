"""What screens ask of the catalogue: finding items, one item as it is valid now."""

import logging

from kiosk.clock import Clock
from kiosk.faults import Fault
from kiosk.messages.hints import AskHints, HintedItem, HintsShown
from kiosk.messages.items import AskItem, FindItems, ItemsFound, ItemShown
from kiosk.messages.service import Refused
from kiosk.ports import Catalogue, NoCatalogue

MESSAGES = (FindItems, AskItem, AskHints)
MOST = 50
"""Items in one answer."""
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

    def answer(
        self, message: FindItems | AskItem | AskHints
    ) -> ItemsFound | ItemShown | HintsShown | Refused:
        try:
            if isinstance(message, AskHints):
                return HintsShown(message.request_id, self._hinted())
            if isinstance(message, FindItems):
                return self._find(message)
            return self._item(message)
        except NoCatalogue as error:
            log.error("%s %s", Fault.CATALOGUE_LOST.value, error)
        if isinstance(message, FindItems):
            return ItemsFound(message.text, message.category, ())
        if isinstance(message, AskHints):
            return HintsShown(message.request_id, ())
        return Refused(message.request_id, Fault.CATALOGUE_LOST)

    def _find(self, message: FindItems) -> ItemsFound:
        text, category = message.text, message.category
        if self._catalogue is None:
            return ItemsFound(text, category, ())
        limit, now = max(1, min(message.limit, MOST)), self._clock.now()
        if not text:
            return ItemsFound(text, category, self._catalogue.category(category, now)[:MOST])
        hits = self._catalogue.find(text[:LONGEST], limit, now)
        answers = self._catalogue.ask(text[:LONGEST], ANSWERS, now)
        return ItemsFound(text, category, hits, answers)

    def _hinted(self) -> tuple[HintedItem, ...]:
        return self._catalogue.hinted(self._clock.now()) if self._catalogue is not None else ()

    def _item(self, message: AskItem) -> ItemShown | Refused:
        if self._catalogue is None:
            return Refused(message.request_id, Fault.ITEM_GONE)
        found = self._catalogue.item(message.code, self._clock.now())
        if found is None:
            return Refused(message.request_id, Fault.ITEM_GONE)
        version, package = found
        return ItemShown(message.request_id, message.code, version, package)
