"""Pages handed to telephones, in memory alone: a restart forgets them.

The platform cannot read one until its telephone comes: it knows the SHA-256 of the token in the
page's address and keeps the content sealed under a key that only the token gives. Times are
monotonic seconds of the caller's clock. Thread-safe.
"""

import hmac
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

LIVES_S = 600
"""A page dies with its session, at the latest after so long."""
REMEMBERED_S = 3600.0
"""How long it is known that there was one, so that its telephone is told."""
MOST = 2000
MOST_OF_TERMINAL = 20
"""Live at once."""


class Opened(StrEnum):
    UNKNOWN = "unknown"
    OVER = "over"
    FREE = "free"
    """No telephone has opened it yet."""
    OURS = "ours"
    OTHERS = "others"
    """Another telephone has."""


@dataclass(slots=True, repr=False)
class _Page:
    terminal: str
    until: float
    sealed: bytes = b""
    """Empty once it is over."""
    phone: str = ""
    """The secret that the first telephone got."""


@dataclass(slots=True)
class Kept:
    _pages: OrderedDict[str, _Page] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def put(self, link: str, sealed: bytes, terminal: str, now: float) -> int:
        """Seconds that it lives, the same page again as it stands; 0 where there are too many, or
        the link is somebody else's or over."""
        with self._lock:
            self._tidy(now)
            known = self._pages.get(link)
            if known is not None:
                ours = known.terminal == terminal and known.sealed == sealed
                return int(known.until - now) if ours else 0
            live = [one for one in self._pages.values() if one.sealed]
            own = sum(one.terminal == terminal for one in live)
            if len(live) >= MOST or own >= MOST_OF_TERMINAL:
                return 0
            self._pages[link] = _Page(terminal, now + LIVES_S, sealed)
            return LIVES_S

    def end(self, link: str, terminal: str, now: float) -> bool:
        """True where it was live. Only its own terminal ends it."""
        with self._lock:
            self._tidy(now)
            page = self._pages.get(link)
            if page is None or page.terminal != terminal or not page.sealed:
                return False
            page.sealed, page.phone = b"", ""
            return True

    def look(self, link: str, phone: str, now: float) -> Opened:
        with self._lock:
            self._tidy(now)
            return self._opened(self._pages.get(link), phone)

    def take(
        self, link: str, phone: str, new: Callable[[], str], now: float
    ) -> tuple[Opened, bytes, str, int]:
        """For the first telephone, which gets `new()` as its secret, and for that one again: its
        content, its secret and the seconds left."""
        with self._lock:
            self._tidy(now)
            page = self._pages.get(link)
            opened = self._opened(page, phone)
            if page is None or opened not in (Opened.FREE, Opened.OURS):
                return opened, b"", "", 0
            if opened is Opened.FREE:
                page.phone = new()
            return Opened.OURS, page.sealed, page.phone, int(page.until - now)

    def tidy(self, now: float) -> None:
        """Contents whose time is over are gone from memory."""
        with self._lock:
            self._tidy(now)

    def _tidy(self, now: float) -> None:
        """All live equally long, so they stand in the order of their ends."""
        for link, page in list(self._pages.items()):
            if now < page.until:
                return
            page.sealed, page.phone = b"", ""
            if now >= page.until + REMEMBERED_S:
                del self._pages[link]

    @staticmethod
    def _opened(page: _Page | None, phone: str) -> Opened:
        if page is None:
            return Opened.UNKNOWN
        if not page.sealed:
            return Opened.OVER
        if not page.phone:
            return Opened.FREE
        ours = hmac.compare_digest(page.phone.encode(), phone.encode())
        return Opened.OURS if ours else Opened.OTHERS
