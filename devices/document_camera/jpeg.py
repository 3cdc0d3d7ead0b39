"""JPEG as the pages of this terminal use it: written with OpenCV, its header read here.

Source: ITU-T T.81 annex B (markers), JFIF 1.02 (density).
"""

import struct

from msgspec import Struct

from devices.camera.cv import cv2
from devices.camera.feed import Pixels

QUALITIES = (85, 70, 55, 40)
LARGEST_PAGE = 2 * 1024 * 1024
"""Bytes. A page that is larger at one quality is written again at the next, the last is kept."""

_BEGIN, _END = b"\xff\xd8", b"\xff\xd9"
_JFIF_HEAD = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00"
_DENSITY_AT = 13
_INCH = 1
_JFIF, _JFIF_BODY = 0xE0, b"JFIF\x00"
_FRAMES = frozenset({0xC0, 0xC1, 0xC2})
"""Baseline, extended, progressive: what PDF readers must know. The others are not written here."""
_OTHER_FRAMES = frozenset(range(0xC3, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SCAN = 0xDA


class NotJpeg(Exception):
    """Not a whole JPEG of a kind that is used here; the text says why and names no content."""


class Jpeg(Struct, frozen=True):
    """`components`: 1 grey, 3 colour. `dpi` 0: not said."""

    width: int
    height: int
    components: int
    dpi: int


def encode(pixels: Pixels, dpi: int) -> bytes:
    """H x W (grey) or H x W x 3 (BGR) as JPEG, with `dpi` in its header where that is not 0."""
    jpeg = b""
    for quality in QUALITIES:
        _, encoded = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, quality])
        jpeg = encoded.tobytes()
        if len(jpeg) <= LARGEST_PAGE:
            break
    if dpi and jpeg.startswith(_JFIF_HEAD):
        density = struct.pack(">BHH", _INCH, dpi, dpi)
        jpeg = jpeg[:_DENSITY_AT] + density + jpeg[_DENSITY_AT + len(density) :]
    return jpeg


def describe(jpeg: bytes) -> Jpeg:
    """Read the header, and see whether the end is there. Raises NotJpeg."""
    if not jpeg.startswith(_BEGIN):
        raise NotJpeg("does not begin as a JPEG")
    if not jpeg.rstrip(b"\0").endswith(_END):
        raise NotJpeg("has no end")
    at, dpi = 2, 0
    while at + 4 <= len(jpeg):
        mark, kind, length = struct.unpack_from(">BBH", jpeg, at)
        if mark != 0xFF or length < 2 or kind == _SCAN or kind in _OTHER_FRAMES:
            break
        body = jpeg[at + 4 : at + 2 + length]
        if kind == _JFIF and body.startswith(_JFIF_BODY) and len(body) >= 12:
            dpi = _dpi(body)
        if kind in _FRAMES and len(body) >= 6:
            bits, height, width, components = struct.unpack_from(">BHHB", body)
            if bits != 8 or components not in (1, 3) or not (width and height):
                raise NotJpeg("neither 8-bit grey nor colour, or without a size")
            return Jpeg(width, height, components, dpi)
        at += 2 + length
    raise NotJpeg("says nothing of its size")


def _dpi(body: bytes) -> int:
    units, across, down = struct.unpack_from(">BHH", body, 7)
    return int(across) if units == _INCH and across == down else 0
