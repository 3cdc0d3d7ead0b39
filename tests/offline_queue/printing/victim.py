"""Prints one certificate and kills itself on the way, for test_killed:
`python -m tests.offline_queue.printing.victim HOST_SOCKET`.

Each line on standard input is one life: FOLDER and the number of the step at which it kills itself
(SIGKILL), counted from the moment when it is asked to print. A step is each side of a commit and of
a message sent.
"""

import sys
from functools import partial
from pathlib import Path

from kiosk.link import Peer
from offline_queue.printing import journal
from offline_queue.printing.journal import Thing
from offline_queue.store.commits import Commits
from tests.offline_queue.kills.fate import Fate
from tests.offline_queue.kills.lives import one_by_one
from tests.offline_queue.printing.office import AT, ONE, Office
from tests.offline_queue.samples import until


def live(host: Path, folder: str, at_step: str) -> None:
    with Office(Path(folder), host) as office:
        office.ready()
        fate = Fate(int(at_step))
        Commits._commit = fate.around(Commits._commit)  # type: ignore[method-assign]
        Peer.send = fate.around(Peer.send)  # type: ignore[method-assign]
        job_id = office.printing.expect()
        job = office.store.call(
            lambda c: journal.reserve(c, job_id, Thing.CERTIFICATE, ONE, "r-1", "zh", AT, 1)
        )
        office.printing.hand_over(job, partial(office.document, job))
        until(lambda: job_id not in office.printing.active)


if __name__ == "__main__":
    one_by_one(partial(live, Path(sys.argv[1])))
