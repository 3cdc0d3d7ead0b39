"""The catalogue as the service asks it (kiosk.ports.Catalogue): always the newest revision."""

import json
import re
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import cached_property, lru_cache
from itertools import islice
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from kiosk.clock import CHINA
from kiosk.items.validity import Scope, is_within
from kiosk.messages.hints import HintedItem
from kiosk.messages.items import FROM_ELSEWHERE, ItemAnswer, ItemHit
from kiosk.messages.places import PlaceLine
from kiosk.ports import Lines, NoCatalogue
from kiosk.values import replace
from provisioning.catalogue.errors import CatalogueError
from provisioning.catalogue.finding import Search
from provisioning.catalogue.hinting import hinting
from provisioning.catalogue.lines import hinted_of, hit_of
from provisioning.catalogue.placing import sites_of
from provisioning.catalogue.reader import Reader
from provisioning.catalogue.sites import Site, Sites
from provisioning.catalogue.view import Entry, View

T = TypeVar("T")

REGION = re.compile(r"[0-9]{2,12}")
REMEMBERED = 512
"""Lines of lists that are kept, so that a keystroke reads few documents."""
MOST_HINTED = 100
"""Items whose hints a screen is given."""


class _Window:
    """One revision on one day: what a place shows. `here`: what this terminal shows, None where
    that is this one."""

    def __init__(self, view: View, at: datetime, region: str, here: "_Window | None") -> None:
        self.view, self.region, self.here = view, region, here
        self.entries = {entry.code: entry for entry in view.visible(at, region)}
        self.line = lru_cache(REMEMBERED)(self._line)
        self.hinted = lru_cache(1)(self._hinted)

    @cached_property
    def search(self) -> Search:
        return Search(self.view, self.entries.values())

    def find(self, text: str, limit: int) -> tuple[ItemHit, ...]:
        return tuple(self.line(hit.code) for hit in self.search.find(text, limit))

    def category(self, number: int, limit: int) -> tuple[ItemHit, ...]:
        found = (e.code for e in self.entries.values() if self._is_of(e, number))
        return tuple(map(self.line, islice(found, limit)))

    def scope(self, code: str) -> Scope:
        if self.here is not None:
            return self.here.scope(code)
        if code not in self.entries:
            return Scope.NONE
        return Scope.OWN if is_within(self.region, self.entries[code].region) else Scope.ELSEWHERE

    def _is_of(self, entry: Entry, number: int) -> bool:
        if number == FROM_ELSEWHERE:
            return self.scope(entry.code) is Scope.ELSEWHERE
        return entry.category == number

    def _line(self, code: str) -> ItemHit:
        document = json.loads(self.view.item(code) or b"{}")
        return replace(hit_of(code, document), scope=self.scope(code))

    def _hinted(self) -> tuple[HintedItem, ...]:
        """In the order of the lists."""
        codes = set(hinting(self.view))
        some = islice((code for code in self.entries if code in codes), MOST_HINTED)
        found = (hinted_of(code, json.loads(self.view.item(code) or b"{}")) for code in some)
        return tuple(one for one in found if one is not None)


class _State(Struct):
    """What is kept of one revision on one day. `other`: of the place that was looked at last."""

    revision: int
    day: str
    here: _Window
    other: _Window | None = None


