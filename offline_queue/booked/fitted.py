"""Booked certificates as the service has them: the errand that fetches them, and the desk."""

from collections.abc import Callable

from kiosk.certificates.lists import Known
from kiosk.config import TerminalConfig
from kiosk.ports import Checking
from offline_queue.booked.desk import BookedDesk
from offline_queue.booked.fetch import Fetching
from offline_queue.booked.parts import FOLDER_NAME
from offline_queue.store.room_watch import RoomWatch
from offline_queue.store.writer import Store
from offline_queue.sync.errands import Errand
from offline_queue.sync.line import Line
from offline_queue.sync.trusted_time import TrustedClock


class BookedHere:
    """`checking` None: this terminal cannot check a document, so none is fetched."""

    def __init__(
        self,
        config: TerminalConfig,
        store: Store,
        clock: TrustedClock,
        room: RoomWatch,
        checking: Checking | None,
        wake: Callable[[], None],
    ) -> None:
        self._folder = config.state / FOLDER_NAME
        self._store, self._clock, self._room, self._checking = store, clock, room, checking
        self._proven = lambda: clock.proven
        self.desk = BookedDesk(store, self._folder, clock.now, wake, self._proven)

    def errands(self, line: Line, known: Callable[[], Known | None]) -> tuple[Errand, ...]:
        """Over the platform's line. `known`: the lists that this terminal has."""
        if self._checking is None:
            return ()
        its = (self._store, line, self._folder, self._checking, known, self._room, self._clock)
        return (Fetching(*its, proven=self._proven),)
