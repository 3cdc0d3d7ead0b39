"""What a camera sees, while it is shown: `image://live/NAME/N` draws the newest frame of the shared
memory NAME. N only makes each look a new one; nothing is cached."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickImageProvider

from kiosk.link.frames import FrameReader, FramesError

LIVE = "live:"
"""Before the name, in `Snapshot.picture`."""


class LiveFrames(QQuickImageProvider):
    """Used by Qt's thread alone. Only the memory that `show` named is looked at."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._name = ""
        self._reader: FrameReader | None = None
        self._last = _nothing()

    def show(self, picture: str) -> None:
        """Of a snapshot; one that is not live forgets what was seen."""
        name = picture.removeprefix(LIVE) if picture.startswith(LIVE) else ""
        if name == self._name:
            return
        self._name, self._last = name, _nothing()
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def requestImage(self, id: str, size: QSize, wanted: QSize) -> QImage:
        """Where there is no newer frame, the one before; where there was none, nothing is seen."""
        name = id.partition("/")[0]
        if not name or name != self._name:
            return _nothing()
        pixels = self._read()
        if pixels is not None and self._reader is not None:
            width, height = self._reader.width, self._reader.height
            kind = QImage.Format.Format_RGB888
            self._last = QImage(pixels, width, height, 3 * width, kind).copy()
        return self._last

    def _read(self) -> bytes | None:
        try:
            if self._reader is None:
                self._reader = FrameReader(self._name)
            return self._reader.read()
        except FramesError:
            return None  # the host that wrote it has ended; its end is an event of its own


def _nothing() -> QImage:
    """One dot that nobody sees: an image that is none would be a warning."""
    image = QImage(1, 1, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    return image
