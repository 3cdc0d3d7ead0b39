"""A slip as content -> whole ESC/POS commands.

Lines that the printer's own GBK font can print go as text; a line with any other character is drawn
as raster. The result is a tuple of pieces, each of whole commands, so that the status may be asked
for between any two of them and never inside one.
"""

import re
import unicodedata
from functools import cache

import qrcode
from escpos.printer import Dummy
from PIL import Image, ImageDraw

from devices.receipt_printer.fonts import GETA, FontFiles, face_for, load
from devices.receipt_printer.profiles import Profile
from kiosk.messages.printing import Slip, SlipLine

CELL = 24
"""Dots of a Chinese character of size 1; ASCII is half as wide."""
LINE_GAP = 8
BAND_ROWS = 96
QR_BOXES = (8, 7, 6)
"""Dots per module, the widest that fits. Below 6 a code at 203 dpi is not read reliably."""
QR_QUIET = 4
SIZES = {1: 0x00, 2: 0x11, 4: 0x33}

_ALIGN = {"left": 0, "center": 1, "right": 2}
_UNPRINTED = ("Cc", "Cf", "Cs")
_INK = 140
_WORD = re.compile(r"[!-~]+$")
_REAL_TIME = (b"\x10\x04", b"\x10\x05", b"\x10\x14")


class SlipRefused(Exception):
    """The slip cannot be printed as asked; nothing was sent. The text names no content."""


def render_slip(slip: Slip, profile: Profile, fonts: FontFiles) -> tuple[bytes, ...]:
    """Pieces of whole commands: preamble, lines, QR, footer, feed and cut. Raises SlipRefused."""
    pieces = [_preamble(profile)]
    for line in slip.lines:
        pieces += _line(line, profile, fonts)
    if slip.qr:
        pieces += _qr(slip.qr, profile)
    for line in slip.footer:
        pieces += _line(line, profile, fonts)
    pieces.append(b"\n" + cut(profile))
    return tuple(pieces)


def cut(profile: Profile) -> bytes:
    """Feed to the cutter and cut."""
    if profile.cut:
        return profile.cut
    printer = _encoder(profile)
    printer.clear()
    printer.cut(feed=False)
    return bytes(printer.output)


def prints_as_text(text: str) -> bool:
    """True where every character is ASCII or lies in a two-byte zone of GBK.

    Private use characters and four-byte characters do not print on real firmware, and `€` is in
    GB 18030 but not in the GBK fonts.
    """
    return all(_in_gbk(character) for character in text)


def without_real_time(raster: bytes) -> bytes:
    """Raster data in which no real-time command can be seen (one dot more where one was).

    Firmware looks for DLE EOT, DLE ENQ and DLE DC4 in everything it receives, image data included.
    """
    for command in _REAL_TIME:
        raster = raster.replace(command, b"\x18" + command[1:])
    return raster


def _preamble(profile: Profile) -> bytes:
    # ESC @ puts Chinese mode back to the power-on default, so FS & follows it every time
    spacing = (CELL + LINE_GAP) * profile.spacing_units
    smooth = b"\x1d\x62\x01" if profile.smoothing else b""
    return b"\x1b\x40\x1c\x26" + smooth + b"\x1b\x33" + bytes([spacing])


def _line(line: SlipLine, profile: Profile, fonts: FontFiles) -> list[bytes]:
    if line.size not in SIZES or line.align not in _ALIGN:
        raise SlipRefused(f"size {line.size} or alignment {line.align!r} is not known")
    text = "".join(c for c in line.text if c == "\n" or unicodedata.category(c) not in _UNPRINTED)
    columns = profile.width * 2 // CELL // line.size
    rows = [row for part in text.split("\n") for row in _wrap(part, columns)]
    if all(prints_as_text(row) for row in rows):
        return [_text(row, line, profile) for row in rows]
    return [piece for row in rows for piece in _drawn(row, line, profile, fonts)]


def _text(row: str, line: SlipLine, profile: Profile) -> bytes:
    spacing = min(255, (CELL * line.size + LINE_GAP) * profile.spacing_units)
    head = b"\x1b\x33%c\x1b\x61%c\x1d\x21%c\x1b\x45%c" % (
        spacing,
        _ALIGN[line.align],
        SIZES[line.size],
        line.bold,
    )
    return head + row.encode("gb18030") + b"\n"


