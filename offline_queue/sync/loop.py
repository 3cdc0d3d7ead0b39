"""The thread of one destination: errand after errand, then a rest.

One `step` is one round of work and says how long to rest. A record that was just written ends the
rest at once, but never a pause of the line nor an errand's back-off.
"""

import threading
from collections.abc import Sequence

from kiosk.clock import Clock
from offline_queue.sync.backoff import Jitter
from offline_queue.sync.contact import Contact
from offline_queue.sync.errands import Errand, Round
from offline_queue.sync.line import Line


class Sync:
    """`wake`, `hurry`, `contact` and `stop` are for any thread, the rest for its own."""

    def __init__(
        self, name: str, line: Line, errands: Sequence[Errand], clock: Clock, jitter: Jitter
    ) -> None:
        self._line = line
        self._round = Round(line, errands, clock, jitter)
        self._wake, self._hurry = threading.Event(), threading.Event()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    @property
    def contact(self) -> Contact:
        return self._line.contact

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """What is being sent comes to its end, and nothing more is begun."""
        self._stopping = True
        self._line.end()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join()
        self._line.close()

    def wake(self) -> None:
        """Something was recorded: send it now, unless there is a reason to pause."""
        self._wake.set()

    def hurry(self) -> None:
        """Somebody knows that things have changed: try now, pause or not."""
        self._hurry.set()
        self._wake.set()

    def step(self) -> float:
        """One round. Seconds to rest afterwards."""
        self._wake.clear()
        if self._hurry.is_set():
            self._hurry.clear()
            self._line.resume()
            self._round.forgive()
        return self._round.go()

    def _run(self) -> None:
        while not self._stopping:
            rest = self.step()
            if not self._stopping:
                self._wake.wait(rest)
