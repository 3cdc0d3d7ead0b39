"""Frames on their way to the citizen's eyes: from the camera into shared memory."""

from devices.camera.cv import cv2
from devices.camera.feed import Pixels
from kiosk.link.frames import FrameWriter

SMALLEST_WIDTH, LARGEST_WIDTH = 64, 1920


class Preview:
    """Shared memory `name` for frames of `width` x `height` pixels; used by one thread.

    Raises kiosk.link.frames.FramesError where there is no room for it.
    """

    def __init__(self, width: int, height: int) -> None:
        self.size = (width, height)
        self._writer = FrameWriter(width, height)
        self.name = self._writer.name

    def show(self, frame_bgr: Pixels) -> None:
        """Make a frame of any size the newest, scaled."""
        shrunk = frame_bgr.shape[1] / self.size[0]
        # the slower method only where the quicker one would leave out whole pixels
        method = cv2.INTER_AREA if shrunk > 2 else cv2.INTER_LINEAR
        small = cv2.resize(frame_bgr, self.size, interpolation=method)
        cv2.cvtColor(small, cv2.COLOR_BGR2RGB, dst=small)
        self._writer.write(small.data)
        small.fill(0)

    def close(self) -> None:
        """Overwrite and unlink. A second time: nothing."""
        self._writer.close()


def preview_size(width: int, frame: Pixels) -> tuple[int, int]:
    """Width and height of a preview that keeps the frame's shape; `width` is what was asked for."""
    width = min(max(width, SMALLEST_WIDTH), LARGEST_WIDTH)
    height, full_width, _ = frame.shape
    return width, max(1, round(width * height / full_width))
