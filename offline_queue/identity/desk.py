"""Questions of screens to the identity provider: asked once, judged, answered, forgotten.

A question runs on a thread of its own with a deadline, so that nothing else waits for it. Names,
numbers, mobile numbers and codes are on no disk and in no log: only the means and what went wrong.
"""

import contextlib
import logging
import threading
from dataclasses import dataclass, field

from kiosk.clock import Clock
from kiosk.config import ConfigError, TerminalConfig
from kiosk.faults import Fault
from kiosk.identity import Means
from kiosk.link import Envelope, LinkClosed, Peer
from kiosk.messages.identity import (
    AskIdentity,
    AskTicket,
    CodeSent,
    IdentityFound,
    SendCode,
    TicketGiven,
)
from kiosk.messages.service import HallView, Network, Refused
from kiosk.ports import IdentityProvider, KeyStick, NotIdentified
from kiosk.values import replace
from offline_queue.hall_file import Unusable
from offline_queue.identity.providers import provider_of
from offline_queue.identity.tickets import Tickets, tickets_of
from offline_queue.sync.destinations import Destinations
from offline_queue.sync.transport import CutAdapter

DEADLINE_S = 10.0
"""A citizen stands there."""
MOST_AT_ONCE = 4
MESSAGES = (SendCode, AskIdentity, AskTicket)
Asked = SendCode | AskIdentity | AskTicket
Told = CodeSent | IdentityFound | TicketGiven | Refused

log = logging.getLogger("offline_queue.identity")


@dataclass
class IdentityDesk:
    """Thread-safe. `provider` None: this terminal asks nobody. `means`: what it is asked about."""

    provider: IdentityProvider | None
    key: KeyStick | None
    tickets: Tickets
    means: tuple[Means, ...] = ()
    deadline_s: float = DEADLINE_S
    _free: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(MOST_AT_ONCE))

    def view(self, hall: HallView) -> HallView:
        return replace(hall, means=self.means)

    def on_message(self, peer: Peer, envelope: Envelope, message: Asked) -> None:
        question = _Question(peer, envelope.id, message)
        if not self._free.acquire(blocking=False):
            question.tell(self._refused(message, Fault.IDENTITY_NO_ANSWER, "too many at once"))
            return
        over = threading.Timer(self.deadline_s, self._too_late, (question,))
        over.daemon = True
        over.start()
        threading.Thread(
            target=self._work, args=(question, over), name="identity", daemon=True
        ).start()

    def _work(self, question: "_Question", over: threading.Timer) -> None:
        try:
            question.tell(self.answer(question.asked))
        finally:
            over.cancel()
            self._free.release()

    def _too_late(self, question: "_Question") -> None:
        late = self._refused(question.asked, Fault.IDENTITY_NO_ANSWER, "no answer in time")
        question.tell(late)

    def answer(self, asked: Asked) -> Told:
        try:
            if isinstance(asked, AskTicket):
                return self.tickets.ask(asked)
            return self._of(self._provider(asked), asked)
        except NotIdentified as refusal:
            return self._refused(asked, refusal.fault, refusal.detail)

    def _of(self, provider: IdentityProvider, asked: SendCode | AskIdentity) -> Told:
        if isinstance(asked, SendCode):
            return provider.send_code(asked)
        if asked.means is not Means.UKEY:
            return provider.prove(asked)
        if self.key is None:
            raise NotIdentified(Fault.UKEY_ABSENT, "no key can be plugged in here")
        return provider.prove(replace(asked, evidence=self.key.sign(provider.challenge())))

    def _provider(self, asked: SendCode | AskIdentity) -> IdentityProvider:
        means = asked.means if isinstance(asked, AskIdentity) else Means.SMS
        if self.provider is None or means not in self.means:
            raise NotIdentified(Fault.IDENTITY_REFUSED, f"{means.value} is not configured")
        return self.provider

    def _refused(self, asked: Asked, fault: Fault, detail: str) -> Refused:
        what = asked.means.value if isinstance(asked, AskIdentity) else type(asked).__name__
        log.warning("%s %s: %s", what, fault.value, detail)
        return Refused(asked.request_id, fault)


def identity_desk(
    config: TerminalConfig, clock: Clock, sync: Destinations, cable: CutAdapter | None
) -> IdentityDesk:
    """As the terminal's file says. Raises Unusable."""
    tickets = tickets_of(config, lambda: sync.contact.network is Network.DOWN, cable)
    if config.identity is None:
        return IdentityDesk(None, None, tickets)
    try:
        provider, key = provider_of(config.identity, config, clock, cable)
    except ConfigError as error:
        raise Unusable(str(error)) from None
    return IdentityDesk(provider, key, tickets, config.identity.means)


@dataclass
class _Question:
    """Told once: what comes first, the answer or the deadline."""

    peer: Peer
    message_id: int
    asked: Asked
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _told: bool = False

    def tell(self, answer: Told) -> None:
        with self._lock:
            if self._told:
                return
            self._told = True
        with contextlib.suppress(LinkClosed):
            self.peer.send(answer, re=self.message_id)
