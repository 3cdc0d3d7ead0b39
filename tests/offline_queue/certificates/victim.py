"""A service that kills itself while certificates are asked for and printed, for test_kills:
`python -m tests.offline_queue.certificates.victim FOLDER URL`.

Each line on standard input is one life: the number of the step at which the process kills itself
(SIGKILL), 0 for never. A step is each side of a commit, of a message sent and of a request to the
platform. Lives are forked, so nothing but the files goes from one to the next.
"""

import sys
import threading
from datetime import datetime
from functools import partial
from pathlib import Path

import requests

from kiosk.certificates.check import Checked, Expected
from kiosk.certificates.lists import Known
from kiosk.clock import SystemClock
from kiosk.link import Peer
from offline_queue.around import Around
from offline_queue.printing import printer_link
from offline_queue.service import Service
from offline_queue.store.commits import Commits
from tests.offline_queue.certificates.hall import terminal_again
from tests.offline_queue.kills.fate import Fate
from tests.offline_queue.kills.lives import one_by_one
from tests.offline_queue.query_parts import Samples


class Trusting:
    """What is checked is another test's: here every document of one page is good."""

    def check(self, pdf: bytes, expected: Expected, known: Known, now: datetime) -> Checked:
        return Checked(None, None, 1)


def live(folder: Path, url: str, at_step: str) -> None:
    fate = Fate(int(at_step))
    Commits._commit = fate.around(Commits._commit)  # type: ignore[method-assign]
    Peer.send = fate.around(Peer.send)  # type: ignore[method-assign]
    requests.Session.send = fate.around(requests.Session.send)  # type: ignore[method-assign]
    printer_link.GRACE_S = 0.5
    around = Around(a4=True, catalogue=Samples(), checking=Trusting())
    service = Service(terminal_again(folder, url), SystemClock(), around=around)
    service.start()
    threading.Event().wait()


if __name__ == "__main__":
    one_by_one(partial(live, Path(sys.argv[1]), sys.argv[2]))
