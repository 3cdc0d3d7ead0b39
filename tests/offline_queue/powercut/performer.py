"""Does workloads, to be watched: `python -m tests.offline_queue.powercut.performer FOLDER NAME...`.

Each in a process of its own, in FOLDER/NAME; none is closed in order, the power just goes.
"""

import logging
import os
import sys
from pathlib import Path

from tests.offline_queue.powercut.controls import CONTROLS, setting
from tests.offline_queue.powercut.run import Run
from tests.offline_queue.powercut.workloads import WORKLOADS

PAGES = 100
"""The log is checkpointed after so many pages, not 2,000: many checkpoints in a short trace."""


def main() -> int:
    folder, names = Path(sys.argv[1]), sys.argv[2:]
    setting("wal_autocheckpoint", str(PAGES), PAGES)
    logging.disable()
    for name in names:
        child = os.fork()
        if child == 0:
            _perform(folder, name)
        _, status = os.waitpid(child, 0)
        if status:
            print(f"{name} ended with {status}", file=sys.stderr)
            return 1
    return 0


def _perform(folder: Path, name: str) -> None:
    try:
        (WORKLOADS | CONTROLS)[name](Run(folder / name))
        os._exit(0)
    finally:  # whatever was raised is on stderr by then
        sys.excepthook(*sys.exc_info()) if sys.exc_info()[0] else None
        os._exit(1)


if __name__ == "__main__":
    sys.exit(main())
