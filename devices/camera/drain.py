"""The thread that has the camera: it takes every picture and keeps the newest.

All calls of the library are made here, so that one which hangs keeps nobody waiting but this
thread. Pictures are decoded while somebody asks for them, and forgotten soon after.
"""

import threading
import time
from collections.abc import Callable

from msgspec import Struct

from devices.camera.cv import cv2
from devices.camera.feed import OPEN_LIMIT_MS, Feed, Pixels, open_feed
from devices.camera.look import Watch
from devices.contract import DeviceLost, Token
from kiosk.device import DeviceState
from kiosk.faults import Fault

OPEN_S = OPEN_LIMIT_MS / 1000 + 1.0
WANTED_S = 1.0
"""Pictures are decoded for so long after the last call of `newest`."""
MOST_BROKEN = 30
"""So many broken pictures in a row: what is there is no camera."""
_TOO_LATE = 0.9 * OPEN_LIMIT_MS / 1000
_LOOK_S = 0.05
"""How soon a cancelled command is noticed while no picture comes."""


class Frame(Struct, frozen=True):
    """One picture: `pixels` are uint8, H x W x 3, BGR, and belong to whoever got them; `at` is when
    it came, CLOCK_MONOTONIC."""

    pixels: Pixels
    at: float


class Drain(threading.Thread):
    """Runs until dismissed or until the camera is lost. For the parameters see `Camera`."""

    def __init__(self, source: str, size: tuple[int, int], frozen_s: float) -> None:
        super().__init__(name="camera", daemon=True)
        self.watch = Watch()
        self._source = source
        self._size = size
        """(0, 0) until the first picture where any will do."""
        self._frozen_s = frozen_s
        self._news = threading.Condition()
        self._frame: Frame | None = None
        self._wanted_until = 0.0
        self._opened = False
        self._dismissed = False
        self._loss: tuple[DeviceState, Fault, str] | None = None

    # --- called by the consumer -----------------------------------------------------------------

    def wait_opened(self, token: Token) -> None:
        """Raises DeviceLost or Stopped."""
        self._wait(lambda: self._opened, token, OPEN_S)

    def newest(self, after: float, token: Token, limit_s: float) -> Frame:
        """A frame that came later than `after` and was not given before. Raises DeviceLost or
        Stopped."""

        def has_come() -> bool:
            self._wanted_until = time.monotonic() + WANTED_S
            return self._frame is not None and self._frame.at > after

        with self._news:
            self._wait(has_come, token, limit_s)
            frame, self._frame = self._frame, None
            assert frame is not None
            return frame

    def dismiss(self, wait_s: float) -> None:
        """Overwrite what is kept; end the thread, or leave it behind where it hangs."""
        with self._news:
            self._dismissed = True
            self._forget()
        if self.ident is not None:
            self.join(wait_s)

    def _wait(self, condition: Callable[[], bool], token: Token, limit_s: float) -> None:
        token.check()  # also where nobody has to wait: pictures may come faster than they are used
        until = time.monotonic() + limit_s
        with self._news:
            while not condition():
                if self._loss is not None:
                    raise DeviceLost(*self._loss)
                token.check()
                if time.monotonic() >= until:
                    raise DeviceLost(DeviceState.UNKNOWN, Fault.CAMERA_SILENT, "no picture comes")
                self._news.wait(_LOOK_S)

    # --- the thread -----------------------------------------------------------------------------

    def run(self) -> None:
        began = time.monotonic()
        try:
            feed = open_feed(self._source, *self._size)
            try:
                if feed.opened:
                    self._take(feed)
                elif time.monotonic() - began >= _TOO_LATE:
                    self._lose(DeviceState.UNKNOWN, Fault.CAMERA_SILENT, "no answer")
                else:
                    self._lose(DeviceState.NO_DEVICE, Fault.CAMERA_ABSENT, "cannot be opened")
            finally:
                feed.release()
        except cv2.error:
            self._lose(DeviceState.HARDWARE_ERROR, Fault.CAMERA_SILENT, "the library failed")

    def _take(self, feed: Feed) -> None:
        with self._news:
            self._opened = True
            self._news.notify_all()
        broken = 0
        while not self._dismissed and self._loss is None:
            came = feed.next()
            at = time.monotonic()
            if not came:
                self._lose(DeviceState.UNKNOWN, Fault.CAMERA_SILENT, "the stream ended")
            elif at >= self._wanted_until:
                with self._news:
                    self._forget()
            else:
                pixels = feed.decode()
                broken = broken + 1 if pixels is None else 0
                if pixels is not None:
                    self._keep(Frame(pixels, at))
                elif broken >= MOST_BROKEN:
                    self._lose(DeviceState.UNKNOWN, Fault.CAMERA_SILENT, "only broken pictures")

    def _keep(self, frame: Frame) -> None:
        height, width, _ = frame.pixels.shape
        self.watch.see(frame.pixels, frame.at)
        self._size = self._size if any(self._size) else (width, height)
        if self._size != (width, height):
            detail = f"{width}x{height} instead of {self._size[0]}x{self._size[1]}"
            self._lose(DeviceState.HARDWARE_ERROR, Fault.CAMERA_CHANGED, detail)
        elif self._frozen_s and self.watch.same_s > self._frozen_s:
            self._lose(DeviceState.UNKNOWN, Fault.CAMERA_SILENT, "repeats one picture")
        else:
            with self._news:
                self._forget()
                if not self._dismissed:
                    self._frame = frame
                    self._news.notify_all()

    def _lose(self, state: DeviceState, fault: Fault, detail: str) -> None:
        with self._news:
            self._loss = (state, fault, detail)
            self._forget()
            self._news.notify_all()

    def _forget(self) -> None:
        """Under the lock."""
        if self._frame is not None:
            self._frame.pixels.fill(0)
        self._frame = None
