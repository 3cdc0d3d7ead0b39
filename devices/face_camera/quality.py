"""Whether a picture is good enough for a portrait or a comparison, and why not. Pure."""

from enum import StrEnum

import numpy as np
from msgspec import Struct

from devices.camera.cv import cv2
from devices.camera.feed import Pixels
from devices.face_camera.faces import Face
from devices.face_camera.photo import Limits, PhotoSpec
from kiosk.faults import Fault

_NORMAL_WIDTH = 160
"""A face is brought to this width before its sharpness is measured: noise hardly counts then."""
_WHITE = 250


class Flaw(StrEnum):
    """What forbids the picture; the operator's word."""

    NONE = "no face"
    MANY = "more than one face"
    FAR = "face too small"
    NEAR = "face too large"
    OFF_CENTRE = "face off the middle"
    DARK = "dark"
    BRIGHT = "bright"
    UNEVEN = "light from one side"
    BLUR = "not sharp"
    EYES = "eyes not seen"
    BACKGROUND = "background not plain"


FAULTS: dict[Flaw, Fault] = {
    Flaw.NONE: Fault.FACE_NONE,
    Flaw.MANY: Fault.FACE_MANY,
    Flaw.FAR: Fault.FACE_FAR,
    Flaw.NEAR: Fault.FACE_NEAR,
    Flaw.OFF_CENTRE: Fault.FACE_OFF_CENTRE,
    Flaw.DARK: Fault.FACE_DARK,
    Flaw.BRIGHT: Fault.FACE_BRIGHT,
    Flaw.UNEVEN: Fault.FACE_UNEVEN,
    Flaw.BLUR: Fault.FACE_BLUR,
    Flaw.EYES: Fault.FACE_EYES,
    Flaw.BACKGROUND: Fault.FACE_BACKGROUND,
}


class Crop(Struct, frozen=True):
    """The part of a picture that becomes the portrait; pixels of the picture, may be fractions."""

    left: float
    top: float
    width: float
    height: float

    def inside(self, frame: Pixels) -> bool:
        height, width, _ = frame.shape
        right, bottom = self.left + self.width, self.top + self.height
        return self.left >= 0 and self.top >= 0 and right <= width and bottom <= height


def crop_for(face: Face, spec: PhotoSpec) -> Crop:
    scale = face.width / spec.face_width
    width, height = spec.width * scale, spec.height * scale
    return Crop(face.x - width / 2, face.y - spec.eyes_y * scale, width, height)


def place_flaw(frame: Pixels, faces: list[Face], spec: PhotoSpec, limits: Limits) -> Flaw | None:
    """Whether exactly one face is where it should be. `faces`: the widest first."""
    if not faces:
        return Flaw.NONE
    face, crop = faces[0], crop_for(faces[0], spec)
    if any(other.width >= limits.others * face.width for other in faces[1:]):
        return Flaw.MANY
    height, width, _ = frame.shape
    if crop.height > limits.most_height * height or crop.width > width:
        return Flaw.NEAR
    if face.width * spec.most_enlarged < spec.face_width:
        return Flaw.FAR
    off = abs(face.x / width - 0.5)
    if off > limits.most_off_centre or not crop.inside(frame):
        return Flaw.OFF_CENTRE
    return None


def light_flaw(frame: Pixels, face: Face, limits: Limits) -> Flaw | None:
    grey = _inner(frame, face)
    if not grey.size:
        return Flaw.NONE
    mean = float(grey.mean())
    half = grey.shape[1] // 2
    uneven = abs(float(grey[:, :half].mean()) - float(grey[:, half:].mean())) / max(1.0, mean)
    glare = float(np.mean(grey >= _WHITE))
    grey.fill(0)
    if mean < limits.darkest:
        return Flaw.DARK
    if mean > limits.brightest or glare > limits.most_glare:
        return Flaw.BRIGHT
    return Flaw.UNEVEN if uneven > limits.most_uneven else None


def sharpness(frame: Pixels, face: Face) -> float:
    """The steepest slopes of the face over its contrast; of the two directions the less steep one,
    for a movement blurs only its own. Independent of light and, nearly, of noise."""
    grey = _inner(frame, face)
    if min(grey.shape) < 8:
        return 0.0
    height = round(grey.shape[0] * _NORMAL_WIDTH / grey.shape[1])
    normal = cv2.resize(grey, (_NORMAL_WIDTH, height), interpolation=cv2.INTER_AREA)
    slopes = [np.abs(cv2.Sobel(normal, cv2.CV_32F, *way)) for way in ((1, 0), (0, 1))]
    steep = min(float(np.percentile(slope, 99)) for slope in slopes)
    contrast = float(normal.std())
    grey.fill(0)
    normal.fill(0)
    return steep / (contrast + 1.0)


def background_flaw(frame: Pixels, face: Face, spec: PhotoSpec, limits: Limits) -> Flaw | None:
    """The ground beside the head, above the shoulders."""
    crop = crop_for(face, spec)
    top, bottom = max(0, round(crop.top)), max(1, round(face.y + 0.3 * face.width))
    left, right = max(0, round(crop.left)), round(crop.left + crop.width)
    side = max(1, round((crop.width - 1.25 * face.width) / 2))
    strips = [frame[top:bottom, left : left + side], frame[top:bottom, right - side : right]]
    ground = np.concatenate([strip.reshape(-1, 3) for strip in strips])
    if not ground.size:
        return None
    uneven = float(ground.std(axis=0).max()) > limits.ground_deviation
    return Flaw.BACKGROUND if uneven or ground.mean() < limits.ground_darkest else None


def _inner(frame: Pixels, face: Face) -> Pixels:
    """Grey copy of brows to mouth, without hair and ground."""
    half = 0.36 * face.width
    top, bottom = face.y - 0.25 * face.width, face.y + 0.55 * face.width
    rows = slice(max(0, round(top)), max(0, round(bottom)))
    columns = slice(max(0, round(face.x - half)), max(0, round(face.x + half)))
    part = frame[rows, columns]
    if not part.size:
        return np.zeros((0, 0), np.uint8)
    return cv2.cvtColor(part, cv2.COLOR_BGR2GRAY).view(np.uint8)
