"""Pictures of codes as a camera sees them, from easy to hard; all drawn, all content invented."""

import numpy as np
import zxingcpp
from msgspec import Struct
from numpy.typing import NDArray

from devices.camera.cv import cv2
from devices.camera.feed import Pixels
from devices.code_reader.picture import FORMATS

SIZE = (1280, 720)
LEVELS = ("easy", "medium", "hard")
_LONGER_SIDE = {"QRCode": 300, "DataMatrix": 240, "PDF417": 560, "Code128": 560}
"""Pixels in the picture, quiet zone included."""


class Shot(Struct, frozen=True):
    """`turn`: most degrees either way; `perspective`: share of the code by which its corners may
    move; `noise`: grey levels; `blur` and `motion`: pixels."""

    turn: float
    perspective: float
    noise: float
    blur: float = 0.0
    motion: int = 1


SHOTS = {
    "easy": Shot(8, 0.0, 2),
    "medium": Shot(180, 0.10, 8),
    "hard": Shot(180, 0.20, 30, blur=1.3, motion=7),
}


def sample(format_name: str, level: str, number: int) -> tuple[str, Pixels]:
    """The text and the picture; the same for the same arguments."""
    chance = np.random.default_rng([FORMATS.index(format_name), LEVELS.index(level), number])
    text = f"https://hall.example/t/{chance.integers(10**9):09d}"
    if format_name == "Code128":
        text = f"ZZ{chance.integers(10**10):010d}"
    code = drawn(format_name, text)
    return text, photograph(code, SHOTS[level], chance, _LONGER_SIDE[format_name])


def drawn(format_name: str, content: str | bytes, scale: int = 8) -> Pixels:
    """The code itself, grey, with its quiet zone."""
    kind = zxingcpp.barcode_format_from_str(format_name)
    image = zxingcpp.create_barcode(content, kind).to_image(scale=scale, add_quiet_zones=True)
    return np.array(image, np.uint8)


def shown(code: Pixels) -> Pixels:
    """A grey code straight and large on a grey desk; BGR of SIZE."""
    picture = np.full((SIZE[1], SIZE[0]), 110, np.uint8)
    scale = min(1.0, 700 / code.shape[0], 1200 / code.shape[1])
    size = (round(code.shape[1] * scale), round(code.shape[0] * scale))
    small = cv2.resize(code, size, interpolation=cv2.INTER_AREA)
    top, left = (SIZE[1] - size[1]) // 2, (SIZE[0] - size[0]) // 2
    picture[top : top + size[1], left : left + size[0]] = small
    return cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR).view(np.uint8)


def photograph(code: Pixels, shot: Shot, chance: np.random.Generator, side: int) -> Pixels:
    """A code on paper, somewhere on a grey desk under light from one side; BGR of SIZE."""
    width, height = SIZE
    rows, columns = code.shape
    source = np.array([[0, 0], [columns, 0], [columns, rows], [0, rows]], np.float32)
    corners = _corners(code, shot, chance, side).astype(np.float32)
    matrix = cv2.getPerspectiveTransform(source, corners)
    desk = np.linspace(90, 150, width, dtype=np.float32)[None, :].repeat(height, 0)
    paper = cv2.warpPerspective(
        code.astype(np.float32), matrix, SIZE, flags=cv2.INTER_AREA, borderValue=-1.0
    )
    picture = np.where(paper >= 0, 30 + 0.75 * paper, desk).astype(np.float32)
    if shot.blur:
        picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), shot.blur), np.float32)
    if shot.motion > 1:
        picture = _moved(picture, shot.motion, chance)
    picture += chance.standard_normal(picture.shape, np.float32) * shot.noise
    grey = np.clip(picture, 0, 255).astype(np.uint8)
    return cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR).view(np.uint8)


def _corners(
    code: Pixels, shot: Shot, chance: np.random.Generator, side: int
) -> NDArray[np.float64]:
    half = np.array([code.shape[1], code.shape[0]]) * side / max(code.shape) / 2
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * half
    corners += chance.uniform(-1, 1, (4, 2)) * shot.perspective * half.max()
    angle = np.deg2rad(chance.uniform(-shot.turn, shot.turn))
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    corners = corners @ turn
    middle = np.array(SIZE) / 2
    room = np.maximum(middle - np.abs(corners).max(axis=0) - 10, 0)
    return np.asarray(corners + middle + chance.uniform(-1, 1, 2) * room)


def _moved(
    picture: NDArray[np.float32], pixels: int, chance: np.random.Generator
) -> NDArray[np.float32]:
    """Blurred along a line of any direction."""
    line = np.zeros((pixels, pixels), np.float32)
    line[pixels // 2] = 1.0
    middle = (pixels / 2 - 0.5, pixels / 2 - 0.5)
    turn = cv2.getRotationMatrix2D(middle, chance.uniform(0, 180), 1.0)
    line = np.asarray(cv2.warpAffine(line, turn, (pixels, pixels)), np.float32)
    return np.asarray(cv2.filter2D(picture, -1, line / line.sum()), np.float32)
