"""The catalogue as the service asks it (kiosk.ports.Catalogue): always the newest revision."""

import json
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TypeVar

from kiosk.clock import CHINA
from kiosk.messages.hints import HintedItem
from kiosk.messages.items import ItemAnswer, ItemHit
from kiosk.ports import NoCatalogue
from provisioning.catalogue.errors import CatalogueError
from provisioning.catalogue.finding import Search
from provisioning.catalogue.hinting import hinting
from provisioning.catalogue.lines import hinted_of, hit_of
from provisioning.catalogue.reader import Reader
from provisioning.catalogue.view import View

T = TypeVar("T")

REMEMBERED = 512
"""Lines of lists that are kept, so that a keystroke reads few documents."""
MOST_HINTED = 100
"""Items whose hints a screen is given."""


class _Window:
    """One revision on one day: what may be seen, and the search over it."""

    def __init__(self, view: View, at: datetime, region: str) -> None:
        self.view = view
        self.entries = {entry.code: entry for entry in view.visible(at, region)}
        self.search = Search(view, self.entries.values())
        self.line = lru_cache(REMEMBERED)(self._line)
        self.hinted = lru_cache(1)(self._hinted)

    def category(self, number: int) -> tuple[ItemHit, ...]:
        return tuple(self.line(e.code) for e in self.entries.values() if e.category == number)

    def _line(self, code: str) -> ItemHit:
        return hit_of(code, json.loads(self.view.item(code) or b"{}"))

    def _hinted(self) -> tuple[HintedItem, ...]:
        """In the order of the lists."""
        codes = set(hinting(self.view))
        some = islice((code for code in self.entries if code in codes), MOST_HINTED)
        found = (hinted_of(code, json.loads(self.view.item(code) or b"{}")) for code in some)
        return tuple(one for one in found if one is not None)


class Shelf:
    """`region`: of the terminal, GB/T 2260. The file may come, grow and be made anew while this is
    open."""

    def __init__(self, path: Path, region: str) -> None:
        self._path = path
        self._region = region
        self._lock = threading.Lock()
        self._reader: Reader | None = None
        self._window: _Window | None = None
        self._of: tuple[int, str] | None = None
        """Revision and day of the window."""
        self._counted: tuple[int, str, int] | None = None
        """Items of a revision on a day."""

    def count(self, at: datetime) -> int:
        """Without the window, which takes longer the more items there are: a hall shows this
        before anybody searches."""
        return self._reading(lambda: self._count(at), 0)

    def find(self, text: str, limit: int, at: datetime) -> tuple[ItemHit, ...]:
        return self._ask(
            at,
            lambda window: tuple(window.line(hit.code) for hit in window.search.find(text, limit)),
            (),
        )

    def ask(self, text: str, limit: int, at: datetime) -> tuple[ItemAnswer, ...]:
        return self._ask(at, lambda window: window.search.ask(text, limit), ())

    def hinted(self, at: datetime) -> tuple[HintedItem, ...]:
        return self._ask(at, lambda window: window.hinted(), ())

    def category(self, number: int, at: datetime) -> tuple[ItemHit, ...]:
        return self._ask(at, lambda window: window.category(number), ())

    def item(self, code: str, at: datetime) -> tuple[int, bytes] | None:
        def read(window: _Window) -> tuple[int, bytes] | None:
            package = window.view.item(code) if code in window.entries else None
            return None if package is None else (int(json.loads(package)["package_ver"]), package)

        return self._ask(at, read, None)

    def codes(self, at: datetime) -> tuple[str, ...]:
        return self._ask(at, lambda window: tuple(sorted(window.entries)), ())

    def having(self, name: str, at: datetime) -> tuple[str, ...]:
        def read(window: _Window) -> tuple[str, ...]:
            return tuple(code for code in window.view.having(name) if code in window.entries)

        return self._ask(at, read, ())

    def file(self, code: str, name: str, at: datetime) -> bytes | None:
        def read(window: _Window) -> bytes | None:
            return window.view.file(code, name) if code in window.entries else None

        return self._ask(at, read, None)

    def close(self) -> None:
        with self._lock:
            self._let_go()

    def _ask(self, at: datetime, question: Callable[[_Window], T], without: T) -> T:
        return self._reading(lambda: question(self._open(at)), without)

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

    def _open(self, at: datetime) -> _Window:
        reader = self._open_file()
        now = (reader.newest(), _day(at))
        if self._window is None or now != self._of:
            self._window, self._of = _Window(reader.view(), at, self._region), now
        return self._window

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
            self._counted = (*now, reader.view().count_visible(at, self._region))
        return self._counted[2]

    def _let_go(self) -> None:
        reader, self._reader = self._reader, None
        self._window, self._of, self._counted = None, None, None
        if reader is not None:
            with suppress(CatalogueError, OSError):
                reader.close()


def _day(at: datetime) -> str:
    return at.astimezone(CHINA).date().isoformat()
