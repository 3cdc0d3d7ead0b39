"""A slip as content -> whole ESC/POS commands.

Lines that the printer's own GBK font can print go as text; a line with any other character, and
every line on a model without a Chinese font, is drawn as raster. The result is a tuple of pieces,
each of whole commands, so that the status may be asked for between any two of them and never inside
one.
"""

import re
import unicodedata
from functools import cache

from devices.receipt_printer.codes import CodeTooLong, qr_code
from devices.receipt_printer.drawing import CELL, LINE_GAP, clusters, drawn_line
from devices.receipt_printer.fonts import FontFiles
from devices.receipt_printer.profile import Profile, TextMode
from kiosk.messages.printing import Slip, SlipLine

SIZES = {1: 0x00, 2: 0x11, 4: 0x33}

_ALIGN = {"left": 0, "center": 1, "right": 2}
_UNPRINTED = ("Cc", "Cf", "Cs")
_WORD = re.compile(r"[!-~]+$")
_WARM_UP = Slip(
    lines=tuple(
        SlipLine(f"暖机𠮷0{size}", size=size, bold=bold) for size in SIZES for bold in (False, True)
    ),
    qr="0123456789abcdef0123456789abcdef",
)


class SlipRefused(Exception):
    """The slip cannot be printed as asked; nothing was sent. The text names no content."""


def render_slip(slip: Slip, profile: Profile, fonts: FontFiles) -> tuple[bytes, ...]:
    """Pieces of whole commands: preamble, lines, QR, footer, second QR, cut, present. Raises
    SlipRefused."""
    pieces = [_preamble(profile)]
    for line in slip.lines:
        pieces += _line(line, profile, fonts)
    pieces += _code(slip.qr, profile)
    for line in slip.footer:
        pieces += _line(line, profile, fonts)
    pieces += _code(slip.second, profile)
    pieces.append(b"\n" + _ending(profile))
    return tuple(pieces)


def _code(payload: str, profile: Profile) -> list[bytes]:
    if not payload:
        return []
    try:
        return list(qr_code(payload, profile))
    except CodeTooLong as error:
        raise SlipRefused(str(error)) from None


def strip_cut(profile: Profile) -> bytes:
    """Cut off what an earlier job left on the strip, and take it back where the model can."""
    return _reset(profile) + profile.feed + profile.cut + profile.retract


@cache
def warm_up(fonts: FontFiles) -> None:
    """Load faces and encoder before the first citizen waits for them. Raises FontMissing."""
    render_slip(_WARM_UP, Profile(name="warm-up"), fonts)


def prints_as_text(text: str) -> bool:
    """True where every character is ASCII or lies in a two-byte zone of GBK.

    Private use characters and four-byte characters do not print on real firmware, and `€` is in
    GB 18030 but not in the GBK fonts.
    """
    return all(_in_gbk(character) for character in text)


def _reset(profile: Profile) -> bytes:
    # ESC @ puts Chinese mode back to the power-on default, so FS & follows it every time
    chinese = b"\x1c\x26" if profile.text is TextMode.GB18030 else b""
    return b"\x1b\x40" + chinese + profile.setup


def _preamble(profile: Profile) -> bytes:
    if profile.text is TextMode.RASTER:
        return _reset(profile)
    spacing = min(255, (CELL + LINE_GAP) * profile.spacing_units)
    smooth = b"\x1d\x62\x01" if profile.smoothing else b""
    return _reset(profile) + smooth + b"\x1b\x33" + bytes([spacing])


def _ending(profile: Profile) -> bytes:
    cut = b"" if profile.present_cuts else profile.cut
    return profile.feed + cut + profile.present


def _line(line: SlipLine, profile: Profile, fonts: FontFiles) -> list[bytes]:
    if line.size not in SIZES or line.align not in _ALIGN:
        raise SlipRefused(f"size {line.size} or alignment {line.align!r} is not known")
    text = "".join(c for c in line.text if c == "\n" or unicodedata.category(c) not in _UNPRINTED)
    columns = profile.width * 2 // CELL // line.size
    rows = [row for part in text.split("\n") for row in _wrap(part, columns)]
    if profile.text is TextMode.GB18030 and all(prints_as_text(row) for row in rows):
        return [_text(row, line, profile) for row in rows]
    return [
        piece
        for row in rows
        for piece in drawn_line(row, line.size, line.bold, line.align, profile.width, fonts)
    ]


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


def _wrap(text: str, columns: int) -> list[str]:
    """Rows of at most `columns` half cells; an ASCII word moves down whole where it can."""
    rows: list[str] = []
    row, used = "", 0
    for cluster, width in clusters(text):
        if used + width > columns:
            word = _WORD.search(row) if cluster.isascii() and cluster != " " else None
            start = word.start() if word and word.start() > 0 else len(row)
            rows.append(row[:start].rstrip())
            row = row[start:]
            used = sum(cells for _, cells in clusters(row))
        row += cluster
        used += width
    return [*rows, row]
