"""The sheet seen from straight above, in its own proportions. Pure functions on arrays."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from devices.camera.cv import cv2
from devices.camera.feed import Pixels
from devices.document_camera.sides import Corners

LONGEST = 3508
"""Pixels: A4 at 300 dpi. Less where the camera saw less; nothing is made larger than it was."""
FOCAL = 1.1
"""Assumed focal length over the picture's longer side (a view of 49 degrees). It only corrects the
foreshortening of a sheet that lies tilted, where an error of it hardly shows."""
A4 = 297 / 210
CARD = 85.6 / 53.98
"""ISO/IEC 7810 ID-1: resident cards, bank cards."""
CARD_INCHES = 85.6 / 25.4
SAME = 0.03
"""How far measured proportions may be from those of a known format."""
CARD_LONGEST = 0.5
"""Share of the picture's longer side: a camera that sees a whole A4 sheet shows a card smaller."""
BANDS = 2
"""Strips that are drawn at the same time."""


def flatten(frame: Pixels, corners: Corners) -> tuple[Pixels, int]:
    """The sheet, and its resolution in dots per inch: 0 where its size in the world is not known
    (a sheet with the proportions of A4 may be smaller than A4)."""
    height, width, _ = frame.shape
    ratio = proportions(corners, width, height)
    top, right, bottom, left = np.linalg.norm(np.roll(corners, -1, axis=0) - corners, axis=1)
    across, down = float(max(top, bottom)), float(max(left, right))
    across, down = max(across, down / ratio), max(down, across * ratio)
    longest = max(across, down)
    reduce = min(1.0, LONGEST / longest)
    size = (max(1, round(across * reduce)), max(1, round(down * reduce)))
    is_card = ratio in (CARD, 1 / CARD) and longest < CARD_LONGEST * max(width, height)
    dpi = round(longest * reduce / CARD_INCHES) if is_card else 0
    return _warp(frame, corners, size), dpi


def proportions(corners: Corners, width: int, height: int) -> float:
    """Height over width of the sheet in the world; exactly that of A4 or a card where it is near.

    The columns of the homography of a unit square, seen through the camera's focal length, are its
    two sides in the world (Zhang, A flexible new technique for camera calibration, 2000).
    """
    square = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32)
    seen = (corners - np.array([width - 1, height - 1]) / 2) / (FOCAL * max(width, height))
    matrix = cv2.getPerspectiveTransform(square, seen.astype(np.float32))
    ratio = float(np.linalg.norm(matrix[:, 1]) / np.linalg.norm(matrix[:, 0]))
    for known in (A4, CARD, 1 / A4, 1 / CARD):
        if abs(ratio / known - 1) < SAME:
            return known
    return ratio


def _warp(frame: Pixels, corners: Corners, size: tuple[int, int]) -> Pixels:
    width, height = size
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32) - 0.5
    matrix = cv2.getPerspectiveTransform(corners, target.astype(np.float32))
    flat = np.empty((height, width, 3), np.uint8)

    def draw(first: int, end: int) -> None:
        shift = np.array([[1, 0, 0], [0, 1, -first], [0, 0, 1]], np.float64)
        strip = flat[first:end]
        cv2.warpPerspective(frame, shift @ matrix, (width, end - first), strip)

    edges = np.linspace(0, height, BANDS + 1).astype(int).tolist()
    with ThreadPoolExecutor(BANDS) as pool:
        list(pool.map(draw, edges[:-1], edges[1:]))
    return flat
