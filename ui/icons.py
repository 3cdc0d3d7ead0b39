"""Icons as pictures: `image://drawn/SVG` draws the given SVG text at the size asked for.

Pictures instead of Shape items: they are cached, cost one copy to draw again, and the software
renderer clips them rightly (Qt 6.12 draws a Shape that lies wholly outside its clip).
"""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImage, QImageReader
from PySide6.QtQuick import QQuickImageProvider


class DrawnIcons(QQuickImageProvider):
    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, id: str, size: QSize, wanted: QSize) -> QImage:
        """`id` is SVG text, percent-encoded. An empty image where it is not SVG."""
        data = QByteArray.fromPercentEncoding(QByteArray(id.encode()))
        buffer = QBuffer(data)
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        reader = QImageReader(buffer, b"svg")
        if not wanted.isEmpty():
            reader.setScaledSize(wanted)
        return reader.read()
