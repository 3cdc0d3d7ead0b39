"""What the simulated camera sees: a picture with the noise of a sensor, and its optical faults."""

import threading
import time

import numpy as np

from devices.camera.cv import cv2
from devices.camera.feed import Pixels
from devices.sims.armed import Armed

FPS = 30
VARIANTS = 4
"""Encodings of one picture, each with another noise, sent in turn."""
QUALITY = 92
SENSOR_NOISE = 1.5
"""Standard deviation, grey levels."""
LARGEST_SIDE = 5000
_SEED = 7

Look = tuple[tuple[str, int | None], ...]


class Scene:
    """Thread-safe. The encodings are made anew where the picture or a fault has changed."""

    def __init__(self, armed: Armed) -> None:
        self._armed = armed
        self._lock = threading.Lock()
        self._seen = colour_card()
        self._look: Look | None = None
        self._encoded: list[bytes] = []
        self._frozen = b""

    def show(self, jpeg: bytes) -> bool:
        """Whether these bytes are a picture; none: the test card."""
        seen = _decoded(jpeg) if jpeg else colour_card()
        if seen is None or max(seen.shape) > LARGEST_SIDE:
            return False
        with self._lock:
            self._seen, self._look = seen, None
        return True

    def picture(self) -> bytes:
        """The JPEG of this moment."""
        with self._lock:
            if self._armed.on("freeze") is not None and self._frozen:
                return self._frozen
            look = tuple((f, self._armed.on(f)) for f in ("black", "dim", "resolution", "noise"))
            if look != self._look:
                self._encoded = _encodings(self._seen, dict(look))
                self._look = look
            self._frozen = self._encoded[int(time.monotonic() * FPS) % VARIANTS]
            return self._frozen


def colour_card() -> Pixels:
    """1280 x 720: a slope of grey, coloured squares and a line; no face, no page, no code."""
    card = np.zeros((720, 1280, 3), np.uint8)
    card[:] = np.linspace(40, 215, 1280).astype(np.uint8)[None, :, None]
    for at, colour in enumerate([(200, 60, 60), (60, 200, 60), (60, 60, 200), (40, 180, 220)]):
        cv2.rectangle(card, (120 + at * 280, 200), (260 + at * 280, 340), colour, -1)
    cv2.line(card, (0, 719), (1279, 400), (20, 20, 20), 6)
    return card


def _decoded(jpeg: bytes) -> Pixels | None:
    try:
        pixels = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR)
    except cv2.error:
        return None
    return None if pixels is None else pixels.view(np.uint8)


def _encodings(seen: Pixels, faults: dict[str, int | None]) -> list[bytes]:
    light = 1.0
    if faults["dim"] is not None:
        light = (faults["dim"] or 20) / 100
    if faults["black"] is not None:
        light = 0.0
    if faults["resolution"] is not None:
        width = faults["resolution"] or 640
        height = round(seen.shape[0] * width / seen.shape[1])
        seen = cv2.resize(seen, (width, height), interpolation=cv2.INTER_AREA).view(np.uint8)
    noise = SENSOR_NOISE if faults["noise"] is None else float(faults["noise"] or 25)
    lit = cv2.convertScaleAbs(seen, alpha=light)
    grain = np.random.default_rng(_SEED).standard_normal(seen.shape, np.float32) * noise
    encoded = []
    for shift in range(VARIANTS):
        moved = np.roll(grain, 7 * shift, axis=0)
        pixels = cv2.add(lit, moved, dtype=cv2.CV_8U)
        _, jpeg = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
        encoded.append(jpeg.tobytes())
    return encoded
