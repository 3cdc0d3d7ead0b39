"""The hall as every screen sees it: made anew at each change and each minute, pushed to all."""

import contextlib
import logging
import threading
from collections.abc import Callable, Iterable

from kiosk.clock import Clock
from kiosk.link import LinkClosed, Peer
from kiosk.messages.service import HallView
from offline_queue.store.commits import StoreError

log = logging.getLogger("offline_queue.board")


class Board:
    """`make_view` may read the store. Starts with a view; raises StoreError where none can be."""

    def __init__(
        self,
        make_view: Callable[[], HallView],
        peers: Callable[[], Iterable[Peer]],
        clock: Clock,
    ) -> None:
        self._make_view = make_view
        self._peers = peers
        self._clock = clock
        self._pushing = threading.Lock()
        self._view = make_view()
        self._changed = threading.Event()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="board", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping = True
        self._changed.set()
        if self._thread.is_alive():
            self._thread.join()

    def changed(self) -> None:
        """Something that a screen shows may have changed. Never blocks."""
        self._changed.set()

    def current(self) -> HallView:
        """The view as it is now."""
        self.refresh()
        return self._view

    def greet(self, peer: Peer) -> None:
        """A new peer gets the view at once."""
        with self._pushing, contextlib.suppress(LinkClosed):
            peer.send(self._view)

    def refresh(self) -> None:
        """Make the view anew and push it where it differs."""
        with self._pushing:
            try:
                view = self._make_view()
            except StoreError as error:
                log.error("%s the view of the hall stays", error.fault.value)
                return
            if view == self._view:
                return
            self._view = view
            for peer in self._peers():
                with contextlib.suppress(LinkClosed):
                    peer.send(view)

    def _run(self) -> None:
        while True:
            # Opening hours begin and end on the minute.
            self._changed.wait(60 - self._clock.now().second % 60)
            self._changed.clear()
            if self._stopping:
                return
            self.refresh()
