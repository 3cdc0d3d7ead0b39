"""An upgrade that kills itself: `python -m tests.offline_queue.upgrades.victim`.

Each line on standard input is a folder and the number of the statement before which the process
kills itself (SIGKILL). The answer is "killed", or "ended" where there were fewer statements.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from offline_queue.outbox import upgrade
from offline_queue.store.ledger import Ledger
from offline_queue.store.writer import Store


class Fate:
    def __init__(self, at_statement: int) -> None:
        self._left = at_statement

    def before(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*args: Any) -> Any:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return function(*args)

        return counted


def live(folder: Path, at_statement: int) -> None:
    fate = Fate(at_statement)
    for name in ("execute", "executemany"):
        setattr(Ledger, name, fate.before(getattr(Ledger, name)))
    store = Store(folder, ballast_bytes=4096)
    upgrade.bring_up(store)
    store.close()


def main() -> None:
    for line in sys.stdin:
        folder, at_statement = line.rsplit(maxsplit=1)
        child = os.fork()
        if child == 0:
            try:
                live(Path(folder), int(at_statement))
                os._exit(0)
            finally:
                os._exit(1)
        _, status = os.waitpid(child, 0)
        print("killed" if os.WIFSIGNALED(status) else f"ended {status}", flush=True)


if __name__ == "__main__":
    main()
