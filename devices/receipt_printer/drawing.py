"""Lines and pictures as raster commands, for what the printer's own font cannot print."""

import unicodedata
from functools import cache

from escpos.printer import Dummy
from PIL import Image, ImageDraw

from devices.receipt_printer.fonts import GETA, FontFiles, face_for, load

CELL = 24
"""Dots of a Chinese character of size 1; ASCII is half as wide."""
LINE_GAP = 8
BAND_ROWS = 96

_INK = 140
_LIBRARY_PROFILE = "TM-T20II"
"""Row of python-escpos' own table; only its width of 576 dots is used."""
_REAL_TIME = (b"\x10\x04", b"\x10\x05", b"\x10\x14")


def clusters(text: str) -> list[tuple[str, int]]:
    """Characters with the marks that follow them, each with its width in half cells."""
    found: list[tuple[str, int]] = []
    for character in text:
        if found and unicodedata.category(character) in ("Mn", "Me"):
            found[-1] = (found[-1][0] + character, found[-1][1])
        else:
            found.append((character, 1 if character.isascii() else 2))
    return found


def drawn_line(
    row: str, size: int, bold: bool, align: str, width: int, fonts: FontFiles
) -> list[bytes]:
    """One line in the cells that its text would take; `size` 1, 2 or 4, `width` of the paper."""
    cell = CELL * size
    parts = clusters(row)
    used = sum(cells for _, cells in parts) * cell // 2
    free = width - used
    left = {"left": 0, "center": free // 2, "right": free}[align]
    image = Image.new("L", (max(8, (left + used + 7) // 8 * 8), cell + LINE_GAP), 255)
    draw = ImageDraw.Draw(image)
    x = left
    for cluster, cells in parts:
        file = face_for(cluster[0], fonts, bold)
        shown = cluster if file else GETA
        font = load(file or fonts.regular, cell)
        middle = x + cells * cell / 4
        draw.text((middle, round(cell * 0.88)), shown, fill=0, font=font, anchor="ms")
        x += cells * cell // 2
    return raster(image.point(lambda value: 0 if value < _INK else 255))


def raster(image: Image.Image) -> list[bytes]:
    """Bands of GS v 0. Centring is in the image: not every model applies ESC a to raster."""
    printer = _encoder()
    bands = []
    for top in range(0, image.height, BAND_ROWS):
        printer.clear()
        box = (0, top, image.width, min(top + BAND_ROWS, image.height))
        printer.image(image.crop(box), impl="bitImageRaster")
        bands.append(b"\x1b\x61\x00" + without_real_time(bytes(printer.output)))
    return bands


def without_real_time(data: bytes) -> bytes:
    """Raster data in which no real-time command can be seen (one dot more where one was).

    Firmware looks for DLE EOT, DLE ENQ and DLE DC4 in everything it receives, image data included.
    """
    for command in _REAL_TIME:
        data = data.replace(command, b"\x18" + command[1:])
    return data


@cache
def _encoder() -> Dummy:
    return Dummy(profile=_LIBRARY_PROFILE)
