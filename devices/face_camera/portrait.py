"""Cuts the portrait out of a picture and makes the file of it."""

import hashlib
import struct

import numpy as np

from devices.camera.cv import cv2
from devices.camera.feed import Pixels
from devices.face_camera.faces import Face
from devices.face_camera.photo import PhotoSpec
from devices.face_camera.quality import crop_for
from kiosk.messages.imaging import PortraitTaken

_JFIF = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00"
_DENSITY = struct.Struct(">BHH")
"""Units (1: dots per inch), horizontal, vertical; ITU-T T.871 clause 10.1."""
_DENSITY_AT = 13


def portrait(command: str, frame: Pixels, face: Face, spec: PhotoSpec) -> PortraitTaken:
    """`face` has eyes; its portrait lies within the frame."""
    pixels = _cut(frame, face, spec)
    _, encoded = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, spec.jpeg_quality])
    jpeg = _with_density(encoded.tobytes(), spec.dpi)
    pixels.fill(0)
    encoded.fill(0)
    digest = hashlib.sha256(jpeg).hexdigest()
    return PortraitTaken(command, spec.width, spec.height, jpeg, digest)


def _cut(frame: Pixels, face: Face, spec: PhotoSpec) -> Pixels:
    crop = crop_for(face, spec)
    left, top = round(crop.left), round(crop.top)
    part = frame[top : top + round(crop.height), left : left + round(crop.width)]
    method = cv2.INTER_AREA if crop.width > spec.width else cv2.INTER_CUBIC
    size = (spec.width, spec.height)
    return cv2.resize(part, size, interpolation=method).view(np.uint8)


def _with_density(jpeg: bytes, dpi: int) -> bytes:
    """The resolution into the header that OpenCV writes without one."""
    if not jpeg.startswith(_JFIF):
        return jpeg
    density = _DENSITY.pack(1, dpi, dpi)
    return jpeg[:_DENSITY_AT] + density + jpeg[_DENSITY_AT + len(density) :]
