"""Finds the sheet in a picture: the largest light four-sided thing on a darker ground.

It is looked for in a small picture; its sides are then measured in the whole one. Coordinates are
those of pixel centres: the middle of the top left pixel is (0, 0). Pure functions on arrays.
"""

from collections.abc import Iterator

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from devices.camera.cv import cv2
from devices.camera.feed import Pixels
from devices.document_camera.sides import Corners, Side, intersect, measure

Levels = NDArray[np.uint8]
"""H x W."""

SMALL = 1000
"""Pixels: sheets are looked for in a picture whose longer side is at most that."""
SMALLEST_SHARE = 0.004
"""Of the picture's area; less is dirt or a reflection."""
FULLNESS = 0.85
"""How much of the four-sided shape round it a sheet fills; less is a hand or two things at once."""
STEP = 10
"""Levels by which a sheet must be lighter than the ground beside it. A white tray has no such step
and nothing is found on it: the tray must be dark and matt."""
SUPPORT = 0.75
"""Share of a rough side along which that step must be seen."""
SEEN = 0.93
"""The same for a side that was measured: less are two sheets, one over the other, or a hand. A
sheet alone has 1.0, one that moves 0.94."""
BESIDE = 3.0
"""Pixels of the small picture, from the rough side to where both levels are taken."""
BORDER = 0.004
"""Share of the longer side. Nearer to the border than that, nobody can tell whether a sheet ends
there or goes on outside the picture."""


class Sheet(Struct, frozen=True):
    """`corners` in pixels of the whole picture, clockwise from the top left of the sheet as it
    lies; `sides` top, right, bottom, left; `cut`: it reaches the border of the picture."""

    corners: Corners
    sides: tuple[Side, ...]
    cut: bool


def reduced(frame: Pixels) -> list[Pixels]:
    """The frame, then ever smaller pictures, each half as wide as the one before; the last one's
    longer side has at most SMALL pixels."""
    pictures = [frame]
    while max(pictures[-1].shape) > SMALL:
        height, width, _ = pictures[-1].shape
        even = pictures[-1][: height // 2 * 2, : width // 2 * 2]
        half = cv2.resize(even, (width // 2, height // 2), interpolation=cv2.INTER_AREA)
        pictures.append(half.view(np.uint8))
    return pictures


def find(pictures: list[Pixels]) -> Sheet | None:
    """The sheet in the first of the `reduced` pictures, or None."""
    light = lightness(pictures[-1])
    rough = max(_candidates(light), key=cv2.contourArea, default=None)
    if rough is None:
        return None
    frame, scale = pictures[0], 2.0 ** (len(pictures) - 1)
    about = (ordered(rough) + np.float32(0.5)) * np.float32(scale) - np.float32(0.5)
    sides = measure(frame, about, scale)
    corners = ordered(intersect(sides, about, scale))
    cut = _at_border(corners, frame)
    if not cut and min(side.seen for side in sides) < SEEN:
        return None
    return Sheet(corners, sides, cut)


def lightness(picture: Pixels) -> Levels:
    """The darkest channel: white paper stands out from wood and from coloured ground too."""
    blue, green, red = cv2.split(picture)
    return cv2.min(cv2.min(blue, green), red).view(np.uint8)


def ordered(corners: Corners) -> Corners:
    """The same corners clockwise, the one nearest to the picture's top left corner first."""
    middle = corners.mean(axis=0)
    angles = np.arctan2(corners[:, 1] - middle[1], corners[:, 0] - middle[0])
    clockwise = corners[np.argsort(angles)]
    first = int(np.argmin(clockwise.sum(axis=1)))
    return np.roll(clockwise, -first, axis=0)


def _candidates(light: Levels) -> Iterator[Corners]:
    smooth = cv2.GaussianBlur(light, (5, 5), 0)
    for mask in (_light_areas(smooth), _outlined_areas(smooth)):
        contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
        for contour in sorted(contours, key=cv2.contourArea)[-3:]:
            hull = cv2.convexHull(contour)
            area = cv2.contourArea(hull)
            if len(hull) < 4 or area < SMALLEST_SHARE * light.size:
                continue
            four = cv2.approxPolyN(hull, 4).reshape(-1, 2).astype(np.float32)
            if area >= FULLNESS * cv2.contourArea(four) and _stands_out(light, ordered(four)):
                yield four


def _light_areas(smooth: cv2.typing.MatLike) -> cv2.typing.MatLike:
    """What is lighter than the rest, the printing on it closed."""
    _, mask = cv2.threshold(smooth, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    return cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))


def _outlined_areas(smooth: cv2.typing.MatLike) -> cv2.typing.MatLike:
    """What has an outline, also where a shadow or uneven light mixes the levels up."""
    return cv2.dilate(cv2.Canny(smooth, 20, 60), np.ones((3, 3), np.uint8))


def _stands_out(light: Levels, corners: Corners) -> bool:
    """Whether the ground is darker along each side that can be seen, and at least along two."""
    seen = 0
    last = np.array([light.shape[1] - 1, light.shape[0] - 1])
    for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        along = (end - start) / max(float(np.linalg.norm(end - start)), 1.0)
        inward = np.array([-along[1], along[0]]) * BESIDE
        points = start + np.linspace(0.05, 0.95, 40)[:, None] * (end - start)
        pairs = np.rint(np.stack([points + inward, points - inward])).astype(int)
        pairs = pairs[:, ((pairs >= 0) & (pairs <= last)).all(axis=(0, 2))]
        if pairs.shape[1] < 10:
            continue
        inner, outer = light[pairs[..., 1], pairs[..., 0]].astype(int)
        if float((inner - outer >= STEP).mean()) < SUPPORT:
            return False
        seen += 1
    return seen >= 2


def _at_border(corners: Corners, frame: Pixels) -> bool:
    height, width, _ = frame.shape
    margin = BORDER * max(width, height)
    most = np.array([width - 1 - margin, height - 1 - margin])
    return bool((corners < margin).any() or (corners > most).any())
