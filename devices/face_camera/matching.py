"""What says how alike the person and the chip's photo are, as the driver uses it."""

from typing import Protocol

from devices.camera.feed import Pixels
from devices.face_camera.compare import Comparer
from devices.face_camera.faces import Face, Floats


class Comparison(Protocol):
    """With one photo, until `close`."""

    def score(self, frame: Pixels, face: Face) -> float:
        """Cosine similarity, -1 to 1. Raises compare.ModelError."""

    def close(self) -> None:
        """Overwrite what was made of the photo."""


class Matcher(Protocol):
    """Used by one thread."""

    def with_photo(self, photo: bytes) -> Comparison | None:
        """None where no face is to be seen in it. Raises compare.ModelError."""


class ModelMatcher:
    """The two networks."""

    def __init__(self, comparer: Comparer) -> None:
        self._comparer = comparer

    def with_photo(self, photo: bytes) -> Comparison | None:
        chip = self._comparer.chip_feature(photo)
        return None if chip is None else _Features(self._comparer, chip)


class _Features:
    def __init__(self, comparer: Comparer, chip: Floats) -> None:
        self._comparer = comparer
        self._chip = chip

    def score(self, frame: Pixels, face: Face) -> float:
        live = self._comparer.feature(frame, face)
        score = self._comparer.score(self._chip, live)
        live.fill(0)
        return score

    def close(self) -> None:
        self._chip.fill(0)
