"""Packages of service items as the rest of the service reads them, in the version that is shown."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from msgspec import Struct

from kiosk.faults import Fault
from kiosk.items.model import ServiceItem
from kiosk.items.parse import BadPackage, load_json, parse_item
from kiosk.ports import Catalogue, NoCatalogue
from offline_queue.sync.asking import NotAnswered

T = TypeVar("T")


class Packages(Struct, frozen=True):
    """Thread-safe. `catalogue` None: this terminal has none. `anywhere`: also what other places
    show, to read about it."""

    catalogue: Catalogue | None
    now: Callable[[], datetime]
    anywhere: bool = False

    def item(self, code: str, version: int) -> ServiceItem:
        """In the version that the screen shows: what it asks for is that version's. Raises
        NotAnswered."""
        found = self.package(code)
        if found is None or found[0] != version:
            raise NotAnswered(Fault.ITEM_GONE, "not in the version that is asked about")
        try:
            return parse_item(load_json(found[1]))
        except BadPackage:
            raise NotAnswered(Fault.ITEM_UNREADABLE, "the package cannot be read") from None

    def package(self, code: str) -> tuple[int, bytes] | None:
        """Version and item.json. Raises NotAnswered where the catalogue cannot be read."""
        return self.ask(lambda catalogue, at: catalogue.item(code, at, self.anywhere))

    def file(self, code: str, name: str) -> bytes | None:
        """Of that item's package. Raises NotAnswered where the catalogue cannot be read."""
        return self.ask(lambda catalogue, at: catalogue.file(code, name, at, self.anywhere))

    def ask(self, question: Callable[[Catalogue, datetime], T]) -> T | None:
        """None without a catalogue. Raises NotAnswered where it cannot be read."""
        if self.catalogue is None:
            return None
        try:
            return question(self.catalogue, self.now())
        except NoCatalogue as error:
            raise NotAnswered(Fault.CATALOGUE_LOST, str(error)) from None
