"""Commands carried out, each at most once, and their results put into the outbox.

A command is begun on the disk before anything is done, and its result is written in the commit
that ends it. One that was begun when the power went is answered "unknown" and never run again:
nobody can tell how far it came.
"""

import logging
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any, Protocol

from msgspec import Struct, field

from kiosk.clock import Clock
from offline_queue.inbound import seen
from offline_queue.inbound.items import Order, Refusal
from offline_queue.inbound.seen import Command, State
from offline_queue.store.ledger import Ledger
from offline_queue.store.writer import Store

log = logging.getLogger("offline_queue.inbound")


class Outcome(Struct, frozen=True):
    """`status`: done | failed | unsupported. `why` is one word or a fault's code; `data` names
    no person."""

    status: str
    why: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)


UNSUPPORTED = Outcome("unsupported")


class Hands(Protocol):
    """Who does it: each call returns within seconds, and may be cut off at any point."""

    def lock(self, text: str) -> Outcome: ...

    def unlock(self) -> Outcome: ...

    def restart(self, part: str) -> Outcome:
        """`done` where the part will end by itself soon and be started again."""

    def collect_logs(self, part: str) -> Outcome: ...

    def test_device(self, part: str) -> Outcome: ...


class Commands:
    """For one thread. Methods raise StoreError where the disk takes nothing; call again later."""

    def __init__(self, store: Store, hands: Hands, clock: Clock) -> None:
        self._store = store
        self._hands = hands
        self._clock = clock
        self._ended: tuple[Command, Outcome] | None = None
        """Done, and not yet written down."""

    def recover(self) -> int:
        """At the start of the process: what was begun is answered. How many there were."""
        now = self._clock.now()

        def answer(ledger: Ledger) -> int:
            count = 0
            while (command := seen.open_command(ledger, State.BEGUN)) is not None:
                seen.tell(ledger, command.item_id, "unknown", now, "interrupted")
                seen.move(ledger, command.item_id, State.DONE)
                count += 1
            return count

        return self._store.call(answer, relief=True)

    def run(self) -> int:
        """Carry out what waits, in order. How many."""
        count = 0
        self._finish()
        while (command := self._begin()) is not None:
            log.info("command %s", command.order.name)
            self._ended = (command, self._perform(command.order))
            self._finish()
            count += 1
        return count

    def _begin(self) -> Command | None:
        now = self._clock.now()

        def begin(ledger: Ledger) -> Command | None:
            while (command := seen.open_command(ledger, State.WAITING)) is not None:
                if seen.ms(now) < command.expires:
                    seen.move(ledger, command.item_id, State.BEGUN)
                    return command
                seen.tell(ledger, command.item_id, "refused", now, Refusal.EXPIRED)
                seen.move(ledger, command.item_id, State.REFUSED)
            return None

        return self._store.call(begin)

    def _perform(self, order: Order) -> Outcome:
        match order.name:
            case "lock":
                return self._hands.lock(order.text)
            case "unlock":
                return self._hands.unlock()
            case "restart":
                return self._hands.restart(order.part)
            case "collect_logs":
                return self._hands.collect_logs(order.part)
            case "test_device":
                return self._hands.test_device(order.part)

    def _finish(self) -> None:
        if self._ended is not None:
            command, outcome = self._ended
            now = self._clock.now()
            self._store.call(partial(_end, command=command, outcome=outcome, now=now), relief=True)
            self._ended = None


def _end(ledger: Ledger, command: Command, outcome: Outcome, now: datetime) -> None:
    seen.tell(ledger, command.item_id, outcome.status, now, outcome.why, outcome.data)
    seen.move(ledger, command.item_id, State.DONE)
