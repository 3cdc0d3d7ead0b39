"""Workloads that kill themselves: `python -m tests.offline_queue.kills.victim`.

Each line on standard input is one life: a workload's name, a folder and the step at which the
process kills itself, 0 for never. A step is each side of a commit, of a statement, of a sync, of a
renaming, of a piece of an attachment. Answers how it ended and how many steps there were.
"""

import logging
import os
import sys
from pathlib import Path

from offline_queue.attachments.sealed_file import Digests
from offline_queue.store.commits import Commits
from offline_queue.store.ledger import Ledger
from tests.offline_queue.kills.consumer import consume
from tests.offline_queue.kills.fate import Fate
from tests.offline_queue.kills.lives import KILLED
from tests.offline_queue.powercut.controls import CONTROLS
from tests.offline_queue.powercut.run import Run
from tests.offline_queue.powercut.workloads import WORKLOADS


def live(name: str, folder: Path, at_step: int) -> int:
    """Steps that were taken, where it lives to the end."""
    fate = Fate(at_step)
    Commits._commit = fate.around(Commits._commit)  # type: ignore[method-assign]
    Ledger.execute = fate.around(Ledger.execute)  # type: ignore[method-assign]
    Digests.update = fate.around(Digests.update)  # type: ignore[method-assign]
    for call in ("fsync", "rename", "replace", "unlink"):
        setattr(os, call, fate.around(getattr(os, call)))
    if name == "consume":
        consume(Run(folder), fate)
    else:
        (WORKLOADS | CONTROLS)[name](Run(folder))
    return fate.taken


def main() -> None:
    logging.disable()
    for line in sys.stdin:
        name, folder, at_step = line.rstrip("\n").split("\t")
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                os.write(write, b"%d" % live(name, Path(folder), int(at_step)))
                os._exit(0)
            except BaseException:  # noqa: BLE001  it is told, and the process is only a victim
                sys.excepthook(*sys.exc_info())
                os._exit(1)
        os.close(write)
        with os.fdopen(read) as pipe:
            steps = pipe.read()
        _, status = os.waitpid(child, 0)
        how = KILLED if os.WIFSIGNALED(status) else f"ended {status}"
        print(f"{how}\t{steps or 0}", flush=True)


if __name__ == "__main__":
    main()
