"""What a row of pictures says about the camera itself. Pure."""

import zlib

import numpy as np

from devices.camera.feed import Pixels

BLACK_MEAN, BLACK_DEVIATION = 8.0, 4.0
"""Of 255. A covered lens; a dark room keeps some lights and more noise than this. [D]"""
_BLACK_STEP, _SAME_STEP = 16, 8


class Watch:
    """Since when every picture has been black, or the very same to the last bit: a sensor's noise
    forbids that, but where all is black or white. Times as given to `see`."""

    def __init__(self) -> None:
        self._black_since: float | None = None
        self._same_since = 0.0
        self._sum = -1
        self._seen_at = 0.0

    def see(self, pixels: Pixels, at: float) -> None:
        if is_black(pixels):
            self._black_since = at if self._black_since is None else self._black_since
        else:
            self._black_since = None
        checksum = zlib.crc32(pixels[::_SAME_STEP, ::_SAME_STEP].tobytes())
        if checksum != self._sum or np.std(pixels[::_BLACK_STEP, ::_BLACK_STEP]) < BLACK_DEVIATION:
            self._sum, self._same_since = checksum, at
        self._seen_at = at

    @property
    def black_s(self) -> float:
        """For how long the picture was black when last seen; 0: it is not."""
        return 0.0 if self._black_since is None else max(1e-9, self._seen_at - self._black_since)

    @property
    def same_s(self) -> float:
        return self._seen_at - self._same_since


def is_black(pixels: Pixels) -> bool:
    sample = pixels[::_BLACK_STEP, ::_BLACK_STEP]
    return bool(np.mean(sample) < BLACK_MEAN and np.std(sample) < BLACK_DEVIATION)
