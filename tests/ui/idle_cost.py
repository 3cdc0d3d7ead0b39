"""What the idle screen costs: python -m tests.ui.idle_cost SECONDS

A process of its own with the idle screen, moving as it does in the hall. Prints processor seconds
and frames drawn in so many seconds, counted from the end of its start.
"""

import sys
import time

from PySide6.QtCore import QTimer

from kiosk.present.snapshot import Modes
from tests.ui.real import real
from ui.bridge import Bridge
from ui.window import Glass, Window, prepare, tell_warnings, to_stderr

SETTLED_MS = 300


def main(seconds: float) -> int:
    app = prepare(offscreen=True)
    tell_warnings(to_stderr)
    frames: list[float] = []
    window = Window(
        Bridge(real(Modes(), "zh")["zh-idle"], lambda _verb, _arg: None), Glass(offscreen=True)
    )
    window.view.frameSwapped.connect(lambda: frames.append(time.process_time()))

    def begin() -> None:
        frames.clear()
        started = time.process_time()
        QTimer.singleShot(round(seconds * 1000), lambda: end(started))

    def end(started: float) -> None:
        print(f"{time.process_time() - started:.3f} {len(frames)}")
        app.quit()

    window.activate()
    QTimer.singleShot(SETTLED_MS, begin)
    code = app.exec()
    window.close()
    return code


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1])))