def _in_gbk(character: str) -> bool:
    if " " <= character <= "~":
        return True
    try:
        code = character.encode("gbk")
    except UnicodeEncodeError:
        return False
    if len(code) != 2 or code != character.encode("gb18030"):
        return False
    high, low = code
    symbols = (0xA1 <= high <= 0xA9 and low >= 0xA1) or (0xA8 <= high <= 0xA9 and low < 0xA1)
    ideographs = (0xB0 <= high <= 0xF7 and low >= 0xA1) or 0x81 <= high <= 0xA0
    return symbols or ideographs or (0xAA <= high <= 0xFE and low < 0xA1)


def _clusters(text: str) -> list[tuple[str, int]]:
    """Characters with the marks that follow them, each with its width in half cells."""
    found: list[tuple[str, int]] = []
    for character in text:
        if found and unicodedata.category(character) in ("Mn", "Me"):
            found[-1] = (found[-1][0] + character, found[-1][1])
        else:
            found.append((character, 1 if character.isascii() else 2))
    return found


def _wrap(text: str, columns: int) -> list[str]:
    """Rows of at most `columns` half cells; an ASCII word moves down whole where it can."""
    rows: list[str] = []
    row, used = "", 0
    for cluster, width in _clusters(text):
        if used + width > columns:
            word = _WORD.search(row) if cluster.isascii() and cluster != " " else None
            start = word.start() if word and word.start() > 0 else len(row)
            rows.append(row[:start].rstrip())
            row = row[start:]
            used = sum(cells for _, cells in _clusters(row))
        row += cluster
        used += width
    return [*rows, row]


def _drawn(row: str, line: SlipLine, profile: Profile, fonts: FontFiles) -> list[bytes]:
    size = CELL * line.size
    clusters = _clusters(row)
    width = sum(cells for _, cells in clusters) * size // 2
    free = profile.width - width
    left = {"left": 0, "center": free // 2, "right": free}[line.align]
    image = Image.new("L", ((left + width + 7) // 8 * 8, size + LINE_GAP), 255)
    draw = ImageDraw.Draw(image)
    x = left
    for cluster, cells in clusters:
        file = face_for(cluster[0], fonts, line.bold)
        shown = cluster if file else GETA
        font = load(file or fonts.regular, size)
        middle = x + cells * size / 4
        draw.text((middle, round(size * 0.88)), shown, fill=0, font=font, anchor="ms")
        x += cells * size // 2
    return _raster(image.point(lambda value: 0 if value < _INK else 255), profile)


def _qr(payload: str, profile: Profile) -> list[bytes]:
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=QR_QUIET)
    code.add_data(payload)
    try:
        code.make(fit=True)
    except ValueError:
        raise SlipRefused("the QR payload is too long") from None
    matrix = code.get_matrix()
    side = len(matrix)
    box = next((box for box in QR_BOXES if side * box <= profile.width), None)
    if box is None:
        raise SlipRefused("the QR payload needs more modules than the paper is wide")
    dots = Image.new("1", (side, side), 1)
    dots.putdata([0 if dark else 1 for row in matrix for dark in row])
    image = dots.resize((side * box, side * box), Image.Resampling.NEAREST)
    left = (profile.width - image.width) // 16 * 8
    page = Image.new("1", (left + image.width, image.height), 1)
    page.paste(image, (left, 0))
    return _raster(page, profile)


def _raster(image: Image.Image, profile: Profile) -> list[bytes]:
    """Bands of GS v 0. Centring is in the image: not every model applies ESC a to raster."""
    printer = _encoder(profile)
    bands = []
    for top in range(0, image.height, BAND_ROWS):
        printer.clear()
        box = (0, top, image.width, min(top + BAND_ROWS, image.height))
        printer.image(image.crop(box), impl="bitImageRaster")
        bands.append(b"\x1b\x61\x00" + without_real_time(bytes(printer.output)))
    return bands


@cache
def _encoder(profile: Profile) -> Dummy:
    return Dummy(profile=profile.library_profile)
