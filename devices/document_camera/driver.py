"""Driver of a document camera: live picture, one flattened page, pages bound into a PDF.

Everything happens in memory and is overwritten when the command ends. A page leaves as one JPEG,
with its SHA-256, to who asked for it.
"""

import hashlib
from contextlib import closing
from typing import Any

import numpy as np

from devices.camera.cv import cv2
from devices.camera.feed import Pixels
from devices.camera.source import Camera
from devices.contract import Driver, Refused, Stopped, Tell, Token
from devices.document_camera.binding import make_pdf
from devices.document_camera.flat import flatten
from devices.document_camera.jpeg import encode
from devices.document_camera.quality import Limits
from devices.document_camera.sides import Corners
from devices.document_camera.view import View
from kiosk.device import Capabilities, CompletionCode, Device, DeviceStatus
from kiosk.faults import Fault
from kiosk.messages.imaging import (
    CapturePage,
    MakePdf,
    PageScanned,
    PreviewEnded,
    StartPreview,
)

FROZEN_S = 2.0
PAGE_S = 5.0
"""A page that was begun before the deadline is finished after it."""
PREVIEW_WIDTH = 960
"""Of the live picture that a CapturePage shows, in pixels."""


class DocumentCamera(Driver):
    """`source`, `width` and `height` as for devices.camera.source.Camera: ask for the largest
    picture that the camera has; `limits` is its row of devices.document_camera.quality."""

    device = Device.DOCUMENT_CAMERA
    capabilities = Capabilities((StartPreview.__name__, CapturePage.__name__, MakePdf.__name__))

    def __init__(
        self, source: str, width: int = 0, height: int = 0, limits: Limits | None = None
    ) -> None:
        self._camera = Camera(source, width, height, FROZEN_S)
        self._limits = limits or Limits()

    def open(self, token: Token) -> DeviceStatus:
        self._camera.open(token)
        return self.poll(token)

    def poll(self, token: Token) -> DeviceStatus:
        return self._camera.status(token)

    def perform(self, command: Any, tell: Tell, token: Token) -> object:
        match command:
            case StartPreview():
                return self._preview(command, tell, token)
            case CapturePage():
                return self._capture(command, tell, token)
            case MakePdf():
                return make_pdf(command)
        raise Refused(Fault.DEVICE_NOT_FITTED, CompletionCode.UNSUPPORTED_COMMAND)

    def close(self) -> None:
        self._camera.close()

    def _preview(self, command: StartPreview, tell: Tell, token: Token) -> PreviewEnded:
        view = View(self._camera, self._limits, command.command, tell)
        try:
            with closing(view.looks(command.width, token)) as looks:
                for _ in looks:
                    pass
        except Stopped:
            pass  # cancelled or over: both are how a preview ends
        return PreviewEnded(command.command)

    def _capture(self, command: CapturePage, tell: Tell, token: Token) -> PageScanned:
        view = View(self._camera, self._limits, command.command, tell)
        last = Fault.SCAN_BLUR  # of a sheet that was never held still
        with closing(view.looks(PREVIEW_WIDTH, token)) as looks:
            try:
                while True:
                    look = next(looks)
                    if look.sheet is not None and look.fault is None and look.still:
                        with token.call(PAGE_S):
                            return _page(command, look.frame, look.sheet.corners)
                    last = look.fault or last
            except Stopped as stopped:
                if stopped.code is not CompletionCode.TIMED_OUT:
                    raise
                raise Refused(last, stopped.code) from None


def _page(command: CapturePage, frame: Pixels, corners: Corners) -> PageScanned:
    flat, dpi = flatten(frame, corners)
    page = flat if command.colour else cv2.cvtColor(flat, cv2.COLOR_BGR2GRAY).view(np.uint8)
    jpeg = encode(page, dpi)
    flat.fill(0)
    page.fill(0)
    height, width, _ = flat.shape
    return PageScanned(command.command, 1, width, height, jpeg, hashlib.sha256(jpeg).hexdigest())
