"""One inbox, one thread: events in, the flow advanced, its effects performed, a model shown."""

import queue
import threading
import uuid
from collections.abc import Callable

from kiosk.clock import Clock
from kiosk.flow.advance import advance
from kiosk.flow.effects import Command, Effect, Leave, Look, Query, Record, SetTimer
from kiosk.flow.events import TimerFired
from kiosk.flow.model import Facts, Model
from kiosk.ports import Link, Vault


class _Stop:
    pass


class Inbox:
    """Nobody else changes the flow's state. `show` gets each new model with the event's name."""

    def __init__(
        self,
        clock: Clock,
        vault: Vault,
        service: Link,
        cards: Link,
        imaging: Link,
        show: Callable[[Model, str], None],
        over: Callable[[], None],
    ) -> None:
        self._clock = clock
        self._vault = vault
        self._links: dict[type[Record] | type[Query] | type[Command] | type[Look], Link] = {
            Record: service,
            Query: service,
            Command: cards,
            Look: imaging,
        }
        self._show = show
        self._over = over
        self._events: queue.SimpleQueue[object] = queue.SimpleQueue()
        self._timers: dict[str, float] = {}
        self._left = False
        self.model = Model()
        self._thread = threading.Thread(target=self._loop, name="inbox", daemon=True)

    def start(self) -> "Inbox":
        self._thread.start()
        return self

    def post(self, event: object) -> None:
        """From any thread."""
        self._events.put(event)

    def close(self) -> None:
        self._events.put(_Stop())
        if self._thread.is_alive():
            self._thread.join(2.0)

    def take(self, event: object) -> None:
        """Answer one event now. Called by the inbox's thread, or directly by a test.

        After the citizen has left, nothing is answered any more: the successor does.
        """
        if self._left:
            return
        before = self.model
        facts = Facts(self._clock.now(), uuid.uuid4().hex, self._vault)
        self.model, effects = advance(before, event, facts)
        for effect in effects:
            self._perform(effect)
        if self.model is not before and not self._left:
            self._show(self.model, type(event).__name__)

    def take_due(self) -> None:
        """Fire the timers whose time has come, and the minute when it has changed."""
        now = self._clock.monotonic()
        for name, due in sorted(self._timers.items(), key=lambda timer: timer[1]):
            if due > now or self._timers.get(name) != due:  # an earlier one may have moved it
                continue
            del self._timers[name]
            self.take(TimerFired(name))
        wall = self._clock.now()
        if (wall.strftime("%H:%M"), wall.date().isoformat()) != (self.model.clock, self.model.day):
            self.take(TimerFired("minute"))

    def _perform(self, effect: Effect) -> None:
        if isinstance(effect, SetTimer):
            if effect.seconds is None:
                self._timers.pop(effect.name, None)
            else:
                self._timers[effect.name] = self._clock.monotonic() + effect.seconds
        elif isinstance(effect, Leave):
            self._left = True
            self._timers.clear()
            self._over()
        else:
            # A lost link is no failure here: its own event comes, and the flow asks again then.
            self._links[type(effect)].send(effect.message)

    def _wait(self) -> float:
        """Seconds until the next timer or the next minute."""
        to_minute = 60.0 - self._clock.now().second
        now = self._clock.monotonic()
        return max(0.0, min([to_minute, *(due - now for due in self._timers.values())]))

    def _loop(self) -> None:
        while True:
            try:
                event = self._events.get(timeout=self._wait() + 0.001)
            except queue.Empty:
                self.take_due()
                continue
            if isinstance(event, _Stop):
                return
            self.take(event)
            self.take_due()
