"""A window with one label in a process of its own: writes `shown` once its frame is drawn.

The Qt settings are those of the terminal's screen: 1080 x 1920, off screen, drawn in software. It
ends when standard input does.
"""

import os
import sys
import threading
from pathlib import Path

from PySide6.QtCore import QSize, QUrl
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtQuick import QQuickView

SIZE = (1080, 1920)
FAMILY = "Noto Sans CJK SC"


def _end_with_parent() -> None:
    while os.read(0, 4096):
        pass
    os._exit(0)


def main() -> int:
    os.environ["QT_QUICK_BACKEND"] = "software"
    os.environ["QT_ENABLE_HIGHDPI_SCALING"] = "0"
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    threading.Thread(target=_end_with_parent, daemon=True).start()
    app = QGuiApplication([])
    app.setFont(QFont(FAMILY))
    view = QQuickView()
    view.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
    view.resize(QSize(*SIZE))
    view.setSource(QUrl.fromLocalFile(str(Path(__file__).with_name("bare.qml"))))
    view.frameSwapped.connect(lambda: print("shown", flush=True))
    view.show()
    return int(app.exec())


if __name__ == "__main__":
    sys.exit(main())
