"""The sheets that the simulated scanner sees: pictures of a folder, or three that are drawn."""

import io
from pathlib import Path

from PIL import Image, ImageDraw

from devices.receipt_printer.fonts import FontFiles, load

A4_WIDTH, A4_HEIGHT = 2480, 3508
"""Of an A4 sheet in 1/300 inch, which are the pixels of a drawn sheet."""
_PAPER, _INK, _SEAL = (246, 246, 242), (32, 32, 36), (196, 40, 40)
_MARGIN, _LINE = 240, 110
_DRAWN = 3
_QUALITY = 85


class Sheets:
    """Source pictures by number from 0; a number past the last begins again from the first."""

    def __init__(self, folder: Path | None = None) -> None:
        self._files = sorted(folder.iterdir()) if folder is not None else []
        self._cache: dict[int, Image.Image] = {}

    @property
    def count(self) -> int:
        return len(self._files) or _DRAWN

    def picture(self, number: int) -> Image.Image:
        number %= self.count
        if number not in self._cache:
            self._cache[number] = (
                Image.open(self._files[number]).convert("RGB").resize((A4_WIDTH, A4_HEIGHT))
                if self._files
                else draw_sheet(number + 1)
            )
        return self._cache[number]


def draw_sheet(number: int) -> Image.Image:
    """A made-up certificate: an A4 sheet at 300 dpi with its number, lines of text and a seal."""
    sheet = Image.new("RGB", (A4_WIDTH, A4_HEIGHT), _PAPER)
    pen = ImageDraw.Draw(sheet)
    fonts = FontFiles()
    pen.text((_MARGIN, _MARGIN), f"证明材料样张 第{number}页", _INK, load(fonts.bold, 130))
    body = load(fonts.regular, 56)
    for row in range(22):
        words = f"{row + 1:02d} 兹证明测试甲于本市办理样例事项，材料齐全，符合受理条件。"
        pen.text((_MARGIN, _MARGIN + 260 + row * _LINE), words, _INK, body)
    box = (A4_WIDTH - 900, A4_HEIGHT - 800, A4_WIDTH - 420, A4_HEIGHT - 320)
    pen.ellipse(box, outline=_SEAL, width=14)
    pen.text((box[0] + 100, box[1] + 200), "测试专用", _SEAL, load(fonts.bold, 70))
    return sheet


def scanned(
    sheet: Image.Image, dpi: int, colour: bool, region: tuple[int, int, int, int], rows: float = 1.0
) -> bytes:
    """The JPEG of `region` (left, top, right, bottom in 1/300 inch) at `dpi`, of which only the
    share `rows` of its height was scanned."""
    left, top, right, bottom = region
    part = sheet.crop((left, top, right, top + round((bottom - top) * rows)))
    size = (part.width * dpi // 300, part.height * dpi // 300)
    part = part.resize(size) if size != part.size else part
    out = io.BytesIO()
    part.convert("RGB" if colour else "L").save(out, "JPEG", quality=_QUALITY, dpi=(dpi, dpi))
    return out.getvalue()
