"""What forbids a good picture of the sheet. Pure; cheap enough for every frame of a preview."""

import numpy as np
from msgspec import Struct

from devices.camera.cv import cv2
from devices.camera.feed import Pixels
from devices.document_camera.page import Levels, Sheet, lightness
from kiosk.faults import Fault

EDGE = 4
"""Pixels of the small picture inside the sheet's border that are not judged."""


class Limits(Struct, frozen=True):
    """One row for each camera. Levels are 0 to 255. All were set on made-up photographs [D]; a
    camera that is installed gets its own row after the test sheet was laid under it."""

    black: int = 16
    """Not even the lightest hundredth of the picture is lighter: lens covered, or no light. An
    empty dark tray is lighter, and a sheet is found in a tenth of the light that it needs."""
    smallest: float = 0.2
    """Longer side of the sheet over that of the picture. A card under a camera that sees A4 has
    0.25; less is a reflection, a stamp, a scrap of paper."""
    paper: int = 80
    """The lightness of the sheet itself (its upper quartile). Below that the print has under 60
    levels of contrast, and compression eats it."""
    saturated: int = 250
    """A sensor's end: what is printed there is gone. Paper that is well exposed has 200 to 235."""
    glare: float = 0.0015
    """Share of the sheet that one saturated spot may cover: one square centimetre of A4, about one
    character; on a card a reflection as small as a digit is."""
    spread: float = 0.0018
    """Width of the step at the sheet's edge over the picture's longer side: half a millimetre
    where the camera sees A4; the strokes of small print are that wide."""
    least_spread: float = 3.5
    """Pixels. A sharp edge has about 2 after the sensor's own filter and JPEG, so a small picture
    needs this allowance."""


def judge(pictures: list[Pixels], sheet: Sheet | None, limits: Limits) -> Fault | None:
    """The first fault, in the order in which a citizen can mend them; None: a good picture.

    `pictures` are those of `page.reduced`, `sheet` what was found in them.
    """
    small = pictures[-1]
    if sheet is None:
        brightest = _level(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY).view(np.uint8), None, 0.99)
        return Fault.CAMERA_BLACK if brightest <= limits.black else Fault.SCAN_NO_PAGE
    longer = max(pictures[0].shape)
    if sheet.cut:
        return Fault.SCAN_CUT_EDGE
    if _longest(sheet) < limits.smallest * longer:
        return Fault.SCAN_TOO_SMALL
    light, inside = lightness(small), _inside(small, sheet, len(pictures) - 1)
    if _level(light, inside, 0.75) < limits.paper:
        return Fault.SCAN_DARK
    if _largest_spot(light, inside, limits.saturated) > limits.glare * cv2.countNonZero(inside):
        return Fault.SCAN_GLARE
    if max(side.spread for side in sheet.sides) > max(limits.least_spread, limits.spread * longer):
        return Fault.SCAN_BLUR
    return None


def _longest(sheet: Sheet) -> float:
    sides = np.roll(sheet.corners, -1, axis=0) - sheet.corners
    return float(np.linalg.norm(sides, axis=1).max())


def _inside(small: Pixels, sheet: Sheet, halvings: int) -> Levels:
    """255 on the sheet, its border left out."""
    mask = np.zeros(small.shape[:2], np.uint8)
    corners = np.rint((sheet.corners + 0.5) / 2**halvings - 0.5).astype(np.int32)
    cv2.fillConvexPoly(mask, corners, 255)
    cv2.polylines(mask, [corners], True, 0, 2 * EDGE)
    return mask


def _level(light: Levels, mask: Levels | None, share: float) -> int:
    """The level below which this share of the pixels lies."""
    counts = np.cumsum(cv2.calcHist([light], [0], mask, [256], [0, 256]))
    return int(np.searchsorted(counts, share * counts[-1]))


def _largest_spot(light: Levels, inside: Levels, level: int) -> int:
    """Pixels of the largest area at or above `level`."""
    spots = ((light >= level) & (inside > 0)).view(np.uint8)
    if not spots.any():
        return 0
    _, _, stats, _ = cv2.connectedComponentsWithStats(spots)
    return int(stats[1:, cv2.CC_STAT_AREA].max())
