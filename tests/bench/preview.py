"""The screen answers touches while a camera's live picture is made and read beside it."""

import queue
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from kiosk.device import Device
from kiosk.link import connect
from kiosk.link.frames import FrameReader
from kiosk.messages.imaging import PreviewReady, StartPreview
from tests.bench.figure import Benchmark, Figure, Measured, percentile
from tests.bench.scene import BENCHED, Scene, one_terminal
from tests.bench.touch import keypad_targets, to_keypad
from ui.dock.sims import camera

CYCLES = 7
LIMIT_S = 20.0
REFRESH_S = 1 / 60
MISSED_MS = 2000 * REFRESH_S
"""A frame that comes later than the second refresh after the press was missed."""

MISSED = Figure(
    "frames-missed-in-preview",
    "%",
    f"of {36 * CYCLES} touches of the keypad, those whose first frame came more than"
    f" {MISSED_MS:.0f} ms (two refreshes) after the press, while a document camera of 1280 x 720 is"
    " previewed by the imaging host, judged, and read from the shared memory 60 times a second; the"
    " camera is simulated on the same processor",
    goal=0.0,
)
P99 = Figure("touch-to-frame-in-preview-p99", "ms", "99 % of these touches")
RATE = Figure(
    "preview-while-touched",
    "frames/s",
    "different frames that were read meanwhile",
    goal=15.0,
    lower_is_better=False,
)


def run() -> list[Measured]:
    with one_terminal((*BENCHED, camera(Device.DOCUMENT_CAMERA))) as scene:
        to_keypad(scene)
        with _previewed(scene) as seen:
            began = time.monotonic()
            touches = [scene.citizen.touch(key).frame_ms for key in keypad_targets(CYCLES)]
            rate = len(seen) / (time.monotonic() - began)
    missed = 100 * sum(one > MISSED_MS for one in touches) / len(touches)
    return [
        MISSED.of([missed]),
        P99.of(touches, percentile(touches, 99)),
        RATE.of([rate]),
    ]


@contextmanager
def _previewed(scene: Scene) -> Iterator[list[float]]:
    """Gives the moments at which another frame was read."""
    told: queue.SimpleQueue[PreviewReady] = queue.SimpleQueue()

    def heard(_peer: object, _envelope: object, message: Any) -> None:
        if isinstance(message, PreviewReady):
            told.put(message)

    link = connect(scene.near.folder / "run" / "imaging.sock", heard, patience=LIMIT_S)
    link.send(StartPreview("bench", Device.DOCUMENT_CAMERA))
    reader = FrameReader(told.get(timeout=LIMIT_S).name)
    seen: list[float] = []
    stopping = threading.Event()

    def read() -> None:
        while not stopping.wait(REFRESH_S):
            if reader.read() is not None:
                seen.append(time.monotonic())

    thread = threading.Thread(target=read)
    thread.start()
    try:
        yield seen
    finally:
        stopping.set()
        thread.join()
        reader.close()
        link.close()


BENCHMARK = Benchmark("preview", (MISSED, P99, RATE), run)
