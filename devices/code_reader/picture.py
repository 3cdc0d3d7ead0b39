"""Finds codes in a picture: zxing-cpp, helped where it is weak.

It reads square codes at any angle, but PDF417 and Code128 only nearly level or upright. The angle
of their bars is measured and the picture turned by it, or it is turned by a row of angles.
"""

from collections.abc import Callable

import numpy as np
import zxingcpp
from msgspec import Struct

from devices.camera.cv import cv2
from devices.camera.feed import Pixels

SQUARE, BARS = ("QRCode", "DataMatrix"), ("PDF417", "Code128")
FORMATS = SQUARE + BARS
LARGEST_SIDE = 2000
"""Pixels: a larger picture is made smaller first, or one look would take too long."""
ANGLES = (0, 15, 30, 45, 60, 75)
"""Degrees; zxing-cpp tries each quarter turn of them too."""
_PEAKS = 2
_SLOPES = 85
"""Percentile: steeper slopes than these count for the angle."""
_BIN = 2
"""Degrees of one bin of the histogram of angles."""
_KERNEL = ((-2, 0.5), (-1, 1.0), (0, 1.0), (1, 1.0), (2, 0.5))
_SOFT = 1.2
_GROUND = 128
_NEARBY = 4
"""Degrees by which a look differs that confirms another."""

Goes = Callable[[], None]


class Found(Struct, frozen=True):
    """`guess` is what the library makes of the bytes. Its text is never shown in a repr."""

    format: str
    data: bytes
    guess: str

    def __repr__(self) -> str:
        return f"Found({self.format}, {len(self.data)} bytes)"


def find_code(
    frame: Pixels, formats: tuple[str, ...], check: Goes = lambda: None, measured: bool = True
) -> Found | None:
    """The code nearest to the middle of a BGR picture, None where none is seen for certain.

    `formats` of FORMATS, empty for all. `check` is called between attempts and may raise.
    `measured` False tries bars at the row of angles: where something else in the picture has more
    and steeper slopes than the code, only that finds it.
    """
    wanted = formats or FORMATS
    square = tuple(name for name in SQUARE if name in wanted)
    bars = tuple(name for name in BARS if name in wanted)
    grey = _grey(frame)
    try:
        found = _read(grey, square) if square else None
        return found or (_find_bars(grey, bars, check, measured) if bars else None)
    finally:
        grey.fill(0)


def _find_bars(grey: Pixels, bars: tuple[str, ...], check: Goes, measured: bool) -> Found | None:
    soft = cv2.GaussianBlur(grey, (0, 0), _SOFT).view(np.uint8)
    attempts = [(soft, float(angle)) for angle in ANGLES]
    if measured:
        angles = bar_angles(grey)
        attempts = [(grey, angle) for angle in angles]
        attempts += [(soft, angle + by) for angle in angles for by in (-_NEARBY, 0, _NEARBY)]
    try:
        for picture, angle in attempts:
            check()
            found = _read_turned(picture, angle, bars)
            if found is not None and (found.format != "Code128" or _confirmed(found, soft, angle)):
                return found
        return None
    finally:
        soft.fill(0)


def _confirmed(found: Found, soft: Pixels, angle: float) -> bool:
    """One character checks a whole Code128: chance passes it too often to believe a single look."""
    nearby = (angle - _NEARBY, angle + _NEARBY)
    return any(_read_turned(soft, one, (found.format,)) == found for one in nearby)


def bar_angles(grey: Pixels) -> list[float]:
    """The commonest directions of steep slopes, degrees 0 to 90, the first one the commonest."""
    soft = cv2.GaussianBlur(grey, (0, 0), 1.5)
    small = cv2.resize(soft, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    across, down = (cv2.Sobel(small, cv2.CV_32F, *way) for way in ((1, 0), (0, 1)))
    steep = np.hypot(across, down)
    chosen = steep > np.percentile(steep, _SLOPES)
    angles = np.rad2deg(np.arctan2(down[chosen], across[chosen])) % 180
    weights, _ = np.histogram(angles, 180 // _BIN, (0, 180), weights=steep[chosen])
    smooth = np.zeros_like(weights)
    for by, share in _KERNEL:
        smooth += share * np.roll(weights, by)
    found: list[float] = []
    for _ in range(_PEAKS):
        peak = int(np.argmax(smooth))
        angle = (peak + 0.5) * _BIN % 90
        if angle not in found:
            found.append(angle)
        smooth[np.arange(peak - 6, peak + 7) % len(smooth)] = 0
    return found


def _grey(frame: Pixels) -> Pixels:
    grey = cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY)
    scale = LARGEST_SIDE / max(grey.shape)
    if scale < 1:
        grey = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return grey.view(np.uint8)


def _turned(grey: Pixels, angle: float) -> Pixels:
    """Turned by `angle` degrees about its middle, whole, on grey ground."""
    if angle == 0:
        return grey.copy()
    height, width = grey.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    cosine, sine = abs(matrix[0, 0]), abs(matrix[0, 1])
    size = (round(width * cosine + height * sine), round(width * sine + height * cosine))
    matrix[:, 2] += [(size[0] - width) / 2, (size[1] - height) / 2]
    return cv2.warpAffine(grey, matrix, size, borderValue=_GROUND).view(np.uint8)


def _read_turned(grey: Pixels, angle: float, kinds: tuple[str, ...]) -> Found | None:
    turned = _turned(grey, angle)
    found = _read(turned, kinds)
    turned.fill(0)
    return found


def _read(grey: Pixels, kinds: tuple[str, ...]) -> Found | None:
    formats = zxingcpp.barcode_formats_from_str(",".join(kinds))
    codes = zxingcpp.read_barcodes(grey, formats=formats, text_mode=zxingcpp.TextMode.Plain)
    codes = [code for code in codes if not _is_guesswork(code)]
    if not codes:
        return None
    middle = (grey.shape[1] / 2, grey.shape[0] / 2)
    code = min(codes, key=lambda code: _distance(code.position, middle))
    return Found(_NAMES[code.format], code.bytes, code.text)


def _is_guesswork(code: zxingcpp.Barcode) -> bool:
    """A PDF417 whose error correction was used up: what it then says is as often wrong as right."""
    unused = code.extra.get("UEC", 0.0) if isinstance(code.extra, dict) else 0.0
    return _NAMES[code.format] == "PDF417" and unused == 0.0


_NAMES = {zxingcpp.barcode_format_from_str(name): name for name in FORMATS}


def _distance(position: zxingcpp.Position, middle: tuple[float, float]) -> float:
    corners = (position.top_left, position.bottom_right)
    x, y = (sum(float(getattr(corner, axis)) for corner in corners) / 2 for axis in ("x", "y"))
    return abs(x - middle[0]) + abs(y - middle[1])
