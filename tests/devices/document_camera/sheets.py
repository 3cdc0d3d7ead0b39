"""What lies under the camera in the tests: sheets with made-up contents, drawn once."""

from functools import cache

import numpy as np

from devices.camera.cv import cv2
from devices.camera.feed import Pixels
from devices.document_camera.sim_photo import Photo, Scene, photograph
from devices.scanner.sim_sheets import draw_sheet

CARD_ROUNDED = 3.18 / 85.6
"""ISO/IEC 7810: radius of the corners over the width."""


@cache
def letter() -> Pixels:
    """A4 at 150 dpi: title, lines of text, a seal. BGR."""
    sheet = np.asarray(draw_sheet(1).resize((1240, 1754)))[:, :, ::-1]
    return np.ascontiguousarray(sheet)


@cache
def blank() -> Pixels:
    return np.full(letter().shape, 242, np.uint8)


@cache
def table() -> Pixels:
    """Ruled all over, close to its edges."""
    sheet = letter().copy()
    sheet[50:-50:75] = sheet[:, 50:-50:150] = 30
    return sheet


@cache
def pink() -> Pixels:
    tinted: Pixels = (letter() * np.array([0.8, 0.76, 1.0])).astype(np.uint8)
    return tinted


@cache
def card() -> Pixels:
    """The upper part of the letter in the proportions of a card, at 300 dpi."""
    return cv2.resize(letter()[:782], (1011, 638), interpolation=cv2.INTER_AREA).view(np.uint8)


def card_photo(scene: Scene) -> Photo:
    return photograph(card(), scene, CARD_ROUNDED)


def corner_error(found: np.ndarray, true: np.ndarray) -> float:
    """Pixels by which the worst corner is off, whichever corner is called the first."""
    turns = (np.roll(found, turn, axis=0) for turn in range(4))
    return min(float(np.linalg.norm(turn - true, axis=1).max()) for turn in turns)
