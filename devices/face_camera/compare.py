"""Says how alike two faces are: only where both model files are provisioned, and only here.

Neither a picture nor a feature leaves this process; the score does.
"""

import contextlib
from pathlib import Path

import numpy as np

from devices.camera.cv import cv2
from devices.camera.feed import Pixels
from devices.face_camera.faces import Face, Floats, ModelFinder

LARGEST_FILE = 1024 * 1024
LARGEST_SIDE = 4000
SMALLEST_WIDTH = 320
"""A chip's photo is 102 x 126: enlarged to this before faces are looked for in it. [D]"""
_KINDS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"BM")


class ModelError(Exception):
    """A model file is missing or is not what it should be; the text says which."""


class Comparer:
    """Both networks, loaded. Used by one thread. Raises ModelError."""

    def __init__(self, detector: Path, recogniser: Path) -> None:
        self.finder = load_finder(detector)
        if not recogniser.is_file():
            raise ModelError("the recogniser's model file is missing")
        try:
            self._network = cv2.FaceRecognizerSF.create(str(recogniser), "")
        except cv2.error:
            raise ModelError("the recogniser's file is no such model") from None

    def feature(self, frame: Pixels, face: Face) -> Floats:
        """What the recogniser makes of a face that `finder` found. Raises ModelError."""
        assert face.row is not None, "found by another finder"
        try:
            aligned = self._network.alignCrop(frame, face.row)
            feature = np.array(self._network.feature(aligned), np.float32)
        except cv2.error:
            raise ModelError("the recogniser failed") from None
        aligned.fill(0)
        return feature

    def score(self, one: Floats, other: Floats) -> float:
        """Cosine similarity, -1 to 1."""
        return float(self._network.match(one, other, cv2.FaceRecognizerSF_FR_COSINE))

    def chip_feature(self, photo: bytes) -> Floats | None:
        """Of the one face of a JPEG, PNG or BMP; None where there is none to be seen."""
        pixels = _decoded(photo)
        if pixels is None:
            return None
        try:
            faces = self.finder.find(pixels)
            return self.feature(pixels, faces[0]) if faces else None
        finally:
            pixels.fill(0)


def load_finder(model: Path) -> ModelFinder:
    """Raises ModelError."""
    if not model.is_file():
        raise ModelError("the detector's model file is missing")
    try:
        finder = ModelFinder(model)
        finder.find(np.zeros((320, 320, 3), np.uint8))
    except cv2.error:
        raise ModelError("the detector's file is no such model") from None
    return finder


def _decoded(photo: bytes) -> Pixels | None:
    if len(photo) > LARGEST_FILE or not photo.startswith(_KINDS):
        return None
    pixels = None
    with contextlib.suppress(cv2.error):
        pixels = cv2.imdecode(np.frombuffer(photo, np.uint8), cv2.IMREAD_COLOR)
    if pixels is None or max(pixels.shape[:2]) > LARGEST_SIDE:
        return None
    if pixels.shape[1] < SMALLEST_WIDTH:
        scale = SMALLEST_WIDTH / pixels.shape[1]
        pixels = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    return pixels.view(np.uint8)
