"""One destination as this terminal reaches it: requests out, every answer judged once, here."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from kiosk.clock import Clock
from kiosk.faults import Fault
from kiosk.messages.service import Network
from offline_queue.sync.answers import Answer, Pace, Reply, central_answer
from offline_queue.sync.backoff import Jitter, pause_s
from offline_queue.sync.breaker import Breaker
from offline_queue.sync.contact import Contact
from offline_queue.sync.transport import NoReply, Transport

Read = Callable[[Reply, datetime], Answer]
"""What a reply proves, at a time."""

log = logging.getLogger("offline_queue.sync")


class Line:
    """For the one thread of a destination; only `contact` may be read by others.

    `on_answer` gets each good answer, `on_change` is called whenever `contact` has changed for a
    citizen's eyes. `read` says what a reply proves where a request does not bring its own.
    """

    def __init__(
        self,
        name: str,
        transport: Transport,
        clock: Clock,
        jitter: Jitter,
        read: Read = central_answer,
        on_answer: Callable[[Answer], None] = lambda _answer: None,
        on_change: Callable[[], None] = lambda: None,
    ) -> None:
        self.name = name
        self.contact = Contact()
        self.pace = Pace()
        self.failure: Fault | None = None
        """What was wrong with the last answer."""
        self.good = 0
        """Answers since an errand began that were of use."""
        self.heard_at = float("-inf")
        """Monotonic time of the last good answer that told how the hall stands."""
        self._transport, self._clock, self._jitter = transport, clock, jitter
        self._read, self._hearers, self._on_change = read, [on_answer], on_change
        self._breaker = Breaker()
        self._failures = 0
        self._paused_until = float("-inf")
        self._ended = False

    @property
    def broken(self) -> bool:
        """Nobody of ours was there the last time: a probe is all that may be sent."""
        return self._breaker.is_open

    def begin(self) -> None:
        """An errand begins: what was wrong with the answers of others does not count."""
        self.failure, self.good = None, 0

    def get(self, path: str) -> Answer:
        return self._ask(lambda: self._transport.send_json("GET", path), self._read)

    def post(self, path: str, body: Mapping[str, Any], read: Read | None = None) -> Answer:
        """`read` says what the reply proves, where that is another one than the line's."""
        exchange = partial(self._transport.send_json, "POST", path, body)
        return self._ask(exchange, read or self._read)

    def send(
        self,
        method: str,
        path: str,
        content: bytes | None,
        headers: Mapping[str, str],
        read: Read,
    ) -> Answer:
        """Anything else than JSON. `read` says what the reply proves."""
        return self._ask(lambda: self._transport.send(method, path, content, headers), read)

    def listen(self, hear: Callable[[Answer], None]) -> None:
        """`hear` gets each good answer from now on."""
        self._hearers.append(hear)

    def complain(self, detail: str) -> None:
        """The last answer was of the agreed shape and yet says nothing of what was asked."""
        self.good -= 1
        self._judge(Answer(Fault.PLATFORM_ERROR, detail))

    def pause(self) -> float:
        """Seconds for which nothing may be sent: the network is down, or the destination refuses
        this terminal or asks everybody to wait. 0.0 for none."""
        return max(0.0, self._paused_until - self._clock.monotonic())

    def resume(self) -> None:
        """Somebody knows that things have changed: try now, and look how they stand."""
        self._paused_until = self.heard_at = float("-inf")

    def end(self) -> None:
        """From now on every request fails at once, so that whoever is at work comes to an end."""
        self._ended = True

    def close(self) -> None:
        self._transport.close()

    def _ask(self, exchange: Callable[[], Reply], read: Read) -> Answer:
        answer = self._once(exchange, read)
        if answer.fault is Fault.PLATFORM_REFUSED and self._transport.renew():
            log.info("%s: there is another token", self.name)
            answer = self._once(exchange, read)
        if self._ended:
            self.failure = answer.fault
            return answer
        self._judge(answer)
        return answer

    def _once(self, exchange: Callable[[], Reply], read: Read) -> Answer:
        if self._ended:
            return Answer(Fault.PLATFORM_UNREACHABLE, "this terminal stops")
        try:
            return read(exchange(), self._clock.now())
        except NoReply as error:
            return Answer(Fault.PLATFORM_UNREACHABLE, str(error))

    def _judge(self, answer: Answer) -> None:
        self.failure = answer.fault
        self._breaker = self._breaker.after(answer.fault)
        if answer.pace is not None:
            self.pace = answer.pace
        if answer.fault is None:
            self._failures = 0
            self.good += 1
            if answer.hall is not None:
                self.heard_at = self._clock.monotonic()
            for hear in self._hearers:
                hear(answer)
        if self._breaker.is_open:
            self._rest(self._breaker.probe_in_s(self._jitter))
        elif answer.for_all:
            self._failures += 1
            self._rest(pause_s(self._failures, self._jitter, answer.retry_after or 0.0))
        self._tell(answer)

    def _rest(self, seconds: float) -> None:
        self._paused_until = self._clock.monotonic() + seconds

    def _tell(self, answer: Answer) -> None:
        before = self.contact
        self.contact = before.after(answer, self._clock.now())
        if answer.fault is not before.fault or before.network is Network.UNKNOWN:
            code = answer.fault.value if answer.fault else "ok"
            log.warning("%s %s %s", self.name, code, answer.detail)
        if not self.contact.looks_like(before):
            self._on_change()
