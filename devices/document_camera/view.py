"""The live picture of one command: the citizen sees it, and is told what forbids a good one."""

from collections.abc import Generator

import numpy as np
from msgspec import Struct

from devices.camera.cv import cv2
from devices.camera.feed import Pixels
from devices.camera.preview import Preview, preview_size
from devices.camera.source import Camera
from devices.contract import Refused, Tell, Token
from devices.document_camera.page import Sheet, find, reduced
from devices.document_camera.quality import Limits, judge
from devices.document_camera.still import Stillness
from kiosk.device import CompletionCode
from kiosk.faults import Fault
from kiosk.link.frames import FramesError
from kiosk.messages.imaging import PreviewHint, PreviewReady

LOOK_S = 5.0
"""On a busy machine a look takes longer than the grace of a deadline; it does not hang."""
MOVED = 0.01
"""Share of the picture by which a corner must move to be told again."""


class Look(Struct, frozen=True):
    """One frame and what is seen in it. `frame` is overwritten when the next one is asked for."""

    frame: Pixels
    sheet: Sheet | None
    fault: Fault | None
    still: bool


class View:
    """`command` is the id under which it is told. Used by one thread."""

    def __init__(self, camera: Camera, limits: Limits, command: str, tell: Tell) -> None:
        self._camera = camera
        self._limits = limits
        self._command = command
        self._tell = tell
        self._hint: PreviewHint | None = None
        self._stillness = Stillness()

    def looks(self, width: int, token: Token) -> Generator[Look, None, None]:
        """Show every frame, `width` pixels wide, judge it, and give it, for ever.

        Raises DeviceLost, Stopped, or Refused where there is no shared memory. Close the generator
        to overwrite everything.
        """
        preview: Preview | None = None
        pictures: list[Pixels] = []
        at = 0.0
        try:
            while True:
                token.check()  # pictures may come so fast that `newest` never waits
                frame = self._camera.newest(at, token)
                at, pictures = frame.at, [frame.pixels]
                if preview is None:
                    preview = self._begin(width, frame.pixels)
                with token.call(LOOK_S):
                    pictures = reduced(frame.pixels)
                    _show(preview, pictures)
                    look = self._look(pictures, at)
                yield look
                _wipe(pictures)
        finally:
            _wipe(pictures)
            self._stillness.forget()
            if preview is not None:
                preview.close()

    def _begin(self, width: int, frame: Pixels) -> Preview:
        size = preview_size(width, frame)
        try:
            preview = Preview(*size)
        except FramesError as error:
            code = CompletionCode.HARDWARE_ERROR
            raise Refused(Fault.CAMERA_SILENT, code, str(error)) from None
        self._tell(PreviewReady(self._command, preview.name, *size))
        return preview

    def _look(self, pictures: list[Pixels], at: float) -> Look:
        frame, small = pictures[0], pictures[-1]
        sheet = find(pictures)
        fault = judge(pictures, sheet, self._limits)
        still = self._stillness.see(small, sheet, at, max(frame.shape))
        self._hint_at(PreviewHint(self._command, fault, _corners(sheet, frame)))
        return Look(frame, sheet, fault, still)

    def _hint_at(self, hint: PreviewHint) -> None:
        """Tell it where it is news."""
        old, self._hint = self._hint, hint
        if old is not None and old.fault is hint.fault and len(old.corners) == len(hint.corners):
            pairs = zip(old.corners, hint.corners, strict=True)
            if all(abs(before - now) <= MOVED for before, now in pairs):
                self._hint = old
                return
        self._tell(hint)


def _show(preview: Preview, pictures: list[Pixels]) -> None:
    """From the smallest that is large enough: quick, and still fine enough to read."""
    source = next((p for p in reversed(pictures) if p.shape[1] >= preview.size[0]), pictures[0])
    fitted = cv2.resize(source, preview.size, interpolation=cv2.INTER_LINEAR).view(np.uint8)
    preview.show(fitted)
    fitted.fill(0)


def _wipe(pictures: list[Pixels]) -> None:
    for picture in pictures:
        picture.fill(0)


def _corners(sheet: Sheet | None, frame: Pixels) -> tuple[float, ...]:
    """x, y clockwise from the top left one, as fractions of width and height."""
    if sheet is None:
        return ()
    height, width, _ = frame.shape
    shares = ((x / width, y / height) for x, y in sheet.corners.tolist())
    return tuple(round(min(max(share, 0.0), 1.0), 4) for corner in shares for share in corner)
