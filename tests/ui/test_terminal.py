"""The screen's process: a bug in a slot of Qt ends it at once and says where, never whom."""

import subprocess
import sys

RAISING = """
from PySide6.QtCore import QCoreApplication, QTimer
from kiosk.link.bugs import end_on_bug
def fail():
    raise ValueError("测试甲 440524188001010014")
end_on_bug("screen")
app = QCoreApplication([])
QTimer.singleShot(0, fail)
app.exec()
"""


def test_a_bug_in_a_slot_names_its_place_and_no_person() -> None:
    done = subprocess.run(
        [sys.executable, "-c", RAISING], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 70
    assert "ValueError at" in done.stderr
    assert "测试甲" not in done.stderr
    assert "4405" not in done.stderr
