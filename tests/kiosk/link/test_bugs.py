"""A bug on any thread ends the process, and what is written names no person."""

import subprocess
import sys

import pytest

from kiosk.link.bugs import EXIT_BUG
from tests.kiosk.link.wire import PATIENCE_S

CHILD = """
import sys, threading
from kiosk.link.bugs import end_on_bug

class Orderly(threading.Thread):
    ends_in_order = True

def work():
    raise ValueError("440524188001010014")

end_on_bug("card host")
if sys.argv[1] == "main":
    work()
thread = {"orderly": Orderly, "thread": threading.Thread}[sys.argv[1]](target=work)
thread.start()
thread.join()
print("goes on", flush=True)
"""


@pytest.mark.parametrize(
    ("where", "status", "out"),
    [("main", EXIT_BUG, ""), ("thread", EXIT_BUG, ""), ("orderly", 0, "goes on\n")],
)
def test_the_place_is_told_and_the_text_is_not(where: str, status: int, out: str) -> None:
    child = subprocess.run(
        [sys.executable, "-c", CHILD, where], capture_output=True, text=True, timeout=PATIENCE_S
    )
    assert (child.returncode, child.stdout) == (status, out)
    assert child.stderr == "zizhu card host: bug: ValueError at <string>:9\n"
