"""The screen's process: a bug ends it at once and says where, never whom."""

import subprocess
import sys

import pytest

RAISING = """
import sys, threading
from ui import terminal
sys.excepthook = terminal._fail_fast
threading.excepthook = lambda bug: terminal._fail_fast(
    bug.exc_type, bug.exc_value, bug.exc_traceback
)
def fail():
    raise ValueError("测试甲 440524188001010014")
{call}
"""


@pytest.mark.parametrize(
    "call", ["fail()", "t = threading.Thread(target=fail); t.start(); t.join()"]
)
def test_a_bug_names_its_place_and_no_person(call: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", RAISING.format(call=call)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 70
    assert "ValueError at" in done.stderr
    assert "测试甲" not in done.stderr
    assert "4405" not in done.stderr
