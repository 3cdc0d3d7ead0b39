"""A service that kills itself, for test_service:
`python -m tests.offline_queue.kills.service_victim FOLDER`.

Each line on standard input is one life: the number of the step at which the process kills itself
(SIGKILL), 0 for never. A step is each side of a commit and of a message sent. Lives are forked, so
nothing but the files goes from one to the next.
"""

import sys
import threading
from functools import partial
from pathlib import Path

from kiosk.clock import SystemClock
from kiosk.link import Peer
from offline_queue.printing import printer_link
from offline_queue.service import Service
from offline_queue.store.commits import Commits
from tests.offline_queue.kills.fate import Fate
from tests.offline_queue.kills.lives import one_by_one
from tests.offline_queue.samples import config


def live(folder: Path, at_step: str) -> None:
    fate = Fate(int(at_step))
    Commits._commit = fate.around(Commits._commit)  # type: ignore[method-assign]
    Peer.send = fate.around(Peer.send)  # type: ignore[method-assign]
    printer_link.GRACE_S = 0.5
    service = Service(config(folder), SystemClock(), job_deadline_s=0.5)
    service.start()
    threading.Event().wait()


if __name__ == "__main__":
    one_by_one(partial(live, Path(sys.argv[1])))
