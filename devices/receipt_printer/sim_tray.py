"""Paper behind the simulated head: the strip, the pieces that the cutter drops, their pictures."""

from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw

from devices.receipt_printer.sim_paper import WIDTH
from devices.receipt_printer.sim_sensors import CUTTER_ROWS

MARGIN = 32
PAPER = (253, 252, 248)
INK = (34, 34, 38)
DESK = (222, 224, 228)
TEAR = 6


@dataclass(slots=True)
class Strip:
    """Paper from the last cut to the head, and the bytes that were printed on it."""

    bands: list[Image.Image] = field(default_factory=list)
    data: bytearray = field(default_factory=bytearray)
    interrupted: bool = False
    name: str = ""

    @property
    def rows(self) -> int:
        return sum(band.height for band in self.bands)

    @property
    def has_ink(self) -> bool:
        return any(band.getextrema()[0] == 0 for band in self.bands)

    def picture(self) -> Image.Image:
        image = Image.new("1", (WIDTH, self.rows), 1)
        top = 0
        for band in self.bands:
            image.paste(band, (0, top))
            top += band.height
        return image

    def cut(self, keep_rows: int) -> tuple[Image.Image, "Strip"]:
        """The piece that falls, and the strip that stays between cutter and head."""
        image = self.picture()
        at = max(0, image.height - keep_rows)
        rest = image.crop((0, at, WIDTH, image.height))
        return image.crop((0, 0, WIDTH, at)), Strip(bands=[rest])


def save_receipt(folder: Path, name: str, image: Image.Image, data: bytes) -> None:
    """Write NAME.bin and NAME.png: the piece as it lies on a desk, torn at both ends."""
    width, height = WIDTH + 2 * MARGIN, image.height + 2 * TEAR
    page = Image.new("RGB", (width, height), DESK)
    draw = ImageDraw.Draw(page)
    draw.rectangle((0, TEAR, width, height - TEAR), fill=PAPER)
    for x in range(0, width, 2 * TEAR):
        draw.polygon([(x, TEAR), (x + TEAR, 0), (x + 2 * TEAR, TEAR)], fill=PAPER)
        low = height - TEAR
        draw.polygon([(x, low), (x + TEAR, height), (x + 2 * TEAR, low)], fill=PAPER)
    page.paste(INK, (MARGIN, TEAR), ImageChops.invert(image.convert("L")))
    (folder / f"{name}.bin").write_bytes(data)
    # whoever looks on sees a whole picture or none
    page.save(folder / f"{name}.new", format="png", compress_level=1)
    (folder / f"{name}.new").replace(folder / f"{name}.png")


class Tray:
    """Writes each piece with ink on it to `folder`; names are running numbers."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._number = max((int(p.stem[:4]) for p in folder.glob("[0-9]*.bin")), default=0)
        self.strip = _leader()
        self.receipts: list[str] = []
        self.partial: list[str] = []

    def cut(self) -> None:
        """The cutter drops what lies beyond it; a blank piece is not kept."""
        old = self.strip
        piece, self.strip = old.cut(CUTTER_ROWS)
        if old.has_ink:
            self._save(old, piece)

    def keep_partial(self) -> None:
        """A job was broken off: what is on the strip by now is kept as a picture."""
        if self.strip.has_ink:
            self.strip.interrupted = True
            self._save(self.strip, self.strip.picture())

    def tear_away(self, more_to_come: bool) -> None:
        """The strip is torn off by hand; what the printer goes on with is a rest."""
        self.strip = _leader()
        self.strip.interrupted = more_to_come

    def _save(self, strip: Strip, image: Image.Image) -> None:
        if not strip.name:
            self._number += 1
            strip.name = f"{self._number:04d}"
        name = strip.name + ("-partial" if strip.interrupted else "")
        names = self.partial if strip.interrupted else self.receipts
        save_receipt(self._folder, name, image, bytes(strip.data))
        if name not in names:
            names.append(name)


def _leader() -> Strip:
    return Strip(bands=[Image.new("1", (WIDTH, CUTTER_ROWS), 1)])
