"""Looks at a picture and says whether it will do."""

from msgspec import Struct

from devices.camera.feed import Pixels
from devices.face_camera.faces import Face, FaceFinder
from devices.face_camera.photo import Limits, PhotoSpec
from devices.face_camera.quality import (
    FAULTS,
    Flaw,
    background_flaw,
    light_flaw,
    place_flaw,
    sharpness,
)
from kiosk.faults import Fault


class Verdict(Struct, frozen=True):
    """`fault` None: the picture will do, and `face` has eyes. `reason` is for the operator; `face`
    is the widest one, None where there is none."""

    fault: Fault | None
    reason: str = ""
    face: Face | None = None


class Inspector:
    """Used by one thread."""

    def __init__(self, finder: FaceFinder, spec: PhotoSpec, limits: Limits) -> None:
        self._finder = finder
        self._spec = spec
        self._limits = limits

    def look(self, frame: Pixels) -> Verdict:
        faces = self._finder.find(frame)
        flaw = place_flaw(frame, faces, self._spec, self._limits)
        if not faces or flaw is not None:
            return _verdict(flaw, faces[0] if faces else None)
        face = faces[0]
        flaw = self._surface_flaw(frame, face)
        if flaw is not None:
            return _verdict(flaw, face)
        seen = self._finder.with_eyes(frame, face)  # costs most, so it comes last
        if seen is None:
            return _verdict(Flaw.EYES, face)
        # with its eyes the face is known more exactly: its portrait must still lie in the picture
        return _verdict(place_flaw(frame, [seen], self._spec, self._limits), seen)

    def _surface_flaw(self, frame: Pixels, face: Face) -> Flaw | None:
        flaw = light_flaw(frame, face, self._limits)
        if flaw is None and sharpness(frame, face) < self._limits.least_sharp:
            flaw = Flaw.BLUR
        if flaw is None and self._spec.plain_background:
            flaw = background_flaw(frame, face, self._spec, self._limits)
        return flaw


def _verdict(flaw: Flaw | None, face: Face | None) -> Verdict:
    if flaw is None:
        return Verdict(None, face=face)
    return Verdict(FAULTS[flaw], flaw.value, face)
