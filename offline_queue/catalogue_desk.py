"""Between the updater, the platform and the screens: hints in, what became of packs out.

What the updater says is written down once, for the platform and into the audit log, however often
it is said: it says all of it again at every connection.
"""

import contextlib
import logging
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from kiosk.items.hours import LOOK_AHEAD_DAYS
from kiosk.link import Envelope, LinkClosed, Peer
from kiosk.messages.catalogue import (
    CatalogueChanged,
    CatalogueHint,
    FollowHints,
    PackInstalled,
    PackRefused,
)
from kiosk.messages.hints import AskHints
from kiosk.messages.items import AskItem, FindItems
from kiosk.messages.mine import AskMine
from kiosk.messages.places import AskPlaces
from kiosk.messages.queries import AskList, RunQuery
from kiosk.messages.service import HallView
from kiosk.messages.themes import AskTheme, AskThemes
from kiosk.values import replace
from offline_queue import themes
from offline_queue.audit import log as audit
from offline_queue.audit.facts import as_group
from offline_queue.inbound import seen
from offline_queue.mine import Mine
from offline_queue.outbox import rows as outbox
from offline_queue.queries import MESSAGES as QUERIES
from offline_queue.queries import Queries
from offline_queue.shelf import Shelf
from offline_queue.store.commits import StoreError
from offline_queue.store.ledger import Ledger
from offline_queue.store.writer import Store

MESSAGES = (
    *(FollowHints, PackInstalled, PackRefused, CatalogueChanged),
    *(FindItems, AskItem, AskHints, AskPlaces),
    *(*QUERIES, *themes.MESSAGES, AskMine),
)
LONGEST = 300
"""Characters of a place or a detail that go to the platform."""

log = logging.getLogger("offline_queue.catalogue")


@dataclass
class CatalogueDesk:
    """Thread-safe. `changed`: screens are told anew. `wake`: there is something to send."""

    store: Store
    shelf: Shelf
    now: Callable[[], datetime]
    changed: Callable[[], None]
    wake: Callable[[], None]
    queries: Queries
    mine: Mine | None = None
    state: CatalogueChanged | None = None
    """As the updater said last; None before it did."""
    cut: bool = False
    _followers: set[Peer] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self.queries.revision = lambda: self.state.revision if self.state is not None else 0

    def on_message(self, peer: Peer, envelope: Envelope, message: Any) -> None:
        match message:
            case FollowHints():
                with self._lock:
                    self._followers.add(peer)
                _send((peer,), self._hint())
            case PackInstalled():
                self._write(partial(_installed, said=message))
            case PackRefused():
                log.warning("pack %s refused: %s %s", message.pack, message.why, message.place)
                self._write(partial(_refused, said=message))
            case CatalogueChanged():
                self._take_state(message)
            case FindItems() | AskItem() | AskHints() | AskPlaces():
                with contextlib.suppress(LinkClosed):
                    peer.send(self.shelf.answer(message), re=envelope.id)
            case RunQuery() | AskList():
                self.queries.on_message(peer, envelope, message)
            case AskThemes() | AskTheme():
                themes.on_message(self.queries.packages, peer, envelope, message)
            case AskMine() if self.mine is not None:
                self.mine.on_message(peer, envelope, message)

    def forget(self, peer: Peer) -> None:
        with self._lock:
            self._followers.discard(peer)

    def hinted(self) -> None:
        """The platform's word for the newest catalogue may have changed."""
        with self._lock:
            followers = tuple(self._followers)
        if followers:
            _send(followers, self._hint())

    def cable(self, cut: bool) -> None:
        """Demo: the updater's way to the platform is cut too."""
        self.cut = cut
        self.hinted()

    def view(self, hall: HallView) -> HallView:
        state = self.state
        region, place = self.shelf.home()
        count, days = self.shelf.count(), self._work_days()
        hall = replace(hall, items=count, work_days=days, region=region, place=place)
        if state is None:
            return hall
        return replace(
            hall,
            items_revision=state.revision,
            items_as_of=state.checked_at,
            items_stale=state.stale,
        )

    def _work_days(self) -> tuple[tuple[str, bool], ...]:
        """What the platform's calendar names of the days that an item's hours look ahead."""
        today = self.now().date()
        bounds = (today.isoformat(), (today + timedelta(days=LOOK_AHEAD_DAYS)).isoformat())
        select = "SELECT day, work FROM calendar WHERE day BETWEEN ? AND ? ORDER BY day"
        try:
            rows = self.store.call(lambda ledger: ledger.execute(select, bounds).fetchall())
        except StoreError as error:
            log.error("%s no calendar read", error.fault.value)
            return ()
        return tuple((str(day), bool(work)) for day, work in rows)

    def _hint(self) -> CatalogueHint:
        try:
            return CatalogueHint(self.store.call(seen.catalogue_hint), self.cut)
        except StoreError as error:
            log.error("%s no hint read", error.fault.value)
            return CatalogueHint("", self.cut)

    def _take_state(self, state: CatalogueChanged) -> None:
        before, self.state = self.state, state
        if before is None or before.stale != state.stale:
            self._write(partial(_freshness, state=state))
        self.changed()

    def _write(self, work: Callable[[Ledger, str], bool]) -> None:
        at = self.now().isoformat(timespec="seconds")
        try:
            if self.store.call(lambda ledger: work(ledger, at)):
                self.wake()
        except StoreError as error:
            log.error("%s not written down: the updater says it again", error.fault.value)


