"""The live picture of one command: the citizen sees it, and is told what forbids a good one."""

import time
from collections.abc import Generator

from msgspec import Struct

from devices.camera.feed import Pixels
from devices.camera.preview import Preview, preview_size
from devices.camera.source import BLACK_S, Camera
from devices.contract import Refused, Tell, Token
from devices.face_camera.faces import Face
from devices.face_camera.inspector import Inspector, Verdict
from kiosk.device import CompletionCode
from kiosk.faults import Fault
from kiosk.link.frames import FramesError
from kiosk.messages.imaging import PreviewHint, PreviewReady

LOOK_S = 0.25
"""So often a picture is looked at; more often would make the live picture halt."""
CALL_S = 5.0
MOVED = 0.02
"""Share of the picture by which a face must move to be told again."""


class Seen(Struct, frozen=True):
    """A picture that was looked at. `pixels` are overwritten when the next one is asked for."""

    pixels: Pixels
    verdict: Verdict


class View:
    """`command` is the id under which it is told. Used by one thread."""

    def __init__(self, camera: Camera, inspector: Inspector, command: str, tell: Tell) -> None:
        self._camera = camera
        self._inspector = inspector
        self._command = command
        self._tell = tell
        self._hint: PreviewHint | None = None
        self.verdict: Verdict | None = None
        """The last one; None before the first."""

    def pictures(self, width: int, token: Token) -> Generator[Seen, None, None]:
        """Show every frame, `width` pixels wide, and give those that were looked at, for ever.

        Raises DeviceLost, Stopped, or Refused where there is no shared memory. Close the generator
        to overwrite everything.
        """
        preview: Preview | None = None
        pixels: Pixels | None = None
        at = look_at = time.monotonic()
        try:
            while True:
                frame = self._camera.newest(at, token)
                pixels, at = frame.pixels, frame.at
                if preview is None:
                    preview = self._begin(width, pixels)
                preview.show(pixels)
                if at >= look_at:
                    look_at = at + LOOK_S
                    yield Seen(pixels, self._look(pixels, token))
                pixels.fill(0)
        finally:
            if pixels is not None:
                pixels.fill(0)
            if preview is not None:
                preview.close()

    def _begin(self, width: int, pixels: Pixels) -> Preview:
        size = preview_size(width, pixels)
        try:
            preview = Preview(*size)
        except FramesError as error:
            code = CompletionCode.HARDWARE_ERROR
            raise Refused(Fault.CAMERA_SILENT, code, str(error)) from None
        self._tell(PreviewReady(self._command, preview.name, *size))
        return preview

    def _look(self, pixels: Pixels, token: Token) -> Verdict:
        with token.call(CALL_S):
            verdict = self._inspector.look(pixels)
        if verdict.fault is not None and self._camera.black_s >= BLACK_S:
            verdict = Verdict(Fault.CAMERA_BLACK, "the picture is black")
        self.verdict = verdict
        hint = PreviewHint(self._command, verdict.fault, _corners(verdict.face, pixels))
        if self._is_news(hint):
            self._hint = hint
            self._tell(hint)
        return verdict

    def _is_news(self, hint: PreviewHint) -> bool:
        old = self._hint
        if old is None or old.fault is not hint.fault or len(old.corners) != len(hint.corners):
            return True
        pairs = zip(old.corners, hint.corners, strict=True)
        return any(abs(before - now) > MOVED for before, now in pairs)


def _corners(face: Face | None, pixels: Pixels) -> tuple[float, ...]:
    """x, y clockwise from top left, as fractions of width and height."""
    if face is None:
        return ()
    height, width, _ = pixels.shape
    left, top, right, bottom = face.corners
    x1, x2 = (round(min(max(x / width, 0.0), 1.0), 4) for x in (left, right))
    y1, y2 = (round(min(max(y / height, 0.0), 1.0), 4) for y in (top, bottom))
    return (x1, y1, x2, y1, x2, y2, x1, y2)