class Shelf:
    """`region`: of the terminal, GB/T 2260. The file may come, grow and be made anew while this is
    open."""

    def __init__(self, path: Path, region: str) -> None:
        self._path = path
        self.region = region
        self._lock = threading.Lock()
        self._reader: Reader | None = None
        self._state: _State | None = None
        self._sites: tuple[int, Sites] | None = None
        """Of a revision."""
        self._counted: tuple[int, str, int] | None = None
        """Items of a revision on a day."""

    def count(self, at: datetime) -> int:
        """Without the window, which takes longer the more items there are: a hall shows this
        before anybody searches."""
        return self._reading(lambda: self._count(at), 0)

    def find(self, text: str, limit: int, at: datetime, region: str = "") -> tuple[ItemHit, ...]:
        return self._ask(at, lambda window: window.find(text, limit), (), region)

    def ask(self, text: str, limit: int, at: datetime, region: str = "") -> tuple[ItemAnswer, ...]:
        return self._ask(at, lambda window: window.search.ask(text, limit), (), region)

    def hinted(self, at: datetime) -> tuple[HintedItem, ...]:
        return self._ask(at, lambda window: window.hinted(), ())

    def category(
        self, number: int, limit: int, at: datetime, region: str = ""
    ) -> tuple[ItemHit, ...]:
        return self._ask(at, lambda window: window.category(number, limit), (), region)

    def places(self, code: str) -> tuple[Lines, Lines]:
        nowhere: tuple[Lines, Lines] = ((), ())
        return self._reading(lambda: self._places(code or self.region), nowhere)

    def item(self, code: str, at: datetime, anywhere: bool = False) -> tuple[int, bytes] | None:
        def read(window: _Window) -> tuple[int, bytes] | None:
            package = window.view.item(code) if _has(window, code, at, anywhere) else None
            return None if package is None else (int(json.loads(package)["package_ver"]), package)

        return self._ask(at, read, None)

    def codes(self, at: datetime) -> tuple[str, ...]:
        return self._ask(at, lambda window: tuple(sorted(window.entries)), ())

    def having(self, name: str, at: datetime) -> tuple[str, ...]:
        def read(window: _Window) -> tuple[str, ...]:
            return tuple(code for code in window.view.having(name) if code in window.entries)

        return self._ask(at, read, ())

    def file(self, code: str, name: str, at: datetime, anywhere: bool = False) -> bytes | None:
        def read(window: _Window) -> bytes | None:
            return window.view.file(code, name) if _has(window, code, at, anywhere) else None

        return self._ask(at, read, None)

    def close(self) -> None:
        with self._lock:
            self._let_go()

    def _ask(
        self, at: datetime, question: Callable[[_Window], T], without: T, region: str = ""
    ) -> T:
        return self._reading(lambda: question(self._open(at, region)), without)

    def _reading(self, read: Callable[[], T], without: T) -> T:
        """`without`: where no catalogue has come yet. What is damaged is let go, so that the file
        that replaces it is found."""
        with self._lock:
            try:
                return read()
            except FileNotFoundError:
                self._let_go()
                return without
            except (CatalogueError, OSError, ValueError, KeyError) as error:
                self._let_go()
                raise NoCatalogue(f"{type(error).__name__}: {error}") from None

    def _open(self, at: datetime, region: str = "") -> _Window:
        """`region`: of another place; what is no region is this terminal's own."""
        reader = self._open_file()
        now = (reader.newest(), _day(at))
        if self._state is None or now != (self._state.revision, self._state.day):
            self._state = _State(*now, _Window(reader.view(), at, self.region, None))
        state = self._state
        if region == self.region or not REGION.fullmatch(region):
            return state.here
        if state.other is None or state.other.region != region:
            state.other = _Window(state.here.view, at, region, state.here)
        return state.other

    def _places(self, code: str) -> tuple[Lines, Lines]:
        sites = self._read_sites()
        found = sites.find(code)
        if found is None:
            return (), ()
        path = reversed(sites.path(found.code))
        return tuple(map(_place, path)), tuple(map(_place, sites.below(found.code)))

    def _read_sites(self) -> Sites:
        reader = self._open_file()
        revision = reader.newest()
        if self._sites is None or self._sites[0] != revision:
            self._sites = revision, sites_of(reader.view())
        return self._sites[1]

    def _open_file(self) -> Reader:
        if self._reader is not None and self._reader.was_replaced():
            self._let_go()
        if self._reader is None:
            self._reader = Reader(self._path)
        return self._reader

    def _count(self, at: datetime) -> int:
        reader = self._open_file()
        now = (reader.newest(), _day(at))
        if self._counted is None or self._counted[:2] != now:
            self._counted = (*now, reader.view().count_visible(at, self.region))
        return self._counted[2]

    def _let_go(self) -> None:
        reader, self._reader = self._reader, None
        self._state, self._sites, self._counted = None, None, None
        if reader is not None:
            with suppress(CatalogueError, OSError):
                reader.close()


def _has(window: _Window, code: str, at: datetime, anywhere: bool) -> bool:
    """The window shows it; `anywhere`: or its own place does."""
    return code in window.entries or (anywhere and window.view.entry(code, at) is not None)


def _place(site: Site) -> PlaceLine:
    return PlaceLine(site.code, site.name, site.name_en)


def _day(at: datetime) -> str:
    return at.astimezone(CHINA).date().isoformat()
