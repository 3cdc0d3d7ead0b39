"""The faults that are armed in one simulator: which of them applies at which point of its work."""

import threading
import time
from collections import Counter
from collections.abc import Iterable, Mapping

from kiosk.messages.sims import Done, FaultRule, Heal, Inject

POINTS = ("byte", "command", "reply", "page")


class Armed:
    """`faults` are the words that this simulator knows, with what each does. Thread-safe.

    The simulator calls `passed` where something happens (bytes cross the wire, a command arrives, a
    reply leaves, a page is fed) and asks `on` for faults that last until `Heal`.
    """

    def __init__(self, device: str, faults: Mapping[str, str]) -> None:
        self._device = device
        self._faults = faults
        self._lock = threading.Lock()
        self._counts: Counter[str] = Counter()
        self._waiting: list[FaultRule] = []
        self._lasting: dict[str, int] = {}
        self._began = time.monotonic()

    def steer(self, message: object) -> Done | None:
        """Answer `Inject` and `Heal`; None for any other message."""
        if isinstance(message, Heal):
            self.heal()
            return Done()
        if isinstance(message, Inject):
            unknown = [rule for rule in message.rules if rule.fault not in self._faults]
            if unknown:
                known = ", ".join(self._faults)
                return Done(False, f"{self._device} knows no {unknown[0].fault!r}: {known}")
            self.arm(message.rules)
            return Done()
        return None

    def arm(self, rules: Iterable[FaultRule]) -> None:
        """Rules of other devices are passed over."""
        with self._lock:
            if not self._waiting and not self._lasting:
                self._counts.clear()
                self._began = time.monotonic()
            for rule in rules:
                if rule.device != self._device:
                    continue
                if rule.when in ("now", "always"):
                    self._lasting[rule.fault] = rule.value
                else:
                    self._waiting.append(rule)

    def heal(self) -> None:
        with self._lock:
            self._waiting.clear()
            self._lasting.clear()
            self._counts.clear()
            self._began = time.monotonic()

    def on(self, fault: str) -> int | None:
        """The value of a fault that lasts now, None where it is not armed."""
        with self._lock:
            self._take("ms", int((time.monotonic() - self._began) * 1000))
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
            return self._take(point, self._counts[point])

    def until(self, point: str) -> int | None:
        """How many more of `point` before the next rule strikes (bytes: where to cut a write)."""
        with self._lock:
            due = [rule.at - self._counts[point] for rule in self._waiting if rule.when == point]
            return max(0, min(due)) if due else None

    def _take(self, point: str, reached: int) -> tuple[FaultRule, ...]:
        struck = tuple(r for r in self._waiting if r.when == point and reached >= r.at)
        for rule in struck:
            self._waiting.remove(rule)
            if point == "ms":
                self._lasting[rule.fault] = rule.value
        return struck
