"""What a row of pictures says about the camera itself. Pure."""

import zlib

import numpy as np

from devices.camera.feed import Pixels

BLACK, WHITE, EVEN = 8.0, 247.0, 4.0
"""Mean below, mean above, deviation below; of 255. A covered lens; a dark room keeps some lights
and more noise than this. [D]"""
_LOOK_STEP, _SAME_STEP = 16, 8


class Watch:
    """Since when every picture has been black, or the very same to the last bit: a sensor's noise
    forbids that, but where all is black or white. Times as given to `see`."""

    def __init__(self) -> None:
        self._black_since: float | None = None
        self._same_since = 0.0
        self._sum = -1
        self._seen_at = 0.0

    def see(self, pixels: Pixels, at: float) -> None:
        black = is_black(pixels)
        if not black:
            self._black_since = None
        elif self._black_since is None:
            self._black_since = at
        checksum = zlib.crc32(pixels[::_SAME_STEP, ::_SAME_STEP].tobytes())
        if checksum != self._sum or black or is_white(pixels):
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
    mean, deviation = _light(pixels)
    return mean < BLACK and deviation < EVEN


def is_white(pixels: Pixels) -> bool:
    mean, deviation = _light(pixels)
    return mean > WHITE and deviation < EVEN


def _light(pixels: Pixels) -> tuple[float, float]:
    sample = pixels[::_LOOK_STEP, ::_LOOK_STEP]
    return float(np.mean(sample)), float(np.std(sample))
