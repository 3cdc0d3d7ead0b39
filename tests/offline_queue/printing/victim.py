"""Prints one certificate and kills itself on the way, for test_killed:
`python -m tests.offline_queue.printing.victim HOST_SOCKET`.

Each line on standard input is one life: FOLDER and the number of the step at which it kills itself
(SIGKILL), counted from the moment when it is asked to print. A step is each side of a commit and of
a message sent. Answers "killed", or "ended" where the job ended before that step.
"""

import os
import sys
from functools import partial
from pathlib import Path

from kiosk.link import Peer
from offline_queue.printing import journal
from offline_queue.printing.journal import Thing
from offline_queue.store.commits import Commits
from tests.offline_queue.kills.fate import Fate
from tests.offline_queue.printing.office import AT, ONE, Office
from tests.offline_queue.samples import until


def live(folder: Path, host: Path, at_step: int) -> None:
    with Office(folder, host) as office:
        office.ready()
        fate = Fate(at_step)
        Commits._commit = fate.around(Commits._commit)  # type: ignore[method-assign]
        Peer.send = fate.around(Peer.send)  # type: ignore[method-assign]
        job_id = office.printing.expect()
        job = office.store.call(
            lambda c: journal.reserve(c, job_id, Thing.CERTIFICATE, ONE, "r-1", "zh", AT, 1)
        )
        office.printing.hand_over(job, partial(office.document, job))
        until(lambda: job_id not in office.printing.active)


def main() -> None:
    host = Path(sys.argv[1])
    for line in sys.stdin:
        folder, at_step = line.split()
        child = os.fork()
        if child == 0:
            try:
                live(Path(folder), host, int(at_step))
                os._exit(0)
            finally:
                os._exit(1)
        _, status = os.waitpid(child, 0)
        print("killed" if os.WIFSIGNALED(status) else f"ended {status}", flush=True)


if __name__ == "__main__":
    main()
