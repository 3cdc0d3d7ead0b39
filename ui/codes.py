"""QR codes as pictures: `image://code/TEXT` draws the code of the text, one dot a module."""

from urllib.parse import unquote

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, qRgb
from PySide6.QtQuick import QQuickImageProvider

from ui.qr import modules

QUIET = 4
"""Light modules round it, as ISO/IEC 18004 wants them."""


class DrawnCodes(QQuickImageProvider):
    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, id: str, size: QSize, wanted: QSize) -> QImage:
        """`id` is the payload, percent-encoded. An empty image where it is too long."""
        return drawn(unquote(id))


def drawn(payload: str) -> QImage:
    """Dark on light, with its quiet zone; to be enlarged without smoothing."""
    matrix = modules(payload)
    if not matrix:
        return QImage()
    side = len(matrix) + 2 * QUIET
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(qRgb(255, 255, 255))
    for y, row in enumerate(matrix, QUIET):
        for x, dark in enumerate(row, QUIET):
            if dark:
                image.setPixel(x, y, qRgb(0, 0, 0))
    return image
