"""The four sides of a sheet, measured in the whole picture along lines across them.

Across a side the picture steps from the ground to the lighter sheet. Where the step is steepest,
there is the edge, to a part of a pixel; how wide the step is tells how blurred the picture is,
whatever is printed on the sheet.
"""

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from devices.camera.cv import cv2
from devices.camera.feed import Pixels

Floats = NDArray[np.float32]
Corners = NDArray[np.float32]
"""4 x 2: x, y in pixels, clockwise."""

ACROSS = 48
"""Lines across each side."""
MARGIN = 0.08
"""Share of a side left out at either end: corners are rounded or bent."""
REACH = 4.0
"""Half the length of a line, in pixels of the small picture: the error there, and room for blur."""
MOST_SHIFT = 8.0
"""How far a corner may be from where it was thought to be, in pixels of the small picture."""
LEAST_STEP = 10.0
"""Levels; a weaker step is not the sheet's edge."""
LEAST_SEEN = 12
"""Lines with a step that make a side."""
LEAST_TURN = 0.3
"""Sine of the angle between two sides that meet; less is no corner of a sheet."""
OUTLIER = 3.0
"""Lines whose edge is so many typical deviations off the side are left out,"""
SURE = 0.5
"""but none that is off by less than this share of the step's width."""


class Side(Struct, frozen=True):
    """A straight line through `point` along the unit vector `along`.

    `seen`: along which share of it there is a step just there. `spread`: the typical width of the
    step in pixels, about 2 where the picture is sharp. Both 0 where no side is seen; then `point`
    and `along` are as they were thought to be.
    """

    point: Floats
    along: Floats
    seen: float
    spread: float


def measure(frame: Pixels, corners: Corners, scale: float) -> tuple[Side, ...]:
    """Sides top, right, bottom, left of the sheet that has about these corners in `frame`, `scale`
    times as large as the small picture."""
    following = np.roll(corners, -1, axis=0)
    return tuple(_side(frame, a, b, scale) for a, b in zip(corners, following, strict=True))


def intersect(sides: tuple[Side, ...], corners: Corners, scale: float) -> Corners:
    """The corners where the sides meet; those that they do not give stay as they were."""
    meeting = corners.copy()
    for index in range(4):
        one, other = sides[index - 1], sides[index]
        turn = _cross(one.along, other.along)
        if one.seen and other.seen and abs(turn) >= LEAST_TURN:
            way = _cross(other.point - one.point, other.along) / turn
            corner = one.point + np.float32(way) * one.along
            if float(np.linalg.norm(corner - corners[index])) <= MOST_SHIFT * scale:
                meeting[index] = corner
    return meeting


def _cross(a: Floats, b: Floats) -> float:
    return float(a[0] * b[1] - a[1] * b[0])


def _side(frame: Pixels, start: Floats, end: Floats, scale: float) -> Side:
    length = max(float(np.linalg.norm(end - start)), 1.0)
    along = (end - start) / np.float32(length)
    inward = np.array([-along[1], along[0]], np.float32)
    reach = max(6, round(REACH * scale))
    offsets = np.arange(-reach, reach + 1, dtype=np.float32)
    shares = np.linspace(MARGIN, 1 - MARGIN, ACROSS, dtype=np.float32)[:, None]
    places = start + shares * (end - start)
    light = _profiles(frame, places[:, None] + offsets[None, :, None] * inward)
    edges, steps, spreads = _steps(light)
    good = steps >= LEAST_STEP
    if int(good.sum()) < LEAST_SEEN:
        return Side(start, along, 0.0, 0.0)
    spread = float(np.median(spreads[good]))
    kept = _aligned(places[good] + (edges[good] - reach)[:, None] * inward, along, spread)
    line = cv2.fitLine(kept, cv2.DIST_HUBER, 0, 0.01, 0.01).ravel().astype(np.float32)
    direction = line[:2] if float(line[:2] @ along) > 0 else -line[:2]
    return Side(line[2:], direction, len(kept) / ACROSS, spread)


def _profiles(frame: Pixels, grid: Floats) -> Floats:
    """The lightness at each point of the grid, smoothed over neighbouring lines."""
    nothing = np.empty(0, np.float32)
    mode = cv2.BORDER_REPLICATE
    pixels = cv2.remap(frame, grid, nothing, cv2.INTER_LINEAR, borderMode=mode)
    light: Floats = cv2.blur(pixels.min(axis=2).astype(np.float32), (1, 3)).view(np.float32)
    return light


def _steps(light: Floats) -> tuple[Floats, Floats, Floats]:
    """For each line, from outside to inside: where it rises most steeply (a part of a sample), how
    high the step is, and how wide."""
    slope = (light[:, 2:] - light[:, :-2]) / 2
    rows = np.arange(len(light))
    steepest = np.clip(slope.argmax(axis=1), 1, slope.shape[1] - 2)
    before, at, after = (slope[rows, steepest + shift] for shift in (-1, 0, 1))
    bend = np.minimum(before - 2 * at + after, np.float32(-1e-6))
    edges = steepest + 1 + np.clip((before - after) / (2 * bend), -1, 1)
    quarter = light.shape[1] // 4
    steps = np.median(light[:, -quarter:], axis=1) - np.median(light[:, :quarter], axis=1)
    spreads = steps / np.maximum(at, np.float32(1e-6))
    return edges.astype(np.float32), steps.astype(np.float32), spreads.astype(np.float32)


def _aligned(points: Floats, along: Floats, spread: float) -> Floats:
    """Those points that lie on the line on which most of them do."""
    inward = np.array([-along[1], along[0]], np.float32)
    off, way = points @ inward, points @ along
    rest = np.abs(off - np.polyval(np.polyfit(way, off, 1), way))
    most = max(OUTLIER * float(np.median(rest)), SURE * spread)
    aligned: Floats = points[rest <= most]
    return aligned
