"""What the simulated print head makes of text and images: bands of dots."""

from dataclasses import dataclass, field

import qrcode
from PIL import Image, ImageChops, ImageDraw, ImageFont

from devices.receipt_printer.fonts import FontFiles, load
from devices.receipt_printer.sim_commands import Command

WIDTH = 576
CELL = 24
DEFAULT_SPACING = 34


@dataclass(slots=True)
class Style:
    align: int = 0
    bold: bool = False
    wide: int = 1
    high: int = 1
    spacing: int = DEFAULT_SPACING
    smooth: bool = False


@dataclass(slots=True)
class Glyph:
    text: str
    bold: bool
    wide: int
    high: int
    smooth: bool

    @property
    def width(self) -> int:
        return self.wide * (CELL // 2 if self.text.isascii() else CELL)


@dataclass(slots=True)
class Typesetter:
    """Text and images -> bands of dots (mode "1", 576 wide, 0 is ink)."""

    fonts: FontFiles = field(default_factory=FontFiles)
    style: Style = field(default_factory=Style)
    line: list[Glyph] = field(default_factory=list)
    code: bytes = b""
    code_box: int = 3
    graphics: Image.Image | None = None

    def reset(self) -> None:
        self.style = Style()
        self.line.clear()
        self.graphics = None

    def put(self, text: str) -> Image.Image | None:
        """Add a character; the full line where it no longer fits."""
        style = self.style
        glyph = Glyph(text, style.bold, style.wide, style.high, style.smooth)
        full = sum(one.width for one in self.line) + glyph.width > WIDTH
        band = self.end_line() if full else None
        self.line.append(glyph)
        return band

    def end_line(self) -> Image.Image:
        """The line so far, or an empty one, as tall as the line spacing or its tallest glyph."""
        height = max([self.style.spacing, *(CELL * glyph.high for glyph in self.line)])
        band = Image.new("1", (WIDTH, height), 1)
        x = self._left(sum(glyph.width for glyph in self.line))
        base = max((CELL * glyph.high for glyph in self.line), default=0)
        for glyph in self.line:
            picture = self._draw(glyph)
            band.paste(picture, (x, base - picture.height))
            x += glyph.width
        self.line.clear()
        return band

    def raster(self, command: Command) -> Image.Image:
        rows = len(command.data) // command.value if command.value else 0
        return self.placed(_dots(command.value * 8, rows, command.data))

    def store_graphics(self, data: bytes) -> bool:
        """GS ( L: m fn tone xm ym colour xL xH yL yH dots. False for what is not understood."""
        if len(data) < 10 or data[1] not in (0x70, 112) or data[3:5] != b"\x01\x01":
            return False
        width, rows = data[6] | data[7] << 8, data[8] | data[9] << 8
        if len(data) - 10 != (width + 7) // 8 * rows:
            return False
        self.graphics = _dots((width + 7) // 8 * 8, rows, data[10:])
        return True

    def qr(self) -> Image.Image:
        code = qrcode.QRCode(border=0, box_size=1)
        code.add_data(self.code)
        code.make(fit=True)
        matrix = code.get_matrix()
        dots = Image.new("1", (len(matrix), len(matrix)), 1)
        dots.putdata([0 if dark else 1 for row in matrix for dark in row])
        side = len(matrix) * self.code_box
        return self.placed(dots.resize((side, side), Image.Resampling.NEAREST))

    def placed(self, picture: Image.Image) -> Image.Image:
        band = Image.new("1", (WIDTH, picture.height), 1)
        band.paste(picture, (max(0, self._left(picture.width)), 0))
        return band

    def _left(self, width: int) -> int:
        free = WIDTH - width
        return (0, free // 2, free)[self.style.align]

    def _draw(self, glyph: Glyph) -> Image.Image:
        if glyph.smooth:
            return self._cell(glyph, CELL * glyph.high)
        size = (glyph.width, CELL * glyph.high)
        return self._cell(glyph, CELL).resize(size, Image.Resampling.NEAREST)

    def _cell(self, glyph: Glyph, size: int) -> Image.Image:
        font: ImageFont.FreeTypeFont = load(
            self.fonts.bold if glyph.bold else self.fonts.regular, size
        )
        width = size // 2 if glyph.text.isascii() else size
        cell = Image.new("L", (width, size), 255)
        place = (width / 2, round(size * 0.88))
        ImageDraw.Draw(cell).text(place, glyph.text, fill=0, font=font, anchor="ms")
        return cell.point(lambda value: 0 if value < 140 else 255).convert("1")


def _dots(width: int, rows: int, data: bytes) -> Image.Image:
    return ImageChops.invert(Image.frombytes("1", (width, rows), data))
