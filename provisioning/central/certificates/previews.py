"""Pages drawn once for a terminal that asks for them one by one. In memory, thread-safe."""

import threading
from collections import OrderedDict
from collections.abc import Callable

MOST = 8
"""Certificates of which pages are kept; those asked for longest ago go first."""


class Previews:
    def __init__(self) -> None:
        self._drawn: OrderedDict[str, list[bytes]] = OrderedDict()
        self._lock = threading.Lock()

    def page(self, certificate: str, number: int, draw: Callable[[], list[bytes]]) -> bytes:
        """PNG of that page from 1, b"" where there is none. With the last page all are forgotten.
        Raises what `draw` does."""
        with self._lock:
            pages = self._drawn.pop(certificate, None)
        if pages is None:
            pages = draw()
        if number < len(pages):
            with self._lock:
                self._drawn[certificate] = pages
                while len(self._drawn) > MOST:
                    self._drawn.popitem(last=False)
        return pages[number - 1] if 1 <= number <= len(pages) else b""
