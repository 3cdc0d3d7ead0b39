"""How smooth the live picture is, and what a camera costs.

python -m tests.devices.camera.bench
"""

import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from devices.camera.source import Camera
from devices.contract import Token
from devices.face_camera.driver import FaceCamera
from devices.face_camera.sim_face import Person, draw
from devices.runner import DeviceRunner
from kiosk.device import Device
from kiosk.link.frames import FrameReader
from kiosk.messages.imaging import PreviewReady, StartPreview
from tests.devices.camera.sims import SimCamera

PATIENCE_S = 15.0
LOOK_S = 0.004


def preview_fps(seconds: float = 5.0) -> float:
    """Different frames a second that a reader of the shared memory gets of a 1280 x 720 source with
    a face in it, while the driver looks for flaws."""
    with tempfile.TemporaryDirectory(prefix="zz-", dir="/tmp") as folder:
        sim = SimCamera(Path(folder))
        sim.show(draw(Person()))
        ready, names = threading.Event(), list[str]()

        def emit(message: Any) -> None:
            if isinstance(message, PreviewReady):
                names.append(message.name)
                ready.set()

        runner = DeviceRunner(lambda: FaceCamera(sim.url), emit).start()
        try:
            runner.submit(StartPreview("bench", Device.FACE_CAMERA))
            assert ready.wait(PATIENCE_S), "no preview"
            return _count(FrameReader(names[0]), seconds) / seconds
        finally:
            runner.close()
            sim.stop()


def _count(reader: FrameReader, seconds: float) -> int:
    end, frames = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        frames += reader.read() is not None
        time.sleep(LOOK_S)
    reader.close()
    return frames


def idle_cpu(seconds: float = 5.0) -> float:
    """Share of one processor that an open camera takes while nobody asks for pictures."""
    with tempfile.TemporaryDirectory(prefix="zz-", dir="/tmp") as folder:
        sim = SimCamera(Path(folder))
        camera = Camera(sim.url)
        camera.open(Token(time.monotonic() + PATIENCE_S))
        time.sleep(2.0)  # it forgets that somebody asked
        began = time.process_time()
        time.sleep(seconds)
        used = time.process_time() - began
        camera.close()
        sim.stop()
        return used / seconds


if __name__ == "__main__":
    print(f"preview {preview_fps():.1f} fps, idle camera {idle_cpu():.1%} of a processor")
