"""Questions of screens to the departments: asked once, checked whole, answered, forgotten.

A question runs on a thread of its own with a deadline, so that nothing else waits for it. Nothing
of questions, rows or persons is written to disk or log: only the item and what went wrong.
"""

import contextlib
import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from kiosk.clock import Clock
from kiosk.config import TerminalConfig
from kiosk.faults import Fault
from kiosk.items.asking import PACKAGE, PROGRESS
from kiosk.items.credentials import needs_card
from kiosk.items.model import Query, ServiceItem
from kiosk.items.parse import BadPackage, load_json, parse_item
from kiosk.items.public_lists import Entry, PublicList, entries
from kiosk.items.rows import BadRows, filtered, rows_of
from kiosk.link import Envelope, LinkClosed, Peer
from kiosk.messages.queries import AskList, ListEntry, ListShown, QueryAnswered, RunQuery
from kiosk.messages.service import Network, Refused
from kiosk.ports import Catalogue, NoCatalogue
from offline_queue.store.writer import Store
from offline_queue.sync.destinations import Destinations
from offline_queue.sync.lookup import Lookup, NotAnswered
from offline_queue.sync.transport import CutAdapter

T = TypeVar("T")

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
    _free: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(MOST_AT_ONCE))

    def on_message(self, peer: Peer, envelope: Envelope, message: Asked) -> None:
        question = _Question(peer, envelope.id, message)
        if not self._free.acquire(blocking=False):
            log.warning("%s %s: too many at once", _name(message), Fault.QUERY_NO_ANSWER.value)
            question.tell(Refused(message.request_id, Fault.QUERY_NO_ANSWER))
            return
        over = threading.Timer(self.deadline_s, self._too_late, (question,))
        over.daemon = True
        over.start()
        work = threading.Thread(target=self._work, args=(question, over), name="query", daemon=True)
        work.start()

    def _work(self, question: "_Question", over: threading.Timer) -> None:
        try:
            question.tell(self.answer(question.asked))
        finally:
            over.cancel()
            self._free.release()

    def _too_late(self, question: "_Question") -> None:
        asked = question.asked
        if question.tell(Refused(asked.request_id, Fault.QUERY_NO_ANSWER)):
            log.warning("%s %s: no answer in time", _name(asked), Fault.QUERY_NO_ANSWER.value)

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
        found = self._package(asked.code)
        if found is None or found[0] != asked.version:
            raise NotAnswered(Fault.ITEM_GONE, "not in the version that is asked about")
        try:
            item = parse_item(load_json(found[1]))
        except BadPackage:
            raise NotAnswered(Fault.ITEM_UNREADABLE, "the package cannot be read") from None
        if item.query is None:
            raise NotAnswered(Fault.ITEM_GONE, "the item has no query")
        return item, item.query

    def _from_package(self, asked: RunQuery, query: Query) -> QueryAnswered:
        """A public list: as it was published, whether or not there is a network."""
        name = query.rows or ""
        content = self._of_catalogue(lambda c, at: c.file(asked.code, name, at))
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
        found = [_entry(one) for one in entries(which, self._items())]
        return ListShown(asked.request_id, asked.which, tuple(found[:MOST_ENTRIES]), len(found))

    def _items(self) -> Iterator[ServiceItem]:
        """Without those that this program cannot read: they are not shown either."""
        for code in self._of_catalogue(lambda c, at: c.codes(at)) or ():
            found = self._package(code)
            with contextlib.suppress(BadPackage):
                if found is not None:
                    yield parse_item(load_json(found[1]))

    def _package(self, code: str) -> tuple[int, bytes] | None:
        return self._of_catalogue(lambda c, at: c.item(code, at))

    def _of_catalogue(self, ask: Callable[[Catalogue, datetime], T]) -> T | None:
        if self.catalogue is None:
            return None
        try:
            return ask(self.catalogue, self.now())
        except NoCatalogue as error:
            raise NotAnswered(Fault.CATALOGUE_LOST, str(error)) from None


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


@dataclass
class _Question:
    """Told once: what comes first, the answer or the deadline."""

    peer: Peer
    message_id: int
    asked: Asked
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _told: bool = False

    def tell(self, answer: Told) -> bool:
        """False where it was told before, or nobody listens any more."""
        with self._lock:
            if self._told:
                return False
            self._told = True
        with contextlib.suppress(LinkClosed):
            self.peer.send(answer, re=self.message_id)
            return True
        return False
