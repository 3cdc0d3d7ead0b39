"""Real parts for the tests: the simulated camera as a process, a driver in its runner; and what the
benchmarks measure."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

from devices.camera.cv import cv2
from devices.camera.feed import Pixels
from devices.document_camera.driver import DocumentCamera
from devices.document_camera.flat import flatten
from devices.document_camera.jpeg import encode
from devices.document_camera.page import find, reduced
from devices.document_camera.quality import Limits, judge
from devices.document_camera.sim_photo import Scene, photograph
from devices.runner import DeviceRunner
from devices.sims.script import parse_script
from devices.worker import Pace
from kiosk.device import Device, DeviceState
from kiosk.link.frames import FrameReader
from kiosk.messages.imaging import (
    CapturePage,
    PageScanned,
    PdfMade,
    PreviewEnded,
    PreviewHint,
    PreviewReady,
    StartPreview,
)
from kiosk.messages.sims import FaultRule, Heal, Inject, ShowPicture
from tests.devices.conformance.heard import Heard
from tests.devices.conformance.sim_process import SimProcess
from tests.devices.document_camera.sheets import letter

QUICK = Pace(first_pause_s=0.02, longest_pause_s=0.2, close_s=5.0)
ENOUGH_S = 60.0
GOOD = Scene(1280, 960, turn=4, tilt_x=3, tilt_y=-2, fill=0.85)
ROUNDS = 15


class CameraSim:
    """`python -m devices.camera.sim`; `start` after `stop` takes the same port again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._port = "0"
        self._process: SimProcess | None = None
        self.start()

    def start(self) -> None:
        control = self._folder / "control"
        arguments = (self._port, str(control), Device.DOCUMENT_CAMERA)
        self._process = SimProcess(control, "devices.camera.sim", *arguments)
        self._port = (self._folder / "port").read_text("ascii").strip()

    def stop(self) -> None:
        if self._process is not None:
            self._process.stop()
        self._process = None

    def ask(self, message: object) -> Any:
        assert self._process is not None, "the simulator does not run"
        return self._process.tell(message)

    def show(self, pixels: Pixels) -> None:
        _, jpeg = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, 95])
        self.ask(ShowPicture(jpeg.tobytes()))

    def inject(self, *rules: FaultRule) -> None:
        self.ask(Inject(rules))

    def script(self, line: str) -> None:
        self.inject(*parse_script(f"{Device.DOCUMENT_CAMERA}: {line}"))

    def heal(self) -> None:
        self.ask(Heal())

    def driver(self) -> DocumentCamera:
        return DocumentCamera(f"http://127.0.0.1:{self._port}/")


class Bench:
    """One driver in its runner, and what it told."""

    def __init__(self, driver: DocumentCamera) -> None:
        self.heard = Heard(PageScanned, PreviewEnded, PdfMade)
        self.runner = DeviceRunner(lambda: driver, self.heard.put, pace=QUICK)

    def begin_capture(self, name: str, deadline_s: float = ENOUGH_S, colour: bool = True) -> None:
        self.runner.submit(CapturePage(name, deadline_s, colour))

    def capture(self, name: str = "page", deadline_s: float = ENOUGH_S, colour: bool = True) -> Any:
        """The completion."""
        self.begin_capture(name, deadline_s, colour)
        completion = self.heard.completion(name, ENOUGH_S)
        assert self.heard.wrong(name) == ""
        return completion

    def preview(self, name: str = "preview", width: int = 960) -> PreviewReady:
        """Begin one, and wait until frames come."""
        self.runner.submit(StartPreview(name, Device.DOCUMENT_CAMERA, width=width))
        return self.ready(name)

    def ready(self, name: str) -> PreviewReady:
        """Where the frames of this command are, as soon as there are any."""
        self.heard.until("frames", lambda: bool(self._told(name, PreviewReady)), ENOUGH_S)
        ready: PreviewReady = self._told(name, PreviewReady)[0]
        return ready

    def see_frames(self, name: str, count: int) -> None:
        """Wait until so many frames were shown under the name in shared memory."""
        reader = FrameReader(name)
        seen: list[bool] = []

        def enough() -> bool:
            seen.extend([True] if reader.read() is not None else [])
            return len(seen) >= count

        self.heard.until(f"{count} frames", enough, ENOUGH_S)
        reader.close()

    def hints(self, name: str) -> list[PreviewHint]:
        return self._told(name, PreviewHint)

    def _told(self, name: str, kind: type[Any]) -> list[Any]:
        return [one.message for one in self.heard.about(name) if isinstance(one.message, kind)]


@contextmanager
def running(driver: DocumentCamera, state: DeviceState = DeviceState.ONLINE) -> Iterator[Bench]:
    """From when the camera has said that it is in this state."""
    bench = Bench(driver)
    bench.runner.start()
    try:
        bench.heard.status(state, lambda status: status.state is state, ENOUGH_S)
        yield bench
    finally:
        bench.runner.close()


def scan_8mp() -> dict[str, float]:
    """Milliseconds (the median of ROUNDS) from a frame of 8 megapixels to the flattened page, by
    part and together (`page_cpu_ms`: of all processors), and to its JPEG; frames a second that the
    preview could judge."""
    scene = Scene(3264, 2448, turn=92, tilt_x=3, tilt_y=-2, fill=1.0)
    frame = photograph(letter(), scene).pixels
    rows = [_scan(frame) for _ in range(ROUNDS)]
    found = {name: median(row[name] for row in rows) for name in rows[0]}
    found["page_ms"] = found["find_ms"] + found["judge_ms"] + found["flatten_ms"]
    found["judged_per_s"] = 1000 / (found["find_ms"] + found["judge_ms"])
    return found


def _scan(frame: Pixels) -> dict[str, float]:
    at, cpu = [time.perf_counter()], time.process_time()
    pictures = reduced(frame)
    sheet = find(pictures)
    assert sheet is not None
    at.append(time.perf_counter())
    assert judge(pictures, sheet, Limits()) is None
    at.append(time.perf_counter())
    flat, dpi = flatten(frame, sheet.corners)
    at.append(time.perf_counter())
    cpu = time.process_time() - cpu
    encode(flat, dpi)
    at.append(time.perf_counter())
    names = ("find_ms", "judge_ms", "flatten_ms", "jpeg_ms")
    spans = zip(names, pairwise(at), strict=True)
    return {name: 1000 * (b - a) for name, (a, b) in spans} | {"page_cpu_ms": 1000 * cpu}


def preview_rate(folder: Path, seconds: float = 5.0) -> float:
    """Frames a second that come out, each of them judged, from a simulated camera of 8 megapixels
    in another process of this machine."""
    sim = CameraSim(folder)
    try:
        sim.show(photograph(letter(), Scene(3264, 2448, turn=92, fill=1.0)).pixels)
        with running(sim.driver()) as bench:
            reader = FrameReader(bench.preview().name)
            frames, end = 0, time.monotonic() + seconds
            while time.monotonic() < end:
                frames += reader.read() is not None
                time.sleep(0.002)
            reader.close()
    finally:
        sim.stop()
    return frames / seconds


if __name__ == "__main__":
    print(f"load {os.getloadavg()[0]:.1f}", {k: round(v, 1) for k, v in scan_8mp().items()})
