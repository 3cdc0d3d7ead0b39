"""A screen that emits thousands of signals goes on living."""

import subprocess
import sys

MANY = """
from PySide6.QtCore import QObject, Signal
class Bell(QObject):
    rung = Signal()
bell = Bell()
for _ in range(20000):
    bell.rung.emit()
    bell.setObjectName("bell")
print("alive")
"""


def test_process_outlives_twenty_thousand_signals() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import ui\n" + MANY], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "alive\n"), done.stderr
