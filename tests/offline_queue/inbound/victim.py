"""A terminal that carries out commands until none is left, for test_killed: `... FOLDER URL KEY`.

Each line on standard input is one life: the step at which the process kills itself (SIGKILL), 0 for
never. A step is each side of a commit and of what a hand does. Lives are forked, so nothing but
the files goes from one to the next.
"""

import os
import sys
from functools import partial
from pathlib import Path

from kiosk.clock import SystemClock
from offline_queue.inbound.commands import Outcome
from offline_queue.inbound.poll import Inbound
from offline_queue.outbox.claims import Claims
from offline_queue.outbox.streams import CENTRAL
from offline_queue.store.commits import Commits
from offline_queue.store.writer import Store
from offline_queue.sync.delivery import Delivery
from offline_queue.sync.errands import Round
from offline_queue.sync.line import Line
from offline_queue.sync.transport import Transport
from tests.offline_queue.inbound.inbox_platform import TERMINAL
from tests.offline_queue.inbound.terminal import Hands
from tests.offline_queue.kills.fate import Fate
from tests.offline_queue.kills.lives import one_by_one

LEFT = "SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM inbox WHERE state IN (1, 2))"


class Journal(Hands):
    """Each thing done is a line of a file, on the disk before the hand comes back."""

    def __init__(self, path: Path, fate: Fate) -> None:
        super().__init__()
        self._path, self._fate = path, fate

    def test_device(self, part: str) -> Outcome:
        self._fate.step()
        with self._path.open("a") as file:
            file.write(part + "\n")
            file.flush()
            os.fsync(file.fileno())
        self._fate.step()
        return Outcome("done")


def live(folder: Path, url: str, key: bytes, at_step: str) -> None:
    clock = SystemClock()
    store = Store(folder / "state", ballast_bytes=4096)
    fate = Fate(int(at_step))
    Commits._commit = fate.around(Commits._commit)  # type: ignore[method-assign]
    line = Line("platform", Transport(url, "test-token"), clock, lambda low, high: high)
    hands = Journal(folder / "journal", fate)
    inbound = Inbound(store, line, TERMINAL, {"k1": key}, hands, clock)
    delivery = Delivery(store, line, Claims(CENTRAL), TERMINAL, clock, lambda low, high: high)
    errands = Round(line, [inbound, delivery], clock, lambda low, high: high)
    errands.go()
    while store.call(lambda ledger: ledger.execute(LEFT).fetchone()[0]):
        errands.go()
    store.close()


if __name__ == "__main__":
    one_by_one(partial(live, Path(sys.argv[1]), sys.argv[2], bytes.fromhex(sys.argv[3])))
