"""A child process ends when its parent does, however the parent ended."""

import os
import signal
import threading
import time

LAST_WORDS_S = 5.0
"""An orderly end takes less; what hangs longer would keep its successor from starting."""


def end_with_parent() -> None:
    """Standard input is a pipe held by the parent: when it closes, this process ends itself.

    Each `ping` of the parent is answered by `pong` on standard output, so that a process that is
    stopped, or hangs in a library that never gives the interpreter back, is known.
    """
    threading.Thread(target=_watch, name="lifeline", daemon=True).start()


def _watch() -> None:
    while words := os.read(0, 4096):
        if b"ping" in words:
            os.write(1, b"pong\n")
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(LAST_WORDS_S)
    os.kill(os.getpid(), signal.SIGKILL)
