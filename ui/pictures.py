"""Pictures that a snapshot carries: `image://shown/N` draws the Nth, from memory, while that
snapshot is on the screen. They never touch a disk, and their names say nothing of them."""

import threading
from collections.abc import Iterator

from msgspec import Struct
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickImageProvider

SIGNATURE = b"\x89PNG\r\n\x1a\n"
MOST_SIDE = 4096
"""Dots; what is larger is not drawn."""


class Pictures:
    """The pictures of the snapshot that is shown. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._names: dict[bytes, int] = {}
        self._next = 0

    def name(self, png: bytes) -> str:
        """Its address for QML; "" where there is none."""
        if not png:
            return ""
        with self._lock:
            if png not in self._names:
                self._next += 1
                self._names[png] = self._next
            return f"image://shown/{self._names[png]}"

    def keep(self, snapshot: object) -> None:
        """Forget every picture that this snapshot does not carry."""
        with self._lock:
            if self._names:
                carried = set(_pictures_in(snapshot))
                self._names = {png: at for png, at in self._names.items() if png in carried}

    def find(self, number: str) -> bytes:
        """b"" where it is forgotten, or never was."""
        with self._lock:
            return next((png for png, at in self._names.items() if str(at) == number), b"")


def _pictures_in(value: object) -> Iterator[bytes]:
    if isinstance(value, bytes):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _pictures_in(one)
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from _pictures_in(getattr(value, name))


class ShownPictures(QQuickImageProvider):
    def __init__(self, pictures: Pictures) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._pictures = pictures

    def requestImage(self, id: str, size: QSize, wanted: QSize) -> QImage:
        """An empty image where it cannot be drawn."""
        png = self._pictures.find(id)
        if not png.startswith(SIGNATURE):
            return QImage()
        image = QImage.fromData(png)
        return QImage() if max(image.width(), image.height()) > MOST_SIDE else image
