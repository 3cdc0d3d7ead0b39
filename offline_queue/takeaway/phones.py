"""Pages for telephones: made when a citizen asks, ended when the citizen leaves.

What ends a page is the word of the screen, or the end of its link: that screen is gone then. The
platform drops it by itself where it cannot be told.
"""

import base64
import logging
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

from kiosk.faults import Fault
from kiosk.link import Envelope, Peer
from kiosk.messages.service import Refused
from kiosk.messages.takeaway import EndHandOff, HandedOff, HandOff
from offline_queue.sync.asking import NotAnswered
from offline_queue.sync.lookup import Lookup
from offline_queue.takeaway.sealing import link_of, seal_page
from offline_queue.turns import Question, Turns

PATH = "/api/v1/handoffs"
DEADLINE_S = 10.0
MOST_AT_ONCE = 4
LIVES_S = 600
"""Longer than this no page lives, whatever the platform says."""
AGAIN_S = 5.0
"""Between two words to a platform that does not answer."""
_OFFLINE = frozenset({Fault.ITEM_NEEDS_NETWORK, Fault.QUERY_NO_ANSWER})

log = logging.getLogger("offline_queue.takeaway")


@dataclass
class Phones:
    """Thread-safe. `public_url`: where telephones reach the platform's pages."""

    lookup: Lookup
    public_url: str
    monotonic: Callable[[], float]
    deadline_s: float = DEADLINE_S
    again_s: float = AGAIN_S
    _live: dict[Peer, dict[str, float]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _stopping: threading.Event = field(default_factory=threading.Event)
    _turns: Turns = field(init=False)

    def __post_init__(self) -> None:
        self._turns = Turns("phone", self.deadline_s, MOST_AT_ONCE)

    def close(self) -> None:
        self._stopping.set()

    def on_message(self, peer: Peer, envelope: Envelope, message: HandOff | EndHandOff) -> None:
        if isinstance(message, EndHandOff):
            self.forget(peer)
            return
        question = Question(peer, envelope.id)

        def refuse(fault: Fault, why: str) -> None:
            if question.tell(Refused(message.request_id, fault)):
                log.warning("no page for a telephone, %s: %s", fault.value, why)

        begun = self._turns.begin(
            lambda: question.tell(self.hand_off(peer, message)),
            lambda: refuse(Fault.HAND_OFF_OFFLINE, "no answer in time"),
        )
        if not begun:
            refuse(Fault.HAND_OFF_REFUSED, "too many at once")

    def hand_off(self, peer: Peer, wish: HandOff) -> HandedOff | Refused:
        """One page at a time: the former one of this screen ends."""
        self.forget(peer)
        link, sealed = link_of(wish.token), seal_page(wish.token, wish.sheet, wish.lang)
        with self._lock:
            self._live[peer] = {link: self.monotonic() + LIVES_S}
        try:
            body = {
                "request_id": uuid.uuid4().hex,
                "link": link,
                "sealed": base64.b64encode(sealed).decode("ascii"),
            }
            lives = self.lookup.ask(PATH, body).payload.get("lives_s")
        except NotAnswered as refusal:
            log.warning("no page for a telephone, %s: %s", refusal.fault.value, refusal.detail)
            offline = refusal.fault in _OFFLINE
            fault = Fault.HAND_OFF_OFFLINE if offline else Fault.HAND_OFF_REFUSED
            return Refused(wish.request_id, fault)
        if not isinstance(lives, int) or not 0 < lives <= LIVES_S:
            log.warning("no page for a telephone: the platform's answer is another")
            return Refused(wish.request_id, Fault.HAND_OFF_REFUSED)
        with self._lock:
            left = link not in self._live.get(peer, {})
        if left:  # while the platform was asked
            self._end({link: self.monotonic() + LIVES_S})
        return HandedOff(wish.request_id, f"{self.public_url}/take/{wish.token}", lives)

    def forget(self, peer: Peer) -> None:
        """The citizen of this screen has left: tell the platform, without waiting for it."""
        with self._lock:
            links = self._live.pop(peer, {})
        if links:
            end = threading.Thread(target=self._end, args=(links,), name="phone-end", daemon=True)
            end.start()

    def _end(self, links: dict[str, float]) -> None:
        """Until the platform has heard it, or has dropped the page by itself."""
        for link, until in links.items():
            while self.monotonic() < until and not self._told(link):
                if self._stopping.wait(self.again_s):
                    return

    def _told(self, link: str) -> bool:
        try:
            self.lookup.ask(f"{PATH}/{link}/end", {})
        except NotAnswered as refusal:
            log.info("a page's end not told yet, %s", refusal.fault.value)
            return False
        return True
