"""How a process is told to end: by SIGTERM, or by SIGINT from a keyboard."""

import os
import signal
import threading
from collections.abc import Callable


def on_end(stop: Callable[[], None]) -> None:
    """SIGTERM and SIGINT call `stop`, each time they come, on a thread of its own. For the main
    thread, once in a process.

    A handler in Python runs when the main thread is next between two instructions: never, where the
    signal came just before it fell asleep, or in the middle of taking the lock that `stop` needs.
    The number written to a pipe waits for neither.
    """
    told, tell = os.pipe()
    os.set_blocking(tell, False)
    signal.set_wakeup_fd(tell, warn_on_full_buffer=False)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: None)  # else the signal ends the process
    threading.Thread(target=_listen, args=(told, stop), name="ending", daemon=True).start()


def _listen(told: int, stop: Callable[[], None]) -> None:
    while number := os.read(told, 1):
        if number[0] in (signal.SIGTERM, signal.SIGINT):
            stop()
