"""A bug on any thread ends its process: a process that lives on without one of its threads looks
well and does nothing. Its keeper starts it anew.
"""

import os
import sys
import threading
from types import TracebackType

EXIT_BUG = 70
"""EX_SOFTWARE."""


def end_on_bug(name: str) -> None:
    """From now on an exception that nobody catches ends this process with EXIT_BUG, at once.

    What is written names `name`, the kind and the place: the text of an exception may quote a
    person. A thread with a true attribute `ends_in_order` has seen to the end itself: only the
    place is written.
    """

    def told(kind: type[BaseException], trace: TracebackType | None) -> None:
        print(f"zizhu {name}: bug: {kind.__name__} at {_place(trace)}", file=sys.stderr, flush=True)

    def main_died(
        kind: type[BaseException], _error: BaseException, trace: TracebackType | None
    ) -> None:
        told(kind, trace)
        os._exit(EXIT_BUG)

    def thread_died(bug: threading.ExceptHookArgs) -> None:
        told(bug.exc_type, bug.exc_traceback)
        if not getattr(bug.thread, "ends_in_order", False):
            os._exit(EXIT_BUG)

    sys.excepthook = main_died
    threading.excepthook = thread_died


def _place(trace: TracebackType | None) -> str:
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
