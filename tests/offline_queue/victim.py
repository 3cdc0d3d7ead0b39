"""A service that kills itself, for test_kill: `python -m tests.offline_queue.victim FOLDER`.

Each line on standard input is one life: the number of the step at which the process kills itself
(SIGKILL), 0 for never. A step is each side of a commit and of a message sent. Lives are forked, so
nothing but the files goes from one to the next.
"""

import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kiosk.clock import SystemClock
from kiosk.link import Peer
from offline_queue.printing import printer_link
from offline_queue.service import Service
from offline_queue.store.writer import Store
from tests.offline_queue.samples import config


class Fate:
    def __init__(self, at_step: int) -> None:
        self._lock = threading.Lock()
        self._left = at_step

    def step(self) -> None:
        with self._lock:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    def around(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def stepped(*args: Any, **kwargs: Any) -> Any:
            self.step()
            result = function(*args, **kwargs)
            self.step()
            return result

        return stepped


def live(folder: Path, at_step: int) -> None:
    fate = Fate(at_step)
    Store._commit = fate.around(Store._commit)  # type: ignore[method-assign]
    Peer.send = fate.around(Peer.send)  # type: ignore[method-assign]
    printer_link.GRACE_S = 0.5
    service = Service(config(folder), SystemClock(), job_deadline_s=0.5)
    service.start()
    threading.Event().wait()


def main() -> None:
    folder = Path(sys.argv[1])
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            try:
                live(folder, int(line))
            finally:
                os._exit(1)
        print(child, flush=True)
        _, status = os.waitpid(child, 0)
        print("killed" if os.WIFSIGNALED(status) else f"ended {status}", flush=True)


if __name__ == "__main__":
    main()
