"""Work for whoever asks: each piece on a thread of its own, answered exactly once and in time."""

import contextlib
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from kiosk.link import LinkClosed, Peer


@dataclass
class Question:
    """Told once: what comes first, the answer or the deadline."""

    peer: Peer
    message_id: int
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _told: bool = False
    lost: bool = False
    """Nobody listened when it was told."""

    @property
    def told(self) -> bool:
        return self._told

    def tell(self, answer: object) -> bool:
        """False where it was told before, or nobody listens any more."""
        with self._lock:
            if self._told:
                return False
            self._told = True
        with contextlib.suppress(LinkClosed):
            self.peer.send(answer, re=self.message_id)
            return True
        self.lost = True
        return False


@dataclass
class Turns:
    """Thread-safe. `most` at once; `too_late` of a piece runs where it takes longer than
    `deadline_s`, and the piece goes on alone."""

    name: str
    deadline_s: float
    most: int
    _free: threading.Semaphore = field(init=False)

    def __post_init__(self) -> None:
        self._free = threading.Semaphore(self.most)

    def begin(self, work: Callable[[], object], too_late: Callable[[], None]) -> bool:
        """False: too many at once, and nothing was begun."""
        if not self._free.acquire(blocking=False):
            return False
        over = threading.Timer(self.deadline_s, too_late)
        over.daemon = True
        over.start()
        thread = threading.Thread(target=self._work, args=(work, over), name=self.name, daemon=True)
        thread.start()
        return True

    def _work(self, work: Callable[[], object], over: threading.Timer) -> None:
        try:
            work()
        finally:
            over.cancel()
            self._free.release()
