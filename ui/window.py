"""The window that shows the screen, built ahead and shown when its citizen comes."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import (
    QLocale,
    QMessageLogContext,
    QObject,
    QSize,
    QtMsgType,
    QUrl,
    qInstallMessageHandler,
)
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtQuick import QQuickView

from ui.bridge import Bridge
from ui.codes import DrawnCodes
from ui.icons import DrawnIcons
from ui.live import LiveFrames
from ui.pictures import ShownPictures

QML = Path(__file__).parent / "qml"
FAMILY = "Noto Sans CJK SC"
_QUIET = (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg)


class Glass(Struct, frozen=True):
    """The configured screen: pixels, and the millimetres of one of them (21.5 inch FHD: 0.248)."""

    width: int = 1080
    height: int = 1920
    mm_per_px: float = 0.248
    fullscreen: bool = False
    offscreen: bool = False
    still: bool = False
    """No motion, pictures in their clearest pose: for galleries and tests."""


def prepare(offscreen: bool = False) -> QGuiApplication:
    """The one application of this process. Draws in software unless QT_QUICK_BACKEND says other."""
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    os.environ.setdefault("QT_ENABLE_HIGHDPI_SCALING", "0")
    if offscreen:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    running = QGuiApplication.instance()
    if isinstance(running, QGuiApplication):
        return running
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    app = QGuiApplication([Path(sys.argv[0]).name])
    app.setFont(QFont(FAMILY))
    app.setQuitOnLastWindowClosed(False)
    return app


def tell_warnings(to: Callable[[str], None]) -> None:
    """Hand every warning of Qt to `to`, as one line."""

    def handle(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        if kind not in _QUIET:
            to(" ".join(message.split()))

    qInstallMessageHandler(handle)


def to_stderr(line: str) -> None:
    sys.stderr.write(f"qt: {line}\n")


class SceneBroken(Exception):
    """The QML did not load; the text says which file and line."""


class Window:
    """Loaded and laid out at once, invisible until `activate`.

    `on_first_frame` is called once, when the first frame stands on the glass.
    """

    def __init__(
        self, bridge: Bridge, glass: Glass, on_first_frame: Callable[[], None] | None = None
    ) -> None:
        self.glass = glass
        self.bridge = bridge
        self._on_first_frame = on_first_frame
        self.view = QQuickView()
        self.view.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
        self.view.resize(QSize(glass.width, glass.height))
        self.view.engine().addImageProvider("drawn", DrawnIcons())
        self.view.engine().addImageProvider("code", DrawnCodes())
        self.view.engine().addImageProvider("shown", ShownPictures(bridge.pictures))
        self._live = LiveFrames()
        self.view.engine().addImageProvider("live", self._live)
        bridge.changed.connect(self._changed)
        self._changed("picture")
        self.view.setInitialProperties(
            {"bridge": bridge, "mmPerPx": glass.mm_per_px, "still": glass.still}
        )
        self.view.setSource(QUrl.fromLocalFile(str(QML / "Main.qml")))
        if self.view.status() != QQuickView.Status.Ready:
            raise SceneBroken("; ".join(error.toString() for error in self.view.errors()))
        self.view.frameSwapped.connect(self._framed)

    @property
    def root(self) -> QObject:
        return self.view.rootObject()

    def warm(self) -> None:
        """Draw once without showing: fonts and glyphs are then ready for the first frame."""
        self.view.grabWindow()

    def activate(self) -> None:
        if self.glass.fullscreen:
            self.view.showFullScreen()
        else:
            self.view.show()
        self.view.requestActivate()

    def close(self) -> None:
        """Free the scene while its bridge still lives."""
        self.view.close()
        self.view.setSource(QUrl())

    def _changed(self, field: str) -> None:
        if field == "picture":
            self._live.show(self.bridge.snapshot.picture)

    def _framed(self) -> None:
        if self._on_first_frame is not None:
            tell, self._on_first_frame = self._on_first_frame, None
            tell()
