"""A terminal that uploads until nothing waits, for test_killed: `... FOLDER URL`.

Each line on standard input is one life: at which side of a commit the process kills itself (SIGKILL
at that step), 0 for never. Lives are forked, so nothing but the files goes from one to the next.
"""

import sys
from functools import partial
from pathlib import Path

from kiosk.clock import SystemClock
from offline_queue.attachments.sealed_file import CHUNK_BYTES
from offline_queue.store.commits import Commits
from offline_queue.store.writer import Store
from tests.offline_queue.kills.fate import Fate
from tests.offline_queue.kills.lives import one_by_one
from tests.offline_queue.uploads.sender import Sender

LEFT = "SELECT count(*) FROM aside WHERE state = 3"


def live(folder: Path, url: str, at_step: str) -> None:
    store = Store(folder / "state", ballast_bytes=4096)
    fate = Fate(int(at_step))
    Commits._commit = fate.around(Commits._commit)  # type: ignore[method-assign]
    clock = SystemClock()
    sender = Sender(store, url, folder / "state" / "attachments", clock, CHUNK_BYTES)
    while store.call(lambda ledger: ledger.execute(LEFT).fetchone()[0]):
        sender.round.go()
    store.close()


if __name__ == "__main__":
    one_by_one(partial(live, Path(sys.argv[1]), sys.argv[2]))
