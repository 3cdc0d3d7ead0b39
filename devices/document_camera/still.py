"""Whether the sheet lies still. Pure: time comes with the frames."""

from dataclasses import dataclass

import numpy as np

from devices.camera.cv import cv2
from devices.camera.feed import Pixels
from devices.document_camera.page import Sheet
from devices.document_camera.sides import Corners

STILL_S = 0.3
"""A hand that lets go of a sheet needs that long to be gone."""
LEAST_FRAMES = 3
MOST_SHIFT = 0.003
"""Of a corner from where it was first, over the picture's longer side."""
MOST_CHANGE = 4.0
"""Mean difference of levels between two frames: noise has less, a moving hand has more."""
_THUMB = (64, 48)


@dataclass(slots=True)
class Stillness:
    """Give it every frame. What it keeps is a picture of 64 x 48 dots."""

    _corners: Corners | None = None
    _thumb: Pixels | None = None
    _since: float = 0.0
    _frames: int = 0

    def see(self, small: Pixels, sheet: Sheet | None, at: float, longer: int) -> bool:
        """True once the sheet has lain still for STILL_S. `longer` is the longer side of the
        picture in which the sheet's corners are given."""
        thumb = cv2.resize(small, _THUMB, interpolation=cv2.INTER_AREA).view(np.uint8)
        moved = self._has_moved(thumb, sheet, longer)
        self.forget(thumb)
        if sheet is None or moved:
            self._corners = None if sheet is None else sheet.corners
            self._since, self._frames = at, 0
        self._frames += 1
        still = self._frames >= LEAST_FRAMES and at - self._since >= STILL_S
        return sheet is not None and still

    def forget(self, thumb: Pixels | None = None) -> None:
        """Overwrite the picture that is kept."""
        if self._thumb is not None:
            self._thumb.fill(0)
        self._thumb = thumb

    def _has_moved(self, thumb: Pixels, sheet: Sheet | None, longer: int) -> bool:
        if self._corners is None or self._thumb is None or sheet is None:
            return True
        shift = float(np.linalg.norm(sheet.corners - self._corners, axis=1).max())
        change = float(np.abs(thumb.astype(np.int16) - self._thumb).mean())
        return shift > MOST_SHIFT * longer or change > MOST_CHANGE
