"""A screen as the service meets it: a peer on the service's socket."""

import queue
from pathlib import Path
from typing import Any, Self, TypeVar

from kiosk.link import Envelope, Peer, connect
from kiosk.messages.service import HallView, PrintNews
from kiosk.print_state import PrintState

T = TypeVar("T")


class Screen:
    def __init__(self, socket: Path, patience: float = 10.0) -> None:
        self.views: queue.SimpleQueue[HallView] = queue.SimpleQueue()
        self.news: queue.SimpleQueue[PrintNews] = queue.SimpleQueue()
        self.peer = connect(socket, self._on_message, patience=patience)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self.peer.close()
        self.peer.join()

    def ask(self, message: object, kind: type[T]) -> T:
        answer = self.peer.request(message, timeout=10.0)
        assert isinstance(answer, kind), answer
        return answer

    def states(self, until: PrintState) -> list[PrintState]:
        """States in the order told, up to and with `until`."""
        seen: list[PrintState] = []
        while until not in seen:
            seen.append(self.news.get(timeout=10.0).state)
        return seen

    def view(self, wanted: Any = lambda view: True) -> HallView:
        """The next pushed view that is as wanted."""
        while True:
            view = self.views.get(timeout=10.0)
            if wanted(view):
                return view

    def _on_message(self, peer: Peer, envelope: Envelope, message: Any) -> None:
        if isinstance(message, HallView):
            self.views.put(message)
        elif isinstance(message, PrintNews):
            self.news.put(message)
