"""A camera that always shows what is before it now: see devices.camera.drain for the how."""

import time

from devices.camera.drain import Drain, Frame
from devices.contract import DeviceLost, Token
from kiosk.device import DeviceState, DeviceStatus
from kiosk.faults import Fault

__all__ = ["Camera", "Frame"]

FIRST_PICTURE_S = 4.0
"""Some cameras measure the light before they send anything. [D]"""
SILENT_S = 2.5
BLACK_S = 1.0
CLOSE_S = 0.5
RELEASE_S = 5.0
"""Longer than any call of the library lasts that has a limit of its own."""


class Camera:
    """`source`: "http://..." (MJPEG) or "/dev/video0". `width`, `height`: the resolution that it
    must have; 0: whatever it has when opened. `frozen_s`: a picture that stays the same to the last
    bit for so long comes from a camera that repeats itself; 0 where that is not looked at.

    Used by one thread. `open` may follow `close`.
    """

    def __init__(self, source: str, width: int = 0, height: int = 0, frozen_s: float = 0.0) -> None:
        if not source.startswith(("http://", "/dev/")):
            raise ValueError("a camera is http://... or /dev/...")
        self._source = source
        self._size = (width, height)
        self._frozen_s = frozen_s
        self._drain: Drain | None = None

    def open(self, token: Token) -> None:
        """Raises DeviceLost (CAMERA_ABSENT, CAMERA_SILENT, CAMERA_CHANGED) or Stopped."""
        self.close()
        if self._drain is not None and self._drain.is_alive():
            with token.call(RELEASE_S):
                self._drain.join()  # it has the camera; where it hangs, this thread hangs too
        self._drain = Drain(self._source, self._size, self._frozen_s)
        self._drain.start()
        self._drain.wait_opened(token)
        self._drain.newest(0.0, token, FIRST_PICTURE_S).pixels.fill(0)

    def newest(self, after: float, token: Token) -> Frame:
        """Wait for a picture that came later than `after`. Raises DeviceLost (CAMERA_SILENT,
        CAMERA_CHANGED: another resolution than at `open`) or Stopped."""
        if self._drain is None:
            raise DeviceLost(DeviceState.NO_DEVICE, Fault.CAMERA_ABSENT, "not open")
        return self._drain.newest(after, token, SILENT_S)

    @property
    def black_s(self) -> float:
        """For how many seconds the picture has been black when last looked at; 0: it is not."""
        return self._drain.watch.black_s if self._drain is not None else 0.0

    def status(self, token: Token) -> DeviceStatus:
        """Look at fresh pictures: HARDWARE_ERROR where they stay black for BLACK_S. Raises as
        `newest`."""
        frame = self.newest(time.monotonic(), token)
        while 0 < self.black_s < BLACK_S:
            frame = self.newest(frame.at, token)
        height, width, _ = frame.pixels.shape
        frame.pixels.fill(0)
        identity = f"{width}x{height}"
        if self.black_s:
            detail = f"{Fault.CAMERA_BLACK.value} the picture is black"
            return DeviceStatus(DeviceState.HARDWARE_ERROR, detail=detail, identity=identity)
        return DeviceStatus(DeviceState.ONLINE, identity=identity)

    def close(self) -> None:
        """Let go of the camera and overwrite the frame that is kept. Never waits long."""
        if self._drain is not None:
            self._drain.dismiss(CLOSE_S)