def _installed(ledger: Ledger, at: str, said: PackInstalled) -> bool:
    if not _is_news(ledger, f"pack.{said.pack}", f"{said.version} {said.root}"):
        return False
    _is_news(ledger, f"refused.{said.pack}", "")
    _tell(ledger, at, "done", "installed", said.pack, {"version": said.version, "root": said.root})
    pack, version = as_group(said.pack), said.version
    audit.append(ledger, at, "catalogue.changed", pack=pack, seq=version)
    return True


def _refused(ledger: Ledger, at: str, said: PackRefused) -> bool:
    if not _is_news(ledger, f"refused.{said.pack}", f"{said.why} {said.place} {said.version}"):
        return False
    data = {
        "version": said.version,
        "place": said.place[:LONGEST],
        "detail": said.detail[:LONGEST],
    }
    _tell(ledger, at, "refused", said.why, said.pack, data)
    audit.append(ledger, at, "catalogue.refused", pack=as_group(said.pack), name=said.why)
    return True


def _freshness(ledger: Ledger, at: str, state: CatalogueChanged) -> bool:
    """The platform is told when nobody confirms any more what is served, and when that is over."""
    if not state.stale:
        _is_news(ledger, "refused.", "")
    if not _is_news(ledger, "stale", "stale" if state.stale else ""):
        return False
    status, why = ("failed", "stale") if state.stale else ("done", "fresh")
    _tell(ledger, at, status, why, "", {"checked_at": state.checked_at})
    audit.append(ledger, at, f"catalogue.{why}")
    return True


def _is_news(ledger: Ledger, name: str, value: str) -> bool:
    """True where it was not so before; from now on it is."""
    before = seen.word(ledger, f"catalogue.{name}")
    if before == value:
        return False
    seen.set_word(ledger, f"catalogue.{name}", value)
    return True


def _tell(
    ledger: Ledger, at: str, status: str, why: str, pack: str, data: Mapping[str, Any]
) -> None:
    """A result of no item of the inbox: `item_id` says of what."""
    item_id = f"catalogue.{pack}" if pack else "catalogue"
    body = {"item_id": item_id, "status": status, "why": why, "at": at, "data": dict(data)}
    outbox.put(ledger, "result", body, at)


def _send(peers: Iterable[Peer], message: object) -> None:
    for peer in peers:
        with contextlib.suppress(LinkClosed):
            peer.send(message)
