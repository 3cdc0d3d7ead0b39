"""Stands for the networks in the demo, where there are neither models nor chip photos. It compares
nothing: whoever looks into the camera is the card's holder, but for a drawn person in red.
"""

from devices.camera.feed import Pixels
from devices.face_camera.faces import Face
from devices.face_camera.matching import Comparison

SAME, DIFFERENT = 0.9, 0.1
_COAT = 1.3
"""So far below the eyes, in widths of the face."""
_HALF = 8
"""Pixels about it."""
_RED = 60
"""More red than blue by so much, of 255."""


class SimMatcher:
    """Takes any photo, and none."""

    def with_photo(self, photo: bytes) -> Comparison | None:
        return self

    def score(self, frame: Pixels, face: Face) -> float:
        down = min(frame.shape[0] - _HALF, round(face.y + _COAT * face.width))
        x = round(face.x)
        coat = frame[max(0, down - _HALF) : down + _HALF, max(0, x - _HALF) : x + _HALF]
        if not coat.size:
            return SAME
        blue, _green, red = (float(one) for one in coat.reshape(-1, 3).mean(axis=0))
        return DIFFERENT if red - blue > _RED else SAME

    def close(self) -> None:
        pass
