"""What a document camera would see: a sheet on a tray, as a real lens and sensor spoil it.

For the simulated camera (demo, training) and for tests, which know from `Photo.corners` where the
page truly lies.
"""

import math

import numpy as np
from msgspec import Struct

from devices.camera.cv import cv2
from devices.camera.feed import Pixels
from devices.document_camera.page import Levels
from devices.document_camera.sides import Corners, Floats

FOCAL = 1.1
"""Focal length over the longer side of the picture: a lens that sees 49 degrees."""
WELL_EXPOSED = 0.88
"""White paper in an automatic exposure: bright, but short of the sensor's end."""
TRAYS = {
    "dark": (38, 36, 35),
    "mid": (112, 110, 108),
    "wood": (62, 98, 140),
    "white": (226, 230, 232),
}
"""Colours of the tray, BGR."""


class Scene(Struct, frozen=True):
    """How the sheet lies and how it is seen. Angles in degrees; light 1.0 is well exposed."""

    width: int = 2592
    height: int = 1944
    tray: str = "dark"
    turn: float = 0.0
    """Clockwise, of the sheet on the tray."""
    tilt_x: float = 0.0
    tilt_y: float = 0.0
    """Of the tray against the camera."""
    fill: float = 0.8
    """The sheet's longer side over the picture's shorter one."""
    shift_x: float = 0.0
    shift_y: float = 0.0
    """Of the sheet's middle, as a share of the picture."""
    light: float = 1.0
    shade: float = 0.0
    """How much darker one end of the picture is than the other, 0 to 1."""
    shadow: bool = False
    """A soft shadow of something beside the tray falls over a corner of the sheet."""
    glare: float = 0.0
    """Radius of a reflection on the sheet, as a share of the picture's width."""
    defocus: float = 0.0
    """Standard deviation of the blur in pixels."""
    motion: int = 0
    """Pixels that the sheet moved while the picture was taken."""
    noise: float = 3.0
    """Standard deviation of the sensor's noise in levels."""
    seed: int = 1


class Photo(Struct, frozen=True):
    pixels: Pixels
    """H x W x 3, BGR."""
    corners: Corners
    """4 x 2, pixels; clockwise from the sheet's own top left corner."""


def photograph(sheet: Pixels, scene: Scene, rounded: float = 0.0) -> Photo:
    """`sheet` (BGR) in `scene`. `rounded` is the radius of its corners over its width (cards)."""
    random = np.random.default_rng(scene.seed)
    corners = _project(sheet.shape[1] / sheet.shape[0], scene)
    size = (scene.width, scene.height)
    source = _rectangle(sheet.shape[1], sheet.shape[0])
    matrix = cv2.getPerspectiveTransform(source, corners)
    alpha = cv2.warpPerspective(_outline(sheet, rounded), matrix, size)[..., None] / np.float32(255)
    paper = cv2.warpPerspective(sheet, matrix, size, borderMode=cv2.BORDER_REPLICATE)
    tray = _tray(scene, random)
    umbra = cv2.GaussianBlur(alpha, (0, 0), scene.width / 160)[..., None]
    light = _light(scene)
    seen = (paper * alpha + tray * (1 - 0.45 * umbra) * (1 - alpha)) * light[..., None]
    if scene.glare:
        seen += _glare(scene, corners)[..., None]
    seen = _blurred(seen.astype(np.float32), scene)
    seen += random.standard_normal(seen.shape, np.float32) * np.float32(scene.noise)
    return Photo(np.clip(seen, 0, 255).astype(np.uint8), corners)


def _rectangle(width: float, height: float) -> Corners:
    """Outer corners in the coordinates of pixel centres."""
    right, bottom = width - 0.5, height - 0.5
    corners = [[-0.5, -0.5], [right, -0.5], [right, bottom], [-0.5, bottom]]
    return np.array(corners, np.float32)


def _project(ratio: float, scene: Scene) -> Corners:
    """The sheet's corners through a pinhole camera: turned, tilted, then seen from above."""
    width, height = (ratio, 1.0) if ratio < 1 else (1.0, 1 / ratio)
    points = np.array([[-width, -height], [width, -height], [width, height], [-width, height]]) / 2
    angle, a, b = (math.radians(d) for d in (scene.turn, scene.tilt_x, scene.tilt_y))
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    flat = np.hstack([points @ turn.T, np.zeros((4, 1))])
    tip = np.array([[1, 0, 0], [0, math.cos(a), -math.sin(a)], [0, math.sin(a), math.cos(a)]])
    roll = np.array([[math.cos(b), 0, math.sin(b)], [0, 1, 0], [-math.sin(b), 0, math.cos(b)]])
    focal = FOCAL * max(scene.width, scene.height)
    distance = focal / (scene.fill * min(scene.width, scene.height))
    seen = flat @ tip.T @ roll.T + np.array([0, 0, distance])
    middle = [scene.width * (0.5 + scene.shift_x), scene.height * (0.5 + scene.shift_y)]
    corners: Corners = (seen[:, :2] * focal / seen[:, 2:] + middle).astype(np.float32)
    return corners


def _outline(sheet: Pixels, rounded: float) -> Levels:
    height, width = sheet.shape[:2]
    mask = np.zeros((height, width), np.uint8)
    radius = round(rounded * width)
    mask[radius : height - radius] = 255
    mask[:, radius : width - radius] = 255
    for x in (radius, width - 1 - radius):
        for y in (radius, height - 1 - radius):
            cv2.circle(mask, (x, y), radius, 255, -1)
    return mask


def _tray(scene: Scene, random: np.random.Generator) -> Floats:
    tray = np.empty((scene.height, scene.width, 3), np.float32)
    tray[:] = TRAYS[scene.tray]
    if scene.tray == "wood":  # a grain along the longer side
        rows = np.cumsum(random.normal(0, 2.5, scene.height)).astype(np.float32)
        grain = np.repeat((rows - rows.mean())[:, None], scene.width, axis=1)
        tray += np.clip(grain, -28, 28)[..., None]
    return tray


def _light(scene: Scene) -> Floats:
    slope = np.linspace(1.0, 1.0 - scene.shade, scene.width, dtype=np.float32)
    light = np.repeat(slope[None], scene.height, axis=0) * np.float32(WELL_EXPOSED * scene.light)
    if scene.shadow:
        rows = np.linspace(0, 1, scene.height, dtype=np.float32)[:, None]
        columns = np.linspace(0, 1, scene.width, dtype=np.float32)[None]
        light *= 1 - 0.45 / (1 + np.exp((columns + rows - 0.75) * 30))
    return light.astype(np.float32)


def _glare(scene: Scene, corners: Corners) -> Floats:
    """A lamp reflected in the sheet, a little off its middle."""
    x, y = corners.mean(axis=0) + (corners[0] - corners.mean(axis=0)) * 0.3
    columns = (np.arange(scene.width, dtype=np.float32) - x)[None]
    rows = (np.arange(scene.height, dtype=np.float32) - y)[:, None]
    radius = scene.glare * scene.width
    glare: Floats = 400 * np.exp(-((columns**2 + rows**2) / radius**2))
    return glare


def _blurred(seen: Floats, scene: Scene) -> Floats:
    if scene.defocus:
        seen = cv2.GaussianBlur(seen, (0, 0), scene.defocus).view(np.float32)
    if scene.motion:
        kernel = np.eye(scene.motion, dtype=np.float32) / scene.motion
        seen = cv2.filter2D(seen, -1, kernel).view(np.float32)
    return seen
