"""An opened camera: the next picture of a stream or of a V4L2 device, decoded where it is wanted.

Every call may block; `devices.camera.source` makes them on a thread that can be left behind.
"""

from abc import ABC, abstractmethod
from typing import Any

import numpy as np

from devices.camera.cv import cv2

Pixels = np.ndarray[Any, np.dtype[np.uint8]]
"""H x W x 3, BGR."""

OPEN_LIMIT_MS = 3000
READ_LIMIT_MS = 1500
LARGEST_PICTURE = 8 * 1024 * 1024
"""Bytes of one JPEG."""
_JPEG_BEGIN, _JPEG_END = b"\xff\xd8", b"\xff\xd9"
_RAW_PACKETS = -1


class Feed(ABC):
    """Owns a VideoCapture; used by one thread."""

    def __init__(self, capture: cv2.VideoCapture) -> None:
        self._capture = capture

    @property
    def opened(self) -> bool:
        return bool(self._capture.isOpened())

    def next(self) -> bool:
        """Wait for the next picture. False: none came, and this feed is dead for ever."""
        return bool(self._capture.grab())

    @abstractmethod
    def decode(self) -> Pixels | None:
        """The picture of the last `next`; None where it is broken."""

    def release(self) -> None:
        self._capture.release()


class StreamFeed(Feed):
    """MJPEG over HTTP. FFmpeg hands over its packets undecoded: it would scale a picture of another
    size to the first one's, patch up half a picture without a word, and decode all day long."""

    def __init__(self, url: str) -> None:
        limits = [
            cv2.CAP_PROP_OPEN_TIMEOUT_MSEC,
            OPEN_LIMIT_MS,
            cv2.CAP_PROP_READ_TIMEOUT_MSEC,
            READ_LIMIT_MS,
            cv2.CAP_PROP_FORMAT,
            _RAW_PACKETS,
        ]
        super().__init__(cv2.VideoCapture(url, cv2.CAP_FFMPEG, limits))

    def decode(self) -> Pixels | None:
        taken, packet = self._capture.retrieve()
        if not taken or packet is None or packet.size > LARGEST_PICTURE:
            return None
        jpeg = packet.ravel().view(np.uint8)
        try:
            return decode_jpeg(jpeg)
        finally:
            jpeg.fill(0)


class DeviceFeed(Feed):
    """/dev/video0 by V4L2: motion JPEG where it can, one buffer, so that no picture is old."""

    def __init__(self, path: str, width: int, height: int) -> None:
        super().__init__(cv2.VideoCapture(path, cv2.CAP_V4L2))
        self._capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
        if width and height:
            self._capture.set(cv2.CAP_PROP_FRAME_WIDTH, width)
            self._capture.set(cv2.CAP_PROP_FRAME_HEIGHT, height)
        self._capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)

    def decode(self) -> Pixels | None:
        taken, pixels = self._capture.retrieve()
        if not taken or pixels is None or pixels.ndim != 3:
            return None
        return pixels.view(np.uint8)


def open_feed(source: str, width: int, height: int) -> Feed:
    """May block for OPEN_LIMIT_MS (a stream) or for ever (a device)."""
    if source.startswith("/dev/"):
        return DeviceFeed(source, width, height)
    return StreamFeed(source)


def decode_jpeg(jpeg: Pixels) -> Pixels | None:
    """A whole JPEG; None for anything else, half a one included. Total."""
    tail = jpeg[-16:].tobytes().rstrip(b"\0\r\n")
    if jpeg[:2].tobytes() != _JPEG_BEGIN or not tail.endswith(_JPEG_END):
        return None
    try:
        pixels = cv2.imdecode(jpeg, cv2.IMREAD_COLOR)
    except cv2.error:
        return None
    return None if pixels is None else pixels.view(np.uint8)
