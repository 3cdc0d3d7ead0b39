"""A child process does not outlive its parent, even where it hangs."""

import signal
import subprocess
import sys

from tests.kiosk.link.wire import PATIENCE_S

CHILD = """
import signal, sys, threading
from kiosk.link import lifeline
lifeline.LAST_WORDS_S = 0.05
if sys.argv[1] == "hangs":
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
lifeline.end_with_parent()
print("ready", flush=True)
threading.Event().wait(60)
"""


def ended_by(manner: str) -> int:
    """Start a child, let its parent's end of the pipe close, and say how it ended."""
    with subprocess.Popen(
        [sys.executable, "-c", CHILD, manner],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        child.stdin.write(b"words are not the end\n")
        child.stdin.flush()
        assert child.poll() is None
        child.stdin.close()
        return child.wait(PATIENCE_S)


def test_a_child_ends_in_good_order_when_its_parent_is_gone() -> None:
    assert ended_by("well") == -signal.SIGTERM


def test_a_child_that_hangs_ends_all_the_same() -> None:
    assert ended_by("hangs") == -signal.SIGKILL
