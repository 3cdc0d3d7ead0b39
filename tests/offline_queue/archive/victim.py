"""A terminal that finishes two applications, delivers the first and destroys its package, for
test_killed: `python -m tests.offline_queue.archive.victim`.

Each line on standard input is one life, FOLDER STEP: it kills itself (SIGKILL) at that step,
0 for never. A step is each side of a commit, a statement, a sync, a renaming, a removal. What it
has said is in FOLDER/said, a line each: a word and the step at which it was said. A third
word makes it remove the package in a commit of its own, as the control.
"""

import logging
import os
from functools import partial
from pathlib import Path

from offline_queue.archive import rows
from offline_queue.archive.retention import Keeper
from offline_queue.store.commits import Commits
from offline_queue.store.ledger import Ledger
from offline_queue.store.writer import Store
from offline_queue.sync.trusted_time import TrustedClock
from tests.clock import FakeClock
from tests.offline_queue.archive.samples import LARGE, begin, deliver, finished
from tests.offline_queue.kills.fate import Fate
from tests.offline_queue.kills.lives import one_by_one

MONTH_S = 31 * 86_400


def live(place: str, at_step: str, spoilt: str = "") -> None:
    folder, fate = Path(place), Fate(int(at_step))
    folder.mkdir()
    Commits._commit = fate.around(Commits._commit)  # type: ignore[method-assign]
    Ledger.execute = fate.around(Ledger.execute)  # type: ignore[method-assign]
    for call in ("fsync", "rename", "unlink"):
        setattr(os, call, fate.around(getattr(os, call)))
    said = os.open(folder / "said", os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def say(word: str) -> None:
        os.write(said, f"{word} {fate.taken}\n".encode())

    state = folder / "state"
    store = Store(state, ballast_bytes=4096)
    begin(store)
    say("begun")
    first = finished(store, state, sizes=(LARGE,), application_id="app-0")
    say(f"made:{first.package_id}")
    other = finished(store, state, sizes=(LARGE,), application_id="app-1")
    say(f"made:{other.package_id}")
    say(f"delivering:{first.package_id}")
    deliver(store, first)
    clock = FakeClock()
    trusted = TrustedClock(clock)
    trusted.heard(clock.now())
    keeper = Keeper(store, state, trusted, lambda: False)
    keeper.tidy()
    clock.advance(MONTH_S)
    say("destroying")
    if spoilt:
        store.call(partial(rows.remove, package_id=first.package_id))
    keeper.tidy()
    say("destroyed")
    store.close()
    say("end")


if __name__ == "__main__":
    logging.disable()
    one_by_one(live)
