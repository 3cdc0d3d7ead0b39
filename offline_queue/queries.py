"""Questions of screens to the departments: asked once, checked whole, answered, forgotten.

A question runs on a thread of its own with a deadline, so that nothing else waits for it. Nothing
of questions, rows or persons is written to disk or log: only the item and what went wrong.
"""

import contextlib
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from kiosk.clock import Clock
from kiosk.config import TerminalConfig
from kiosk.faults import Fault
from kiosk.items.asking import PACKAGE, PROGRESS
from kiosk.items.credentials import needs_card
from kiosk.items.model import Query, ServiceItem
from kiosk.items.parse import BadPackage, load_json, parse_item
from kiosk.items.public_lists import Entry, PublicList, entries
from kiosk.items.rows import BadRows, filtered, rows_of
from kiosk.link import Envelope, Peer
from kiosk.messages.queries import AskList, ListEntry, ListShown, QueryAnswered, RunQuery
from kiosk.messages.service import Network, Refused
from kiosk.ports import Catalogue
from offline_queue.packages import Packages
from offline_queue.store.writer import Store
from offline_queue.sync.asking import NotAnswered
from offline_queue.sync.destinations import Destinations
from offline_queue.sync.lookup import Lookup
from offline_queue.sync.transport import CutAdapter
from offline_queue.turns import Question, Turns

DEADLINE_S = 10.0
"""A citizen stands there: longer than this nobody waits for an answer that may not come."""
MOST_AT_ONCE = 4
MOST_ROWS = 60
MOST_ENTRIES = 200
MESSAGES = (RunQuery, AskList)
Asked = RunQuery | AskList
Told = QueryAnswered | ListShown | Refused

log = logging.getLogger("offline_queue.queries")


@dataclass
class Queries:
    """Thread-safe. `lookup` asks the platform; every method of it is called on threads of ours."""

    catalogue: Catalogue | None
    lookup: Lookup
    now: Callable[[], datetime]
    deadline_s: float = DEADLINE_S
    revision: Callable[[], int] = field(default=lambda: 0)
    """Of the catalogue; 0 where it is not known, and then nothing is remembered."""
    _lists: dict[str, tuple[tuple[int, date], tuple[ListEntry, ...]]] = field(default_factory=dict)
    _turns: Turns = field(init=False)
    packages: Packages = field(init=False)

    def __post_init__(self) -> None:
        self.packages = Packages(self.catalogue, self.now)
        self._turns = Turns("query", self.deadline_s, MOST_AT_ONCE)

    def on_message(self, peer: Peer, envelope: Envelope, message: Asked) -> None:
        question = Question(peer, envelope.id)

        def refuse(why: str) -> None:
            if question.tell(Refused(message.request_id, Fault.QUERY_NO_ANSWER)):
                log.warning("%s %s: %s", _name(message), Fault.QUERY_NO_ANSWER.value, why)

        begun = self._turns.begin(
            lambda: question.tell(self.answer(message)), lambda: refuse("no answer in time")
        )
        if not begun:
            refuse("too many at once")

    def answer(self, asked: Asked) -> Told:
        try:
            if isinstance(asked, AskList):
                return self._list(asked)
            item, query = self._item(asked)
            if query.source == PACKAGE:
                return self._from_package(asked, query)
            if query.source == PROGRESS:
                return self.lookup.progress(asked)
            if needs_card(item) and not asked.sealed:
                raise NotAnswered(Fault.QUERY_REFUSED, "nobody is identified")
            return self.lookup.rows(asked, query)
        except NotAnswered as refusal:
            log.warning("%s %s: %s", _name(asked), refusal.fault.value, refusal.detail)
            return Refused(asked.request_id, refusal.fault)

    def _item(self, asked: RunQuery) -> tuple[ServiceItem, Query]:
        """In the version that the screen shows: columns and inputs are that version's."""
        item = self.packages.item(asked.code, asked.version)
        if item.query is None:
            raise NotAnswered(Fault.ITEM_GONE, "the item has no query")
        return item, item.query

    def _from_package(self, asked: RunQuery, query: Query) -> QueryAnswered:
        """A public list: as it was published, whether or not there is a network."""
        name = query.rows or ""
        content = self.packages.ask(lambda c, at: c.file(asked.code, name, at))
        if content is None:
            raise NotAnswered(Fault.ITEM_UNREADABLE, "the package lacks its rows")
        try:
            found = filtered(rows_of(content, query), query, dict(asked.inputs))
        except BadRows as bad:
            raise NotAnswered(Fault.ITEM_UNREADABLE, f"its rows: {bad}") from None
        more = len(found) > MOST_ROWS
        return QueryAnswered(asked.request_id, found[:MOST_ROWS], more=more)

    def _list(self, asked: AskList) -> ListShown:
        """Made of the items as they are valid now, so it says what the terminal does."""
        try:
            which = PublicList(asked.which)
        except ValueError:
            raise NotAnswered(Fault.ITEM_GONE, "no such list") from None
        found = self._entries(which)
        return ListShown(asked.request_id, asked.which, found[:MOST_ENTRIES], len(found))

    def _entries(self, which: PublicList) -> tuple[ListEntry, ...]:
        """All items are read for it, so once for each revision and day: which of them are valid
        changes with both."""
        now = (self.revision(), self.now().date())
        known = self._lists.get(which)
        if known is not None and known[0] == now:
            return known[1]
        found = tuple(_entry(one) for one in entries(which, self._items()))
        if now[0]:
            self._lists[which] = (now, found)
        return found

    def _items(self) -> Iterator[ServiceItem]:
        """Without those that this program cannot read: they are not shown either."""
        for code in self.packages.ask(lambda c, at: c.codes(at)) or ():
            found = self.packages.package(code)
            with contextlib.suppress(BadPackage):
                if found is not None:
                    yield parse_item(load_json(found[1]))


def queries_of(
    config: TerminalConfig,
    catalogue: Catalogue | None,
    store: Store,
    clock: Clock,
    sync: Destinations,
    cable: CutAdapter | None,
) -> Queries:
    """As the terminal's file says. `cable`: the demo's."""
    lookup = Lookup(
        base_url=config.central_url,
        token_file=config.token_file,
        store=store,
        now=clock.now,
        is_cut=lambda: sync.contact.network is Network.DOWN,
        cable=cable,
    )
    return Queries(catalogue, lookup, clock.now)


def _entry(one: Entry) -> ListEntry:
    name, detail = one.name, one.detail
    return ListEntry(one.catalog_code, name.zh, name.say("en"), detail.zh, detail.say("en"))


def _name(asked: Asked) -> str:
    """For the log: what is asked about, never of whom."""
    return asked.which if isinstance(asked, AskList) else asked.code
