"""Search and questions over what one session sees.

Answers come only from installed packages, checked against their hash, and say which one.
"""

import json
import sqlite3
from collections.abc import Iterable

from msgspec import Struct

from kiosk.messages.items import ItemAnswer
from provisioning.catalogue.lines import answer_of
from provisioning.catalogue.schema import told
from provisioning.catalogue.search.finder import Finder
from provisioning.catalogue.view import Entry, View

LIMIT = 20
ANSWERS = 5


class Hit(Struct, frozen=True):
    """`why`: the name or everyday word that matched best, empty where only the summary did."""

    code: str
    name: str
    why: str


class Search:
    """Over these items of a view, all of them where none are named. Made once for a session: it
    reads what a keystroke then needs. Raises as `View` does."""

    def __init__(self, view: View, entries: Iterable[Entry] | None = None) -> None:
        rows = view.rows() if entries is None else [entry.item for entry in entries]
        self._view = view
        self._shown = bytearray(max(rows, default=0) + 1)
        for row in rows:
            self._shown[row] = 1
        try:
            self._finder = Finder(view.db, self._shown)
        except sqlite3.Error as error:
            raise told(error) from None

    def find(self, text: str, limit: int = LIMIT) -> tuple[Hit, ...]:
        """Best first; none for what no item has. Any text may be typed."""
        by_code = self._entries_of_code(text)
        if by_code:
            return by_code
        try:
            found = self._finder.find(text, limit)
        except sqlite3.Error as error:
            raise told(error) from None
        entries = self._view.entries([one.item for one in found])
        both = ((entries[one.item], one.why) for one in found)
        return tuple(Hit(entry.code, entry.name, why) for entry, why in both)

    def ask(self, text: str, limit: int = ANSWERS) -> tuple[ItemAnswer, ...]:
        """Questions of the packages that this one is like, with their answers, best first."""
        try:
            found = self._finder.ask(text, limit)
        except sqlite3.Error as error:
            raise told(error) from None
        answers = []
        entries = self._view.entries([one.item for one in found])
        for one in found:
            entry = entries[one.item]
            document = json.loads(self._view.item(entry.code) or b"{}")
            said = answer_of(entry.code, document, one.question)
            if said is not None:
                answers.append(said)
        return tuple(answers)

    def _entries_of_code(self, text: str) -> tuple[Hit, ...]:
        """Who types a whole code means that item."""
        code = text.strip()
        if not (8 <= len(code) <= 12 and code.isalnum() and any(map(str.isdigit, code))):
            return ()
        entry = self._view.entry(code)
        if entry is None or not self._shown[entry.item : entry.item + 1].count(1):
            return ()
        return (Hit(entry.code, entry.name, code),)
