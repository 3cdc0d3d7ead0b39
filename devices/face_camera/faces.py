"""Finds faces in a picture: OpenCV's cascade, or a network where a model file is provisioned."""

from abc import ABC, abstractmethod
from pathlib import Path

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from devices.camera.cv import cv2
from devices.camera.feed import Pixels
from devices.face_camera.photo import IPD_OF_FACE

Point = tuple[float, float]
Floats = NDArray[np.float32]

SEARCH_WIDTH = 400
"""Pixels of the picture in which the cascade looks for faces."""
_SMALLEST = 34
"""Of those: narrower faces are far behind the citizen."""
NETWORK_WIDTH = 640
"""Pixels of the picture that a network is given."""
_EYES_WIDTH = 120
"""A face is brought to this width before its eyes are looked for."""
_BOX_OF_FACE = 1.17
"""The cascade's box over the face's width; measured on drawn faces. [D]"""
_EYES_DOWN = 0.40
"""The line of the eyes in that box, from its top."""


class Face(Struct, frozen=True):
    """Pixels of the picture. (`x`, `y`) is the middle between the eyes, `width` from ear to ear;
    `eyes` are their middles, left to right in the picture, None where they were not found."""

    x: float
    y: float
    width: float
    eyes: tuple[Point, Point] | None = None
    row: Floats | None = None
    """What cv2.FaceDetectorYN said of it."""

    @property
    def corners(self) -> tuple[float, float, float, float]:
        """left, top, right, bottom: from the hairline to the chin."""
        half = self.width / 2
        return self.x - half, self.y - half, self.x + half, self.y + 0.75 * self.width


class FaceFinder(ABC):
    """Used by one thread."""

    @abstractmethod
    def find(self, frame: Pixels) -> list[Face]:
        """Faces, the widest first."""

    @abstractmethod
    def with_eyes(self, frame: Pixels, face: Face) -> Face | None:
        """The same face with its eyes; None where two eyes are not to be seen."""


class CascadeFinder(FaceFinder):
    """Haar cascades that come with OpenCV 4.14."""

    def __init__(self) -> None:
        folder = Path(cv2.__file__).parent / "data"
        self._faces = cv2.CascadeClassifier(str(folder / "haarcascade_frontalface_alt2.xml"))
        self._eyes = cv2.CascadeClassifier(str(folder / "haarcascade_eye.xml"))

    def find(self, frame: Pixels) -> list[Face]:
        scale = max(1.0, frame.shape[1] / SEARCH_WIDTH)
        size = (round(frame.shape[1] / scale), round(frame.shape[0] / scale))
        grey = cv2.cvtColor(
            cv2.resize(frame, size, interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2GRAY
        )
        boxes = self._faces.detectMultiScale(grey, 1.1, 5, minSize=(_SMALLEST, _SMALLEST))
        grey.fill(0)
        faces = [_from_box(*(float(part) * scale for part in box)) for box in boxes]
        return sorted(faces, key=lambda face: -face.width)

    def with_eyes(self, frame: Pixels, face: Face) -> Face | None:
        left, top = max(0, round(face.x - face.width / 2)), max(0, round(face.y - face.width * 0.4))
        right, bottom = round(face.x + face.width / 2), round(face.y + face.width * 0.3)
        upper = frame[top:bottom, left:right]
        if upper.shape[0] < 8 or upper.shape[1] < 8:
            return None
        scale = upper.shape[1] / _EYES_WIDTH
        size = (_EYES_WIDTH, round(upper.shape[0] / scale))
        grey = cv2.cvtColor(
            cv2.resize(upper, size, interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2GRAY
        )
        boxes = self._eyes.detectMultiScale(grey, 1.05, 3, minSize=(20, 20), maxSize=(52, 52))
        grey.fill(0)
        middles = [(float(x + w / 2), float(y + h / 2)) for x, y, w, h in boxes]
        return _with_pair(face, [(left + x * scale, top + y * scale) for x, y in middles])


class ModelFinder(FaceFinder):
    """cv2.FaceDetectorYN. Raises cv2.error where the file is not such a model."""

    def __init__(self, model: Path, score: float = 0.8) -> None:
        self._network = cv2.FaceDetectorYN.create(str(model), "", (320, 320), score)

    def find(self, frame: Pixels) -> list[Face]:
        scale = max(1.0, frame.shape[1] / NETWORK_WIDTH)
        size = (round(frame.shape[1] / scale), round(frame.shape[0] / scale))
        small = cv2.resize(frame, size, interpolation=cv2.INTER_AREA)
        self._network.setInputSize(size)
        _, rows = self._network.detect(small)
        small.fill(0)
        faces = [] if rows is None else [_from_row(row, scale) for row in rows]
        return sorted(faces, key=lambda face: -face.width)

    def with_eyes(self, frame: Pixels, face: Face) -> Face | None:
        return face


def _from_box(x: float, y: float, width: float, height: float) -> Face:
    return Face(x + width / 2, y + _EYES_DOWN * height, width / _BOX_OF_FACE)


def _from_row(small: object, scale: float) -> Face:
    """x, y, w, h, right eye, left eye, nose, mouth's corners, score: as cv2.FaceDetectorYN."""
    row = np.array(small, np.float32)
    row[:-1] *= scale
    right, left = (float(row[4]), float(row[5])), (float(row[6]), float(row[7]))
    eyes = (min(right, left), max(right, left))
    x, y = (eyes[0][0] + eyes[1][0]) / 2, (eyes[0][1] + eyes[1][1]) / 2
    return Face(x, y, float(row[2]), eyes, row)


def _with_pair(face: Face, middles: list[Point]) -> Face | None:
    """The two eyes that lie most level and at the distance that a face of this width has."""
    best, least = None, 0.35
    for one in middles:
        for other in middles:
            apart = (other[0] - one[0]) / face.width
            tilt = abs(other[1] - one[1]) / face.width
            wrong = abs(apart - IPD_OF_FACE) + tilt
            if one[0] < face.x < other[0] and wrong < least:
                best, least = (one, other), wrong
    if best is None:
        return None
    (x1, y1), (x2, y2) = best
    width = (face.width + (x2 - x1) / IPD_OF_FACE) / 2
    return Face((x1 + x2) / 2, (y1 + y2) / 2, width, best, face.row)
