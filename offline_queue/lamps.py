"""The lamps as the screen wants them: changes are sent, and all again to a new board."""

import itertools
import threading
from collections.abc import Callable, Collection

from kiosk.messages.lamps import FlashRate, Guide, Lamp, SetLamp


class Lamps:
    """`send` goes to the printer host; False where it is gone. Thread-safe."""

    def __init__(self, fitted: Collection[str], send: Callable[[object], bool]) -> None:
        self._fitted = fitted
        self._send = send
        self._lock = threading.Lock()
        self._names = itertools.count(1)
        self._wanted: dict[Lamp, FlashRate] = {}
        self._sent: dict[Lamp, FlashRate] = {}

    def guide(self, guide: Guide) -> None:
        with self._lock:
            self._wanted.update(guide.lamps)
            self._send_changes()

    def board_is_new(self) -> None:
        """Its driver has just put all lamps out."""
        with self._lock:
            self._sent.clear()
            self._send_changes()

    def _send_changes(self) -> None:
        for lamp, rate in self._wanted.items():
            if lamp not in self._fitted or self._sent.get(lamp) is rate:
                continue
            if self._send(SetLamp(f"lamp-{next(self._names)}", lamp, rate)):
                self._sent[lamp] = rate
