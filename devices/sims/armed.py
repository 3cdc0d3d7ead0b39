"""The faults that are armed in one simulator: which of them applies at which point of its work."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping

from msgspec import Struct

from kiosk.messages.sims import Done, FaultRule, Heal, Inject

POINTS = ("byte", "command", "reply", "page")


class _Waiting(Struct, frozen=True):
    rule: FaultRule
    due: int
    """The count of its point at which it strikes."""


class Armed:
    """`faults` are the words that this simulator knows, with what each does. Thread-safe.

    The simulator calls `passed` where something happens (bytes cross the wire, a command arrives, a
    reply leaves, a page is fed) and asks `on` for faults that last until `Heal`.
    """

    def __init__(
        self,
        device: str,
        faults: Mapping[str, str],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._device = device
        self._faults = faults
        self._lock = threading.Lock()
        self._counts: Counter[str] = Counter()
        self._waiting: list[_Waiting] = []
        self._lasting: dict[str, int] = {}
        self._clock = clock

    def steer(self, message: object) -> Done | None:
        """Answer `Inject` and `Heal`; None for any other message."""
        if isinstance(message, Heal):
            self.heal()
            return Done()
        if isinstance(message, Inject):
            ours = [rule for rule in message.rules if rule.device == self._device]
            unknown = [rule for rule in ours if rule.fault not in self._faults]
            if unknown:
                known = ", ".join(self._faults)
                return Done(False, f"{self._device} knows no {unknown[0].fault!r}: {known}")
            self.arm(ours)
            return Done()
        return None

    def arm(self, rules: Iterable[FaultRule]) -> None:
        """Rules of other devices are passed over. Each counts from now on."""
        with self._lock:
            for rule in rules:
                if rule.device != self._device:
                    continue
                if rule.when in ("now", "always"):
                    self._lasting[rule.fault] = rule.value
                else:
                    self._waiting.append(_Waiting(rule, self._reached(rule.when) + rule.at))

    def heal(self) -> None:
        with self._lock:
            self._waiting.clear()
            self._lasting.clear()

    def on(self, fault: str) -> int | None:
        """The value of a fault that lasts now, None where it is not armed."""
        with self._lock:
            for rule in self._take("ms"):
                self._lasting[rule.fault] = rule.value
            return self._lasting.get(fault)

    def begin(self, fault: str, value: int = 0) -> None:
        """A fault that struck at a point goes on until `Heal` or `end`."""
        with self._lock:
            self._lasting[fault] = value

    def end(self, fault: str) -> None:
        with self._lock:
            self._lasting.pop(fault, None)

    def passed(self, point: str, count: int = 1) -> tuple[FaultRule, ...]:
        """`count` more of `point` happened; the rules that strike just now, each once."""
        with self._lock:
            self._counts[point] += count
            return self._take(point)

    def until(self, point: str, but: Collection[str] = ()) -> int | None:
        """How many more of `point` before the next rule strikes (bytes: where to cut a write),
        apart from rules for the faults `but`."""
        with self._lock:
            reached = self._reached(point)
            due = [
                waiting.due - reached
                for waiting in self._waiting
                if waiting.rule.when == point and waiting.rule.fault not in but
            ]
            return max(0, min(due)) if due else None

    def _reached(self, point: str) -> int:
        return round(self._clock() * 1000) if point == "ms" else self._counts[point]

    def _take(self, point: str) -> tuple[FaultRule, ...]:
        reached = self._reached(point)
        struck = [one for one in self._waiting if one.rule.when == point and reached >= one.due]
        for one in struck:
            self._waiting.remove(one)
        return tuple(one.rule for one in struck)
