"""Documents in memory, and nowhere else: each until it is printed, left, or too old."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from msgspec import Struct

from kiosk.link import Peer
from kiosk.messages.certificates import CertificateReady
from offline_queue.store.ledger import Ledger

KEEP_S = 600.0
"""A citizen who looks at a preview for longer than this has left."""

Key = tuple[str, int]
"""Certificate and copy."""


class Paper(Struct, frozen=True):
    """A document that may be printed. `opens`: of one that is held; in the transaction of its job
    it makes the copies before it void, and says whether it may be printed."""

    ready: CertificateReady
    pdf: bytes
    opens: Callable[[Ledger], bool] | None = None

    def __repr__(self) -> str:
        return f"Paper({self.ready!r})"


@dataclass(slots=True)
class _Place:
    """`paper` None: it is being fetched, or did not come."""

    peer: Peer
    over: threading.Timer
    paper: Paper | None = None


class Papers:
    """Thread-safe. `left` is told of each copy that went without being taken, on whatever thread;
    never of one that is held, since that waits for its holder elsewhere."""

    def __init__(self, left: Callable[[str, int], None], keep_s: float = KEEP_S) -> None:
        self._left, self._keep_s = left, keep_s
        self._lock = threading.Lock()
        self._places: dict[Key, _Place] = {}

    def expect(self, peer: Peer, certificate_id: str, copy_no: int) -> None:
        """It is about to be fetched for this screen."""
        self._put((certificate_id, copy_no), peer, None)

    def keep(self, peer: Peer, paper: Paper) -> bool:
        """What was expected is here. False where it is not expected any more: the copy is void."""
        key = (paper.ready.certificate_id, paper.ready.copy_no)
        with self._lock:
            expected = key in self._places
        if expected:
            self._put(key, peer, paper)
        return expected

    def answer(self, peer: Peer, request_id: str) -> CertificateReady | None:
        """What this request got before, where it is still here; it is for this screen now."""
        with self._lock:
            for place in self._places.values():
                if place.paper is not None and place.paper.ready.request_id == request_id:
                    place.peer = peer
                    return place.paper.ready
        return None

    def find(self, certificate_id: str, copy_no: int) -> Paper | None:
        with self._lock:
            place = self._places.get((certificate_id, copy_no))
            return place.paper if place is not None else None

    def take(self, certificate_id: str, copy_no: int) -> None:
        """Its print job has it now."""
        with self._lock:
            place = self._places.pop((certificate_id, copy_no), None)
        if place is not None:
            place.over.cancel()

    def leave(self, certificate_id: str) -> None:
        self._drop(lambda key, _place: key[0] == certificate_id)

    def forget(self, peer: Peer) -> None:
        """Its screen is gone."""
        self._drop(lambda _key, place: place.peer is peer)

    def close(self) -> None:
        """Nobody is told: the next start settles what was fetched."""
        with self._lock:
            places, self._places = list(self._places.values()), {}
        for place in places:
            place.over.cancel()

    def _put(self, key: Key, peer: Peer, paper: Paper | None) -> None:
        over = threading.Timer(self._keep_s, self._expire, (key,))
        over.daemon = True
        with self._lock:
            before = self._places.get(key)
            self._places[key] = _Place(peer, over, paper)
        if before is not None:
            before.over.cancel()
        over.start()

    def _expire(self, key: Key) -> None:
        me = threading.current_thread()
        self._drop(lambda one, place: one == key and place.over is me)

    def _drop(self, which: Callable[[Key, _Place], bool]) -> None:
        with self._lock:
            gone = {key: one for key, one in self._places.items() if which(key, one)}
            for key in gone:
                del self._places[key]
        for key, place in gone.items():
            place.over.cancel()
            if place.paper is None or not place.paper.ready.held:
                self._left(*key)
