"""How things stand with a destination, as citizens and operators are told. Pure."""

from datetime import datetime

from msgspec import Struct

from kiosk.faults import Fault
from kiosk.messages.service import Network
from kiosk.values import replace
from offline_queue.sync.answers import Answer
from offline_queue.sync.breaker import NO_WAY
from offline_queue.sync.hall import HallState


class Contact(Struct, frozen=True):
    """`since` is HH:MM of the last change of `network`; `last` the time of the last good answer."""

    network: Network = Network.UNKNOWN
    since: str = ""
    fault: Fault | None = None
    last: datetime | None = None
    hall: HallState | None = None

    @property
    def connected(self) -> bool:
        return self.network is Network.UP and self.fault is None

    def after(self, answer: Answer, now: datetime) -> "Contact":
        network = Network.DOWN if answer.fault in NO_WAY else Network.UP
        return Contact(
            network=network,
            since=self.since if network is self.network else now.strftime("%H:%M"),
            fault=answer.fault,
            last=self.last if answer.fault else now,
            hall=answer.hall or self.hall,
        )

    def looks_like(self, other: "Contact") -> bool:
        """True where a citizen would see no difference."""
        return replace(self, last=None) == replace(other, last=None)
