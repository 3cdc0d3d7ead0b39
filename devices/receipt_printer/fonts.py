"""Fonts for what the printer's own font cannot print, found by family name inside a collection."""

from functools import cache
from pathlib import Path

from msgspec import Struct
from PIL import ImageFont

GETA = "〓"
"""Printed in place of a character that no configured font holds (the typesetters' geta mark)."""

_NO_CHARACTER = "\U000fffff"
_MAX_FACES = 64
_PROBE_SIZE = 24

_NOTO = Path("/usr/share/fonts/opentype/noto")


class FontMissing(Exception):
    """A configured font file or family is not there."""


class FontFile(Struct, frozen=True):
    path: Path
    family: str


class FontFiles(Struct, frozen=True):
    """Regular and bold face with half-width ASCII, and faces asked when a character is missing."""

    regular: FontFile = FontFile(_NOTO / "NotoSansCJK-Regular.ttc", "Noto Sans Mono CJK SC")
    bold: FontFile = FontFile(_NOTO / "NotoSansCJK-Bold.ttc", "Noto Sans Mono CJK SC")
    fallbacks: tuple[FontFile, ...] = ()


@cache
def _face_index(file: FontFile) -> int:
    """Number of the face in its collection. Raises FontMissing."""
    for index in range(_MAX_FACES):
        try:
            font = ImageFont.truetype(str(file.path), 10, index=index)
        except OSError:
            break
        if font.getname()[0] == file.family:
            return index
    raise FontMissing(f"{file.family} in {file.path}")


@cache
def load(file: FontFile, size: int) -> ImageFont.FreeTypeFont:
    """The face at `size` dots per em. Raises FontMissing."""
    layout = ImageFont.Layout.BASIC
    return ImageFont.truetype(str(file.path), size, index=_face_index(file), layout_engine=layout)


@cache
def _holds(file: FontFile, character: str) -> bool:
    """Whether the face draws something else than its missing-glyph box."""
    font = load(file, _PROBE_SIZE)
    return bytes(font.getmask(character)) != bytes(font.getmask(_NO_CHARACTER))


def face_for(character: str, files: FontFiles, bold: bool) -> FontFile | None:
    """The first face that holds `character`, or None."""
    first = files.bold if bold else files.regular
    for file in (first, *files.fallbacks):
        if _holds(file, character):
            return file
    return None
